package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.testing.ExecutedCopy;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that is closed at any exchange of a copy says that nothing was copied only if that is true. */
class CloseAnywhereTest {
    private final ManualTimeSource time = new ManualTimeSource();

    /** What happens to the copy's own exchange. */
    enum Reply {
        KEPT,
        LOST,
        REQUEST_LOST,
        THROTTLED
    }

    static Stream<Arguments> steps() {
        return Stream.of(Cloud.values()).flatMap(cloud -> Stream.of(Reply.values())
                .flatMap(reply -> Stream.of(false, true).flatMap(async -> Stream.of(false, true)
                        .map(before -> Arguments.of(cloud, reply, async, before)))));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void close_atAnyExchangeOfACopy_tellsTheTruth(Cloud cloud, Reply reply, boolean async, boolean before) {
        for (int exchange = 1; exchange <= 8; exchange++) {
            try (Stage<?, ?, ?> stage = cloud.stage(time)) {
                ClosingTransport transport =
                        new ClosingTransport(stage.simulator().transport(), exchange, before);
                Runnable close = stage.over(transport)::close;
                transport.close = close;
                switch (reply) {
                    case LOST -> stage.simulator().failNext(Fault.loseReply().on("copyImage"));
                    case REQUEST_LOST ->
                        stage.simulator().failNext(Fault.dropRequest().on("copyImage"));
                    case THROTTLED ->
                        stage.simulator()
                                .failNext(Fault.status(429).on("copyImage").times(2));
                    case KEPT -> {}
                }
                Throwable thrown = ended(stage, async);
                List<? extends ExecutedCopy> copies = stage.simulator().copies();

                String where = cloud + " " + reply + " exchange " + exchange + ": " + thrown;
                if (thrown instanceof AmbiguousOutcomeException open) {
                    assertThat(open.resumeToken()).as(where).isPresent();
                } else if (thrown != null) {
                    assertThat(copies).as(where).isEmpty();
                }
            }
        }
    }

    private Throwable ended(Stage<?, ?, ?> stage, boolean async) {
        try {
            if (async) {
                CompletableFuture<?> copy = stage.copyAsync();
                time.runUntilDone(copy).join();
            } else {
                stage.copy();
            }
            return null;
        } catch (RuntimeException e) {
            return CallFlow.causeOf(e);
        }
    }

    private static final class ClosingTransport implements HttpTransport {
        private final HttpTransport service;
        private final int at;
        private final boolean before;
        private int exchanges;
        private boolean closed;
        private Runnable close = () -> {};

        ClosingTransport(HttpTransport service, int at, boolean before) {
            this.service = service;
            this.at = at;
            this.before = before;
        }

        private void closeIf(boolean now) {
            if (exchanges == at && now && !closed) {
                closed = true;
                close.run();
            }
        }

        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            exchanges++;
            closeIf(before);
            try {
                return service.send(request, timeout);
            } finally {
                closeIf(!before);
            }
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            exchanges++;
            closeIf(before);
            CompletableFuture<HttpResponse> answer = service.sendAsync(request, timeout);
            closeIf(!before);
            return answer;
        }

        @Override
        public void close() {}
    }
}
