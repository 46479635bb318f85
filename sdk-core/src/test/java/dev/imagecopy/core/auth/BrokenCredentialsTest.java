package dev.imagecopy.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Credentials that cannot tell when they expire: nobody waits for them for ever. */
class BrokenCredentialsTest {
    private final Queue<Runnable> fetches = new ArrayDeque<>();
    private boolean broken = true;

    private final Credentials credentials = new Credentials() {
        @Override
        public List<Secret> secrets() {
            return List.of();
        }

        @Override
        public Optional<Instant> expiresAt() {
            if (broken) {
                throw new IllegalStateException("no clock");
            }
            return Optional.empty();
        }
    };

    @Test
    void resolveAsync_whenTheCredentialsThrow_failsAndTheNextCallAsksAnew() {
        var cache = new CachingCredentialsProvider<>(
                () -> credentials, new ManualTimeSource(), new Random(1), fetches::add, () -> {});
        CompletableFuture<Credentials> first = cache.resolveAsync();

        fetches.remove().run();

        assertThat(first).isDone();
        assertThatThrownBy(first::join)
                .hasCauseInstanceOf(CredentialsException.class)
                .hasRootCauseMessage("no clock");
        broken = false;
        CompletableFuture<Credentials> second = cache.resolveAsync();
        fetches.remove().run();
        assertThat(second).isCompletedWithValue(credentials);
    }
}
