package dev.imagecopy.yandex.desktop;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.yandex.desktop.YandexDesktopCalls.PageRequest;
import dev.imagecopy.yandex.desktop.auth.SecretForms;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The client. Each method picks its row of the wire table, or its kind of operation. */
final class DefaultYandexDesktopClient implements YandexDesktopClient {
    private final ClientRuntime runtime;
    private final NewImageOperation<YandexCopyImageRequest> images;
    private final NewImageOperation<YandexCopyFromDesktopRequest> imagesFromDesktop;
    private final Copies<DesktopImage> copies;
    private final YandexDesktopCopyOperation.Setting setting;

    DefaultYandexDesktopClient(ClientRuntime runtime, String folderId, Duration waitForConflicts, UnusedPlaces places) {
        this.runtime = runtime;
        this.setting = new YandexDesktopCopyOperation.Setting(folderId, waitForConflicts, new UsedKeys(), places);
        this.images = NewImageOperation.copies(setting);
        this.imagesFromDesktop = NewImageOperation.copiesFromDesktop(setting);
        this.copies = runtime.copies(List.of(images, imagesFromDesktop));
    }

    private YandexDesktopCopyOperation<YandexUpdateImageRequest, DesktopImage> updates() {
        return YandexDesktopCopyOperation.updates(setting);
    }

    private YandexDesktopCopyOperation<String, Void> deletions() {
        return YandexDesktopCopyOperation.deletions(setting);
    }

    @Override
    public Operation<DesktopImage> copyImage(YandexCopyImageRequest request, CallOptions options) {
        return copies.start(request, options);
    }

    @Override
    public CompletableFuture<Operation<DesktopImage>> copyImageAsync(
            YandexCopyImageRequest request, CallOptions options) {
        return copies.startAsync(request, options);
    }

    @Override
    public Operation<DesktopImage> copyImageFromDesktop(YandexCopyFromDesktopRequest request, CallOptions options) {
        return copies.start(request, options);
    }

    @Override
    public CompletableFuture<Operation<DesktopImage>> copyImageFromDesktopAsync(
            YandexCopyFromDesktopRequest request, CallOptions options) {
        return copies.startAsync(request, options);
    }

    @Override
    public Optional<DesktopImage> findImage(String imageId, CallOptions options) {
        String id = SecretForms.requireId("imageId", imageId);
        return runtime.run("findImage", options, flow -> YandexDesktopRemoteOperation.find(flow, id));
    }

    @Override
    public CompletableFuture<Optional<DesktopImage>> findImageAsync(String imageId, CallOptions options) {
        String id = SecretForms.requireId("imageId", imageId);
        return runtime.runAsync("findImage", options, flow -> YandexDesktopRemoteOperation.find(flow, id));
    }

    @Override
    public Stream<DesktopImage> listImages(YandexImageQuery query, CallOptions options) {
        requireNonNull(query, "query");
        requireNonNull(options, "options");
        return Pages.stream(
                token -> runtime.execute(YandexDesktopCalls.Images.LIST, new PageRequest(query, token), options)
                        .page());
    }

    @Override
    public CompletableFuture<List<DesktopImage>> listImagesAsync(YandexImageQuery query, CallOptions options) {
        requireNonNull(query, "query");
        return runtime.runAsync("listImages", options, flow -> list(flow, query));
    }

    private static CompletableFuture<List<DesktopImage>> list(CallFlow flow, YandexImageQuery query) {
        return Pages.collect(token -> flow.call(YandexDesktopCalls.Images.LIST, new PageRequest(query, token))
                .thenApply(YandexDesktopCalls.Listed::page));
    }

    @Override
    public Stream<DesktopImage> listImagesWithDetails(YandexImageQuery query, CallOptions options) {
        return listImages(query, options)
                .flatMap(listed -> findImage(listed.id(), options).stream()); // none if it has been deleted since
    }

    @Override
    public CompletableFuture<List<DesktopImage>> listImagesWithDetailsAsync(
            YandexImageQuery query, CallOptions options) {
        requireNonNull(query, "query");
        return runtime.runAsync("listImagesWithDetails", options, flow -> list(flow, query)
                .thenCompose(listed -> detailed(flow, listed)));
    }

    private static CompletableFuture<List<DesktopImage>> detailed(CallFlow flow, List<DesktopImage> listed) {
        List<DesktopImage> detailed = new ArrayList<>();
        CompletableFuture<?> last = CompletableFuture.completedFuture(listed);
        for (DesktopImage image : listed) {
            last = last.thenCompose(before -> YandexDesktopRemoteOperation.find(flow, image.id())
                    .thenAccept(found -> found.ifPresent(detailed::add)));
        }
        return last.thenApply(all -> List.copyOf(detailed));
    }

    @Override
    public Operation<DesktopImage> updateImage(YandexUpdateImageRequest request, CallOptions options) {
        return runtime.start(updates(), request, options);
    }

    @Override
    public CompletableFuture<Operation<DesktopImage>> updateImageAsync(
            YandexUpdateImageRequest request, CallOptions options) {
        return runtime.startAsync(updates(), request, options);
    }

    @Override
    public Operation<Void> deleteImage(String imageId, CallOptions options) {
        return runtime.start(deletions(), SecretForms.requireId("imageId", imageId), options);
    }

    @Override
    public CompletableFuture<Operation<Void>> deleteImageAsync(String imageId, CallOptions options) {
        return runtime.startAsync(deletions(), SecretForms.requireId("imageId", imageId), options);
    }

    @Override
    public Copies<DesktopImage> copies() {
        return copies;
    }

    @Override
    public Operation<DesktopImage> resume(ResumeToken token) {
        return runtime.resume(token, List.of(images, imagesFromDesktop, updates()));
    }

    @Override
    public Operation<Void> resumeDeletion(ResumeToken token) {
        return runtime.resume(token, List.of(deletions()));
    }

    @Override
    public void close() {
        runtime.close();
    }
}
