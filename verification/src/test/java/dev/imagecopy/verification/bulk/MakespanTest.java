package dev.imagecopy.verification.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.bulk.CopyReport;
import dev.imagecopy.testing.Simulator;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * How close a run comes to a dispatcher that starts the same copies in the same order at the very moment when a slot is free, and
 * how often it asks the services. 1,000 copies; 10,000 with {@code -Dsoak=true} (profile {@code soak}).
 */
class MakespanTest {
    private static final int COPIES = Boolean.getBoolean("soak") ? 10_000 : 1_000;
    private static final long SEED = Long.getLong("bulk.seed", 20_261_129);
    private static final double MOST_TO_IDEAL = 1.03;
    private static final double MOST_ALIBABA_POLLS = 0.03;
    private static final double MOST_ALIBABA_POLLS_WITH_FIVE = 0.30;
    /** The jitter of single polls. */
    private static final double NEVER_MORE = 1.01;

    @Test
    void run_comesCloseToTheIdeal_andAsksForWholeGroups() {
        try (VirtualFleet fleet = new VirtualFleet(SEED)) {
            CopyReport report = fleet.run(COPIES, CopyLimits.standard());
            double toIdeal = report.elapsed().toNanos() / (double) fleet.ideal().toNanos();
            double polls = share(fleet.ecs, "describeImages", fleet.waiterPolls("ali"));
            print("standard limits", report, fleet.ideal(), toIdeal, polls);
            assertThat(report.isComplete()).isTrue();
            fleet.simulators().forEach(Simulator::assertNothingCopiedTwice);
            assertThat(toIdeal).isBetween(0.999, MOST_TO_IDEAL);
            assertThat(polls).isLessThanOrEqualTo(MOST_ALIBABA_POLLS);
            assertThat(share(fleet.ims, "describeJob", fleet.waiterPolls("hw"))).isLessThanOrEqualTo(NEVER_MORE);
            assertThat(share(fleet.desktop, "getOperation", fleet.waiterPolls("yc")))
                    .isLessThanOrEqualTo(NEVER_MORE);
            assertThat(share(fleet.fabric, "listContent", fleet.waiterPolls("sf")))
                    .isLessThanOrEqualTo(NEVER_MORE);
        }
    }

    @Test
    void run_withFiveInFlightInARegion_comesCloseToTheIdeal_andStillAsksForGroups() {
        try (VirtualFleet fleet = new VirtualFleet(SEED)) {
            CopyReport report = fleet.run(COPIES, CopyLimits.standard().withInRegion("alibaba-ecs", 5));
            double toIdeal = report.elapsed().toNanos() / (double) fleet.ideal().toNanos();
            double polls = share(fleet.ecs, "describeImages", fleet.waiterPolls("ali"));
            print("five in flight in a region of Alibaba Cloud", report, fleet.ideal(), toIdeal, polls);
            assertThat(report.isComplete()).isTrue();
            assertThat(toIdeal).isBetween(0.999, MOST_TO_IDEAL);
            assertThat(polls).isLessThanOrEqualTo(MOST_ALIBABA_POLLS_WITH_FIVE);
        }
    }

    private static double share(Simulator simulator, String call, long ofOneWaiterEach) {
        return (double) simulator.arrivals(call) / ofOneWaiterEach;
    }

    private static void print(String limits, CopyReport report, Duration ideal, double toIdeal, double polls) {
        System.out.printf(
                Locale.ROOT,
                "makespan, %s: %d copies, seed %d, %s, ideal %s, ratio %.4f; DescribeImages to one waiter a copy %.2f %%%n",
                limits,
                report.total(),
                SEED,
                report.elapsed(),
                ideal,
                toIdeal,
                polls * 100);
    }
}
