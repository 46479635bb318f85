package dev.imagecopy.core.spi;

import dev.imagecopy.core.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;

/** What the body of a successful response must be. Anything else does not come from the service, whatever its status. */
public enum ExpectedBody {
    /** One JSON document. */
    JSON,
    /** One JSON document, or nothing if the status is 204. */
    JSON_OR_NO_CONTENT,
    /** Nothing. */
    NONE,
    /** Anything; the call's reader decides. */
    ANY;

    private static final String USUAL = "application/json";

    /** Returns whether the body of a response should be parsed. */
    public boolean isJson(HttpResponse response) {
        return this == JSON || (this == JSON_OR_NO_CONTENT && !(response.status() == 204 && isBlank(response.body())));
    }

    /**
     * Detects a response that does not come from the service, for example a page of a proxy.
     *
     * @param response the response
     * @param changes whether the call changes something: then a body must be declared as JSON. For other calls, JSON may be
     *     declared as plain text or bytes, as metadata services and some gateways do
     * @return what is wrong, without quoting the response; empty if nothing is
     */
    public Optional<String> foreign(HttpResponse response, boolean changes) {
        if (this == ANY) {
            return Optional.empty();
        }
        if (this == NONE && !isBlank(response.body())) {
            return Optional.of("the response has a body, which the service never sends here");
        }
        String header = response.headers().first("Content-Type").orElse("");
        if (header.equals(USUAL) || header.startsWith(USUAL + ";")) {
            return Optional.empty(); // without a copy of the type, which would take 70 bytes per response
        }
        String type = mediaType(header);
        boolean json = type.isEmpty() || type.endsWith("/json") || type.endsWith("+json");
        boolean vague = type.equals("text/plain") || type.equals("application/octet-stream");
        return json || (vague && !changes) ? Optional.empty() : Optional.of("the response is not declared as JSON");
    }

    private static String mediaType(String header) {
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isBlank(byte[] body) {
        for (byte b : body) {
            if (b < 0 || b > ' ') {
                return false;
            }
        }
        return true;
    }
}
