package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the engine does between two polls. */
@State(Scope.Benchmark)
public class OperationParts {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final RandomGenerator random = new SplittableRandom(1);
    private final PollSchedule schedule = new PollSchedule(PollPolicy.standard());
    private final OperationHandle handle = new OperationHandle(
            new OperationHandle.Place("huawei-ims", "copy-image", "eu-west-101", "0123456789abcdef0123456789abcdef"),
            new OperationHandle.Start(
                    "01234567-89ab-cdef-0123-456789abcdef",
                    Fingerprint.of("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
                    NOW,
                    KeptRequest.none()),
            "edc89b490d7d43928900000000000001",
            "golden-2026-11",
            Map.of());
    private long seconds;

    /** Creates the parts. */
    public OperationParts() {}

    /**
     * When to poll next.
     *
     * @return the time until then
     */
    @Benchmark
    public Duration schedule() {
        seconds = seconds % 1_000 + 1;
        return schedule.next(Duration.ofSeconds(seconds), Duration.ZERO, random.nextDouble());
    }

    /**
     * What a resume token holds.
     *
     * @return the token
     */
    @Benchmark
    public ResumeToken token() {
        return ResumeTokenCodec.encode(handle, Optional.empty());
    }
}
