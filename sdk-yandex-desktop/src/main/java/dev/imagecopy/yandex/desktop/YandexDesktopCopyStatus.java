package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.PollResult;

/** The status table: what the service says about an operation. */
final class YandexDesktopCopyStatus {
    private YandexDesktopCopyStatus() {}

    /** An operation that ended without an error counts as running here: success is then checked on the image itself. */
    static <T> PollResult.Found<T> of(OperationReply reply) {
        PollResult.Found<T> result;
        if (reply.error().isPresent()) { // takes precedence over a response: the two should never both be set
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
}
