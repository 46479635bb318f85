package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.spi.OperationHandle;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Receives what an operation store must know about an operation that is polled. Never throws or blocks. */
interface OperationRecorder<T> {
    /** For operations that are not stored; one for all of them. */
    @SuppressWarnings("unchecked") // it takes no notice of results
    static <T> OperationRecorder<T> none() {
        return (OperationRecorder<T>) (OperationRecorder<?>) None.INSTANCE;
    }

    /** Records nothing. */
    enum None implements OperationRecorder<Object> {
        INSTANCE;

        @Override
        public void accepted(OperationHandle handle) {}

        @Override
        public void ended(OperationHandle handle, OperationSnapshot<Object> last) {}

        @Override
        public CompletableFuture<ResendAnswer<Object>> sendingAgain(OperationHandle handle) {
            return CompletableFuture.completedFuture(new ResendAnswer.Permitted<>());
        }

        @Override
        public CompletableFuture<ResendAnswer<Object>> neverSending(
                OperationHandle handle, BooleanSupplier stillUnsent) {
            return CompletableFuture.completedFuture(
                    stillUnsent.getAsBoolean() ? new ResendAnswer.Permitted<>() : new ResendAnswer.Overtaken<>());
        }
    }

    /** The service has been found to know the operation. */
    void accepted(OperationHandle handle);

    /** The operation has ended. */
    void ended(OperationHandle handle, OperationSnapshot<T> last);

    /** The request is about to be sent again; see {@link dev.imagecopy.core.spi.ResendPermit}. */
    CompletableFuture<ResendAnswer<T>> sendingAgain(OperationHandle handle);

    /** The request will never be sent; see {@link dev.imagecopy.core.spi.ResendPermit}. */
    CompletableFuture<ResendAnswer<T>> neverSending(OperationHandle handle, BooleanSupplier stillUnsent);
}
