package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.SendOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Clients that are closed while calls wait in the transport's queue. */
class QueuedCallCloseTest {
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);
    private static final ApiCall<String, String> KEYED = CallBench.call(Repeatability.KEYED);

    private final CallBench bench = new CallBench();

    @Test
    void close_whileACopyIsQueued_saysThatNothingWasSent() {
        bench.over = new Queue();
        CompletableFuture<String> call = bench.start(COPY, CallOptions.defaults());

        bench.lifecycle().close();

        assertThat(catchThrowable(call::join)).hasCauseInstanceOf(ClientClosedException.class);
    }

    @Test
    void close_whileARetryIsQueued_leavesTheOutcomeOpen() {
        Queue queue = new Queue();
        bench.over = queue;
        CompletableFuture<String> call = bench.start(KEYED, CallOptions.defaults());
        queue.turn().comes();
        queue.answers.remove(0).completeExceptionally(CallBench.lost());
        bench.time.advanceToNextTask();
        assertThat(queue.answers).hasSize(1);

        bench.lifecycle().close();

        assertThat(catchThrowable(call::join)).hasCauseInstanceOf(AmbiguousOutcomeException.class);
    }

    @Test
    void close_whenTheTurnHasCome_leavesTheOutcomeOpen() {
        Queue queue = new Queue();
        bench.over = queue;
        CompletableFuture<String> call = bench.start(COPY, CallOptions.defaults());
        queue.turn().comes();

        bench.lifecycle().close();

        assertThat(catchThrowable(call::join)).hasCauseInstanceOf(AmbiguousOutcomeException.class);
    }

    @Test
    void turn_ofAClosedClient_isRefused() {
        Queue queue = new Queue();
        bench.over = queue;
        CompletableFuture<String> call = bench.start(COPY, CallOptions.defaults());
        SendOrder.Turn turn = queue.turn();
        bench.lifecycle().close();

        assertThat(call).isCompletedExceptionally();
        assertThatThrownBy(turn::comes).isInstanceOf(ClientClosedException.class);
    }

    /** While a client closes, the end of one exchange passes its place on to the next. */
    @Test
    void turn_thatComesWhileTheClientCloses_saysThatNothingWasSent() {
        Queue queue = new Queue();
        bench.over = queue;
        bench.lifecycle().onCloseFirst(() -> {
            CompletableFuture<HttpResponse> answer = queue.answers.get(0);
            try {
                queue.turn().comes();
            } catch (ClientClosedException e) {
                answer.completeExceptionally(e);
            }
        });
        CompletableFuture<String> call = bench.start(COPY, CallOptions.defaults());

        bench.lifecycle().close();

        assertThat(catchThrowable(call::join)).hasCauseInstanceOf(ClientClosedException.class);
    }

    /** A transport whose places are all taken. */
    private static final class Queue implements HttpTransport {
        final List<HttpRequest> requests = new ArrayList<>();
        final List<CompletableFuture<HttpResponse>> answers = new ArrayList<>();

        SendOrder.Turn turn() {
            return Objects.requireNonNull(
                    SendOrder.of(requests.get(requests.size() - 1)).turnOrNull());
        }

        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            throw new AssertionError(SendPhase.NOT_SENT);
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            requests.add(request);
            CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
            answers.add(answer);
            turn().longestWait();
            return answer;
        }

        @Override
        public void close() {}
    }
}
