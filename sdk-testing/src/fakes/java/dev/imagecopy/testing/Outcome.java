package dev.imagecopy.testing;

import dev.imagecopy.core.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What comes of one exchange without sockets, and when. Neither a response nor a failure means that nothing ever comes.
 *
 * @param after how long it takes from sending
 * @param response the response, if one comes
 * @param failure what the exchange fails with, if it does
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
