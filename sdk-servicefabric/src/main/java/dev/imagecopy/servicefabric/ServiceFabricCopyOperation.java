package dev.imagecopy.servicefabric;

import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import dev.imagecopy.servicefabric.model.ServiceFabricApiVersion;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Copies as operations. A cluster has no operations: its copy is one call that may stay open for hours. So the destination's
 * marker is read first, the call is sent in the background, and the client itself keeps track of the operation.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>provider status</th><th>state</th><th>when</th></tr>
 * <tr><td>COPYING</td><td>RUNNING</td><td>the request is open</td></tr>
 * <tr><td>VERIFYING</td><td>RUNNING</td><td>the response was lost or was a timeout; each poll lists the destination</td></tr>
 * <tr><td>COPIED</td><td>SUCCEEDED</td><td>the gateway answered 200</td></tr>
 * <tr><td>VERIFIED</td><td>SUCCEEDED</td><td>the destination has a new marker</td></tr>
 * <tr><td>REFUSED</td><td>FAILED</td><td>the gateway answered with a definite error</td></tr>
 * <tr><td>SKIPPED</td><td>FAILED</td><td>the gateway answered 200 to a copy with CheckMarkFile, but nothing was
 * copied</td></tr>
 * <tr><td>NOT_SENT</td><td>FAILED</td><td>no attempt reached the gateway</td></tr>
 * </table>
 */
record ServiceFabricCopyOperation(String scope, int resends)
        implements OperationType<CopyImageStoreContentRequest, CopiedContent> {
    private static final int MAX_SECONDS_DIGITS = 12;

    @Override
    public String kind() {
        return "copy-image-store-content";
    }

    @Override
    public ApiCall<CopyImageStoreContentRequest, ?> submitCall() {
        return ServiceFabricCalls.COPY;
    }

    @Override
    public OperationIntent intent(CopyImageStoreContentRequest request) {
        return new OperationIntent(
                "", scope, "", Map.of("source", request.remoteSource(), "destination", request.remoteDestination()));
    }

    @Override
    public CompletableFuture<AcceptedOperation<CopiedContent>> submit(
            CallFlow flow, CopyImageStoreContentRequest request, OperationHandle intent) {
        boolean oldVersion = request.effectiveApiVersion() == ServiceFabricApiVersion.V1_0;
        ImageStorePath target = request.destination();
        return OwnCopySearch.find(flow, target, oldVersion).thenApply(baseline -> {
            Instant endOfBudget = flow.time().now().plus(request.effectiveServerTimeout());
            String before = baseline.text();
            OperationHandle handle = intent.accepted(
                    intent.idempotencyKey(),
                    Map.of(
                            "source", request.remoteSource(),
                            "destination", request.remoteDestination(),
                            "baseline", before,
                            "endOfBudget", String.valueOf(endOfBudget.getEpochSecond())));
            ServiceFabricRemoteCopy copy = ServiceFabricRemoteCopy.start(flow, request, target, before, resends);
            return new AcceptedOperation<>(handle, copy, PollResult.pending(OperationState.RUNNING, "COPYING"));
        });
    }

    @Override
    public RemoteOperation<CopiedContent> attach(OperationHandle handle) {
        return ServiceFabricRemoteCopy.resume(handle);
    }

    @Override
    public void requireOwn(OperationHandle handle) {
        handle.requireRegion("");
        if (!handle.operationId().isEmpty()) {
            ImageStorePath.of(handle.detail("destination"));
            String endOfBudget = handle.detail("endOfBudget");
            Checks.of("The resume token")
                    .check(!handle.detail("baseline").isEmpty(), "baseline is required")
                    .check(
                            !endOfBudget.isEmpty()
                                    && endOfBudget.length() <= MAX_SECONDS_DIGITS
                                    && endOfBudget.chars().allMatch(c -> c >= '0' && c <= '9'),
                            "endOfBudget must be a time in seconds")
                    .throwIfAny();
        }
    }
}
