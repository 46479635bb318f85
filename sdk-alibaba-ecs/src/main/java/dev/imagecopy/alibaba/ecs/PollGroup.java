package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.CallFlow;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The copies of one client into one region, asked about together.
 *
 * <ul>
 *   <li>Whoever asks makes the call, and asks for up to 99 others along with it. Who asks meanwhile joins.
 *   <li>An answer is kept for a minute and also serves those who ask later, once each: it is news to them. A hundred copies
 *       on the same schedule so need little more than one call where they would need a hundred.
 *   <li>Nobody pays for that with delay: when an answer shows that a copy has ended, its waits hear of it at once.
 *   <li>A copy about which nobody asks for ten minutes is no longer asked for.
 * </ul>
 *
 * <p>Thread safety: safe for use by many threads; the lock is never held during I/O or while futures are completed.
 */
final class PollGroup {
    private static final long STALE_AFTER = TimeUnit.MINUTES.toNanos(1);
    private static final long FORGOTTEN_AFTER = TimeUnit.MINUTES.toNanos(10);

    private final BatchQuery batches;
    private final Object lock = new Object();

    /**
     * By image; those first that were asked for the longest ago, so that a question among 100,000 copies looks at a hundred of
     * them. Weak, so that copies which nobody holds on to any more need no farewell. Guarded by lock.
     */
    private final Map<String, WeakReference<Member>> members = new LinkedHashMap<>();

    PollGroup(String region) {
        this.batches = new BatchQuery(region);
    }

    Member join(String imageId) {
        synchronized (lock) {
            Member known = member(imageId);
            return known == null ? admit(new Member(imageId)) : known;
        }
    }

    private @Nullable Member member(String imageId) {
        WeakReference<Member> known = members.get(imageId);
        return known == null ? null : known.get();
    }

    private Member admit(Member member) {
        members.put(member.imageId, new WeakReference<>(member));
        return member;
    }

    /** One call under way. */
    private static final class Flight {
        final CompletableFuture<Map<String, Optional<AlibabaImage>>> answer = new CompletableFuture<>();
        final List<Member> aboard;

        Flight(List<Member> aboard) {
            this.aboard = aboard;
        }

        List<String> imageIds() {
            return aboard.stream().map(member -> member.imageId).toList();
        }
    }

    /** What an answer told of one image. */
    private record Sighting(Optional<AlibabaImage> image, long at) {}

    /** One copy. */
    final class Member {
        private final String imageId;
        private @Nullable Sighting sighting; // guarded by lock, as all below
        private @Nullable Flight flight;
        private CompletableFuture<?> news = new CompletableFuture<>();
        private long askedAt;
        private boolean hasAsked;
        private boolean isTimed;
        private boolean isAlone;

        private Member(String imageId) {
            this.imageId = imageId;
        }

        /**
         * Tells how the image stands.
         *
         * @param flow makes the call, if one is needed
         * @return a future of the image, empty when the service does not show it
         */
        CompletableFuture<Optional<AlibabaImage>> ask(CallFlow flow) {
            Flight joined;
            boolean leads;
            long now = flow.time().nanoTime();
            synchronized (lock) {
                if (member(imageId) == null) {
                    admit(this);
                }
                Sighting seen = sighting;
                joined = flight;
                leads = joined == null;
                if (leads && seen != null && isFresh(seen, now)) {
                    noteAsked(now);
                    return CompletableFuture.completedFuture(delivered(seen.image));
                }
                noteAsked(now);
                if (joined == null) {
                    joined = board(this, now);
                }
            }
            return leads ? lead(flow, joined) : follow(flow, joined.answer);
        }

        /**
         * Offers the moment when an answer to somebody else's question shows that this copy has ended.
         *
         * @return a future that completes then
         */
        CompletableFuture<?> news() {
            synchronized (lock) {
                return news;
            }
        }

        private boolean isFresh(Sighting seen, long now) {
            return now - seen.at <= STALE_AFTER && (!hasAsked || seen.at - askedAt > 0);
        }

        private void noteAsked(long now) {
            askedAt = now;
            hasAsked = true;
            isTimed = true;
        }

        /** Counted from the first question of anybody that it could have joined. */
        private boolean isForgotten(long now) {
            if (!isTimed) {
                askedAt = now;
                isTimed = true;
            }
            return now - askedAt > FORGOTTEN_AFTER;
        }

        /** What has ended is asked for no more. */
        private Optional<AlibabaImage> delivered(Optional<AlibabaImage> image) {
            if (image.map(PollGroup::hasEnded).orElse(false)) {
                members.remove(imageId);
            }
            return image;
        }

        private CompletableFuture<Optional<AlibabaImage>> lead(CallFlow flow, Flight led) {
            CompletableFuture<BatchQuery.Answer> asked;
            try {
                asked = batches.ask(flow, imageId, led.imageIds());
            } catch (RuntimeException | Error e) {
                asked = CompletableFuture.failedFuture(e); // a bug must not leave followers hanging
            }
            return asked.whenComplete((answer, thrown) ->
                            land(led, answer, thrown, flow.time().nanoTime()))
                    .thenApply(answer -> answer.found().getOrDefault(imageId, Optional.empty()))
                    .thenApply(image -> deliver(flow, image));
        }

        /** Whoever gets an answer knows it: only a later one is news to him. */
        private Optional<AlibabaImage> deliver(CallFlow flow, Optional<AlibabaImage> image) {
            long now = flow.time().nanoTime();
            synchronized (lock) {
                noteAsked(now);
                return delivered(image);
            }
        }

        /** A call that its maker gave up tells nothing about this copy. */
        private CompletableFuture<Optional<AlibabaImage>> follow(
                CallFlow flow, CompletableFuture<Map<String, Optional<AlibabaImage>>> leader) {
            return leader.handle((found, thrown) -> {
                        if (thrown == null) {
                            Optional<AlibabaImage> image = found.get(imageId);
                            return image == null ? alone(flow) : CompletableFuture.completedFuture(image);
                        }
                        Throwable cause = Cancellation.unwrap(thrown);
                        return cause instanceof CancellationException || cause instanceof SdkInterruptedException
                                ? alone(flow)
                                : CompletableFuture.<Optional<AlibabaImage>>failedFuture(cause);
                    })
                    .thenCompose(image -> image)
                    .thenApply(image -> deliver(flow, image));
        }

        private CompletableFuture<Optional<AlibabaImage>> alone(CallFlow flow) {
            return batches.inBackground(flow, imageId);
        }
    }

    /** Chooses who goes along: those that were asked for the longest ago. Called under lock. */
    private Flight board(Member asker, long now) {
        int most = asker.isAlone ? 1 : batches.limit();
        List<Member> chosen = new ArrayList<>();
        chosen.add(asker);
        Iterator<WeakReference<Member>> known = members.values().iterator();
        while (chosen.size() < most && known.hasNext()) {
            Member member = known.next().get();
            if (member == null || (member != asker && member.isForgotten(now))) {
                known.remove();
            } else if (member != asker && member.flight == null && !member.isAlone) {
                chosen.add(member);
            }
        }
        Flight flight = new Flight(chosen);
        for (Member member : chosen) {
            member.flight = flight;
            members.remove(member.imageId);
            admit(member); // at the end
        }
        return flight;
    }

    private void land(Flight flight, BatchQuery.@Nullable Answer answer, @Nullable Throwable thrown, long now) {
        List<CompletableFuture<?>> ended = new ArrayList<>();
        Map<String, Optional<AlibabaImage>> found = answer == null ? Map.of() : answer.found();
        synchronized (lock) {
            for (Member member : flight.aboard) { // also those that were forgotten meanwhile
                member.flight = null;
                member.isAlone |= answer != null && answer.refused().contains(member.imageId);
                Optional<AlibabaImage> image = found.get(member.imageId);
                if (image != null) {
                    member.sighting = new Sighting(image, now);
                    if (image.map(PollGroup::hasEnded).orElse(false)) {
                        ended.add(member.news);
                        member.news = new CompletableFuture<>();
                    }
                }
            }
        }
        if (thrown == null) {
            flight.answer.complete(found);
        } else {
            flight.answer.completeExceptionally(thrown);
        }
        ended.forEach(news -> news.complete(null));
    }

    private static boolean hasEnded(AlibabaImage image) {
        OperationState state = AlibabaEcsCopyOperation.status(image).state();
        return state != null && state.isTerminal();
    }
}
