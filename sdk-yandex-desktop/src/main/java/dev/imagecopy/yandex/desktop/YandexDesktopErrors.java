package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import java.util.Optional;

/**
 * Reads errors: {@code {"code": 5, "message": "…", "details": […]}}, by code first, and a response without a body by its HTTP
 * status. {@link YandexDesktopErrorKind} holds the table.
 *
 * @see <a href="https://yandex.cloud/en/docs/api-design-guide/concepts/errors">the vendor's error codes</a>
 */
final class YandexDesktopErrors implements ErrorDecoder {
    /** The service's own id, or else the one that we sent. */
    @Override
    public Optional<String> exchangeId(HttpResponse response, JsonNode body) {
        return response.headers().first(RpcStatus.REQUEST_ID).or(() -> response.headers()
                .first(RpcStatus.CLIENT_REQUEST_ID));
    }

    @Override
    public String sentIdHeader() {
        return RpcStatus.CLIENT_REQUEST_ID;
    }

    /** Its errors have the number of a status as their code. */
    @Override
    public boolean isForeign(HttpResponse response, JsonNode body) {
        return GrpcCode.of(body.path("code")).isEmpty();
    }

    @Override
    public ServiceError decode(HttpResponse response, JsonNode body) {
        boolean federation = !LenientJson.isPresent(body.path("code"))
                && LenientJson.nonEmptyText(body.path("error")).isPresent();
        RpcStatus status =
                federation ? RpcStatus.ofFederation(body, response.headers()) : RpcStatus.of(body, response.headers());
        return status.toServiceError(response.status());
    }
}
