package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.huawei.ims.model.HuaweiDeleteImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A deletion that ends when lists no longer show the image, some seconds after the service has answered. */
record HuaweiImsDeleteOperation(String region, ProjectScope project, EnterpriseProject enterpriseProject)
        implements OperationType<HuaweiDeleteImageRequest, HuaweiImage> {
    private static final String GONE = "deleted";

    @Override
    public String kind() {
        return "delete-image";
    }

    @Override
    public ApiCall<HuaweiDeleteImageRequest, ?> submitCall() {
        return HuaweiImsCalls.Images.DELETE;
    }

    @Override
    public OperationIntent intent(HuaweiDeleteImageRequest request) {
        Map<String, String> details = request.enterpriseProjectId()
                .or(enterpriseProject::id)
                .map(id -> Map.of(Destination.ENTERPRISE, id))
                .orElse(Map.of());
        return new OperationIntent(region, project.current(), "", details);
    }

    @Override
    public String subject(OperationHandle handle) {
        return "the deletion of image " + handle.operationId();
    }

    @Override
    public CompletableFuture<AcceptedOperation<HuaweiImage>> submit(
            CallFlow flow, HuaweiDeleteImageRequest request, OperationHandle intent) {
        return flow.call(HuaweiImsCalls.Images.deletion(request), request).thenApply(done -> {
            OperationHandle handle = intent.withOperationId(request.imageId());
            return new AcceptedOperation<>(
                    handle, new RemoteDeletion(handle), PollResult.pending(OperationState.RUNNING, "deleting"));
        });
    }

    @Override
    public RemoteOperation<HuaweiImage> attach(OperationHandle handle) {
        return new RemoteDeletion(handle);
    }

    @Override
    public String scope() {
        return project.configured();
    }

    @Override
    public void requireOwn(OperationHandle handle) {
        handle.requireRegion(region);
        project.requireOwn(handle);
        Destination.requireForms(handle);
    }

    private record RemoteDeletion(OperationHandle handle) implements RemoteOperation<HuaweiImage> {
        @Override
        public CompletableFuture<PollResult<HuaweiImage>> poll(CallFlow flow) {
            // A list that shows the image as deleted still shows it.
            return OwnCopySearch.byId(flow, handle, handle.operationId())
                    .thenApply(found -> found.isEmpty()
                            ? PollResult.succeeded(
                                    GONE,
                                    HuaweiImage.builder()
                                            .id(handle.operationId())
                                            .region(handle.region())
                                            .build())
                            : PollResult.pending(OperationState.RUNNING, "deleting"));
        }

        @Override
        public CompletableFuture<CancelResult> cancel(CallFlow flow) {
            return CompletableFuture.completedFuture(
                    new CancelResult.NotSupported("an accepted deletion cannot be cancelled"));
        }
    }
}
