package dev.imagecopy.yandex.desktop;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.yandex.desktop.YandexDesktopCalls.PageRequest;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The client. Each method picks its row of the wire table, or its kind of operation. */
final class DefaultYandexDesktopClient implements YandexDesktopClient {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final ClientRuntime runtime;
    private final YandexDesktopCopyOperation<YandexCopyImageRequest, DesktopImage> copies;
    private final String folderId;
    private final Duration patience;
    private final UsedKeys usedKeys = new UsedKeys();

    DefaultYandexDesktopClient(ClientRuntime runtime, String folderId, Duration patience) {
        this.runtime = runtime;
        this.copies = YandexDesktopCopyOperation.copies(folderId, patience);
        this.folderId = folderId;
        this.patience = patience;
    }

    private YandexDesktopCopyOperation<YandexCopyFromDesktopRequest, DesktopImage> copiesFromDesktop() {
        return YandexDesktopCopyOperation.copiesFromDesktop(folderId, patience);
    }

    private YandexDesktopCopyOperation<YandexUpdateImageRequest, DesktopImage> updates() {
        return YandexDesktopCopyOperation.updates(folderId, patience);
    }

    private YandexDesktopCopyOperation<String, Void> deletions() {
        return YandexDesktopCopyOperation.deletions(folderId, patience);
    }

    @Override
    public Operation<DesktopImage> copyImage(YandexCopyImageRequest request, CallOptions options) {
        return start(copies, request, options);
    }

    @Override
    public CompletableFuture<Operation<DesktopImage>> copyImageAsync(
            YandexCopyImageRequest request, CallOptions options) {
        return startAsync(copies, request, options);
    }

    @Override
    public Operation<DesktopImage> copyImageFromDesktop(YandexCopyFromDesktopRequest request, CallOptions options) {
        return start(copiesFromDesktop(), request, options);
    }

    @Override
    public CompletableFuture<Operation<DesktopImage>> copyImageFromDesktopAsync(
            YandexCopyFromDesktopRequest request, CallOptions options) {
        return startAsync(copiesFromDesktop(), request, options);
    }

    @Override
    public Optional<DesktopImage> findImage(String imageId, CallOptions options) {
        String id = Checks.requireId("imageId", imageId);
        return runtime.run(options, flow -> YandexDesktopRemoteOperation.find(flow, id));
    }

    @Override
    public CompletableFuture<Optional<DesktopImage>> findImageAsync(String imageId, CallOptions options) {
        String id = Checks.requireId("imageId", imageId);
        return runtime.runAsync(options, flow -> YandexDesktopRemoteOperation.find(flow, id));
    }

    @Override
    public Stream<DesktopImage> listImages(YandexImageQuery query, CallOptions options) {
        requireNonNull(query, "query");
        requireNonNull(options, "options");
        return Pages.stream(
                token -> runtime.execute(YandexDesktopCalls.LIST_IMAGES, new PageRequest(query, token), options)
                        .page());
    }

    @Override
    public CompletableFuture<List<DesktopImage>> listImagesAsync(YandexImageQuery query, CallOptions options) {
        requireNonNull(query, "query");
        return runtime.runAsync(options, flow -> list(flow, query));
    }

    private static CompletableFuture<List<DesktopImage>> list(CallFlow flow, YandexImageQuery query) {
        return Pages.collect(token -> flow.call(YandexDesktopCalls.LIST_IMAGES, new PageRequest(query, token))
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
        return runtime.runAsync(options, flow -> list(flow, query).thenCompose(listed -> detailed(flow, listed)));
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
        return start(updates(), request, options);
    }

    @Override
    public CompletableFuture<Operation<DesktopImage>> updateImageAsync(
            YandexUpdateImageRequest request, CallOptions options) {
        return startAsync(updates(), request, options);
    }

    @Override
    public Operation<Void> deleteImage(String imageId, CallOptions options) {
        return start(deletions(), Checks.requireId("imageId", imageId), options);
    }

    @Override
    public CompletableFuture<Operation<Void>> deleteImageAsync(String imageId, CallOptions options) {
        return startAsync(deletions(), Checks.requireId("imageId", imageId), options);
    }

    @Override
    public Operation<DesktopImage> resume(ResumeToken token) {
        return runtime.resume(token, List.of(copies, copiesFromDesktop(), updates()));
    }

    @Override
    public Operation<Void> resumeDeletion(ResumeToken token) {
        return runtime.resume(token, List.of(deletions()));
    }

    @Override
    public void close() {
        runtime.close();
    }

    private <R, T> Operation<T> start(OperationType<R, T> type, R request, CallOptions options) {
        checkKey(type, request, options);
        return runtime.start(type, request, options);
    }

    private <R, T> CompletableFuture<Operation<T>> startAsync(
            OperationType<R, T> type, R request, CallOptions options) {
        checkKey(type, request, options);
        return runtime.startAsync(type, request, options);
    }

    private <R> void checkKey(OperationType<R, ?> type, R request, CallOptions options) {
        requireNonNull(request, "request");
        requireNonNull(options, "options").idempotencyKey().ifPresent(key -> {
            if (!UUID_FORM.matcher(key).matches()) {
                throw new IllegalArgumentException("YandexDesktopClient: idempotencyKey must be a UUID");
            }
            usedKeys.use(key, type.submitCall().fingerprint(request));
        });
    }
}
