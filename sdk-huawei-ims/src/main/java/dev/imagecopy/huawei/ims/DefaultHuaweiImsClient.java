package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Picks a row of the wire table for each method. */
final class DefaultHuaweiImsClient implements HuaweiImsClient {
    private final ClientRuntime runtime;
    private final HuaweiImsCopyOperation<HuaweiCopyImageRequest> inRegion;
    private final HuaweiImsCopyOperation<HuaweiCopyToRegionRequest> toRegion;
    private final String region;

    DefaultHuaweiImsClient(
            ClientRuntime runtime,
            HuaweiImsCopyOperation<HuaweiCopyImageRequest> inRegion,
            HuaweiImsCopyOperation<HuaweiCopyToRegionRequest> toRegion,
            String region) {
        this.runtime = runtime;
        this.inRegion = inRegion;
        this.toRegion = toRegion;
        this.region = region;
    }

    @Override
    public Operation<HuaweiImage> copyImage(HuaweiCopyImageRequest request, CallOptions options) {
        return runtime.start(inRegion, request, options);
    }

    @Override
    public CompletableFuture<Operation<HuaweiImage>> copyImageAsync(
            HuaweiCopyImageRequest request, CallOptions options) {
        return runtime.startAsync(inRegion, request, options);
    }

    @Override
    public Operation<HuaweiImage> resume(ResumeToken token) {
        return runtime.resume(token, List.of(inRegion, toRegion));
    }

    @Override
    public Operation<HuaweiImage> copyImageToRegion(HuaweiCopyToRegionRequest request, CallOptions options) {
        return runtime.start(toRegion, elsewhere(request), options);
    }

    @Override
    public CompletableFuture<Operation<HuaweiImage>> copyImageToRegionAsync(
            HuaweiCopyToRegionRequest request, CallOptions options) {
        return runtime.startAsync(toRegion, elsewhere(request), options);
    }

    @Override
    public HuaweiJob describeJob(String jobId, CallOptions options) {
        return runtime.execute(HuaweiImsCalls.DESCRIBE_JOB, Checks.requireId("jobId", jobId), options);
    }

    @Override
    public CompletableFuture<HuaweiJob> describeJobAsync(String jobId, CallOptions options) {
        return runtime.executeAsync(HuaweiImsCalls.DESCRIBE_JOB, Checks.requireId("jobId", jobId), options);
    }

    @Override
    public Stream<HuaweiImage> listImages(HuaweiImageQuery query, CallOptions options) {
        ImageLookup first = new ImageLookup(region, Optional.empty(), query, "");
        return Pages.stream(marker -> {
            ImageLookup page = first.after(marker);
            return runtime.execute(HuaweiImsCalls.LIST_IMAGES, page, options).page(page);
        });
    }

    @Override
    public CompletableFuture<List<HuaweiImage>> listImagesAsync(HuaweiImageQuery query, CallOptions options) {
        ImageLookup first = new ImageLookup(region, Optional.empty(), query, "");
        return Pages.collect(marker -> {
            ImageLookup page = first.after(marker);
            return runtime.executeAsync(HuaweiImsCalls.LIST_IMAGES, page, options)
                    .thenApply(listed -> listed.page(page));
        });
    }

    @Override
    public void deleteImage(String imageId, CallOptions options) {
        HuaweiImsCalls.Done unused =
                runtime.execute(HuaweiImsCalls.DELETE_IMAGE, Checks.requireId("imageId", imageId), options);
    }

    @Override
    public CompletableFuture<@Nullable Void> deleteImageAsync(String imageId, CallOptions options) {
        return runtime.executeAsync(HuaweiImsCalls.DELETE_IMAGE, Checks.requireId("imageId", imageId), options)
                .thenApply(done -> null);
    }

    @Override
    public void close() {
        runtime.close();
    }

    private HuaweiCopyToRegionRequest elsewhere(HuaweiCopyToRegionRequest request) {
        Checks.of("HuaweiCopyToRegionRequest")
                .check(!request.targetRegion().equals(region), "targetRegion must differ from the client's (IMG.0142)")
                .throwIfAny();
        return request;
    }
}
