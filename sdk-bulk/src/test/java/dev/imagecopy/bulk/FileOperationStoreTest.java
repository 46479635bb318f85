package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.testing.NoLeaks;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOperationStoreTest {
    @TempDir
    private Path folder;

    private FileOperationStore open() {
        return FileOperationStore.open(folder.resolve("store.jsonl"));
    }

    @Test
    void save_whenReopened_findsWhatWasSavedLast() {
        StoredOperation last = SampleStore.lives(7, StoredOperation.Phase.FINAL).get(3);
        try (FileOperationStore store = open()) {
            SampleStore.lives(7, StoredOperation.Phase.FINAL)
                    .forEach(operation -> store.save(operation).join());
            assertThat(store.find(last.key()).join()).contains(last);
        }
        try (FileOperationStore store = open()) {
            assertThat(store.find(last.key()).join()).contains(last);
            assertThat(store.find(new OperationKey("huawei-ims", "scope-1", "key-7"))
                            .join())
                    .isEmpty();
            assertThat(store.size()).isEqualTo(1);
        }
    }

    @Test
    void operations_showsOneAccountOnly() {
        try (FileOperationStore store = open()) {
            SampleStore.fill(store, 0, 40);
            try (Stream<StoredOperation> operations = store.operations("huawei-ims", "scope-1")) {
                assertThat(operations)
                        .hasSize(10)
                        .allMatch(operation -> operation.key().provider().equals("huawei-ims"));
            }
            try (Stream<StoredOperation> operations = store.operations("huawei-ims", "scope-")) {
                assertThat(operations).isEmpty();
            }
        }
    }

    @Test
    void claim_isGivenToOneAtATime() {
        OperationKey key = new OperationKey("alibaba-ecs", "", "k");
        try (FileOperationStore store = open()) {
            OperationStore.Claim first = store.claim(key).join();
            CompletableFuture<OperationStore.Claim> second = store.claim(key);
            assertThat(second).isNotDone();
            first.close();
            assertThat(second).isDone();
        }
    }

    @Test
    void find_afterTheStoreWasClosed_failsInItsFuture() {
        StoredOperation kept = SampleStore.lives(7, StoredOperation.Phase.FINAL).get(3);
        FileOperationStore store = open();
        store.save(kept).join();
        store.close();

        assertThatThrownBy(() -> store.find(kept.key()).join()).hasRootCauseMessage("the operation store is closed");
        assertThatThrownBy(() -> store.save(kept).join()).hasRootCauseMessage("the operation store is closed");
    }

    @Test
    void open_whenItCannotBe_saysWhy() {
        assertThatThrownBy(
                        () -> FileOperationStore.open(folder.resolve("nowhere").resolve("store")))
                .isInstanceOf(UncheckedIOException.class);
        try (FileOperationStore store = open()) {
            assertThat(store.size()).isZero();
            assertThatThrownBy(this::open)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("store.jsonl is open already");
        }
    }

    @Test
    void save_afterClose_fails() {
        FileOperationStore store = open();
        store.close();
        store.close();
        assertThat(store.save(SampleStore.lives(1, StoredOperation.Phase.QUEUED).get(0)))
                .failsWithin(Duration.ofMinutes(1));
    }

    @Test
    void close_leavesNoThreads() {
        try (NoLeaks leaks = NoLeaks.start();
                FileOperationStore store = open()) {
            SampleStore.fill(store, 0, 4);
            leaks.watching("copies that the store lost", () -> 4 - store.size());
        }
    }
}
