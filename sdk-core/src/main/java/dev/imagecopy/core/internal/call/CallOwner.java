package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.FirstByte;
import java.time.Duration;
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

    /** Learns whether the service may have received what starts that operation, or may be about to. */
    default void mayHaveSent(boolean may) {}

    /** The time allowed for everything that the owner does, of which this call has what is left. */
    default Duration wholeTime(Duration ofThisCall) {
        return ofThisCall;
    }

    /** Whether the caller chose the deadline: then it includes the time that a call waits for its turn. */
    default boolean choseDeadline(CallOptions options) {
        return options.callTimeout().isPresent();
    }

    /** The time in which attempts of a call may begin that nobody waits for; empty if without limit. */
    default Optional<Duration> timeToBegin() {
        return Optional.empty();
    }

    /** Learns how long a call waited for its turn, which does not count towards the deadline. */
    default void waited(Duration forTurn) {}

    /**
     * Learns the service's clock from the answer to an exchange.
     *
     * @param headers of the answer, which may contain a date
     */
    default void dated(HttpHeaders headers) {}

    /** Receives the service's request id of an exchange that was answered. */
    default void answered(Optional<String> requestId) {}
}
