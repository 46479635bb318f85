package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.spi.ApiCall;
import java.util.Optional;

/** On whose behalf a call is made: names it in messages, and hears what becomes of it. */
interface CallOwner {
    /** For a call that the application made itself. */
    CallOwner APPLICATION = new CallOwner() {};

    /** The application's method, which need not be the call's own: a copy may look at its destination first. */
    default String method(ApiCall<?, ?> call) {
        return call.name();
    }

    /** Takes the id under which the service knows an exchange that was answered. */
    default void answered(Optional<String> requestId) {}
}
