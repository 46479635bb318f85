package dev.imagecopy.servicefabric;

import static java.util.Map.entry;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonValue;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Reads a gateway's errors: {@code {"Error":{"Code":"…","Message":"…"}}}, by code first and by status second, since the two
 * disagree between the vendor's pages and its server. The codes are an open set: servers also send internal names.
 *
 * <table>
 * <caption>Codes</caption>
 * <tr><th>code</th><th>exception</th><th>recovery</th></tr>
 * <tr><td>E_INVALIDARG</td><td>InvalidRequestException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_PATH_TOO_LONG</td><td>InvalidRequestException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_INVALID_NAME_URI</td><td>InvalidRequestException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_INVALID_DIRECTORY</td><td>InvalidRequestException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_INVALID_OPERATION</td><td>InvalidRequestException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_KEY_TOO_LARGE</td><td>InvalidRequestException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_VALUE_EMPTY</td><td>InvalidRequestException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_IMAGEBUILDER_VALIDATION_ERROR</td><td>InvalidRequestException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_IMAGEBUILDER_RESERVED_DIRECTORY_ERROR</td><td>InvalidRequestException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_VALUE_TOO_LARGE</td><td>InvalidRequestException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_MESSAGE_TOO_LARGE</td><td>InvalidRequestException</td><td>NONE</td></tr>
 * <tr><td>E_NOTIMPL</td><td>InvalidRequestException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_INVALID_CREDENTIALS</td><td>AuthenticationException</td><td>REFRESH_CREDENTIALS</td></tr>
 * <tr><td>FABRIC_E_SERVER_AUTHENTICATION_FAILED</td><td>AuthenticationException</td><td>REFRESH_CREDENTIALS</td></tr>
 * <tr><td>E_ACCESSDENIED</td><td>PermissionDeniedException</td><td>REFRESH_CREDENTIALS</td></tr>
 * <tr><td>FABRIC_E_FILE_NOT_FOUND</td><td>NotFoundException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_DIRECTORY_NOT_FOUND</td><td>NotFoundException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_NAME_DOES_NOT_EXIST</td><td>NotFoundException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_SERVICE_DOES_NOT_EXIST</td><td>NotFoundException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_PARTITION_NOT_FOUND</td><td>NotFoundException</td><td>REJECTED</td></tr>
 * <tr><td>FABRIC_E_WRITE_CONFLICT</td><td>ConflictException</td><td>REJECTED</td></tr>
 * <tr><td>FileUpdateInProgress</td><td>ConflictException</td><td>REJECTED</td></tr>
 * <tr><td>FABRIC_E_IMAGESTORE_IOERROR</td><td>QuotaExceededException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_CORRUPTED_IMAGE_STORE_OBJECT_FOUND</td><td>ServerErrorException</td><td>NONE</td></tr>
 * <tr><td>FABRIC_E_CERTIFICATE_NOT_FOUND</td><td>ServerErrorException</td><td>NONE</td></tr>
 * <tr><td>E_FAIL</td><td>ServerErrorException</td><td>REJECTED</td></tr>
 * <tr><td>FABRIC_E_GATEWAY_NOT_REACHABLE</td><td>ServerErrorException</td><td>REJECTED</td></tr>
 * <tr><td>FABRIC_E_NO_WRITE_QUORUM</td><td>ServerErrorException</td><td>REJECTED</td></tr>
 * <tr><td>FABRIC_E_NOT_PRIMARY</td><td>ServerErrorException</td><td>REJECTED</td></tr>
 * <tr><td>FABRIC_E_NOT_READY</td><td>ServerErrorException</td><td>REJECTED</td></tr>
 * <tr><td>FileStoreServiceNotReady</td><td>ServerErrorException</td><td>REJECTED</td></tr>
 * <tr><td>FABRIC_E_RECONFIGURATION_PENDING</td><td>ServerErrorException</td><td>REJECTED</td></tr>
 * <tr><td>FABRIC_E_SERVICE_OFFLINE</td><td>ServerErrorException</td><td>REJECTED</td></tr>
 * <tr><td>E_ABORT</td><td>ServerErrorException</td><td>REJECTED</td></tr>
 * <tr><td>FABRIC_E_OBJECT_CLOSED</td><td>ServerErrorException</td><td>REJECTED</td></tr>
 * <tr><td>FABRIC_E_CONNECTION_CLOSED_BY_REMOTE_END</td><td>ServerErrorException</td><td>REJECTED</td></tr>
 * <tr><td>FABRIC_E_REPLICATION_QUEUE_FULL</td><td>ThrottledException</td><td>THROTTLED</td></tr>
 * <tr><td>FABRIC_E_SERVICE_TOO_BUSY</td><td>ThrottledException</td><td>THROTTLED</td></tr>
 * <tr><td>FABRIC_E_TIMEOUT</td><td>ServerErrorException</td><td>TRANSIENT</td></tr>
 * <tr><td>FABRIC_E_OPERATION_NOT_COMPLETE</td><td>ServerErrorException</td><td>TRANSIENT</td></tr>
 * <tr><td>FABRIC_E_COMMUNICATION_ERROR</td><td>ServerErrorException</td><td>TRANSIENT</td></tr>
 * </table>
 *
 * <p>REJECTED means here that the attempt is over and may be made anew: the gateway itself runs the copy and answers when none
 * of its steps is left. TRANSIENT means that the work may go on behind the answer: a copy is verified, never repeated at once.
 */
final class ServiceFabricErrors implements ErrorDecoder {
    private record Row(BiFunction<ApiError, ErrorContext, ? extends ApiException> exception, Recovery recovery) {}

    /** Loaded with the first error: with its exceptions it is 30 classes. */
    private static final class Table {
        static final Row INVALID = new Row(InvalidRequestException::new, Recovery.NONE);
        static final Row UNAUTHENTICATED = new Row(AuthenticationException::new, Recovery.REFRESH_CREDENTIALS);
        static final Row FORBIDDEN = new Row(PermissionDeniedException::new, Recovery.REFRESH_CREDENTIALS);
        static final Row NOT_FOUND = new Row(NotFoundException::new, Recovery.NONE);
        static final Row CONFLICT = new Row(ConflictException::new, Recovery.REJECTED);
        static final Row BROKEN = new Row(ServerErrorException::new, Recovery.NONE);
        static final Row OVER = new Row(ServerErrorException::new, Recovery.REJECTED);
        static final Row UNKNOWN_OUTCOME = new Row(ServerErrorException::new, Recovery.TRANSIENT);
        static final Row BUSY = new Row(ThrottledException::new, Recovery.THROTTLED);

        static final Map<String, Row> BY_CODE = Map.ofEntries(
                entry("E_INVALIDARG", INVALID),
                entry("FABRIC_E_PATH_TOO_LONG", INVALID),
                entry("FABRIC_E_INVALID_NAME_URI", INVALID),
                entry("FABRIC_E_INVALID_DIRECTORY", INVALID),
                entry("FABRIC_E_INVALID_OPERATION", INVALID),
                entry("FABRIC_E_KEY_TOO_LARGE", INVALID),
                entry("FABRIC_E_VALUE_EMPTY", INVALID),
                entry("FABRIC_E_IMAGEBUILDER_VALIDATION_ERROR", INVALID),
                // 404 on the vendor's page, 400 in its server
                entry("FABRIC_E_IMAGEBUILDER_RESERVED_DIRECTORY_ERROR", INVALID),
                // listed under both 413 and 503
                entry("FABRIC_E_VALUE_TOO_LARGE", INVALID),
                entry("FABRIC_E_MESSAGE_TOO_LARGE", INVALID),
                entry("E_NOTIMPL", INVALID),
                entry("FABRIC_E_INVALID_CREDENTIALS", UNAUTHENTICATED),
                entry("FABRIC_E_SERVER_AUTHENTICATION_FAILED", UNAUTHENTICATED),
                entry("E_ACCESSDENIED", FORBIDDEN),
                entry("FABRIC_E_FILE_NOT_FOUND", NOT_FOUND),
                entry("FABRIC_E_DIRECTORY_NOT_FOUND", NOT_FOUND),
                entry("FABRIC_E_NAME_DOES_NOT_EXIST", NOT_FOUND),
                entry("FABRIC_E_SERVICE_DOES_NOT_EXIST", NOT_FOUND),
                entry("FABRIC_E_PARTITION_NOT_FOUND", new Row(NotFoundException::new, Recovery.REJECTED)),
                entry("FABRIC_E_WRITE_CONFLICT", CONFLICT),
                entry("FileUpdateInProgress", CONFLICT),
                entry("FABRIC_E_IMAGESTORE_IOERROR", new Row(QuotaExceededException::new, Recovery.NONE)),
                entry("FABRIC_E_CORRUPTED_IMAGE_STORE_OBJECT_FOUND", BROKEN),
                // 500 on the vendor's page, 400 in its server
                entry("FABRIC_E_CERTIFICATE_NOT_FOUND", BROKEN),
                entry("E_FAIL", OVER),
                entry("FABRIC_E_GATEWAY_NOT_REACHABLE", OVER),
                entry("FABRIC_E_NO_WRITE_QUORUM", OVER),
                entry("FABRIC_E_NOT_PRIMARY", OVER),
                entry("FABRIC_E_NOT_READY", OVER),
                entry("FileStoreServiceNotReady", OVER),
                entry("FABRIC_E_RECONFIGURATION_PENDING", OVER),
                entry("FABRIC_E_SERVICE_OFFLINE", OVER),
                entry("E_ABORT", OVER),
                entry("FABRIC_E_OBJECT_CLOSED", OVER),
                entry("FABRIC_E_CONNECTION_CLOSED_BY_REMOTE_END", OVER),
                entry("FABRIC_E_REPLICATION_QUEUE_FULL", BUSY),
                entry("FABRIC_E_SERVICE_TOO_BUSY", BUSY),
                entry("FABRIC_E_TIMEOUT", UNKNOWN_OUTCOME),
                entry("FABRIC_E_OPERATION_NOT_COMPLETE", UNKNOWN_OUTCOME),
                entry("FABRIC_E_COMMUNICATION_ERROR", UNKNOWN_OUTCOME));

        /** Codes the table does not know, and answers of proxies and of the gateway's own HTTP layer, which have no body. */
        static Row byStatus(int status, String code) {
            return switch (status) {
                case 400, 405, 411, 413, 414, 415, 416, 431, 501 -> INVALID;
                case 401 -> UNAUTHENTICATED;
                // Without a code it is the gateway's TLS and token check that refused, before it looked at any
                // permission.
                case 403 -> code.isEmpty() ? UNAUTHENTICATED : FORBIDDEN;
                case 404, 410 -> NOT_FOUND;
                case 409, 412 -> new Row(ConflictException::new, Recovery.NONE);
                case 429 -> BUSY;
                case 408 -> UNKNOWN_OUTCOME;
                case 502, 503 -> code.isEmpty() ? UNKNOWN_OUTCOME : OVER;
                case 504 -> UNKNOWN_OUTCOME;
                default ->
                    status < 500
                            ? new Row(ApiException::new, Recovery.NONE)
                            : code.isEmpty() ? UNKNOWN_OUTCOME : BROKEN;
            };
        }
    }

    @Override
    public String sentIdHeader() {
        return ServiceFabricEndpoints.REQUEST_ID_HEADER;
    }

    @Override
    public ServiceError decode(HttpResponse response, JsonValue body) {
        JsonValue error = member(body, "Error");
        String code = member(error, "Code").textOr("");
        String message = cleaned(member(error, "Message").textOr(""));
        Row known = Table.BY_CODE.get(code);
        Row row = known == null ? Table.byStatus(response.status(), code) : known;
        String told = ServiceFabricHints.explain(response, code, message);
        String requestId = response.headers()
                .first(ServiceFabricEndpoints.REQUEST_ID_HEADER)
                .orElse(null);
        ApiError apiError = new ApiError(response.status(), code, told, requestId, null, null, Map.of());
        return new ServiceError(apiError, row.recovery(), row.exception());
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
