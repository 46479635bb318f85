package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** On which threads an application's own provider of credentials is asked. */
class ForeignProviderTest {
    private static final Key KEY = new Key("k");

    private final ManualTimeSource time = new ManualTimeSource();
    private final ClientConnection<Key> connection = Connections.over(new FakeTransport(time), time);

    private record Key(String name) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of(Secret.of(name));
        }
    }

    private CredentialsProvider<Key> connected(CredentialsProvider<Key> provider) {
        return CredentialsSource.from(provider).connect(connection);
    }

    @Test
    void from_aProviderThatAnswersAtOnceOrHasItsOwnThreads_isThatProvider() {
        CredentialsProvider<Key> fixed = CredentialsProvider.of(KEY);
        CredentialsProvider<Key> cache = new CachingCredentialsProvider<>(() -> KEY, time);

        assertThat(connected(fixed)).isSameAs(fixed);
        assertThat(connected(cache)).isSameAs(cache);
    }

    @Test
    void resolveAsync_ofAnyOtherProvider_asksItOnAThreadOfTheClient() {
        CompletableFuture<String> asked = new CompletableFuture<>();
        CredentialsProvider<Key> provider = connected(() -> {
            asked.complete(Thread.currentThread().getName());
            return KEY;
        });

        assertThat(provider.resolveAsync()).isCompletedWithValue(KEY);
        assertThat(asked.join()).startsWith("image-copy-credentials-");
    }

    @Test
    void resolveAsync_whenTheProviderHangs_returnsAllTheSame() {
        CountDownLatch release = new CountDownLatch(1);
        CredentialsProvider<Key> provider = connected(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return KEY;
        });

        CompletableFuture<Key> found = provider.resolveAsync();

        assertThat(found).isNotDone();
        release.countDown();
        assertThat(found.join()).isEqualTo(KEY);
    }

    @Test
    void resolveAsync_whateverTheProviderThrows_failsWithThat() {
        CredentialsProvider<Key> broken = connected(() -> {
            throw new AssertionError("broken");
        });
        CredentialsProvider<Key> silent = connected(new CredentialsProvider<>() {
            @Override
            public Key resolve() {
                return KEY;
            }

            @Override
            @SuppressWarnings("NullAway") // an application may do so
            public CompletableFuture<Key> resolveAsync() {
                return null;
            }
        });

        assertThat(catchThrowable(() -> broken.resolveAsync().join())).hasCauseInstanceOf(AssertionError.class);
        assertThat(catchThrowable(() -> silent.resolveAsync().join())).hasCauseInstanceOf(CredentialsException.class);
    }
}
