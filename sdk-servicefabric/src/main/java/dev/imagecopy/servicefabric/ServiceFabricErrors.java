package dev.imagecopy.servicefabric;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonValue;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a gateway's errors: {@code {"Error":{"Code":"…","Message":"…"}}}, by code first and by status second, since the two
 * disagree between the vendor's pages and its server. The codes are an open set: servers also send internal names.
 * {@link ServiceFabricErrorKind} holds the table.
 */
final class ServiceFabricErrors implements ErrorDecoder {
    @Override
    public String sentIdHeader() {
        return ServiceFabricEndpoints.REQUEST_ID_HEADER;
    }

    @Override
    public ServiceError decode(HttpResponse response, JsonValue body) {
        JsonValue error = member(body, "Error");
        String code = member(error, "Code").textOr("");
        String message = cleaned(member(error, "Message").textOr(""));
        String told = ServiceFabricHints.explain(response, code, message);
        String requestId = response.headers()
                .first(ServiceFabricEndpoints.REQUEST_ID_HEADER)
                .orElse(null);
        ApiError apiError = new ApiError(response.status(), code, told, requestId, null, null, Map.of());
        return ServiceFabricErrorKind.of(code, response.status()).toServiceError(apiError);
    }

    /** Finds a member whatever its case: official servers write capitals, not every proxy and fake does. */
    private static JsonValue member(JsonValue object, String name) {
        JsonValue exact = object.get(name);
        if (exact.isPresent()) {
            return exact;
        }
        return object.fields().entrySet().stream()
                .filter(field -> field.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(JsonValue.missing());
    }

    /** A server without words for a code writes the word Null. */
    private static String cleaned(String message) {
        return message.strip().equalsIgnoreCase("null") ? "" : message.strip();
    }
}
