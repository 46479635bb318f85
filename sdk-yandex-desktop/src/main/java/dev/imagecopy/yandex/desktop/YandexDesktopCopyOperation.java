package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.KeptRequest.Right;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RequestJson;
import dev.imagecopy.yandex.desktop.YandexDesktopCalls.PageRequest;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * One kind of operation from its start to its end. The same request under the same key returns the same operation again, so a
 * lost reply is settled by sending the request again; if that is not allowed, the caller gets the images with that name as
 * candidates.
 *
 * @param <R> the type of the request
 * @param <T> the type of the result
 */
class YandexDesktopCopyOperation<R, T> implements OperationType<R, T> {
    static final String UPDATE = "update-image";

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final String kind;
    private final ApiCall<R, OperationReply> submitCall;
    private final RequestMemory<R> memory;
    private final RemoteFactory<T> remotes;
    private final Setting setting;

    /** Creates the provider's part of one operation. */
    @FunctionalInterface
    interface RemoteFactory<T> {
        YandexDesktopRemoteOperation<T> of(OperationHandle handle, YandexDesktopRemoteOperation.Again again);
    }

    /**
     * What all kinds share.
     *
     * @param scope the client's folder; empty if none was set
     * @param waitForConflicts how long an operation waits for a conflicting one
     * @param usedKeys the idempotency keys that the application has chosen
     * @param places warns about a variable's folder
     */
    record Setting(String scope, Duration waitForConflicts, UsedKeys usedKeys, UnusedPlaces places) {}

    YandexDesktopCopyOperation(
            String kind,
            ApiCall<R, OperationReply> submitCall,
            RequestMemory<R> memory,
            RemoteFactory<T> remotes,
            Setting setting) {
        this.kind = kind;
        this.submitCall = submitCall;
        this.memory = memory;
        this.remotes = remotes;
        this.setting = setting;
    }

    static YandexDesktopCopyOperation<YandexUpdateImageRequest, DesktopImage> updates(Setting setting) {
        return new YandexDesktopCopyOperation<>(
                UPDATE, YandexDesktopCalls.Images.UPDATE, new UpdateMemory(), YandexDesktopRemoteCopy::new, setting);
    }

    static YandexDesktopCopyOperation<String, Void> deletions(Setting setting) {
        return new YandexDesktopCopyOperation<>(
                "delete-image",
                YandexDesktopCalls.Images.DELETE,
                new DeletionMemory(),
                YandexDesktopRemoteDeletion::new,
                setting);
    }

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final ApiCall<R, OperationReply> submitCall() {
        return submitCall;
    }

    @Override
    public final String scope() {
        return setting.scope();
    }

    final Setting setting() {
        return setting;
    }

    final RequestMemory<R> memory() {
        return memory;
    }

    @Override
    public final void checkKey(R request, String key) {
        if (!UUID_FORM.matcher(key).matches()) {
            throw new IllegalArgumentException("YandexDesktopClient: idempotencyKey must be a UUID");
        }
        setting.usedKeys().use(key, submitCall.fingerprint(request));
    }

    @Override
    public OperationIntent intent(R request) {
        Optional<String> folder = memory.folder(request);
        return new OperationIntent(
                "", folder.orElse(scope()), memory.name(request).orElse(""), details(request, folder));
    }

    private Map<String, String> details(R request, Optional<String> folder) {
        if (folder.isPresent()) {
            return Map.of();
        }
        Optional<String> image = memory.imageId(request);
        return image.isPresent()
                ? Map.of(RequestMemory.ANY_FOLDER, "true", RequestMemory.IMAGE, image.get())
                : Map.of(RequestMemory.ANY_FOLDER, "true");
    }

    @Override
    public String subject(OperationHandle handle) {
        return handle.request()
                .read(memory, submitCall, handle.fingerprint())
                .map(memory::subject)
                .orElseGet(() -> OperationType.super.subject(handle));
    }

    @Override
    public Optional<RequestJson<R>> requestJson() {
        return Optional.of(memory);
    }

    @Override
    public CompletableFuture<AcceptedOperation<T>> submit(CallFlow flow, R request, OperationHandle intent) {
        return new Submission<>(flow, submitCall, request, setting.waitForConflicts())
                .send()
                .thenCompose(reply -> accepted(flow, reply, intent));
    }

    /** An operation that has ended at once is looked up once more; if that fails, the first poll reports it. */
    private CompletableFuture<AcceptedOperation<T>> accepted(
            CallFlow flow, OperationReply reply, OperationHandle intent) {
        Map<String, String> details = reply.imageId().isEmpty()
                ? intent.details()
                : RequestMemory.withImage(intent.details(), reply.imageId());
        OperationHandle handle = intent.accepted(reply.id(), details);
        YandexDesktopRemoteOperation<T> remote = remote(handle);
        return remote.read(flow, reply)
                .handle((first, thrown) -> new AcceptedOperation<>(
                        handle, remote, thrown == null ? seen(first) : PollResult.pending(OperationState.RUNNING, "")));
    }

    /** An operation may be accepted before the service shows it. */
    private static <T> PollResult.Found<T> seen(PollResult<T> first) {
        return first instanceof PollResult.Found<T> found ? found : PollResult.pending(OperationState.QUEUED, "");
    }

    @Override
    public boolean reconciles(OperationHandle intent) {
        return intent.request().right() != Right.NONE || isNamed(intent);
    }

    @Override
    public boolean reconcilesByRepeating(OperationHandle intent) {
        return intent.request().right() != Right.NONE;
    }

    @Override
    public CompletableFuture<Optional<AcceptedOperation<T>>> reconcile(CallFlow flow, OperationHandle intent) {
        return replay(flow, intent)
                .thenCompose(reply -> reply.isPresent()
                        ? accepted(flow, reply.get(), intent).thenApply(Optional::of)
                        : isNamed(intent)
                                ? OwnCopySearch.find(flow, intent)
                                : CompletableFuture.completedFuture(Optional.empty()));
    }

    private static boolean isNamed(OperationHandle intent) {
        return !intent.name().isEmpty() && !intent.scope().isEmpty();
    }

    private CompletableFuture<Optional<OperationReply>> replay(CallFlow flow, OperationHandle handle) {
        return replayable(flow, handle)
                .thenCompose(request -> request.isPresent()
                        ? handle.repeat(submitCall, flow, request.get())
                        : CompletableFuture.completedFuture(Optional.empty()));
    }

    /**
     * The request, if it may be sent again under its key. If the right comes from the folder of a token, the request must stay
     * in that folder.
     */
    private CompletableFuture<Optional<R>> replayable(CallFlow flow, OperationHandle handle) {
        CompletableFuture<Optional<R>> repeatable =
                handle.repeatable(memory, submitCall, flow, request -> whatItIsAbout(flow, handle, request));
        return handle.request().right() == Right.SCOPE
                ? repeatable.thenCompose(request -> inScope(flow, request))
                : repeatable;
    }

    private CompletableFuture<Optional<R>> inScope(CallFlow flow, Optional<R> request) {
        return request.isEmpty()
                ? CompletableFuture.completedFuture(request)
                : folderOf(flow, request.get()).thenApply(folder -> request.filter(stays -> folder.equals(scope())));
    }

    /** Reads an image or its folder; without either, there is nothing to ask for. */
    private CompletableFuture<?> whatItIsAbout(CallFlow flow, OperationHandle handle, R request) {
        Optional<String> image = memory.imageId(request);
        if (image.isPresent()) {
            return flow.call(YandexDesktopCalls.Images.GET, image.get());
        }
        String folder = memory.folder(request).orElse(handle.scope());
        return folder.isEmpty()
                ? CompletableFuture.completedFuture(folder)
                : flow.call(
                        YandexDesktopCalls.Images.LIST,
                        new PageRequest(
                                YandexImageQuery.builder()
                                        .folderId(folder)
                                        .pageSize(1)
                                        .build(),
                                ""));
    }

    private CompletableFuture<String> folderOf(CallFlow flow, R request) {
        Optional<String> image = memory.imageId(request);
        return image.isPresent()
                ? flow.call(YandexDesktopCalls.Images.GET, image.get()).thenApply(DesktopImage::folderId)
                : CompletableFuture.completedFuture(memory.folder(request).orElse(""));
    }

    private YandexDesktopRemoteOperation<T> remote(OperationHandle handle) {
        return remotes.of(handle, flow -> replay(flow, handle));
    }

    @Override
    public YandexDesktopRemoteOperation<T> attach(OperationHandle handle) {
        return remote(handle);
    }

    @Override
    public void requireOwn(OperationHandle handle) {
        handle.requireRegion("");
        if (handle.details().containsKey(RequestMemory.IMAGE)) {
            Checks.of("The resume token")
                    .id(RequestMemory.IMAGE, handle.detail(RequestMemory.IMAGE))
                    .throwIfAny();
        }
    }
}
