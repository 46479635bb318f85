package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.RequestJson;
import dev.imagecopy.core.spi.TargetImage;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The two kinds of operation that create an image.
 *
 * @param <R> the type of the request
 */
final class NewImageOperation<R extends CopyRequest> extends YandexDesktopCopyOperation<R, DesktopImage>
        implements CopyType<R, R, DesktopImage> {
    private final Class<R> requestType;

    private NewImageOperation(
            String kind,
            Class<R> requestType,
            ApiCall<R, OperationReply> submitCall,
            RequestMemory<R> memory,
            Setting setting) {
        super(kind, submitCall, memory, YandexDesktopRemoteCopy::new, setting);
        this.requestType = requestType;
    }

    static NewImageOperation<YandexCopyImageRequest> copies(Setting setting) {
        return new NewImageOperation<>(
                "copy-image", YandexCopyImageRequest.class, YandexDesktopCalls.COPY_IMAGE, new CopyMemory(), setting);
    }

    static NewImageOperation<YandexCopyFromDesktopRequest> copiesFromDesktop(Setting setting) {
        return new NewImageOperation<>(
                "copy-image-from-desktop",
                YandexCopyFromDesktopRequest.class,
                YandexDesktopCalls.COPY_IMAGE_FROM_DESKTOP,
                new DesktopCopyMemory(),
                setting);
    }

    @Override
    public Class<R> requestType() {
        return requestType;
    }

    @Override
    public R effective(R request) {
        return request;
    }

    @Override
    public R request(R effective) {
        return effective;
    }

    @Override
    public RequestJson<R> storedForm() {
        return memory();
    }

    @Override
    public String targetRegion(R request) {
        return "";
    }

    @Override
    public String sourceId(R request) {
        return request instanceof YandexCopyFromDesktopRequest copy
                ? copy.desktopId()
                : ((YandexCopyImageRequest) request).imageId();
    }

    @Override
    public String targetName(R request) {
        return memory().name(request).orElse("");
    }

    @Override
    public CompletableFuture<AcceptedOperation<DesktopImage>> submit(CallFlow flow, R request, OperationHandle intent) {
        if (memory().folder(request).isEmpty()) {
            setting().places().warnOfFolder();
        }
        return super.submit(flow, request, intent);
    }

    @Override
    public CompletableFuture<TargetLook<DesktopImage>> lookUp(
            CallFlow flow,
            R request,
            OperationHandle intent,
            Function<AcceptedOperation<DesktopImage>, Operation<DesktopImage>> adopt) {
        return TargetSearch.find(flow, intent, memory(), request)
                .thenApply(images -> TargetImage.judge(images, found -> adopt.apply(watch(intent, found))));
    }

    /** The operation's id is unknown, so the image's id takes its place. */
    private AcceptedOperation<DesktopImage> watch(OperationHandle intent, TargetImage<DesktopImage> found) {
        Map<String, String> details = new HashMap<>(intent.details());
        details.put(RequestMemory.IMAGE, found.id());
        details.put(RequestMemory.WATCH, RequestMemory.IMAGE);
        OperationHandle handle = intent.foundByName(found.id(), details);
        return new AcceptedOperation<>(handle, attach(handle), TargetSearch.pending(found.image()));
    }

    @Override
    public CompletableFuture<@Nullable Void> delete(CallFlow flow, R request, OperationHandle intent, String id) {
        return flow.deleteIfExists(YandexDesktopCalls.Images.DELETE, id);
    }

    @Override
    public String resultId(DesktopImage image) {
        return image.id();
    }

    @Override
    public DesktopImage restored(OperationHandle handle, StoredOutcome outcome) {
        return DesktopImage.builder()
                .id(outcome.imageId())
                .folderId(handle.scope())
                .name(Optional.of(handle.name()).filter(name -> !name.isEmpty()))
                .status(outcome.providerStatus())
                .build();
    }
}
