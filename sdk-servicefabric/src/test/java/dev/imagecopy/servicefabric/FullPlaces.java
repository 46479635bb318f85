package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.SendOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Holds what stays open, until a place becomes free. */
final class FullPlaces implements HttpTransport {
    private final HttpTransport over;
    private final List<Runnable> queued = new ArrayList<>();
    boolean holdsAnswers;
    Duration longestWait = Duration.ZERO;
    boolean isDecorated;
    boolean asks = true;

    FullPlaces(HttpTransport over) {
        this.over = over;
    }

    /** What a turn throws ends its exchange. */
    void freeAll() {
        Throwable unused = catchThrowable(this::free);
    }

    boolean hasQueued() {
        return !queued.isEmpty();
    }

    void free() {
        List<Runnable> turns = List.copyOf(queued);
        queued.clear();
        turns.forEach(Runnable::run);
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        return over.send(request, timeout);
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        SendOrder order = SendOrder.of(request);
        if (!order.staysOpen()) {
            return over.sendAsync(request, timeout);
        }
        SendOrder.Turn turn = Objects.requireNonNull(order.turnOrNull());
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        longestWait = turn.longestWait();
        queued.add(() -> {
            if (!answer.isDone()) {
                CompletableFuture<?> permitted = asks ? turn.permitted() : CompletableFuture.completedFuture(null);
                permitted.whenComplete((value, thrown) -> {
                    if (thrown == null) {
                        sendNow(request, turn, answer);
                    } else {
                        answer.completeExceptionally(thrown);
                    }
                });
            }
        });
        return isDecorated ? answer.thenApply(response -> response) : answer;
    }

    private void sendNow(HttpRequest request, SendOrder.Turn turn, CompletableFuture<HttpResponse> answer) {
        Duration timeout;
        try {
            timeout = turn.comes();
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
            throw e;
        }
        if (!holdsAnswers) {
            over.sendAsync(request, timeout).whenComplete((response, thrown) -> {
                if (thrown == null) {
                    answer.complete(response);
                } else {
                    answer.completeExceptionally(thrown);
                }
            });
        }
    }

    @Override
    public void close() {
        over.close();
    }
}
