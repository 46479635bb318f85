package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * An operation on the service. Subclasses decide what its end without an error means.
 *
 * @param <T> the type of the result
 */
abstract class YandexDesktopRemoteOperation<T> implements RemoteOperation<T> {

    /** Sends the request again under its old key, if that is still allowed. */
    @FunctionalInterface
    interface Again {
        CompletableFuture<Optional<OperationReply>> send(CallFlow flow);
    }

    private final OperationHandle handle;
    private final Again again;
    private volatile String operationId;
    private volatile String imageId;
    private volatile boolean sentAgain;
    private volatile boolean cancelAsked;

    YandexDesktopRemoteOperation(OperationHandle handle, Again again) {
        this.handle = handle;
        this.again = again;
        this.operationId = handle.detail(RequestMemory.WATCH).isEmpty() ? handle.operationId() : "";
        this.imageId = handle.detail(RequestMemory.IMAGE);
    }

    /** Returns the result of an operation that has ended without an error. */
    abstract CompletableFuture<PollResult<T>> finished(CallFlow flow, Optional<DesktopImage> response);

    /** Determines from the image the result of an operation that no longer exists, or whose id was never known. */
    abstract CompletableFuture<PollResult<T>> judged(CallFlow flow);

    OperationHandle handle() {
        return handle;
    }

    /** The image that the operation is about; empty if no response has named it. */
    String imageId() {
        return imageId;
    }

    @Override
    public final CompletableFuture<PollResult<T>> poll(CallFlow flow) {
        if (operationId.isEmpty()) {
            return judged(flow);
        }
        CompletableFuture<PollResult<T>> told = flow.call(YandexDesktopCalls.Operations.GET, operationId)
                .thenCompose(reply -> {
                    requireSame("operation", operationId, reply.id());
                    return read(flow, reply);
                });
        return cancelAsked ? CallFlow.recover(told, NotFoundException.class, gone -> goneAfterCancel(flow)) : told;
    }

    /**
     * A cancelled operation stays and says so. One that is gone may have made its image all the same; that of an update existed
     * before, and proves nothing.
     */
    private CompletableFuture<PollResult<T>> goneAfterCancel(CallFlow flow) {
        return handle.kind().equals(YandexDesktopCopyOperation.UPDATE)
                ? CompletableFuture.completedFuture(PollResult.notFound())
                : judged(flow).thenApply(seen -> isFailure(seen) ? PollResult.notFound() : seen);
    }

    private static boolean isFailure(PollResult<?> seen) {
        return seen instanceof PollResult.Found<?> found && found.state() == OperationState.FAILED;
    }

    /** Reads a response about the operation, and checks the result if it has ended without an error. */
    final CompletableFuture<PollResult<T>> read(CallFlow flow, OperationReply reply) {
        if (!reply.imageId().isEmpty()
                && !reply.imageId().equals(imageId)) { // otherwise keeps the string in the handle
            imageId = reply.imageId();
        }
        return reply.done() && reply.error().isEmpty()
                ? finished(flow, reply.image())
                : CompletableFuture.completedFuture(YandexDesktopCopyStatus.of(reply));
    }

    /**
     * The result of an operation that was seen before follows from its image. If it was never seen, the request is sent once
     * more: under the same key, the service returns the operation or starts it now.
     */
    @Override
    public final CompletableFuture<PollResult<T>> missing(CallFlow flow, boolean seenBefore) {
        if (seenBefore) {
            return judged(flow);
        }
        if (sentAgain) {
            return CompletableFuture.completedFuture(PollResult.notFound());
        }
        return again.send(flow).thenCompose(reply -> {
            if (reply.isEmpty()) {
                return CompletableFuture.completedFuture(PollResult.notFound());
            }
            sentAgain = true;
            operationId = reply.get().id();
            return read(flow, reply.get());
        });
    }

    @Override
    public final CompletableFuture<CancelResult> cancel(CallFlow flow) {
        if (operationId.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new CancelResult.NotSupported("the id of the operation is unknown, only its image's is known"));
        }
        cancelAsked = true;
        return cancelBy(
                flow,
                YandexDesktopCalls.Operations.CANCEL,
                () -> cancelBy(flow, YandexDesktopCalls.Operations.CANCEL_BY_POST, () -> neitherMethod(flow)));
    }

    private CompletableFuture<CancelResult> cancelBy(
            CallFlow flow,
            ApiCall<String, OperationReply> call,
            Supplier<CompletableFuture<CancelResult>> whenUnknown) {
        return CallFlow.recover(
                flow.call(call, operationId).thenApply(YandexDesktopRemoteOperation::cancelled),
                ApiException.class,
                refused -> isUnknownMethod(refused) ? whenUnknown.get() : cancelRefused(refused));
    }

    /** "Not found" may refer to the method or to the operation, so the operation is looked up. */
    private CompletableFuture<CancelResult> neitherMethod(CallFlow flow) {
        return flow.call(YandexDesktopCalls.Operations.GET, operationId)
                .thenApply(reply -> reply.done()
                        ? new CancelResult.AlreadyFinished(end(reply))
                        : new CancelResult.NotSupported("the service offers no way to cancel this operation"));
    }

    private static CompletableFuture<CancelResult> cancelRefused(ApiException refused) {
        if (refused.code().equals(GrpcCode.FAILED_PRECONDITION.name())) {
            return CompletableFuture.completedFuture(new CancelResult.NotSupported(refused.serviceMessage()));
        }
        throw refused;
    }

    private static CancelResult cancelled(OperationReply reply) {
        boolean byUs = reply.error().filter(OperationError::isCancellation).isPresent();
        return reply.done() && !byUs ? new CancelResult.AlreadyFinished(end(reply)) : new CancelResult.Requested();
    }

    private static OperationState end(OperationReply reply) {
        return reply.error()
                .map(error -> error.isCancellation() ? OperationState.CANCELLED : OperationState.FAILED)
                .orElse(OperationState.SUCCEEDED);
    }

    private static boolean isUnknownMethod(ApiException refused) {
        return refused.status() == 404 || refused.status() == 405 || refused.status() == 501;
    }

    /** An answer about something else says nothing about what was asked for. */
    private static void requireSame(String what, String asked, String shown) {
        if (!shown.equals(asked)) {
            throw new ResponseFormatException(
                    "the service shows another " + what + " than the one that was asked for",
                    200,
                    Optional.empty(),
                    ErrorContext.none(true),
                    null);
        }
    }

    static ResponseFormatException noImage() {
        return new ResponseFormatException(
                "the operation has ended, but the service names no image",
                200,
                Optional.empty(),
                ErrorContext.none(false),
                null);
    }

    /** Looks up an image by its id. */
    static CompletableFuture<Optional<DesktopImage>> find(CallFlow flow, String imageId) {
        return CallFlow.recover(
                flow.call(YandexDesktopCalls.Images.GET, imageId).thenApply(image -> {
                    requireSame("image", imageId, image.id());
                    return Optional.of(image);
                }),
                NotFoundException.class,
                missing -> CompletableFuture.completedFuture(Optional.empty()));
    }
}
