package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * What calls share that are made for one purpose, such as polls.
 *
 * @param budget what their retries spend
 * @param urgency which of the waiting requests go first; null where the kind of each call tells
 */
record CallPurpose<C extends Credentials>(
        ClientContext<C> context, AttemptHeaders headers, RetryBudget budget, @Nullable Urgency urgency) {

    Urgency urgencyOf(ApiCall<?, ?> call) {
        return urgency != null ? urgency : call.repeatability().isMutating() ? Urgency.SUBMIT : Urgency.READ;
    }
}
