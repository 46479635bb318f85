package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the engine does between two attempts. */
@State(Scope.Benchmark)
public class CallParts {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final RandomGenerator random = new SplittableRandom(1);
    private final AttemptFailure failure = new AttemptFailure(
            Recovery.THROTTLED,
            false,
            Optional.of(Duration.ofSeconds(1)),
            context -> new CredentialsException("", context, null));

    /** Creates the parts. */
    public CallParts() {}

    /**
     * The retry decision of a new call about its first failure.
     *
     * @return the decision
     */
    @Benchmark
    public Duration decide() {
        RetryState state = new RetryState(RetryPolicy.standard(), Repeatability.KEYED, new RetryBudget(), random);
        state.attemptStarts();
        return state.decide(failure, Duration.ofSeconds(30), NOW);
    }
}
