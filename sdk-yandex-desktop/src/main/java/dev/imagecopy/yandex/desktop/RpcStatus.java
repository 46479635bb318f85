package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.ServiceError;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One status object ({@code google.rpc.Status}), as the body of a refusal or inside an operation.
 *
 * @param code its code; empty if there is none that is known
 * @param codeText the code for people: its name, or whatever was sent
 * @param message the service's words; empty if there are none
 * @param details the typed details
 * @param headers the response's headers, which name the request
 */
record RpcStatus(
        Optional<GrpcCode> code, String codeText, String message, YandexErrorDetails details, HttpHeaders headers) {
    /** Our own id, sent with every attempt: what the vendor's support asks for if no other id came back. */
    static final String CLIENT_REQUEST_ID = "x-client-request-id";

    static final String REQUEST_ID = "x-request-id";
    static final String SERVER_TRACE_ID = "x-server-trace-id";

    /** What the message about a quota says that passes by itself. */
    static final String ACTIVE_OPERATIONS = "active operations";

    static RpcStatus of(JsonNode status, HttpHeaders headers) {
        Optional<GrpcCode> code = GrpcCode.of(status.path("code")).filter(known -> known != GrpcCode.OK);
        return new RpcStatus(
                code,
                code.map(Enum::name).orElseGet(() -> LenientJson.text(status.path("code"))),
                LenientJson.text(status.path("message")),
                ErrorDetailsReader.read(status.path("details")),
                headers);
    }

    /** Reads the other envelope, that of the token exchange: {@code {"error": "…", "error_description": "…"}}. */
    static RpcStatus ofFederation(JsonNode body, HttpHeaders headers) {
        return new RpcStatus(
                Optional.empty(),
                LenientJson.text(body.path("error")),
                LenientJson.text(body.path("error_description")),
                ErrorDetailsReader.read(MissingNode.getInstance()),
                headers);
    }

    /** @param httpStatus the response's status, or 0 inside an operation, where the code's own counts */
    ServiceError toServiceError(int httpStatus) {
        int status = httpStatus == 0 ? code.orElse(GrpcCode.UNKNOWN).httpStatus() : httpStatus;
        ApiError error = new ApiError(
                status,
                codeText,
                message,
                details.requestId().or(() -> headers.first(REQUEST_ID)).orElse(null),
                details.retryDelay().orElse(null),
                null,
                facts());
        return kind(status).toServiceError(error);
    }

    private YandexDesktopErrorKind kind(int status) {
        return isCapacityQuota() ? YandexDesktopErrorKind.QUOTA : YandexDesktopErrorKind.of(code, status);
    }

    /**
     * A rate limit, which passes, shares its code with a quota on how much there may be, which does not. Their metrics' names
     * differ; the number of operations in progress is a quota that passes by itself too.
     */
    private boolean isCapacityQuota() {
        return code.filter(known -> known == GrpcCode.RESOURCE_EXHAUSTED).isPresent()
                && !details.quotaViolations().isEmpty()
                && !isAboutActiveOperations()
                && details.quotaViolations().stream()
                        .anyMatch(violation -> !violation.metric().endsWith(".rate"));
    }

    private boolean isAboutActiveOperations() {
        return message.toLowerCase(Locale.ROOT).contains(ACTIVE_OPERATIONS);
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        headers.first(SERVER_TRACE_ID).ifPresent(id -> facts.put(SERVER_TRACE_ID, id));
        headers.first(CLIENT_REQUEST_ID)
                .ifPresent(id -> facts.put(CLIENT_REQUEST_ID, id));
        facts.putAll(details.toFacts());
        return facts;
    }
}
