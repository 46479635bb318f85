package dev.imagecopy.bulk.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GroupWriterTest {
    @Test
    void add_whenTheThreadCannotBeStarted_failsAndTheNextTriesAgain() {
        AtomicBoolean scarce = new AtomicBoolean(true);
        List<String> done = new ArrayList<>();
        GroupWriter writer = new GroupWriter(lines -> {}, () -> {}, work -> {
            if (scarce.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(work, "image-copy-store");
        });

        CompletableFuture<Void> refused = writer.call(() -> done.add("refused"));
        assertThat(catchThrowable(refused::join)).hasCauseInstanceOf(GroupWriter.NothingWrittenException.class);
        scarce.set(false);
        writer.call(() -> done.add("next")).join();

        assertThat(done).containsExactly("next");
        writer.close();
    }

    /** Those who wait for a write would wait for ever, if the thread died of it. */
    @Test
    void add_whenAWriteFailsWithAnError_failsAndSoDoesWhatFollows() {
        GroupWriter writer = new GroupWriter(
                lines -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                () -> {});

        CompletableFuture<Void> failed = writer.add(List.of());
        CompletableFuture<Void> next = writer.call(() -> {});

        assertThat(catchThrowable(failed::join)).hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(catchThrowable(next::join)).hasRootCauseInstanceOf(OutOfMemoryError.class);
        writer.close();
    }
}
