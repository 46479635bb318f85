package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.spi.Urgency;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Who goes first when not all can go. */
class SendQueueTest {
    private final List<String> sent = new ArrayList<>();

    @Test
    void enqueue_whileSlotsAreFree_sendsAtOnce() {
        SendQueue queue = new SendQueue(3);

        enter(queue, "a", Urgency.POLL, "x");
        enter(queue, "b", Urgency.POLL, "x");
        enter(queue, "c", Urgency.CANCEL, "x");
        enter(queue, "d", Urgency.CANCEL, "x");

        assertThat(sent).containsExactly("a", "b", "c");
    }

    @Test
    void releaseSlot_whenAllUrgenciesWait_sendsCancelsThenSubmitsThenReadsThenPolls() {
        SendQueue queue = full();
        enter(queue, "poll", Urgency.POLL, "x");
        enter(queue, "read", Urgency.READ, "x");
        enter(queue, "submit", Urgency.SUBMIT, "x");
        enter(queue, "cancel", Urgency.CANCEL, "x");

        drain(queue, 4);

        assertThat(sent).containsExactly("cancel", "submit", "read", "poll");
    }

    @Test
    void releaseSlotHere_sendsAllThatWaitsOneAfterTheOtherAndFreesTheSlot() {
        SendQueue queue = full();
        enter(queue, "poll", Urgency.POLL, "x");
        enter(queue, "submit", Urgency.SUBMIT, "x");

        queue.releaseSlotHere();

        assertThat(sent).containsExactly("submit", "poll");
        assertThat(queue.tryTakeSlot()).isTrue();
    }

    @Test
    void releaseSlot_whenOneAccountHasALongQueue_givesEachItsTurn() {
        SendQueue queue = full();
        for (int i = 1; i <= 4; i++) {
            enter(queue, "big" + i, Urgency.POLL, "big@host");
        }
        enter(queue, "small1", Urgency.POLL, "small@host");
        enter(queue, "small2", Urgency.POLL, "small@host");
        enter(queue, "other", Urgency.POLL, "big@other");

        drain(queue, 7);

        assertThat(sent).containsExactly("big1", "small1", "other", "big2", "small2", "big3", "big4");
    }

    @Test
    void enqueueFirst_isNextInItsLane() {
        SendQueue queue = full();
        enter(queue, "a", Urgency.READ, "x");
        enter(queue, "b", Urgency.READ, "x");
        enter(queue, "urgent", Urgency.SUBMIT, "x");
        queue.enqueueFirst(new Waiting("again", Urgency.READ, "x", () -> sent.add("again")));

        drain(queue, 4);

        assertThat(sent).containsExactly("urgent", "again", "a", "b");
    }

    @Test
    void enqueueFirst_whileASlotIsFree_sendsAtOnce() {
        new SendQueue(1).enqueueFirst(new Waiting("again", Urgency.READ, "x", () -> sent.add("again")));

        assertThat(sent).containsExactly("again");
    }

    @Test
    void releaseSlot_whenTheNextWasAborted_goesOnToTheOneAfter() {
        SendQueue queue = full();
        queue.enqueue(new Waiting("gone", Urgency.CANCEL, "x", () -> false));
        queue.enqueue(new Waiting("gone too", Urgency.CANCEL, "x", () -> false));
        enter(queue, "alive", Urgency.POLL, "x");

        drain(queue, 1);

        assertThat(sent).containsExactly("alive");
    }

    @Test
    void releaseSlot_whenThoseBeforeOneInItsLaneAreOver_givesItTheTurnOfItsLane() {
        SendQueue queue = full();
        for (int i = 0; i < 3; i++) {
            queue.enqueue(new Over(Urgency.POLL, "x"));
            enter(queue, "other" + i, Urgency.POLL, "y");
        }
        enter(queue, "alive", Urgency.POLL, "x");
        queue.enqueue(new Over(Urgency.SUBMIT, "z"));

        drain(queue, 4);

        assertThat(sent).containsExactly("alive", "other0", "other1", "other2");
        assertThat(queue.tryTakeSlot()).isFalse();
    }

    @Test
    void releaseSlot_whenAllThatWaitAreOver_freesTheSlot() {
        SendQueue queue = full();
        queue.enqueue(new Over(Urgency.POLL, "x"));
        queue.enqueue(new Over(Urgency.READ, "y"));

        queue.releaseSlot();

        assertThat(queue.tryTakeSlot()).isTrue();
    }

    /** It must not be sent. */
    private record Over(Urgency urgency, String lane) implements SendQueue.Entry {
        @Override
        public boolean isOver() {
            return true;
        }

        @Override
        public boolean send() {
            throw new AssertionError("sent");
        }

        @Override
        public boolean sendHere() {
            throw new AssertionError("sent");
        }
    }

    @Test
    void releaseSlot_whenNobodyWaits_freesTheSlot() {
        SendQueue queue = new SendQueue(2);
        for (int i = 0; i < 10; i++) {
            enter(queue, "a", Urgency.READ, "x");
            queue.releaseSlot();
        }
        queue.enqueue(new Waiting("aborted before", Urgency.READ, "x", () -> false)); // gives its slot back

        enter(queue, "b", Urgency.READ, "x");
        enter(queue, "c", Urgency.READ, "x");
        enter(queue, "d", Urgency.READ, "x");

        assertThat(sent).hasSize(12).endsWith("b", "c");
    }

    @Test
    void enqueue_byManyThreads_neverExceedsTheSlotsAndLosesNobody() throws InterruptedException {
        SendQueue queue = new SendQueue(4);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(8);
        List<Urgency> each = List.of(Urgency.values());
        for (int t = 0; t < 8; t++) {
            Urgency urgency = each.get(t % each.size());
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 2_000; i++) {
                    CountDownLatch turn = new CountDownLatch(1);
                    queue.enqueue(new Waiting("x", urgency, "lane", () -> {
                        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                        turn.countDown();
                        return true;
                    }));
                    try {
                        turn.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    underWay.decrementAndGet();
                    ended.incrementAndGet();
                    queue.releaseSlot();
                }
                done.countDown();
            });
            thread.setDaemon(true);
            thread.start();
        }

        done.await();

        assertThat(most.get()).isBetween(1, 4);
        assertThat(ended.get()).isEqualTo(16_000);
    }

    /**
     * Polls come at the ceiling of 500 a second, of a service that can take 400: their queue grows without end. What is
     * submitted, cancelled or read meanwhile still waits for one slot to come free, no longer.
     */
    @Test
    void enqueue_whilePollsComeFasterThanTheyAreAnswered_startsEverythingElseWithinOneExchange() {
        ManualTimeSource time = new ManualTimeSource();
        SendQueue queue = new SendQueue(40);
        Map<Urgency, List<Long>> waits = new EnumMap<>(Urgency.class);
        for (Urgency urgency : Urgency.values()) {
            waits.put(urgency, new ArrayList<>());
        }
        for (int tick = 0; tick < 10_000; tick++) {
            long now = tick * 2L;
            time.advance(Duration.ofNanos(Math.max(0, now * 1_000_000 - time.nanoTime())));
            arrive(queue, time, Urgency.POLL, waits);
            if (tick % 100 == 0) {
                arrive(queue, time, Urgency.SUBMIT, waits);
                arrive(queue, time, Urgency.READ, waits);
            }
            if (tick % 500 == 0) {
                arrive(queue, time, Urgency.CANCEL, waits);
            }
        }

        assertThat(waits.get(Urgency.POLL).stream()
                        .mapToLong(wait -> wait)
                        .max()
                        .orElse(0))
                .isGreaterThan(1_000);
        for (Urgency urgency : List.of(Urgency.CANCEL, Urgency.SUBMIT, Urgency.READ)) {
            assertThat(waits.get(urgency)).hasSizeGreaterThan(15).allMatch(wait -> wait <= 100);
        }
    }

    private static void arrive(
            SendQueue queue, ManualTimeSource time, Urgency urgency, Map<Urgency, List<Long>> waits) {
        long arrived = time.nanoTime();
        queue.enqueue(new Waiting("x", urgency, "lane", () -> {
            waits.get(urgency).add((time.nanoTime() - arrived) / 1_000_000);
            time.schedule(Duration.ofMillis(100), queue::releaseSlot);
            return true;
        }));
    }

    private SendQueue full() {
        SendQueue queue = new SendQueue(1);
        queue.enqueue(new Waiting("busy", Urgency.READ, "x", () -> true));
        return queue;
    }

    private static void drain(SendQueue queue, int times) {
        for (int i = 0; i < times; i++) {
            queue.releaseSlot();
        }
    }

    private void enter(SendQueue queue, String name, Urgency urgency, String lane) {
        queue.enqueue(new Waiting(name, urgency, lane, () -> sent.add(name)));
    }

    private record Waiting(String name, Urgency urgency, String lane, BooleanSupplier sending)
            implements SendQueue.Entry {
        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public boolean send() {
            return sending.getAsBoolean();
        }

        @Override
        public boolean sendHere() {
            boolean unused = sending.getAsBoolean();
            return false;
        }
    }
}
