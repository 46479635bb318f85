package dev.imagecopy.core.spi;

import dev.imagecopy.core.http.HttpRequest;

/**
 * A request's place in the send queue of a transport that cannot send all at once: a tag of {@link HttpRequest}.
 *
 * @param urgency which requests this one goes before
 * @param account whose turn it takes: requests of one urgency go out in turn for each account and address; may be empty
 */
public record SendOrder(Urgency urgency, String account) {
    private static final SendOrder DEFAULT = new SendOrder(Urgency.READ, "");

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
