package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * What calls with the same purpose, such as polls, have in common.
 *
 * @param budget the retry budget
 * @param urgency which of the waiting requests go first; null if that depends on the kind of each call
 */
record CallPurpose<C extends Credentials>(
        ClientContext<C> context, AttemptHeaders headers, RetryBudget budget, @Nullable Urgency urgency) {

    /** Whether other calls depend on these. */
    boolean isForOthers() {
        return urgency == Urgency.CREDENTIALS;
    }

    Urgency urgencyOf(ApiCall<?, ?> call) {
        return urgency != null ? urgency : call.repeatability().isMutating() ? Urgency.SUBMIT : Urgency.READ;
    }
}
