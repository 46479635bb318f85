package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.spi.OperationHandle;

/** Hears what an operation store must know of an operation that is polled. Never throws, and never blocks. */
interface OperationRecorder<T> {
    /** Where nothing is stored. */
    static <T> OperationRecorder<T> none() {
        return new OperationRecorder<>() {
            @Override
            public void accepted(OperationHandle handle) {}

            @Override
            public void ended(OperationHandle handle, OperationSnapshot<T> last) {}
        };
    }

    /** The service turned out to have the operation. */
    void accepted(OperationHandle handle);

    /** The operation is over. */
    void ended(OperationHandle handle, OperationSnapshot<T> last);
}
