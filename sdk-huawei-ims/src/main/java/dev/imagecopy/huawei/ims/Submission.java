package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.ConflictWait;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sends a copy, and sends it again only if the service has said that it did not accept it: with the call's other version if the
 * region does not offer this one, and after a pause as long as five other copies across regions are in progress.
 */
record Submission<R>(ApiCall<R, String> call, Optional<ApiCall<R, String>> otherCall, Duration waitForConflicts) {
    /** Each of these copies takes minutes. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    /** Returns a future of the job's id. */
    CompletableFuture<String> send(CallFlow flow, R request) {
        return new ConflictWait(flow, waitForConflicts, FIRST_PAUSE)
                .retry(() -> sendOnce(flow, request), HuaweiImsErrorKind.COPIES_UNDER_WAY::isBehind);
    }

    private CompletableFuture<String> sendOnce(CallFlow flow, R request) {
        return flow.call(call, request).exceptionallyCompose(thrown -> {
            if (otherCall.isEmpty() || !HuaweiImsErrorKind.NOT_OFFERED.isBehind(thrown)) {
                return CompletableFuture.failedFuture(thrown);
            }
            return flow.call(otherCall.get(), request)
                    // If the other is not offered either, report the response of the chosen one.
                    .exceptionallyCompose(second -> CompletableFuture.failedFuture(
                            HuaweiImsErrorKind.NOT_OFFERED.isBehind(second) ? thrown : second));
        });
    }
}
