package dev.imagecopy.verification.bulk;

import dev.imagecopy.core.operation.PollPolicy;
import java.time.Duration;

/** How often one waiter asks for one copy, by the standard schedule without its jitter. */
final class WaiterPolls {
    private WaiterPolls() {}

    static long of(Duration inFlight) {
        PollPolicy policy = PollPolicy.standard();
        double end = seconds(inFlight);
        double at = seconds(policy.initialDelay());
        long polls = 1;
        while (at < end) {
            at += Math.min(
                    seconds(policy.maxInterval()), Math.max(seconds(policy.minInterval()), at * policy.fraction()));
            polls++;
        }
        return polls;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
