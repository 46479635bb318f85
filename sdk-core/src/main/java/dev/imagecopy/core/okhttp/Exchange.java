package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.okhttp.TransportFailures.Circumstances;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.Urgency;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One exchange. It ends exactly once, by whatever comes first: a response, a failure, its deadline, an interrupt, its
 * cancellation or the closing of the transport.
 */
final class Exchange implements SendQueue.Entry, OpenExchanges.OpenExchange {
    private final SendOrder order;
    private final HardenedClient client;
    private final Deadline deadline = new Deadline(this::timedOut);
    private final ExchangeState state = new ExchangeState();
    private final CompletableFuture<ExchangeOutcome> outcome = new CompletableFuture<>();

    private volatile HttpRequest request;
    private volatile Call call;
    private volatile Duration timeout; // of the wait in the queue, then of the exchange itself

    private boolean queued;

    private volatile boolean waitsForTurn; // in the queue, for as long as its turn allows

    private @Nullable CompletableFuture<HttpRequest> renewal; // once the turn of a queued request has come

    private volatile @Nullable CompletableFuture<?> permission; // once the request is up to date

    private volatile boolean proxied;

    private volatile ProxySetting proxies = ProxySetting.NONE;

    private @Nullable Response received; // used only by the sending thread

    /** Creates an exchange that has not started; it is among the client's open exchanges until it ends. */
    Exchange(HttpRequest request, Duration timeout, HardenedClient client) {
        this.request = request;
        this.timeout = timeout;
        this.client = client;
        this.order = SendOrder.of(request);
        this.call = newCall(request);
        client.open().add(call, this);
    }

    private Call newCall(HttpRequest toSend) {
        Call created = client.newCall(toSend);
        created.addEventListener(new EventListener() {
            @Override
            public void proxySelectEnd(Call selected, HttpUrl url, List<Proxy> found) {
                proxied = !found.isEmpty() && found.get(0).type() != Proxy.Type.DIRECT;
                proxies = proxied ? ProxySetting.of(found) : ProxySetting.NONE;
            }

            @Override
            public void connectStart(Call started, InetSocketAddress address, Proxy proxy) {
                proxied = proxy.type() != Proxy.Type.DIRECT;
            }

            @Override
            public void responseHeadersEnd(Call answered, Response head) {
                state.answered();
            }
        });
        return created;
    }

    private SendQueue queue() {
        return client.queue(order.staysOpen());
    }

    @Override
    public HttpRequest request() {
        return request;
    }

    /** Sends on a thread of the transport as soon as the queue has a slot, unless the exchange has ended already. */
    void start() {
        if (!state.isEnded()) {
            if (!queue().tryTakeSlot()) {
                queued = true;
                SendOrder.Turn turn = order.turnOrNull();
                try {
                    timeout = turn == null ? timeout : turn.longestWait();
                    waitsForTurn = turn != null;
                    deadline.start(timeout);
                } catch (RuntimeException | Error e) {
                    endUnsent(e);
                    return;
                }
                queue().enqueue(this);
            } else if (!send()) {
                queue().releaseSlot();
            }
        }
    }

    /**
     * Sends on the caller's thread if the queue has a free slot, and waits for the response. Switching to another thread and
     * back took 40 to 90 % more CPU time per exchange on two cores, and half of the throughput.
     */
    HttpResponse run() {
        if (state.isEnded() || !client.mayRunOnCaller() || !queue().tryTakeSlot()) {
            start();
            return await();
        }
        if (!turnComes()) {
            queue().releaseSlot();
            return await();
        }
        Interruption interruption = Interruption.watch(this::interrupted);
        client.lookups().onThisThread(outcome);
        try {
            exchange();
        } finally {
            client.lookups().offThisThread();
            interruption.unwatch();
            queue().releaseSlot();
        }
        return outcome.join().responseOrThrow();
    }

    @Override
    public Urgency urgency() {
        return order.urgency();
    }

    @Override
    public String lane() {
        return order.account() + "@" + request.uri().getRawAuthority();
    }

    @Override
    public boolean isOver() {
        return state.isEnded();
    }

    @Override
    public boolean send() {
        return isReady() && (keepsSlot() || sendNow()); // or it was aborted while it was queued
    }

    /** Sends with the slot of this exchange once that is permitted; false if it is already, or never will be. */
    private boolean keepsSlot() {
        CompletableFuture<?> asked = permission;
        if (asked == null || asked.isDone()) {
            return false;
        }
        // Not on a thread of an exchange, which would wait for itself to be free.
        CompletableFuture<?> unused = CompletableFuture.anyOf(asked, outcome)
                .whenCompleteAsync(
                        (first, thrown) -> {
                            if (!sendNow()) {
                                queue().releaseSlot();
                            }
                        },
                        client.threads());
        return true;
    }

    private boolean sendNow() {
        if (!turnComes()) {
            return false;
        }
        try {
            client.threads()
                    .executeOrReject(
                            () -> {
                                try {
                                    exchange();
                                } finally {
                                    queue().releaseSlotHere();
                                }
                            },
                            order.staysOpen());
            return true;
        } catch (OutOfMemoryError noThread) {
            end(new ExchangeOutcome.Failed(() -> TransportFailures.noThread(noThread)));
            return false;
        } catch (RuntimeException e) { // the transport is closed
            end(failed(e));
            return false;
        }
    }

    @Override
    public boolean sendHere() {
        boolean unused =
                Thread.interrupted(); // what code of a borrowed client has left was meant for the last exchange
        if (isReady()) {
            if (keepsSlot()) {
                return true;
            }
            if (turnComes()) {
                exchange();
            }
        }
        return false;
    }

    /** Starts the timeout of the exchange itself, unless it includes the wait in the queue. */
    private void startTime() {
        SendOrder.Turn turn = order.turnOrNull();
        if (queued && turn == null) {
            return;
        }
        if (deadline.stop()) {
            timedOut(); // at this moment: Okio's thread must not find an exchange that has begun
            return;
        }
        timeout = turn == null ? timeout : turn.comes();
        waitsForTurn = false;
        deadline.start(timeout);
    }

    /** Returns false if the exchange has ended, or has to be brought up to date first, after which its turn comes again. */
    private boolean isReady() {
        try {
            SendOrder.Turn turn = order.turnOrNull();
            if (turn != null && !state.isEnded()) {
                if (queued && !isRenewed(turn)) {
                    return false;
                }
                permission = turn.permitted(); // it may have waited in front of this transport too
            }
        } catch (RuntimeException | Error e) {
            endUnsent(e);
        }
        return isOpen();
    }

    /** Returns false if the exchange has ended. */
    private boolean turnComes() {
        try {
            if (permission != null && !state.isEnded()) {
                permission.join();
            }
            if (!state.isEnded()) {
                startTime();
            }
        } catch (RuntimeException | Error e) {
            endUnsent(e);
        }
        return isOpen();
    }

    /** Nothing was sent, so what the turn threw is the whole story. */
    private void endUnsent(Throwable thrown) {
        Throwable cause = CallFlow.causeOf(thrown);
        end(new ExchangeOutcome.Failed(
                () -> cause instanceof RuntimeException known ? known : TransportFailures.brokenTurn(cause, request)));
    }

    private boolean isOpen() {
        if (state.isEnded()) {
            deadline.stop();
            return false;
        }
        return true;
    }

    /** Brings a request up to date that had to wait, such as its signature; false if that takes time. */
    private boolean isRenewed(SendOrder.Turn turn) {
        CompletableFuture<HttpRequest> renewed = renewal;
        if (renewed == null) {
            renewed = turn.renewed(request);
            renewal = renewed;
            if (!renewed.isDone()) {
                CompletableFuture<?> unused = renewed.whenComplete((ready, thrown) -> queue().enqueueFirst(this));
                return false;
            }
        }
        HttpRequest ready = renewed.join();
        if (ready != request) {
            replace(ready);
        }
        return true;
    }

    private void replace(HttpRequest ready) {
        Call outdated = call;
        request = ready;
        call = newCall(ready);
        client.open().add(call, this);
        client.open().remove(outdated);
        if (state.isEnded()) {
            client.open().remove(call);
        }
    }

    /** Sends on this thread and ends the exchange, whatever happens. */
    private void exchange() {
        ExchangeOutcome result;
        try (Response response = call.execute()) {
            result = read(client.oneSend().reveal(response, received));
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                interrupted(); // Okio noticed the interrupt first
            }
            result = failed(e);
        } catch (Exception | Error e) { // also from the interceptors and listeners of a borrowed client
            if (e instanceof InterruptedException) { // undeclared, thrown where OkHttp waits for a connection
                Thread.currentThread().interrupt();
                interrupted();
            }
            result = failed(e);
        } finally {
            client.dropIdleConnections();
        }
        end(result);
    }

    private HttpResponse await() {
        try {
            return outcome.get().responseOrThrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            interrupted();
            return outcome.join().responseOrThrow(); // a response that arrived at the same moment is not lost
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns a future of the response; cancelling it aborts the exchange. */
    CompletableFuture<HttpResponse> future() {
        ResponseFuture future = new ResponseFuture(this::cancelled, state::phase);
        outcome.whenComplete((result, never) -> future.take(result));
        return future;
    }

    @Override
    public void close() {
        abort(AbortExceptions::closed, Runnable::run);
    }

    private void interrupted() {
        abort(AbortExceptions::interrupted, Runnable::run);
    }

    private void cancelled() {
        abort(AbortExceptions::cancelled, Runnable::run);
    }

    /** Completes the outcome on a thread of the transport, since dependent stages must not run on Okio's thread. */
    private void timedOut() {
        abort(
                phase ->
                        waitsForTurn ? AbortExceptions.waitedInVain(timeout) : AbortExceptions.timedOut(phase, timeout),
                client.threads());
    }

    @Override
    public void beginSending() throws IOException {
        state.beginSending();
    }

    @Override
    public void received(Response response) {
        received = response;
    }

    private ExchangeOutcome read(Response response) throws IOException {
        if (state.isSentTwice()) {
            drop();
            throw new IOException("refused to send a request twice");
        }
        int status = response.code();
        try {
            byte[] body = BodyReader.read(call, response, status);
            return new ExchangeOutcome.Answered(new HttpResponse(status, WireFormat.headers(response), body));
        } catch (BadResponseException e) {
            return new ExchangeOutcome.Failed(() -> e.toException(status));
        }
    }

    private ExchangeOutcome failed(Throwable e) {
        SendPhase reached = state.phase();
        boolean cancelled = call.isCanceled();
        boolean twice = state.isSentTwice();
        boolean viaProxy = proxied;
        ProxySetting selected = proxies;
        return new ExchangeOutcome.Failed(() ->
                TransportFailures.of(e, reached, request, new Circumstances(cancelled, twice, viaProxy, selected)));
    }

    private void end(ExchangeOutcome result) {
        if (state.end().isPresent()) {
            ended();
            outcome.complete(result);
        }
    }

    /** Ends the exchange before its response: closes the connection and completes the outcome at once. */
    private void abort(Function<SendPhase, ? extends RuntimeException> reason, Executor executor) {
        state.end().ifPresent(reached -> {
            ended();
            drop();
            executor.execute(() -> outcome.complete(new ExchangeOutcome.Failed(() -> reason.apply(reached))));
        });
    }

    private void ended() {
        deadline.stop();
        client.open().remove(call);
    }

    private void drop() {
        try {
            call.cancel();
        } catch (Throwable fromBorrowedListener) { // in Kotlin, also a checked one
            // The connection is closed before listeners are notified, and the outcome must be completed in any case.
        }
    }
}
