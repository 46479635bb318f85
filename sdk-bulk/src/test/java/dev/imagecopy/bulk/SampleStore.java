package dev.imagecopy.bulk;

import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.operation.StoredRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Copies of all four clouds on their way through the four phases. */
final class SampleStore {
    static final List<String> CLOUDS = List.of("alibaba-ecs", "huawei-ims", "yandex-desktop", "servicefabric");
    private static final List<StoredOperation.Phase> PHASES = List.of(StoredOperation.Phase.values());
    private static final Instant T0 = Instant.parse("2026-11-01T00:00:00Z");

    private SampleStore() {}

    /** What is saved for one copy, one after the other, up to a phase. */
    static List<StoredOperation> lives(int number, StoredOperation.Phase upTo) {
        List<StoredOperation> life = new ArrayList<>();
        StoredOperation queued = StoredOperation.queued(
                new OperationKey(CLOUDS.get(number % 4), "scope-" + number % 2, "key-" + number),
                new StoredRequest("copy", "{\"imageId\":\"i-" + number + "\",\"version\":1}"),
                "region",
                "name-" + number,
                T0);
        life.add(queued);
        if (upTo.compareTo(StoredOperation.Phase.QUEUED) > 0) {
            life.add(queued.sending(new ResumeToken("v1.intent" + number), T0));
        }
        if (upTo.compareTo(StoredOperation.Phase.SENDING) > 0) {
            life.add(life.get(1).accepted(new ResumeToken("v1.copy" + number), T0));
        }
        if (upTo == StoredOperation.Phase.FINAL) {
            life.add(life.get(2).ended(end(number), T0));
        }
        return life;
    }

    private static StoredOutcome end(int number) {
        return number % 3 == 0
                ? new StoredOutcome(
                        OperationState.FAILED,
                        "FAIL",
                        "",
                        Evidence.ANSWERED,
                        Optional.of(new OperationFailure("E", "größer", Optional.empty())),
                        true)
                : new StoredOutcome(
                        OperationState.SUCCEEDED, "ok", "m-" + number, Evidence.ANSWERED, Optional.empty(), true);
    }

    /** How far a copy comes. */
    static StoredOperation.Phase phase(int number) {
        return PHASES.get(number / 4 % 4);
    }

    /** Saves copies, each up to another phase. */
    static void fill(FileOperationStore store, int from, int to) {
        for (int i = from; i < to; i++) {
            StoredOperation.Phase phase = phase(i);
            lives(i, phase).forEach(operation -> store.save(operation).join());
        }
    }
}
