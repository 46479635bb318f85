package dev.imagecopy.testing;

import dev.imagecopy.core.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one exchange without sockets, and its time. Neither a response nor a failure means that the exchange never
 * ends.
 *
 * @param after the delay after sending
 * @param response the response, if there is one
 * @param failure the failure, if there is one
 */
record Outcome(Duration after, @Nullable HttpResponse response, @Nullable Throwable failure) {

    static Outcome answer(Duration after, HttpResponse response) {
        return new Outcome(after, response, null);
    }

    static Outcome failure(Duration after, Throwable failure) {
        return new Outcome(after, null, failure);
    }

    static Outcome never() {
        return new Outcome(Duration.ZERO, null, null);
    }

    boolean comesWithin(Duration timeout) {
        return (response != null || failure != null) && after.compareTo(timeout) < 0;
    }
}
