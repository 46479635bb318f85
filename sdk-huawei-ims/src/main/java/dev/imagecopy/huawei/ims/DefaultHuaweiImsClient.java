package dev.imagecopy.huawei.ims;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiDeleteImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The client. Each method picks its row of the wire table. */
final class DefaultHuaweiImsClient implements HuaweiImsClient {
    private final ClientRuntime runtime;
    private final HuaweiImsCopyOperation<HuaweiCopyImageRequest> inRegion;
    private final HuaweiImsCopyOperation<HuaweiCopyToRegionRequest> toRegion;
    private final HuaweiImsDeleteOperation deletion;
    private final JobQueries jobs;
    private final String region;
    private final EnterpriseProject enterpriseProject;
    private final Copies<HuaweiImage> copies;

    DefaultHuaweiImsClient(
            ClientRuntime runtime,
            HuaweiImsCopyOperation<HuaweiCopyImageRequest> inRegion,
            HuaweiImsCopyOperation<HuaweiCopyToRegionRequest> toRegion,
            HuaweiImsDeleteOperation deletion,
            JobQueries jobs,
            String region,
            EnterpriseProject enterpriseProject) {
        this.runtime = runtime;
        this.inRegion = inRegion;
        this.toRegion = toRegion;
        this.deletion = deletion;
        this.jobs = jobs;
        this.region = region;
        this.enterpriseProject = enterpriseProject;
        this.copies = runtime.copies(List.of(inRegion, toRegion));
    }

    @Override
    public Operation<HuaweiImage> copyImage(HuaweiCopyImageRequest request, CallOptions options) {
        return copies.start(request, options);
    }

    @Override
    public CompletableFuture<Operation<HuaweiImage>> copyImageAsync(
            HuaweiCopyImageRequest request, CallOptions options) {
        return copies.startAsync(request, options);
    }

    @Override
    public Copies<HuaweiImage> copies() {
        return copies;
    }

    @Override
    public Operation<HuaweiImage> resume(ResumeToken token) {
        return runtime.resume(token, List.of(inRegion, toRegion, deletion));
    }

    @Override
    public Operation<HuaweiImage> copyImageToRegion(HuaweiCopyToRegionRequest request, CallOptions options) {
        return copies.start(request, options);
    }

    @Override
    public CompletableFuture<Operation<HuaweiImage>> copyImageToRegionAsync(
            HuaweiCopyToRegionRequest request, CallOptions options) {
        return copies.startAsync(request, options);
    }

    @Override
    public HuaweiJob describeJob(String jobId, CallOptions options) {
        String id = Checks.requireId("jobId", jobId);
        return runtime.run("describeJob", options, flow -> jobs.describe(flow, id));
    }

    @Override
    public CompletableFuture<HuaweiJob> describeJobAsync(String jobId, CallOptions options) {
        String id = Checks.requireId("jobId", jobId);
        return runtime.runAsync("describeJob", options, flow -> jobs.describe(flow, id));
    }

    @Override
    public Stream<HuaweiImage> listImages(HuaweiImageQuery query, CallOptions options) {
        requireNonNull(query, "query");
        requireNonNull(options, "options");
        return Pages.stream(marker -> runtime.run("listImages", options, flow -> page(flow, query, marker)));
    }

    @Override
    public CompletableFuture<List<HuaweiImage>> listImagesAsync(HuaweiImageQuery query, CallOptions options) {
        requireNonNull(query, "query");
        return runtime.runAsync("listImages", options, flow -> all(flow, query));
    }

    @Override
    public Optional<HuaweiImage> findImage(String imageId, CallOptions options) {
        String id = Checks.requireId("imageId", imageId);
        return runtime.run("findImage", options, flow -> find(flow, id));
    }

    @Override
    public CompletableFuture<Optional<HuaweiImage>> findImageAsync(String imageId, CallOptions options) {
        String id = Checks.requireId("imageId", imageId);
        return runtime.runAsync("findImage", options, flow -> find(flow, id));
    }

    @Override
    public void deleteImage(HuaweiDeleteImageRequest request, CallOptions options) {
        Optional<String> unused =
                runtime.execute(HuaweiImsCalls.Images.deletion(requireNonNull(request, "request")), request, options);
    }

    @Override
    public CompletableFuture<@Nullable Void> deleteImageAsync(HuaweiDeleteImageRequest request, CallOptions options) {
        ApiCall<HuaweiDeleteImageRequest, Optional<String>> call =
                HuaweiImsCalls.Images.deletion(requireNonNull(request, "request"));
        return runtime.runAsync(
                "deleteImage", options, flow -> flow.call(call, request).thenApply(done -> null));
    }

    @Override
    public void deleteImage(String imageId, CallOptions options) {
        deleteImage(deletionOf(imageId), options);
    }

    @Override
    public CompletableFuture<@Nullable Void> deleteImageAsync(String imageId, CallOptions options) {
        return deleteImageAsync(deletionOf(imageId), options);
    }

    @Override
    public Operation<HuaweiImage> deleteImageUntilGone(HuaweiDeleteImageRequest request, CallOptions options) {
        return runtime.start(deletion, requireNonNull(request, "request"), options);
    }

    @Override
    public CompletableFuture<Operation<HuaweiImage>> deleteImageUntilGoneAsync(
            HuaweiDeleteImageRequest request, CallOptions options) {
        return runtime.startAsync(deletion, requireNonNull(request, "request"), options);
    }

    @Override
    public Operation<HuaweiImage> deleteImageUntilGone(String imageId, CallOptions options) {
        return deleteImageUntilGone(deletionOf(imageId), options);
    }

    @Override
    public CompletableFuture<Operation<HuaweiImage>> deleteImageUntilGoneAsync(String imageId, CallOptions options) {
        return deleteImageUntilGoneAsync(deletionOf(imageId), options);
    }

    private static HuaweiDeleteImageRequest deletionOf(String imageId) {
        return HuaweiDeleteImageRequest.builder()
                .imageId(Checks.requireId("imageId", imageId))
                .build();
    }

    @Override
    public void close() {
        runtime.close();
    }

    private CompletableFuture<List<HuaweiImage>> all(CallFlow flow, HuaweiImageQuery query) {
        return Pages.collect(marker -> page(flow, query, marker));
    }

    private CompletableFuture<Page<HuaweiImage>> page(CallFlow flow, HuaweiImageQuery query, String marker) {
        ImageLookup lookup = new ImageLookup(region, Optional.empty(), enterpriseProject.in(query), marker);
        return flow.call(HuaweiImsCalls.Images.LIST, lookup).thenApply(page -> HuaweiImageReader.page(page, lookup));
    }

    private CompletableFuture<Optional<HuaweiImage>> find(CallFlow flow, String imageId) {
        HuaweiImageQuery query = HuaweiImageQuery.builder().imageId(imageId).build();
        ImageLookup lookup = new ImageLookup(region, Optional.empty(), enterpriseProject.in(query), "");
        return flow.call(HuaweiImsCalls.Images.LIST, lookup)
                .thenApply(listed -> HuaweiImageReader.only(listed, lookup, imageId));
    }
}
