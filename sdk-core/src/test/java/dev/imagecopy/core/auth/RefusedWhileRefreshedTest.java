package dev.imagecopy.core.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Credentials that a service refuses while the next ones are being fetched. */
class RefusedWhileRefreshedTest {
    private final ManualTimeSource time = new ManualTimeSource();

    private record Token(int number, Optional<Instant> expiresAt) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of();
        }
    }

    /** A source that was asked before the refusal may have read what was refused. */
    @Test
    void invalidate_whileARefreshIsUnderWay_doesNotBringBackWhatWasRefused() {
        Optional<Instant> end = Optional.of(time.now().plus(Duration.ofHours(1)));
        Token[] stored = {new Token(1, end)};
        Runnable[] afterReading = {() -> {}};
        CachingCredentialsProvider<Token> cache = new CachingCredentialsProvider<>(
                () -> {
                    Token read = stored[0];
                    afterReading[0].run();
                    return read;
                },
                time,
                new Random(1),
                Runnable::run,
                () -> {});
        Token old = cache.resolve();
        time.advance(Duration.ofMinutes(56));
        afterReading[0] = () -> {
            afterReading[0] = () -> {};
            stored[0] = new Token(2, end);
            cache.invalidate(old);
        };

        cache.resolve(); // begins the refresh

        assertThat(cache.resolve().number()).isEqualTo(2);
    }
}
