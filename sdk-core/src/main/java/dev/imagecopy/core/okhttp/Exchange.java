package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.http.Urgency;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Response;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * One send. It ends exactly once, by whatever comes first: an answer, a failure, its deadline, an interrupt, a cancel or the
 * transport's close. It is its own deadline, as Okio has deadlines: an object less for each.
 */
final class Exchange extends AsyncTimeout implements SendQueue.Entry {
    private final HttpRequest request;
    private final Duration timeout;
    private final HardenedClient client;
    private final Call call;
    private final ExchangeState progress = new ExchangeState();

    /** Gives the answer or throws; the exception is made on the thread that asks, so that it shows who called. */
    private final CompletableFuture<Supplier<HttpResponse>> outcome = new CompletableFuture<>();

    private @Nullable Response received; // by the sending thread

    /** Makes an exchange that is not under way yet; the client knows it until it ends. */
    Exchange(HttpRequest request, Duration timeout, HardenedClient client) {
        this.request = request;
        this.timeout = timeout;
        this.client = client;
        this.call = client.newCall(request);
        this.call.addEventListener(progress);
        client.begins(call, this);
    }

    HttpRequest request() {
        return request;
    }

    /** Has it sent by a thread of the transport when it is its turn, unless it has ended already. */
    void start() {
        if (!progress.isEnded()) {
            startDeadline();
            client.send(this);
        }
    }

    /**
     * Sends on the caller's thread, if it need not wait for its turn, and waits for the answer. Handing over to another thread
     * and back took 40 to 90 % more CPU time for each exchange on two cores, and half of the throughput.
     */
    HttpResponse run() {
        if (progress.isEnded() || !client.mayRunOnCaller()) {
            start();
            return await();
        }
        startDeadline();
        Interruption interruption = Interruption.watch(this::interrupted);
        client.lookups().onThisThread(outcome);
        try {
            exchange();
        } finally {
            client.lookups().offThisThread();
            interruption.unwatch();
        }
        return outcome.join().get();
    }

    @Override
    public Urgency urgency() {
        return request.urgency();
    }

    @Override
    public String lane() {
        return request.account() + "@" + request.uri().getRawAuthority();
    }

    @Override
    public boolean send() {
        if (progress.isEnded()) {
            return false; // aborted while it waited for its turn
        }
        try {
            client.onOwnThread(this::exchange);
        } catch (RuntimeException | Error e) { // no thread to be had, or none any more
            client.callEnded();
            end(failed(e));
        }
        return true;
    }

    /** Sends on this thread and ends the exchange, whatever comes. */
    private void exchange() {
        Supplier<HttpResponse> result;
        try (Response response = call.execute()) {
            result = read(client.singleSend().reveal(response, received));
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                interrupted(); // Okio noticed it first
            }
            result = failed(e);
        } catch (Exception | Error e) { // also out of what a borrowed client brings along
            if (e instanceof InterruptedException) { // undeclared, from where OkHttp waits for a connection
                Thread.currentThread().interrupt();
                interrupted();
            }
            result = failed(e);
        } finally {
            client.callEnded();
        }
        end(result);
    }

    private HttpResponse await() {
        try {
            return outcome.get().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            interrupted();
            return outcome.join().get(); // an answer that came at the same moment is not thrown away
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void interrupted() {
        abort(phase -> new SdkInterruptedException(
                "interrupted while waiting for the answer",
                ErrorContext.none(false),
                unlessUnsent(phase, "the exchange was aborted by an interrupt")));
    }

    CompletableFuture<HttpResponse> future() {
        AnswerFuture future = new AnswerFuture();
        outcome.whenComplete((result, never) -> future.take(result));
        return future;
    }

    void close() {
        abort(phase -> new ClientClosedException(
                ErrorContext.none(false),
                Optional.empty(),
                unlessUnsent(phase, "the exchange was aborted because the transport was closed")));
    }

    /**
     * Lets the request out, unless it went out before or the exchange has ended. Called by the last interceptor, right
     * before OkHttp writes the first byte.
     */
    void beginSending() throws IOException {
        progress.beginSending();
    }

    /** Takes the answer as it came, before any other interceptor sees it. */
    void received(Response response) {
        received = response;
    }

    private Supplier<HttpResponse> read(Response response) throws IOException {
        if (progress.isSentTwice()) {
            drop();
            throw new IOException("refused to send a request twice");
        }
        int status = response.code();
        try {
            byte[] body = BodyReader.read(call, response, status);
            HttpResponse answer = new HttpResponse(status, WireFormat.headers(response), body);
            return () -> answer;
        } catch (BadAnswerException e) {
            return () -> {
                throw e.toException(status);
            };
        }
    }

    private Supplier<HttpResponse> failed(Throwable e) {
        SendPhase reached = progress.phase();
        boolean cancelled = call.isCanceled();
        boolean twice = progress.isSentTwice();
        return () -> {
            throw Failures.of(e, reached, request, cancelled, twice);
        };
    }

    private void end(Supplier<HttpResponse> result) {
        if (progress.end().isPresent()) {
            ended();
            outcome.complete(result);
        }
    }

    /** Ends the exchange before its answer: drops the connection and tells the waiting side at once. */
    private void abort(Function<SendPhase, ? extends RuntimeException> reason, Executor executor) {
        SendPhase reached = progress.end().orElse(null);
        if (reached != null) {
            ended();
            drop();
            executor.execute(() -> outcome.complete(() -> {
                throw reason.apply(reached);
            }));
        }
    }

    private void abort(Function<SendPhase, ? extends RuntimeException> reason) {
        abort(reason, Runnable::run);
    }

    private void ended() {
        exit();
        client.ends(call);
    }

    private void drop() {
        try {
            call.cancel();
        } catch (RuntimeException fromBorrowedListener) {
            // The connection is closed before listeners hear of it, and the waiting side must be told.
        }
    }

    private static @Nullable TransportException unlessUnsent(SendPhase phase, String reason) {
        return phase == SendPhase.NOT_SENT
                ? null
                : new TransportException(reason, phase, ErrorContext.none(true), null);
    }

    private static long saturatedNanos(Duration duration) {
        return duration.toDays() > 365 ? TimeUnit.DAYS.toNanos(365) : duration.toNanos();
    }

    private void startDeadline() {
        timeout(saturatedNanos(timeout), TimeUnit.NANOSECONDS);
        enter();
    }

    /** Runs on a thread that all of Okio shares, so nothing of the application's may run on it. */
    @Override
    protected void timedOut() {
        abort(
                phase -> new TransportException(
                        "no whole answer within " + timeout.toMillis() + " ms", phase, ErrorContext.none(true), null),
                client);
    }

    /** The future that a caller holds; cancelling it aborts the exchange. */
    private final class AnswerFuture extends CompletableFuture<HttpResponse> {
        void take(Supplier<HttpResponse> result) {
            try {
                complete(result.get());
            } catch (RuntimeException e) {
                completeExceptionally(e);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            giveUp();
            completeExceptionally(cancellation(progress.phase())); // the answer may be on its way to take()
            return isCancelled();
        }
    }

    private void giveUp() {
        abort(Exchange::cancellation);
    }

    private static CancellationException cancellation(SendPhase phase) {
        CancellationException cancelled = new CancellationException("the exchange was cancelled");
        TransportException sent = unlessUnsent(phase, "the exchange was aborted by its caller");
        if (sent != null) {
            cancelled.initCause(sent);
        }
        return cancelled;
    }
}
