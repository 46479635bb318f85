package dev.imagecopy.servicefabric;

import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.RequestJson;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.servicefabric.model.ServiceFabricApiVersion;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Copies as operations. A cluster has no operations: its copy is one call that may stay open for hours. So the destination's
 * marker is read first, the call is sent in the background, and the client itself keeps track of the operation.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>provider status</th><th>state</th><th>when</th></tr>
 * <tr><td>QUEUED</td><td>QUEUED</td><td>the request has yet to be sent: it waits for credentials, for a permit or a place of the
 * client, or for another attempt after one of which nothing was begun</td></tr>
 * <tr><td>COPYING</td><td>RUNNING</td><td>the request is open</td></tr>
 * <tr><td>VERIFYING</td><td>RUNNING</td><td>the response was lost or was a timeout; each poll lists the destination</td></tr>
 * <tr><td>COPIED</td><td>SUCCEEDED</td><td>the gateway answered 200</td></tr>
 * <tr><td>VERIFIED</td><td>SUCCEEDED</td><td>the destination has a new marker</td></tr>
 * <tr><td>REFUSED</td><td>FAILED</td><td>the gateway answered with a definite error</td></tr>
 * <tr><td>SKIPPED</td><td>FAILED</td><td>the gateway answered 200 to a copy with CheckMarkFile, but nothing was
 * copied</td></tr>
 * <tr><td>NOT_SENT</td><td>FAILED</td><td>no attempt reached the gateway</td></tr>
 * <tr><td>NOT_SENT</td><td>CANCELLED</td><td>the copy was cancelled while it was queued</td></tr>
 * </table>
 */
record ServiceFabricCopyOperation(String scope, int resends)
        implements CopyType<CopyImageStoreContentRequest, CopyImageStoreContentRequest, CopiedContent> {
    private static final CopyJson STORED_FORM = new CopyJson();
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
    public String subject(OperationHandle handle) {
        return "the copy of '" + handle.detail("source") + "' to '" + handle.detail("destination") + "'";
    }

    @Override
    public Class<CopyImageStoreContentRequest> requestType() {
        return CopyImageStoreContentRequest.class;
    }

    @Override
    public CopyImageStoreContentRequest effective(CopyImageStoreContentRequest request) {
        return request;
    }

    @Override
    public CopyImageStoreContentRequest request(CopyImageStoreContentRequest effective) {
        return effective;
    }

    @Override
    public RequestJson<CopyImageStoreContentRequest> storedForm() {
        return STORED_FORM;
    }

    @Override
    public String targetRegion(CopyImageStoreContentRequest request) {
        return "";
    }

    @Override
    public String sourceId(CopyImageStoreContentRequest request) {
        return request.source().text(PathSeparator.BACKSLASH);
    }

    @Override
    public String targetName(CopyImageStoreContentRequest request) {
        return request.destination().text(PathSeparator.BACKSLASH);
    }

    /** Reads the baseline. After that the operation's id is known, since the client assigns it. */
    @Override
    public CompletableFuture<OperationHandle> prepare(
            CallFlow flow, CopyImageStoreContentRequest request, OperationHandle intent) {
        boolean oldVersion = request.effectiveApiVersion() == ServiceFabricApiVersion.V1_0;
        return CallFlow.recover(
                        OwnCopySearch.find(flow, request.destination(), oldVersion),
                        NotFoundException.class,
                        ServiceFabricCopyOperation::unknownIfIncomplete)
                .thenApply(baseline -> sentNow(flow, request, intent, baseline.text()));
    }

    /** A folder that has lost a file cannot be listed. The copy replaces it, but then only its response proves that it did. */
    private static CompletableFuture<DestinationLook> unknownIfIncomplete(NotFoundException refusal) {
        return ServiceFabricErrors.isAboutFile(refusal)
                ? CompletableFuture.completedFuture(new DestinationLook.Unknown())
                : CompletableFuture.failedFuture(refusal);
    }

    private static OperationHandle sentNow(
            CallFlow flow, CopyImageStoreContentRequest request, OperationHandle intent, String baseline) {
        Instant endOfBudget = flow.time().now().plus(request.effectiveServerTimeout());
        return intent.accepted(
                intent.idempotencyKey(),
                Map.of(
                        "source",
                        request.remoteSource(),
                        "destination",
                        request.remoteDestination(),
                        "baseline",
                        baseline,
                        CopySender.END_OF_BUDGET,
                        String.valueOf(endOfBudget.getEpochSecond())));
    }

    @Override
    public CompletableFuture<AcceptedOperation<CopiedContent>> submit(
            CallFlow flow, CopyImageStoreContentRequest request, OperationHandle intent) {
        String baseline = intent.detail("baseline");
        OperationHandle handle = sentNow(flow, request, intent, baseline);
        ServiceFabricRemoteCopy copy =
                ServiceFabricRemoteCopy.start(flow, request, request.destination(), baseline, resends);
        return CompletableFuture.completedFuture(new AcceptedOperation<>(handle, copy, copy.inProgress()));
    }

    /** A copy from an operation store may be sent again, as if by the client that sent it first. */
    @Override
    public RemoteOperation<CopiedContent> attach(OperationHandle handle) {
        return ServiceFabricRemoteCopy.resume(handle, storedRequest(handle), resends);
    }

    /** The content tells: a copy has no other trace, and one that is in progress looks like any other content. */
    @Override
    public CompletableFuture<TargetLook<CopiedContent>> lookUp(
            CallFlow flow,
            CopyImageStoreContentRequest request,
            OperationHandle intent,
            Function<AcceptedOperation<CopiedContent>, Operation<CopiedContent>> adopt) {
        return TargetSearch.find(flow, request);
    }

    @Override
    public CompletableFuture<@Nullable Void> delete(
            CallFlow flow, CopyImageStoreContentRequest request, OperationHandle intent, String path) {
        return flow.deleteIfExists(ServiceFabricCalls.Content.DELETE, request.destination());
    }

    @Override
    public boolean neverBegan(OperationSnapshot<CopiedContent> end) {
        return end.providerStatus().equals(ServiceFabricRemoteCopy.NOT_SENT);
    }

    @Override
    public String resultId(CopiedContent content) {
        return content.destination();
    }

    @Override
    public CopiedContent restored(OperationHandle handle, StoredOutcome outcome) {
        return new CopiedContent(handle.detail("source"), outcome.imageId(), outcome.evidence(), Optional.empty());
    }

    @Override
    public void requireOwn(OperationHandle handle) {
        handle.requireRegion("");
        if (!handle.operationId().isEmpty()) {
            ImageStorePath.of(handle.detail("destination"));
            String endOfBudget = handle.detail(CopySender.END_OF_BUDGET);
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
