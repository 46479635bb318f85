package dev.imagecopy.servicefabric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a gateway's errors: {@code {"Error":{"Code":"…","Message":"…"}}}, by code first and by status second, since the
 * vendor's pages and its server disagree about the status. The codes are an open set: servers also send internal names.
 * {@link ServiceFabricErrorKind} holds the table.
 */
final class ServiceFabricErrors implements ErrorDecoder {
    /** Identifies a request in the cluster's traces. A gateway generates one if it is absent, and never returns it. */
    static final String REQUEST_ID_HEADER = "X-ServiceFabricRequestId";

    /**
     * Whether an error response comes from the gateway itself and therefore shows what became of a copy: it has a code, or it
     * is the response of the TLS and token check or of a throttle, neither of which has a body. Any other may come from a proxy.
     */
    static boolean isTheGateways(ApiException refusal) {
        boolean without = (refusal.status() == 401 || refusal.status() == 403 || refusal.status() == 429)
                && refusal.bodyExcerpt().isEmpty();
        return !refusal.code().isEmpty() || without;
    }

    /** The empty result of a look at a path that does not exist. */
    static <T> Optional<Optional<T>> absence(ServiceError error) {
        ApiError refusal = error.error();
        boolean absent =
                ServiceFabricErrorKind.of(refusal.code(), refusal.status()) == ServiceFabricErrorKind.NO_CONTENT;
        return absent ? Optional.of(Optional.empty()) : Optional.empty();
    }

    /** Whether a listing was refused because there is nothing at the path. */
    static boolean isAbsence(NotFoundException refusal) {
        return kindOf(refusal) == ServiceFabricErrorKind.NO_CONTENT;
    }

    /** Whether a call was refused because a file was not found; for a listing, it may be one of a folder that is there. */
    static boolean isAboutFile(NotFoundException refusal) {
        return kindOf(refusal) == ServiceFabricErrorKind.NO_FILE;
    }

    private static ServiceFabricErrorKind kindOf(NotFoundException refusal) {
        return ServiceFabricErrorKind.of(refusal.code(), refusal.status());
    }

    @Override
    public boolean isGone(NotFoundException refusal) {
        return isAbsence(refusal) || isAboutFile(refusal);
    }

    @Override
    public String sentIdHeader() {
        return REQUEST_ID_HEADER;
    }

    @Override
    public List<String> retryAfterMillisHeaders() {
        return List.of("x-ms-retry-after-ms");
    }

    /** The gateway's codes are names; with them comes every body that it sends. */
    @Override
    public boolean isForeign(HttpResponse response, JsonNode body) {
        JsonNode code = member(member(body, "Error"), "Code");
        return !code.isTextual() || code.textValue().isBlank();
    }

    @Override
    public ServiceError decode(HttpResponse response, JsonNode body) {
        JsonNode error = member(body, "Error");
        String code = LenientJson.text(member(error, "Code"));
        String message = cleaned(LenientJson.text(member(error, "Message")));
        String told = ServiceFabricHints.explain(response, code, message);
        String requestId = response.headers().first(REQUEST_ID_HEADER).orElse(null);
        ApiError apiError = new ApiError(response.status(), code, told, requestId, null, null, Map.of());
        return ServiceFabricErrorKind.of(code, response.status()).toServiceError(apiError);
    }

    /** Finds a member case-insensitively: official servers use upper case, but not every proxy and fake does. */
    private static JsonNode member(JsonNode object, String name) {
        JsonNode exact = object.path(name);
        if (LenientJson.isPresent(exact)) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return field.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    /** A server without a message for a code sends the word Null. */
    private static String cleaned(String message) {
        return message.strip().equalsIgnoreCase("null") ? "" : message.strip();
    }
}
