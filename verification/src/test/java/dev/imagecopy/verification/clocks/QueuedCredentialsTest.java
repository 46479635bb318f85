package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.Urgency;
import dev.imagecopy.testing.ManualTimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls for credentials wait in the client's queue for longer than any call may take, as when slow answers hold all its places: the
 * reads that need them lose none of their time, and no metadata service seems to be away.
 */
class QueuedCredentialsTest {
    private static final Duration IN_THE_QUEUE = Duration.ofSeconds(150);

    private final ManualTimeSource time = new ManualTimeSource();

    @TempDir
    private Path folder;

    static List<String> names() {
        return TokenSources.names().stream()
                .filter(name -> !name.startsWith("Service Fabric")) // the application's own supplier sends nothing
                .toList();
    }

    @AfterEach
    void close() {
        time.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    void read_whoseCredentialsWaitForTheirTurn_losesNoneOfItsTime(String source) {
        AtomicInteger queued = new AtomicInteger();
        try (TokenSources.Reader reader = new TokenSources(
                        time, folder, Duration.ZERO, network -> new Full(network, queued), new SdkListener() {})
                .open(source)) {
            CompletableFuture<? extends List<?>> read = reader.async().get();

            assertThat(read).succeedsWithin(Duration.ofMinutes(1)); // only the queue moves the clock
            assertThat(reader.asked().getAsInt()).isPositive();
            assertThat(queued).hasPositiveValue();
        }
    }

    /** Keeps the calls for credentials in its queue; the others go out at once. */
    private final class Full implements HttpTransport {
        private final HttpTransport over;
        private final AtomicInteger queued;

        Full(HttpTransport over, AtomicInteger queued) {
            this.over = over;
            this.queued = queued;
        }

        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            SendOrder order = SendOrder.of(request);
            if (order.urgency() != Urgency.CREDENTIALS) {
                return over.send(request, timeout);
            }
            SendOrder.Turn turn = Objects.requireNonNull(order.turnOrNull());
            Duration unused = turn.longestWait();
            queued.incrementAndGet();
            while (time.pendingTasks() == 0) { // until the read waits
                Thread.onSpinWait();
            }
            time.advance(IN_THE_QUEUE);
            HttpRequest ready = turn.renewed(request).join();
            return over.send(ready, turn.comes());
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            return over.sendAsync(request, timeout);
        }

        @Override
        public void close() {
            over.close();
        }
    }
}
