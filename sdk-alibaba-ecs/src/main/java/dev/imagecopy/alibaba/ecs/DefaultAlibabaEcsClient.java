package dev.imagecopy.alibaba.ecs;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaDeleteImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.core.spi.Pages;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The client. Each method picks its row of the wire table, and the region for the call. */
final class DefaultAlibabaEcsClient implements AlibabaEcsClient {
    private final ClientRuntime runtime;
    private final AlibabaEcsCopyOperation type;
    private final Copies<AlibabaImage> copies;

    DefaultAlibabaEcsClient(ClientRuntime runtime, AlibabaEcsCopyOperation type) {
        this.runtime = runtime;
        this.type = type;
        this.copies = runtime.copies(List.of(type));
    }

    @Override
    public Operation<AlibabaImage> copyImage(AlibabaCopyImageRequest request, CallOptions options) {
        return copies.start(request, options);
    }

    @Override
    public CompletableFuture<Operation<AlibabaImage>> copyImageAsync(
            AlibabaCopyImageRequest request, CallOptions options) {
        return copies.startAsync(request, options);
    }

    @Override
    public Copies<AlibabaImage> copies() {
        return copies;
    }

    @Override
    public Operation<AlibabaImage> resume(ResumeToken token) {
        return runtime.resume(token, List.of(type));
    }

    @Override
    public void checkCopy(AlibabaCopyImageRequest request, CallOptions options) {
        Optional<String> unused =
                runtime.execute(AlibabaEcsCalls.CHECK_COPY, routed(request), withKeyOfItsOwn(options));
    }

    @Override
    public CompletableFuture<@Nullable Void> checkCopyAsync(AlibabaCopyImageRequest request, CallOptions options) {
        RoutedCopy copy = routed(request);
        return runtime.runAsync(
                "checkCopy", withKeyOfItsOwn(options), flow -> flow.call(AlibabaEcsCalls.CHECK_COPY, copy)
                        .thenApply(done -> null));
    }

    /** The caller's key is for the copy: the service refuses it for another request. */
    private static CallOptions withKeyOfItsOwn(CallOptions options) {
        return requireNonNull(options, "options").withoutIdempotencyKey();
    }

    @Override
    public Stream<AlibabaImage> listImages(AlibabaImageQuery query, CallOptions options) {
        ImageLookup first = lookup(query);
        requireNonNull(options, "options");
        return Pages.stream(token -> runtime.run("listImages", options, flow -> page(flow, first, token)));
    }

    @Override
    public CompletableFuture<List<AlibabaImage>> listImagesAsync(AlibabaImageQuery query, CallOptions options) {
        ImageLookup first = lookup(query);
        return runtime.runAsync("listImages", options, flow -> all(flow, first));
    }

    @Override
    public Optional<AlibabaImage> findImage(String imageRegion, String imageId, CallOptions options) {
        ImageLookup lookup = onlyImage(imageRegion, imageId);
        return runtime.run("findImage", options, flow -> find(flow, lookup, imageId));
    }

    @Override
    public CompletableFuture<Optional<AlibabaImage>> findImageAsync(
            String imageRegion, String imageId, CallOptions options) {
        ImageLookup lookup = onlyImage(imageRegion, imageId);
        return runtime.runAsync("findImage", options, flow -> find(flow, lookup, imageId));
    }

    @Override
    public CancelResult cancelCopyImage(String imageRegion, String imageId, CallOptions options) {
        RoutedImage image = image(imageRegion, imageId);
        return runtime.run("cancelCopyImage", options, flow -> Cancellation.of(flow, image));
    }

    @Override
    public CompletableFuture<CancelResult> cancelCopyImageAsync(
            String imageRegion, String imageId, CallOptions options) {
        RoutedImage image = image(imageRegion, imageId);
        return runtime.runAsync("cancelCopyImage", options, flow -> Cancellation.of(flow, image));
    }

    @Override
    public void deleteImage(AlibabaDeleteImageRequest request, CallOptions options) {
        RoutedDeletion deletion = routed(request);
        runtime.run("deleteImage", options, flow -> Deletion.of(flow, deletion));
    }

    @Override
    public CompletableFuture<@Nullable Void> deleteImageAsync(AlibabaDeleteImageRequest request, CallOptions options) {
        RoutedDeletion deletion = routed(request);
        return runtime.runAsync("deleteImage", options, flow -> Deletion.of(flow, deletion));
    }

    @Override
    public void deleteImage(String imageRegion, String imageId, CallOptions options) {
        deleteImage(deletion(imageRegion, imageId), options);
    }

    @Override
    public CompletableFuture<@Nullable Void> deleteImageAsync(String imageRegion, String imageId, CallOptions options) {
        return deleteImageAsync(deletion(imageRegion, imageId), options);
    }

    @Override
    public void close() {
        runtime.close();
    }

    private RoutedCopy routed(AlibabaCopyImageRequest request) {
        return type.effective(requireNonNull(request, "request"));
    }

    private RoutedDeletion routed(AlibabaDeleteImageRequest request) {
        return new RoutedDeletion(
                request, type.region(requireNonNull(request, "request").region()));
    }

    private ImageLookup lookup(AlibabaImageQuery query) {
        return new ImageLookup(type.region(requireNonNull(query, "query").region()), query, 1);
    }

    private static CompletableFuture<List<AlibabaImage>> all(CallFlow flow, ImageLookup first) {
        return Pages.collect(token -> page(flow, first, token));
    }

    private static CompletableFuture<Page<AlibabaImage>> page(CallFlow flow, ImageLookup first, String token) {
        ImageLookup lookup = token.isEmpty() ? first : first.onPage(Integer.parseInt(token));
        return flow.call(AlibabaEcsCalls.Images.DESCRIBE, lookup)
                .thenApply(found -> page(lookup, found.requireComplete(lookup)));
    }

    private static CompletableFuture<Optional<AlibabaImage>> find(CallFlow flow, ImageLookup lookup, String imageId) {
        return flow.call(AlibabaEcsCalls.Images.DESCRIBE, lookup).thenApply(page -> {
            Optional<AlibabaImage> found = page.images().stream()
                    .filter(image -> image.id().equals(imageId))
                    .findFirst();
            if (found.isEmpty()) {
                page.requireComplete(lookup);
            }
            return found;
        });
    }

    private static ImageLookup onlyImage(String imageRegion, String imageId) {
        RoutedImage image = image(imageRegion, imageId);
        return ImageLookup.byIds(image.region(), List.of(image.imageId()));
    }

    private static AlibabaDeleteImageRequest deletion(String imageRegion, String imageId) {
        RoutedImage image = image(imageRegion, imageId);
        return AlibabaDeleteImageRequest.builder()
                .region(image.region())
                .imageId(image.imageId())
                .build();
    }

    private static RoutedImage image(String imageRegion, String imageId) {
        Checks.of("AlibabaEcsClient")
                .region("region", imageRegion)
                .id("imageId", imageId)
                .throwIfAny();
        return new RoutedImage(imageRegion, imageId);
    }

    private static Page<AlibabaImage> page(ImageLookup lookup, ImagePage found) {
        long upToHere = (long) lookup.page() * lookup.pageSize();
        boolean more = !found.images().isEmpty() && upToHere < found.totalCount();
        List<AlibabaImage> kept = lookup.query()
                .name()
                .map(name -> found.images().stream()
                        .filter(image -> image.name().filter(name::equals).isPresent())
                        .toList())
                .orElse(found.images());
        return new Page<>(
                kept, more ? Optional.of(String.valueOf(lookup.page() + 1)) : Optional.empty(), found.bytes());
    }
}
