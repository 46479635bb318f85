package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.error.SdkInterruptedException;
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
 * The copies of one client into one region, asked about together.
 *
 * <ul>
 *   <li>Whoever asks makes the call, and asks along with it for the 99 others that will ask next. Who asks meanwhile joins.
 *   <li>An answer is kept for a minute and also serves those who ask later, once each: it is news to them. A hundred copies
 *       so need little more than one call where they would need a hundred, however many there are.
 *   <li>Nobody pays for that with delay: when an answer shows that a copy has ended, its waits hear of it at once.
 *   <li>A copy about which nobody asks for ten minutes is no longer asked for.
 * </ul>
 *
 * <p>Thread safety: safe for use by many threads; the lock is never held during I/O or while futures are completed.
 */
final class RegionPoll {
    private static final long STALE_AFTER = TimeUnit.MINUTES.toNanos(1);
    private static final long FORGOTTEN_AFTER = TimeUnit.MINUTES.toNanos(10);

    private final BatchQuery batches;
    private final ReentrantLock lock = new ReentrantLock();

    /** By image. Written under lock. */
    private final ConcurrentMap<String, Place> places = new ConcurrentHashMap<>();

    /** In the order in which they go along: a question among 100,000 copies looks at a hundred of them. Guarded by lock. */
    private final TreeSet<Place> line = new TreeSet<>();

    /** Those that joined and are not in line yet: who starts copies must not wait for others that do, or that ask. */
    private final Queue<Place> newcomers = new ConcurrentLinkedQueue<>();

    /** Places of copies that nobody holds on to any more. */
    private final ReferenceQueue<Member> abandoned = new ReferenceQueue<>();

    private final AtomicLong count = new AtomicLong(); // of those that ever joined

    RegionPoll(String region) {
        this.batches = new BatchQuery(region);
    }

    Member join(String imageId) {
        Member known = member(imageId);
        if (known != null) {
            return known;
        }
        Member member = new Member(imageId, count.getAndIncrement());
        newcomers.add(member.place);
        if (lock.tryLock()) { // whoever has it, or takes it next, lets this one in as well
            try {
                admit();
            } finally {
                lock.unlock();
            }
        }
        return member;
    }

    /**
     * Lets those in who joined, and out whom nobody holds on to: copies that are started and never asked about must not fill
     * the memory. Called under lock.
     */
    private void admit() {
        for (Reference<?> place = abandoned.poll(); place != null; place = abandoned.poll()) {
            leave((Place) place);
        }
        for (Place place = newcomers.poll(); place != null; place = newcomers.poll()) {
            if (place.get() != null) {
                enter(place);
            }
        }
    }

    /** How many copies it knows. */
    int size() {
        lock.lock();
        try {
            admit();
            return places.size();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Member member(String imageId) {
        Place known = places.get(imageId);
        return known == null ? null : known.get();
    }

    /**
     * Where a copy stands in the line. First those that nobody has asked about yet, since young copies are asked about soon;
     * then those whose last answer was read, by the time at which they should ask again; then those with an answer to read.
     * Weak, so that copies which nobody holds on to any more need no farewell. Guarded by lock.
     */
    private static final class Place extends WeakReference<Member> implements Comparable<Place> {
        final String imageId;
        final long number;
        boolean isNew = true;
        long turn;

        Place(Member member, long number, ReferenceQueue<Member> abandoned) {
            super(member, abandoned);
            this.imageId = member.imageId;
            this.number = number;
        }

        @Override
        public int compareTo(Place other) {
            if (isNew != other.isNew) {
                return isNew ? -1 : 1;
            }
            long later = turn - other.turn; // a monotonic clock's readings may overflow
            return Long.signum(later == 0 ? number - other.number : later);
        }
    }

    /** Called under lock. */
    private void enter(Place place) {
        Place before = places.put(place.imageId, place);
        if (before != null) {
            line.remove(before);
        }
        line.add(place);
    }

    /** Called under lock. */
    private void leave(Place place) {
        places.remove(place.imageId, place);
        line.remove(place);
    }

    /** Called under lock. A place that was given up stays so. */
    private void move(Place place, long turn) {
        boolean isIn = line.remove(place);
        place.isNew = false;
        place.turn = turn;
        if (isIn) {
            line.add(place);
        }
    }

    /** One call under way. */
    private static final class Flight {
        final CompletableFuture<Map<String, PollResult<AlibabaImage>>> answer = new CompletableFuture<>();
        final List<Member> aboard;

        Flight(List<Member> aboard) {
            this.aboard = aboard;
        }

        List<String> imageIds() {
            return aboard.stream().map(member -> member.imageId).toList();
        }
    }

    /** What an answer told of one image. */
    private record Sighting(PollResult<AlibabaImage> result, long at) {}

    /** One copy. */
    final class Member {
        private final String imageId;
        private final Place place;
        private @Nullable Sighting unread; // guarded by lock, as all below
        private @Nullable Flight flight;
        private CompletableFuture<?> news = new CompletableFuture<>();
        private long askedAt;
        private long pause; // between the last two questions
        private boolean isTimed;
        private boolean isAlone;

        private Member(String imageId, long number) {
            this.imageId = imageId;
            this.place = new Place(this, number, abandoned);
        }

        /**
         * Tells how the image stands.
         *
         * @param flow makes the call, if one is needed
         * @return a future of what the service shows
         */
        CompletableFuture<PollResult<AlibabaImage>> ask(CallFlow flow) {
            Flight joined;
            boolean leads;
            long now = flow.time().nanoTime();
            lock.lock();
            try {
                admit();
                if (member(imageId) == null) {
                    enter(place);
                }
                pause = isTimed ? now - askedAt : 0;
                noteAsked(now);
                Sighting seen = unread;
                joined = flight;
                leads = joined == null;
                if (leads && seen != null && now - seen.at <= STALE_AFTER) {
                    return CompletableFuture.completedFuture(read(seen.result, now));
                }
                if (joined == null) {
                    joined = board(this, now);
                }
            } finally {
                lock.unlock();
            }
            return leads ? lead(flow, joined) : follow(flow, joined.answer);
        }

        /**
         * Offers the moment when an answer to somebody else's question shows that this copy has ended.
         *
         * @return a future that completes then
         */
        CompletableFuture<?> news() {
            lock.lock();
            try {
                return news;
            } finally {
                lock.unlock();
            }
        }

        private void noteAsked(long now) {
            askedAt = now;
            isTimed = true;
        }

        /** Counted from the first question of anybody that it could have joined. */
        private boolean isForgotten(long now) {
            if (!isTimed) {
                noteAsked(now);
            }
            return now - askedAt > FORGOTTEN_AFTER;
        }

        /** Whoever gets an answer knows it: only a later one is news to him. What has ended is asked for no more. */
        private PollResult<AlibabaImage> read(PollResult<AlibabaImage> result, long now) {
            unread = null;
            noteAsked(now);
            if (hasEnded(result)) {
                leave(place);
            } else {
                long hint = result instanceof PollResult.Found<AlibabaImage> found
                        ? found.nextPoll().map(Duration::toNanos).orElse(0L)
                        : 0;
                move(place, now + Math.max(pause, hint));
            }
            return result;
        }

        private CompletableFuture<PollResult<AlibabaImage>> lead(CallFlow flow, Flight led) {
            CompletableFuture<BatchQuery.Answer> asked;
            try {
                asked = batches.ask(flow, imageId, led.imageIds());
            } catch (RuntimeException | Error e) {
                asked = CompletableFuture.failedFuture(e); // a bug must not leave followers hanging
            }
            return asked.whenComplete((answer, thrown) ->
                            land(led, answer, thrown, flow.time().nanoTime()))
                    .thenApply(answer -> deliver(flow, answer.found().getOrDefault(imageId, PollResult.notFound())));
        }

        private PollResult<AlibabaImage> deliver(CallFlow flow, PollResult<AlibabaImage> result) {
            long now = flow.time().nanoTime();
            lock.lock();
            try {
                return read(result, now);
            } finally {
                lock.unlock();
            }
        }

        /** A call that its maker gave up tells nothing about this copy. */
        private CompletableFuture<PollResult<AlibabaImage>> follow(
                CallFlow flow, CompletableFuture<Map<String, PollResult<AlibabaImage>>> leader) {
            return leader.handle((found, thrown) -> {
                        if (thrown == null) {
                            PollResult<AlibabaImage> result = found.get(imageId);
                            return result == null ? alone(flow) : CompletableFuture.completedFuture(result);
                        }
                        Throwable cause = Cancellation.unwrap(thrown);
                        return cause instanceof CancellationException || cause instanceof SdkInterruptedException
                                ? alone(flow)
                                : CompletableFuture.<PollResult<AlibabaImage>>failedFuture(cause);
                    })
                    .thenCompose(result -> result)
                    .thenApply(result -> deliver(flow, result));
        }

        private CompletableFuture<PollResult<AlibabaImage>> alone(CallFlow flow) {
            return batches.inBackground(flow, imageId);
        }
    }

    /** Chooses who goes along: those at the head of the line. Called under lock. */
    private Flight board(Member asker, long now) {
        int most = asker.isAlone ? 1 : batches.limit();
        List<Member> chosen = new ArrayList<>();
        chosen.add(asker);
        Iterator<Place> next = line.iterator();
        while (chosen.size() < most && next.hasNext()) {
            Place place = next.next();
            Member member = place.get();
            if (member == null || (member != asker && member.isForgotten(now))) {
                next.remove();
                places.remove(place.imageId, place);
            } else if (!member.imageId.equals(asker.imageId) && member.flight == null && !member.isAlone) {
                chosen.add(member);
            }
        }
        Flight flight = new Flight(chosen);
        for (Member member : chosen) {
            member.flight = flight;
            move(member.place, now + FORGOTTEN_AFTER); // to the end, until the answer is read
        }
        return flight;
    }

    private void land(Flight flight, BatchQuery.@Nullable Answer answer, @Nullable Throwable thrown, long now) {
        List<CompletableFuture<?>> ended = new ArrayList<>();
        Map<String, PollResult<AlibabaImage>> found = answer == null ? Map.of() : answer.found();
        lock.lock();
        try {
            for (Member member : flight.aboard) { // also those that were forgotten meanwhile
                member.flight = null;
                member.isAlone |= answer != null && answer.refused().contains(member.imageId);
                PollResult<AlibabaImage> result = found.get(member.imageId);
                if (result != null) {
                    member.unread = new Sighting(result, now);
                    if (hasEnded(result)) {
                        ended.add(member.news);
                        member.news = new CompletableFuture<>();
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        if (thrown == null) {
            flight.answer.complete(found);
        } else {
            flight.answer.completeExceptionally(thrown);
        }
        ended.forEach(news -> news.complete(null));
    }

    private static boolean hasEnded(PollResult<?> result) {
        return result instanceof PollResult.Found<?> found && found.state().isTerminal();
    }
}
