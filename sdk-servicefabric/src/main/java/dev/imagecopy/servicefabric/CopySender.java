package dev.imagecopy.servicefabric;

import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.ResendPermit;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends one copy, and resends it with the same options: all sends together have the attempts of one call. Used by one thread at
 * a time, except for what tells of the latest attempt, and cancels it.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time counts
final class CopySender {
    /** In the details of a handle: when the cluster's time limit ends, in seconds. */
    static final String END_OF_BUDGET = "endOfBudget";

    /** So often a transport may hold a copy back without asking; one that always does never sends it. */
    private static final int MOST_TURNED_AWAY = 8;

    /** Clocks of two machines are not further apart than that. */
    private static final Duration SURELY_OVER = Duration.ofDays(1);

    private final CopyImageStoreContentRequest request;
    private final boolean isStored;
    private final AtomicInteger resendsLeft;
    private volatile @Nullable CallFlow flow;
    private volatile @Nullable Departure departure;
    private volatile ResendPermit permit = () -> CompletableFuture.completedFuture(true);
    private final AtomicInteger attemptsLeft = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private volatile boolean sentAgain;

    private CopySender(CopyImageStoreContentRequest request, boolean isStored, int maxResends) {
        this.request = request;
        this.isStored = isStored;
        this.resendsLeft = new AtomicInteger(maxResends);
    }

    /** @param flow the flow of the application's call */
    static CopySender of(CallFlow flow, CopyImageStoreContentRequest request, int maxResends) {
        CopySender sender = new CopySender(request, false, maxResends);
        sender.sendBy(flow, flow.attempts());
        return sender;
    }

    /** For a copy that another process has sent, at least once. */
    static CopySender ofStored(CopyImageStoreContentRequest request, int maxResends) {
        return new CopySender(request, true, maxResends);
    }

    private void sendBy(CallFlow sending, int attempts) {
        attemptsLeft.set(attempts);
        departure = new Departure(sending.time(), request.effectiveServerTimeout(), () -> permit);
        flow = sending;
    }

    CopyImageStoreContentRequest request() {
        return request;
    }

    CompletableFuture<Optional<String>> send() {
        Departure leaves = departure();
        leaves.begins(sentAgain);
        CompletableFuture<Optional<String>> answer = Objects.requireNonNull(flow, "flow")
                .background(ServiceFabricCalls.COPY, request, Math.max(1, attemptsLeft.get()), leaves);
        CompletableFuture<?> unused = answer.whenComplete((requestId, thrown) -> leaves.ends());
        return answer;
    }

    private Departure departure() {
        return Objects.requireNonNull(departure, "departure");
    }

    /** @param current the flow of a poll, which resends what another process has sent */
    boolean maySendAgain(CallFlow current) {
        int left = departure == null ? current.attempts() - 1 : attemptsLeft.get();
        if (resendsLeft.get() == 0 || left <= 0) {
            return false;
        }
        if (departure == null) {
            sendBy(current, left);
        }
        return true;
    }

    /** An earlier poll of a copy from a store may have been aborted, and its flow sends nothing any more. */
    void continuesIn(CallFlow current) {
        if (isStored) {
            flow = current;
        }
    }

    void resendsWith(ResendPermit asked) {
        permit = asked;
    }

    /** Returns whether the copy may be sent now: not if somebody else has sent it. */
    CompletableFuture<Boolean> permission() {
        return departure().permission();
    }

    /** Call this only if {@link #maySendAgain} returns true. */
    CompletableFuture<Optional<String>> sendAgain() {
        resendsLeft.decrementAndGet();
        sentAgain = true;
        return send();
    }

    boolean hasResends() {
        return resendsLeft.get() > 0;
    }

    /** The cluster's time limit for each attempt. */
    Duration budget() {
        return request.effectiveServerTimeout();
    }

    /**
     * For how long an attempt of another process may still be in progress. Its token does not say when it sent the copy again, which
     * it may have done until its last moment; and a worker of a fleet may still live, with its request open, or about to be retried.
     *
     * @param told what its token says is left of the cluster's time limit, by the other process's clock, which may be off; negative if
     *     that has ended
     */
    Duration longestOfOthers(Duration told) {
        return told.plus(SURELY_OVER).isNegative() ? budget() : budget().plus(request.effectiveClientTimeout());
    }

    /** Whether it is certain that nothing of the copy has begun. */
    boolean isUnsent() {
        Departure first = departure;
        return !sentAgain && first != null && first.isUnsent();
    }

    /** Keeps a copy that has yet to be sent from being sent; the result is false if it is too late for that. */
    CompletableFuture<Boolean> cancel() {
        Departure first = departure;
        return sentAgain || first == null ? CompletableFuture.completedFuture(false) : first.cancel();
    }

    void giveUpCancel() {
        departure().giveUpCancel();
    }

    boolean isCancelling() {
        Departure last = departure;
        return last != null && last.isCancelling();
    }

    boolean isCancelled() {
        Departure last = departure;
        return last != null && last.isCancelled();
    }

    /** Whether the attempt that waited was not sent, because somebody else had sent the copy meanwhile. */
    boolean isOvertaken() {
        Departure last = departure;
        return last != null && last.isOvertaken();
    }

    /** Whether the attempt that waited was not sent, because somebody else might have sent the copy meanwhile. */
    boolean isTurnedAway() {
        Departure last = departure;
        return last != null && last.isTurnedAway();
    }

    /** Whether the store did not say in time whether the attempt that waited may be sent. */
    boolean endedAsking() {
        Departure last = departure;
        return last != null && last.endedAsking();
    }

    /** The attempt that waited was turned away; returns whether another may be made. */
    boolean mayWaitAgain() {
        return turnedAway.incrementAndGet() <= MOST_TURNED_AWAY;
    }

    /** The attempt that waited was not sent: of its call, only the attempts before that count. */
    void notSent() {
        attemptsLeft.addAndGet(-departure().sends());
    }

    /** The same for an attempt that was to resend the copy, and somebody else did. */
    void overtaken() {
        notSent();
        verifies();
        if (sentAgain) {
            resendsLeft.incrementAndGet();
        }
    }

    /** What somebody else has sent is looked for: only what the store says from now on counts. */
    void verifies() {
        departure().forgetOthers();
    }

    boolean hasSentAgain() {
        return sentAgain;
    }

    /**
     * Counts the attempts of a call whose response was lost.
     *
     * @param attempts the number of attempts; 0 if it is unknown
     * @return when the cluster's time limit for the last of them ends, on the monotonic clock
     */
    long lost(int attempts) {
        attemptsLeft.addAndGet(-Math.max(1, attempts));
        Departure last = departure();
        if (attempts != 1) {
            last.noteOut(); // of several, all that is known is when the last one ended: it was sent before that
        }
        return last.endOfBudget();
    }

    /** Updates the end of the cluster's time limit in the handle of this copy. */
    OperationHandle known(OperationHandle handle) {
        Departure last = departure;
        String endOfBudget = last == null ? handle.detail(END_OF_BUDGET) : last.endOfBudgetSeconds();
        if (handle.detail(END_OF_BUDGET).equals(endOfBudget)) {
            return handle;
        }
        Map<String, String> details = new HashMap<>(handle.details());
        details.put(END_OF_BUDGET, endOfBudget);
        return handle.withDetails(details);
    }
}
