package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.FirstByte;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** On whose behalf a call is made: provides its name in messages, and learns what becomes of it. */
interface CallOwner {
    /** For a call that the application made itself. */
    CallOwner APPLICATION = new CallOwner() {};

    /** The method that the application called. It may differ from the call: a copy may first look at its destination. */
    default String method(ApiCall<?, ?> call) {
        return call.name();
    }

    /** Where to note when the first byte is sent, for a call that starts an operation; otherwise null. */
    default @Nullable FirstByte firstByte() {
        return null;
    }

    /** Receives the service's request id of an exchange that was answered. */
    default void answered(Optional<String> requestId) {}
}
