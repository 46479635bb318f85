package dev.imagecopy.verification.bulk;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.bulk.CopyReport;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What a copy of BulkCopy costs, with the simulators' part, and how often the services are asked for it: a program for the
 * benchmarks. The run is that of {@link MakespanTest}, after a smaller one that warms up.
 */
final class BulkCost {
    private static final long SEED = 20_261_129;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private BulkCost() {}

    /** How many copies. */
    public static void main(String[] args) {
        int copies = Integer.parseInt(args[0]);
        run(Math.max(100, copies / 4));
        System.out.println(run(copies));
    }

    /** Everything runs on this thread, by a clock that goes as fast as the run. */
    private static String run(int copies) {
        try (VirtualFleet fleet = new VirtualFleet(SEED)) {
            long begin = System.nanoTime();
            long cpu = SYSTEM.getProcessCpuTime();
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            CopyReport report = fleet.run(copies, CopyLimits.standard());
            bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
            cpu = SYSTEM.getProcessCpuTime() - cpu;
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (!report.isComplete()) {
                throw new IllegalStateException("the run was not complete: " + report);
            }
            return String.format(
                    Locale.ROOT,
                    "{\"copies\":%d,\"seconds\":%.2f,\"cpuMicros\":%.1f,\"bytes\":%.0f,\"toIdeal\":%.4f,"
                            + "\"alibabaPolls\":%.3f,\"huaweiPolls\":%.3f,\"yandexPolls\":%.3f,"
                            + "\"fabricPolls\":%.3f,\"alibabaPercent\":%.2f}",
                    copies,
                    seconds,
                    cpu / 1e3 / copies,
                    (double) bytes / copies,
                    report.elapsed().toNanos() / (double) fleet.ideal().toNanos(),
                    each(
                            fleet.ecs.arrivals("describeImages"),
                            fleet.ecs.copies().size()),
                    each(fleet.ims.arrivals("describeJob"), fleet.ims.copies().size()),
                    each(
                            fleet.desktop.arrivals("getOperation"),
                            fleet.desktop.copies().size()),
                    each(
                            fleet.fabric.arrivals("listContent"),
                            fleet.fabric.copies().size()),
                    100 * each(fleet.ecs.arrivals("describeImages"), fleet.waiterPolls("ali")));
        }
    }

    private static double each(long calls, long copies) {
        return (double) calls / copies;
    }
}
