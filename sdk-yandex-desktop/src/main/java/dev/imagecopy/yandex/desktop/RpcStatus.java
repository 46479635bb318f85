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
 * One status object ({@code google.rpc.Status}), as the body of an error or inside an operation.
 *
 * @param code its code; empty if there is none, or an unknown one
 * @param codeText the code as text: its name, or whatever was sent
 * @param message the service's message; empty if there is none
 * @param details the typed details
 * @param headers the response's headers, which contain the request id
 */
record RpcStatus(
        Optional<GrpcCode> code, String codeText, String message, YandexErrorDetails details, HttpHeaders headers) {
    /** Our own id, sent with every attempt: the one to quote to the vendor's support if the service returned none. */
    static final String CLIENT_REQUEST_ID = "x-client-request-id";

    static final String REQUEST_ID = "x-request-id";
    static final String SERVER_TRACE_ID = "x-server-trace-id";

    /** Part of the message about a quota that passes by itself. */
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

    /** Reads the other envelope, which the token exchange uses: {@code {"error": "…", "error_description": "…"}}. */
    static RpcStatus ofFederation(JsonNode body, HttpHeaders headers) {
        return new RpcStatus(
                Optional.empty(),
                LenientJson.text(body.path("error")),
                LenientJson.text(body.path("error_description")),
                ErrorDetailsReader.read(MissingNode.getInstance()),
                headers);
    }

    /** @param httpStatus the response's status, or 0 inside an operation, for which the status of the code is used */
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
     * A rate limit, which passes, shares its code with a quota on resources, which does not. The names of their metrics differ;
     * the number of operations in progress is also a quota that passes by itself.
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
        headers.first(CLIENT_REQUEST_ID).ifPresent(id -> facts.put(CLIENT_REQUEST_ID, id));
        facts.putAll(details.toFacts());
        return facts;
    }
}
