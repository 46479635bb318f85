package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.PollResult;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The shared poll of one client's copies into one region. Each copy is a subscriber.
 *
 * <ul>
 *   <li>A subscriber that polls makes one call, for itself and the 99 others that will poll next. Subscribers that poll during
 *       this call wait for its response.
 *   <li>Each subscriber may use a response once, within a minute, instead of making a call. So a hundred copies need little
 *       more than one call instead of a hundred.
 *   <li>A copy that waits in the region's queue behind one that is polled uses the latest response again, for as long, since it
 *       cannot end before it has started. So hardly any call is made for those that wait.
 *   <li>This causes no delay: when a response shows that a copy has ended, its waits are notified at once.
 *   <li>A copy that has not been polled for ten minutes is no longer included in calls.
 * </ul>
 *
 * <p>Thread safety: safe for use by multiple threads; the lock is never held during I/O or while futures are completed.
 */
final class RegionPoll {
    private static final long STALE_AFTER = TimeUnit.MINUTES.toNanos(1);
    private static final long FORGOTTEN_AFTER = TimeUnit.MINUTES.toNanos(10);

    private final BatchQuery batches;
    private final ReentrantLock lock = new ReentrantLock();

    /** By image. Written under lock. */
    private final ConcurrentMap<String, Position> positions = new ConcurrentHashMap<>();

    /**
     * In the order in which they are included in calls: a poll among 100,000 copies looks at a hundred of them. Guarded by
     * lock.
     */
    private final TreeSet<Position> order = new TreeSet<>();

    /** New subscribers without a position: the start of a copy must not wait for other starts, or for polls. */
    private final Queue<Position> joining = new ConcurrentLinkedQueue<>();

    /** Positions of copies that are no longer referenced. */
    private final ReferenceQueue<Subscriber> abandoned = new ReferenceQueue<>();

    private final AtomicLong count = new AtomicLong(); // of all subscribers there ever were
    private boolean hasSeenRunning; // guarded by lock
    private long runningSeenAt; // when a response last showed a running copy that is polled; guarded by lock

    RegionPoll(String region) {
        this.batches = new BatchQuery(region);
    }

    Subscriber subscribe(String imageId) {
        Subscriber known = subscriber(imageId);
        if (known != null) {
            return known;
        }
        Subscriber subscriber = new Subscriber(imageId, count.getAndIncrement());
        joining.add(subscriber.position);
        if (lock.tryLock()) { // otherwise the thread that has the lock, or takes it next, admits this one too
            try {
                admit();
            } finally {
                lock.unlock();
            }
        }
        return subscriber;
    }

    /**
     * Adds the positions of new subscribers, and removes those of unreferenced ones: copies that are started but never polled
     * must not leak memory. Called under lock.
     */
    private void admit() {
        for (Reference<?> position = abandoned.poll(); position != null; position = abandoned.poll()) {
            leave((Position) position);
        }
        for (Position position = joining.poll(); position != null; position = joining.poll()) {
            if (position.get() != null) {
                enter(position);
            }
        }
    }

    /** Returns the number of subscribers. */
    int size() {
        lock.lock();
        try {
            admit();
            return positions.size();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Subscriber subscriber(String imageId) {
        Position known = positions.get(imageId);
        return known == null ? null : known.get();
    }

    /**
     * A subscriber's position in the order. First come those that have not polled yet, since young copies are polled soon; then
     * those that have used their latest response, by the time of their next poll; then those with a response that has not been
     * used. The reference is weak, so that subscribers need not unsubscribe. Guarded by lock.
     */
    private static final class Position extends WeakReference<Subscriber> implements Comparable<Position> {
        final String imageId;
        final long number;
        boolean isNew = true;
        long turn;

        Position(Subscriber subscriber, long number, ReferenceQueue<Subscriber> abandoned) {
            super(subscriber, abandoned);
            this.imageId = subscriber.imageId;
            this.number = number;
        }

        @Override
        public int compareTo(Position other) {
            if (isNew != other.isNew) {
                return isNew ? -1 : 1;
            }
            long later = turn - other.turn; // a monotonic clock's readings may overflow
            return Long.signum(later == 0 ? number - other.number : later);
        }
    }

    /** Called under lock. */
    private void enter(Position position) {
        Position before = positions.put(position.imageId, position);
        if (before != null) {
            order.remove(before);
        }
        order.add(position);
    }

    /** Called under lock. */
    private void leave(Position position) {
        positions.remove(position.imageId, position);
        order.remove(position);
    }

    /** Called under lock. Does not add a position that is not in the order. */
    private void move(Position position, long turn) {
        boolean isIn = order.remove(position);
        position.isNew = false;
        position.turn = turn;
        if (isIn) {
            order.add(position);
        }
    }

    /** One call for several subscribers. */
    private static final class SharedCall {
        final CompletableFuture<Map<String, PollResult<AlibabaImage>>> answer = new CompletableFuture<>();
        final List<Subscriber> subscribers;

        SharedCall(List<Subscriber> subscribers) {
            this.subscribers = subscribers;
        }

        List<String> imageIds() {
            return subscribers.stream().map(subscriber -> subscriber.imageId).toList();
        }
    }

    /** What a response says about one image. */
    private record Observation(PollResult<AlibabaImage> result, long at) {}

    /** One copy that is polled together with others. */
    final class Subscriber {
        private final String imageId;
        private final Position position;
        private @Nullable Observation latest; // guarded by lock, as all below
        private boolean hasUnread; // whether it has not used the latest observation
        private @Nullable SharedCall call;
        private CompletableFuture<?> trigger = new CompletableFuture<>();
        private long polledAt;
        private long pause; // between the last two polls
        private boolean isTimed;
        private boolean hasPolled;
        private boolean isAlone;

        private Subscriber(String imageId, long number) {
            this.imageId = imageId;
            this.position = new Position(this, number, abandoned);
        }

        /**
         * Polls: with a new call, with one in progress, or with a response that has not been used.
         *
         * @param flow makes the call, if one is needed
         */
        CompletableFuture<PollResult<AlibabaImage>> poll(CallFlow flow) {
            SharedCall joined;
            boolean makesCall;
            long now = flow.time().nanoTime();
            lock.lock();
            try {
                admit();
                if (subscriber(imageId) == null) {
                    enter(position);
                }
                pause = isTimed ? now - polledAt : 0;
                hasPolled = true;
                notePolled(now);
                Observation seen = latest;
                joined = call;
                makesCall = joined == null;
                boolean isUsable = hasUnread || (seen != null && isBehindOthers(seen, now));
                if (makesCall && isUsable && seen != null && now - seen.at <= STALE_AFTER) {
                    return CompletableFuture.completedFuture(read(seen.result, now));
                }
                if (joined == null) {
                    joined = startCall(this, now);
                }
            } finally {
                lock.unlock();
            }
            return makesCall ? makeCall(flow, joined, now) : await(flow, joined.answer, now);
        }

        /** Returns a future that completes when the response to another subscriber's call shows that this copy has ended. */
        CompletableFuture<?> pollTrigger() {
            lock.lock();
            try {
                return trigger;
            } finally {
                lock.unlock();
            }
        }

        private void notePolled(long now) {
            polledAt = now;
            isTimed = true;
        }

        /** Counted from the first call that could have included it. */
        private boolean isForgotten(long now) {
            if (!isTimed) {
                notePolled(now);
            }
            return now - polledAt > FORGOTTEN_AFTER;
        }

        /** Each response is used once. A copy that has ended is no longer polled. */
        private PollResult<AlibabaImage> read(PollResult<AlibabaImage> result, long now) {
            hasUnread = false;
            if (!isIn(OperationState.QUEUED, result)) {
                latest = null; // a hundred thousand copies may be running
            }
            notePolled(now);
            if (hasEnded(result)) {
                leave(position);
            } else {
                long hint = result instanceof PollResult.Found<AlibabaImage> found
                        ? found.progress().nextPoll().map(Duration::toNanos).orElse(0L)
                        : 0;
                move(position, now + Math.max(pause, hint));
            }
            return result;
        }

        private CompletableFuture<PollResult<AlibabaImage>> makeCall(CallFlow flow, SharedCall made, long begun) {
            CompletableFuture<BatchQuery.Answer> answered;
            try {
                answered = batches.ask(flow, imageId, made.imageIds());
            } catch (RuntimeException | Error e) {
                answered = CompletableFuture.failedFuture(e); // a bug must not leave the other subscribers waiting
            }
            return answered.whenComplete((answer, thrown) -> endCall(made, answer, thrown, now(flow, begun)))
                    .thenApply(answer ->
                            deliver(answer.found().getOrDefault(imageId, PollResult.notFound()), now(flow, begun)));
        }

        private PollResult<AlibabaImage> deliver(PollResult<AlibabaImage> result, long now) {
            lock.lock();
            try {
                return read(result, now);
            } finally {
                lock.unlock();
            }
        }

        /** If a call was cancelled by the subscriber that made it, that says nothing about this copy. */
        private CompletableFuture<PollResult<AlibabaImage>> await(
                CallFlow flow, CompletableFuture<Map<String, PollResult<AlibabaImage>>> answer, long begun) {
            return answer.handle((found, thrown) -> {
                        if (thrown == null) {
                            PollResult<AlibabaImage> result = found.get(imageId);
                            return result == null ? alone(flow) : CompletableFuture.completedFuture(result);
                        }
                        Throwable cause = CallFlow.causeOf(thrown);
                        return cause instanceof CancellationException || cause instanceof SdkInterruptedException
                                ? alone(flow)
                                : CompletableFuture.<PollResult<AlibabaImage>>failedFuture(cause);
                    })
                    .thenCompose(result -> result)
                    .thenApply(result -> deliver(result, now(flow, begun)));
        }

        private CompletableFuture<PollResult<AlibabaImage>> alone(CallFlow flow) {
            return batches.inBackground(flow, imageId);
        }
    }

    /**
     * Reads the clock. A clock that throws must leave neither a shared call without an end nor a response unused.
     *
     * @param before an earlier reading, for that case
     */
    private static long now(CallFlow flow, long before) {
        try {
            return flow.time().nanoTime();
        } catch (RuntimeException | Error e) {
            return before;
        }
    }

    /** Chooses the subscribers of a call: the first ones in the order. Called under lock. */
    private SharedCall startCall(Subscriber caller, long now) {
        int most = caller.isAlone ? 1 : batches.limit();
        List<Subscriber> chosen = new ArrayList<>();
        chosen.add(caller);
        Iterator<Position> next = order.iterator();
        while (chosen.size() < most && next.hasNext()) {
            Position position = next.next();
            Subscriber subscriber = position.get();
            if (subscriber == null || (subscriber != caller && subscriber.isForgotten(now))) {
                next.remove();
                positions.remove(position.imageId, position);
            } else if (!subscriber.imageId.equals(caller.imageId) && subscriber.call == null && !subscriber.isAlone) {
                chosen.add(subscriber);
            }
        }
        SharedCall call = new SharedCall(chosen);
        for (Subscriber subscriber : chosen) {
            subscriber.call = call;
            move(subscriber.position, now + FORGOTTEN_AFTER); // to the end, until the response is used
        }
        return call;
    }

    private void endCall(SharedCall call, BatchQuery.@Nullable Answer answer, @Nullable Throwable thrown, long now) {
        List<CompletableFuture<?>> ended = new ArrayList<>();
        Map<String, PollResult<AlibabaImage>> found = answer == null ? Map.of() : answer.found();
        lock.lock();
        try {
            for (Subscriber subscriber : call.subscribers) { // including those that have been forgotten since
                subscriber.call = null;
                subscriber.isAlone |= answer != null && answer.refused().contains(subscriber.imageId);
                PollResult<AlibabaImage> result = found.get(subscriber.imageId);
                if (result != null) {
                    subscriber.latest = new Observation(result, now);
                    subscriber.hasUnread = true;
                    if (subscriber.hasPolled && isIn(OperationState.RUNNING, result)) {
                        hasSeenRunning = true;
                        runningSeenAt = now;
                    }
                    if (hasEnded(result)) {
                        ended.add(subscriber.trigger);
                        subscriber.trigger = new CompletableFuture<>();
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        if (thrown == null) {
            call.answer.complete(found);
        } else {
            call.answer.completeExceptionally(thrown);
        }
        ended.forEach(trigger -> trigger.complete(null));
    }

    /** Whether it waits in the region's queue, and one that runs will be polled soon. Called under lock. */
    private boolean isBehindOthers(Observation seen, long now) {
        return isIn(OperationState.QUEUED, seen.result) && hasSeenRunning && now - runningSeenAt <= STALE_AFTER;
    }

    private static boolean isIn(OperationState state, PollResult<?> result) {
        return result instanceof PollResult.Found<?> found && found.state() == state;
    }

    private static boolean hasEnded(PollResult<?> result) {
        return result instanceof PollResult.Found<?> found && found.state().isTerminal();
    }
}
