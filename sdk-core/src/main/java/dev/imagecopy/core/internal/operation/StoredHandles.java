package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationHandle.Place;
import dev.imagecopy.core.spi.OperationHandle.Start;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Creates handles for what an operation store contains. */
final class StoredHandles {
    private StoredHandles() {}

    /**
     * Reads the token of a stored copy, and grants its request the right to be sent again.
     *
     * @throws IllegalArgumentException if the token is damaged, or this client may not work with it; the message says why
     */
    static <T> OperationHandle read(OperationContext context, CopyType<?, ?, T> type, StoredOperation stored) {
        ResumeToken token =
                stored.token().orElseThrow(() -> new IllegalArgumentException("The stored copy has no resume token"));
        OperationHandle handle = ResumeTokenCodec.decode(token);
        OperationEngine.requireForms(handle);
        require("provider", handle.provider(), context.provider());
        require("kind", handle.kind(), type.kind());
        require("idempotency key", handle.idempotencyKey(), stored.key().idempotencyKey());
        type.requireOwn(handle);
        return handle.withRequest(KeptRequest.stored(
                RequestTexts.tree(stored.request()),
                handle.request().firstByte(),
                type.requestJson().isPresent(),
                Duration.between(handle.startedAt(), context.time().now()),
                context.time().nanoTime()));
    }

    private static void require(String what, String token, String expected) {
        if (!token.equals(expected)) {
            throw new IllegalArgumentException("The stored copy's resume token is of " + what + " '" + token
                    + "', but the copy is of " + what + " '" + expected + "'");
        }
    }

    /** The operation of a copy that has ended: it knows the end and never asks the service. */
    static <T> Operation<T> restored(OperationContext context, CopyType<?, ?, T> type, StoredOperation stored) {
        StoredOutcome outcome = stored.outcome().orElseThrow();
        OperationHandle handle = stored.token().isPresent() ? read(context, type, stored) : unsent(context, stored);
        OperationRecord<T> record =
                new OperationRecord<>(context, type, handle, null, Duration.ZERO, OperationRecorder.none());
        record.restore(OperationSnapshot.<T>builder()
                .operationId(handle.operationId())
                .state(outcome.state())
                .providerStatus(outcome.providerStatus())
                .result(
                        outcome.state() == OperationState.SUCCEEDED
                                ? Optional.of(type.restored(handle, outcome))
                                : Optional.empty())
                .failure(outcome.failure())
                .evidence(outcome.evidence())
                .observedAt(stored.changedAt())
                .build());
        return new DefaultOperation<>(context, record, Duration.ZERO);
    }

    private static OperationHandle unsent(OperationContext context, StoredOperation stored) {
        return new OperationHandle(
                new Place(
                        context.provider(),
                        stored.request().kind(),
                        stored.region(),
                        stored.key().scope()),
                new Start(stored.key().idempotencyKey(), Fingerprint.of(""), stored.queuedAt(), KeptRequest.none()),
                "",
                stored.name(),
                Map.of());
    }
}
