package dev.imagecopy.core.spi;

import dev.imagecopy.core.http.HttpRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request's place in the send queue of a transport that cannot send all at once: a tag of {@link HttpRequest}.
 *
 * @param urgency which requests this one goes before
 * @param account whose turn it takes: requests of one urgency go out in turn for each account and address; may be empty
 * @param staysOpen whether the service answers only when its work is done. Such exchanges wait among themselves, so that they
 *     never keep others from being sent
 * @param turnOrNull what happens when the request's turn comes; null when the send's timeout counts the time in the queue
 */
public record SendOrder(Urgency urgency, String account, boolean staysOpen, @Nullable Turn turnOrNull) {
    private static final SendOrder DEFAULT = new SendOrder(Urgency.READ, "");

    /** Creates the order of a request that is answered soon and whose timeout counts the time in the queue. */
    public SendOrder(Urgency urgency, String account) {
        this(urgency, account, false, null);
    }

    /** Keeps the time in the queue apart from the time of the exchange. */
    public interface Turn {
        /** Returns how long the request may wait in the queue. */
        Duration longestWait();

        /** Tells that the request goes out now, and returns how long its exchange may take. */
        Duration comes();
    }

    /**
     * Finds the place of a request.
     *
     * @param request the request
     * @return its tag, or the place of a read of nobody's
     */
    public static SendOrder of(HttpRequest request) {
        return request.tag(SendOrder.class).orElse(DEFAULT);
    }
}
