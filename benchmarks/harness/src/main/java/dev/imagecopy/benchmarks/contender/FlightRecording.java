package dev.imagecopy.benchmarks.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/** Lasts until it is closed. */
public final class FlightRecording implements AutoCloseable {
    private final Recording recording = new Recording();

    private FlightRecording() {}

    /**
     * Records nothing, until the process ends. A process's first recording changes classes of the JDK, and what was compiled with
     * them is compiled anew; where that was before the load began, a recording finds compiled code.
     */
    static void prepare() {
        new FlightRecording().recording.start();
    }

    /**
     * What threads execute in Java, every 2 ms, and where they allocate. Nothing else, which would cost time.
     *
     * @return a recording that has begun
     */
    public static FlightRecording ofExchanges() {
        FlightRecording started = new FlightRecording();
        started.recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(2));
        started.recording.enable("jdk.ObjectAllocationSample").with("throttle", "500/s");
        started.recording.start();
        return started;
    }

    /**
     * Ends it.
     *
     * @param file where it is written
     * @throws IOException if it cannot be
     */
    public void write(Path file) throws IOException {
        recording.stop();
        recording.dump(file);
    }

    @Override
    public void close() {
        recording.close();
    }
}
