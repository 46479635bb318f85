package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.yandex.desktop.YandexDesktopCalls.Replay;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One kind of operation from its start to its end. The same request under the same key gives the same operation again, so a
 * lost reply is settled by asking again; after a day, when the service may have forgotten the key, by the new image's name.
 *
 * @param <R> what starts it
 * @param <T> what it yields
 */
final class YandexDesktopCopyOperation<R, T> implements OperationType<R, T> {
    /** How long a key is trusted; the vendor does not say how long it is kept. */
    private static final Duration KEY_LIFE = Duration.ofHours(24);

    private final String kind;
    private final ApiCall<R, OperationReply> submit;
    private final ApiCall<Replay<R>, OperationReply> replay;
    private final RequestMemory<R> memory;
    private final RemoteFactory<T> remotes;
    private final String folderId;
    private final Duration patience;

    /** Makes the provider's part of one operation. */
    @FunctionalInterface
    interface RemoteFactory<T> {
        YandexDesktopRemoteOperation<T> of(OperationHandle handle, YandexDesktopRemoteOperation.Again again);
    }

    private YandexDesktopCopyOperation(
            String kind,
            ApiCall<R, OperationReply> submit,
            ApiCall<Replay<R>, OperationReply> replay,
            RequestMemory<R> memory,
            RemoteFactory<T> remotes,
            String folderId,
            Duration patience) {
        this.kind = kind;
        this.submit = submit;
        this.replay = replay;
        this.memory = memory;
        this.remotes = remotes;
        this.folderId = folderId;
        this.patience = patience;
    }

    static YandexDesktopCopyOperation<YandexCopyImageRequest, DesktopImage> copies(String folderId, Duration patience) {
        return new YandexDesktopCopyOperation<>(
                "copy-image",
                YandexDesktopCalls.COPY_IMAGE,
                YandexDesktopCalls.REPLAY_COPY_IMAGE,
                RequestMemory.COPY,
                YandexDesktopRemoteCopy::new,
                folderId,
                patience);
    }

    static YandexDesktopCopyOperation<YandexCopyFromDesktopRequest, DesktopImage> copiesFromDesktop(
            String folderId, Duration patience) {
        return new YandexDesktopCopyOperation<>(
                "copy-image-from-desktop",
                YandexDesktopCalls.Later.COPY_IMAGE_FROM_DESKTOP,
                YandexDesktopCalls.Later.REPLAY_COPY_IMAGE_FROM_DESKTOP,
                RequestMemory.copyFromDesktop(),
                YandexDesktopRemoteCopy::new,
                folderId,
                patience);
    }

    static YandexDesktopCopyOperation<YandexUpdateImageRequest, DesktopImage> updates(Duration patience) {
        return new YandexDesktopCopyOperation<>(
                "update-image",
                YandexDesktopCalls.Later.UPDATE_IMAGE,
                YandexDesktopCalls.Later.REPLAY_UPDATE_IMAGE,
                RequestMemory.update(),
                YandexDesktopRemoteCopy::new,
                "",
                patience);
    }

    static YandexDesktopCopyOperation<String, Void> deletions(Duration patience) {
        return new YandexDesktopCopyOperation<>(
                "delete-image",
                YandexDesktopCalls.Later.DELETE_IMAGE,
                YandexDesktopCalls.Later.REPLAY_DELETE_IMAGE,
                RequestMemory.delete(),
                YandexDesktopRemoteDeletion::new,
                "",
                patience);
    }

    /** The status table: what the service says of an operation. Success is checked on the image itself afterwards. */
    static <T> PollResult.Found<T> status(OperationReply reply) {
        PollResult.Found<T> result;
        if (reply.error().isPresent()) { // counts before a response: both are never meant to be set
            OperationError error = reply.error().get();
            result = PollResult.<T>pending(
                            state(reply.done(), error), error.grpcCode().name())
                    .withRefusal(error.refusal());
        } else {
            result = PollResult.pending(OperationState.RUNNING, "");
        }
        return reply.nextPoll().map(result::withNextPoll).orElse(result);
    }

    private static OperationState state(boolean done, OperationError error) {
        if (!done) {
            return OperationState.ROLLING_BACK;
        }
        return error.isCancellation() ? OperationState.CANCELLED : OperationState.FAILED;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public ApiCall<R, ?> submitCall() {
        return submit;
    }

    @Override
    public OperationIntent intent(R request) {
        return new OperationIntent(
                "",
                memory.folder().apply(request),
                memory.name().apply(request),
                memory.details().apply(request));
    }

    @Override
    public CompletableFuture<AcceptedOperation<T>> submit(CallFlow flow, R request, OperationHandle intent) {
        return new Submission<>(flow, submit, request, patience)
                .send()
                .thenCompose(reply -> accepted(flow, reply, intent));
    }

    /** An operation that is over at once is looked at once more; if that fails, the first poll tells. */
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

    /** An operation is accepted before the service shows it. */
    private static <T> PollResult.Found<T> seen(PollResult<T> first) {
        return first instanceof PollResult.Found<T> found ? found : PollResult.pending(OperationState.QUEUED, "");
    }

    @Override
    public boolean reconciles(OperationHandle intent) {
        return remembered(intent).isPresent() || isNamed(intent);
    }

    @Override
    public CompletableFuture<Optional<AcceptedOperation<T>>> reconcile(CallFlow flow, OperationHandle intent) {
        Optional<R> request = replayable(flow, intent);
        if (request.isPresent()) {
            return flow.call(replay, new Replay<>(request.get(), intent.idempotencyKey()))
                    .thenCompose(reply -> accepted(flow, reply, intent))
                    .thenApply(Optional::of);
        }
        if (!isNamed(intent)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return OwnCopySearch.find(flow, intent)
                .thenApply(found -> found.map(image -> {
                    OperationHandle handle = intent.withDetails(Map.of(RequestMemory.IMAGE, image.id()));
                    return new AcceptedOperation<>(
                            handle, remote(handle), PollResult.pending(OperationState.RUNNING, ""));
                }));
    }

    private static boolean isNamed(OperationHandle intent) {
        return !intent.name().isEmpty() && !intent.scope().isEmpty();
    }

    /** The request, if the token kept all of it and the service still knows the key. */
    private Optional<R> replayable(CallFlow flow, OperationHandle handle) {
        boolean keyLives =
                Duration.between(handle.startedAt(), flow.time().now()).compareTo(KEY_LIFE) < 0;
        return keyLives ? remembered(handle) : Optional.empty();
    }

    /** The request, if the token kept its key and all of it. */
    private Optional<R> remembered(OperationHandle handle) {
        if (handle.idempotencyKey().isEmpty()) {
            return Optional.empty();
        }
        try {
            R request = memory.restored().apply(handle);
            return submit.fingerprint(request).equals(handle.fingerprint().text())
                    ? Optional.of(request)
                    : Optional.empty();
        } catch (IllegalArgumentException incomplete) {
            return Optional.empty();
        }
    }

    private YandexDesktopRemoteOperation<T> remote(OperationHandle handle) {
        return remotes.of(handle, flow -> replayable(flow, handle)
                .map(request -> flow.call(replay, new Replay<>(request, handle.idempotencyKey()))));
    }

    @Override
    public YandexDesktopRemoteOperation<T> attach(OperationHandle handle) {
        return remote(handle);
    }

    @Override
    public String scope() {
        return folderId;
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
