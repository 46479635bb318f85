package dev.imagecopy.verification.bulk;

import dev.imagecopy.bulk.FileOperationStore;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.operation.StoredRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Fills a store, or opens one and says how many milliseconds that took and how many records there are. */
final class LargeStore {
    private static final int TOGETHER = 5_000;

    private LargeStore() {}

    /** {@code fill} or {@code open}, the file, how many records. */
    public static void main(String[] args) {
        if (args[0].equals("fill")) {
            try (FileOperationStore store = FileOperationStore.open(Path.of(args[1]))) {
                fill(store, Integer.parseInt(args[2]));
            }
        } else {
            Instant before = Instant.now();
            try (FileOperationStore store = FileOperationStore.open(Path.of(args[1]))) {
                System.out.println(Duration.between(before, Instant.now()).toMillis());
                System.out.println(store.size());
            }
        }
        System.out.println("END");
    }

    private static void fill(FileOperationStore store, int count) {
        List<CompletableFuture<?>> saves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            saves.add(store.save(operation(i)));
            if (saves.size() == TOGETHER) {
                saves.forEach(CompletableFuture::join);
                saves.clear();
            }
        }
        saves.forEach(CompletableFuture::join);
    }

    /** As long as those of real copies. */
    private static StoredOperation operation(int number) {
        Instant now = Instant.parse("2026-11-29T00:00:00Z");
        return StoredOperation.queued(
                        new OperationKey("alibaba-ecs", "1234567890123456", new UUID(1, number).toString()),
                        new StoredRequest(
                                "copy-image",
                                "{\"region\":\"cn-hangzhou\",\"imageId\":\"m-bp1h46wfpjsjastc0001\","
                                        + "\"targetRegion\":\"cn-shanghai\",\"name\":\"golden-" + number
                                        + "\",\"version\":1}"),
                        "cn-shanghai",
                        "golden-" + number,
                        now)
                .sending(new ResumeToken("v1." + "A".repeat(400)), now)
                .accepted(new ResumeToken("v1." + "B".repeat(500)), now)
                .ended(
                        new StoredOutcome(
                                OperationState.SUCCEEDED,
                                "Available",
                                "m-sim" + number,
                                Evidence.ANSWERED,
                                Optional.empty(),
                                true),
                        now);
    }
}
