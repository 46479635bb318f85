package dev.imagecopy.bulk.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void events_thatEventsPost_runAfterwards_inOrder_andTakeNoStack() {
        Mailbox[] mailbox = new Mailbox[1];
        int[] left = {100_000};
        Runnable[] next = new Runnable[1];
        next[0] = () -> {
            if (--left[0] > 0) {
                mailbox[0].post(next[0]);
            }
        };
        mailbox[0] = new Mailbox(Runnable::run, () -> {}, bug -> seen.add(bug.toString()));
        mailbox[0].post(next[0]);
        assertThat(left[0]).isZero();
        assertThat(seen).isEmpty();
    }

    @Test
    void event_thatThrows_isTold_andTheOthersRun() {
        Mailbox mailbox = new Mailbox(Runnable::run, () -> seen.add("after"), bug -> seen.add(bug.getMessage()));
        mailbox.post(() -> {
            throw new IllegalStateException("a bug");
        });
        mailbox.post(() -> seen.add("next"));
        assertThat(seen).containsExactly("a bug", "after", "next", "after");
    }

    @Test
    void executor_thatRefuses_isTold() {
        Mailbox mailbox = new Mailbox(
                task -> {
                    throw new RejectedExecutionException("closed");
                },
                () -> {},
                bug -> seen.add(bug.getMessage()));
        mailbox.post(() -> seen.add("never"));
        assertThat(seen).containsExactly("closed");
    }

    @Test
    void executor_withoutAThread_isTold() {
        Mailbox mailbox = new Mailbox(
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                () -> {},
                bug -> seen.add(bug.getMessage()));
        mailbox.post(() -> seen.add("never"));
        assertThat(seen).containsExactly("unable to create native thread");
    }
}
