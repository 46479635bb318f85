package dev.imagecopy.servicefabric;

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
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.ErrorRow;
import dev.imagecopy.core.spi.ServiceError;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The error table: the exception for each code, and what may be done about it. The codes are an open set: servers also send
 * internal names.
 */
@SuppressWarnings("ImmutableEnumChecker") // constructors and unmodifiable lists never change
enum ServiceFabricErrorKind {
    INVALID(
            InvalidRequestException::new,
            Recovery.NONE,
            "E_INVALIDARG",
            "FABRIC_E_PATH_TOO_LONG",
            "FABRIC_E_INVALID_NAME_URI",
            "FABRIC_E_INVALID_DIRECTORY",
            "FABRIC_E_INVALID_OPERATION",
            "FABRIC_E_KEY_TOO_LARGE",
            "FABRIC_E_VALUE_EMPTY",
            "FABRIC_E_IMAGEBUILDER_VALIDATION_ERROR",
            // 404 on the vendor's page, 400 in its server
            "FABRIC_E_IMAGEBUILDER_RESERVED_DIRECTORY_ERROR",
            // listed under both 413 and 503
            "FABRIC_E_VALUE_TOO_LARGE",
            "FABRIC_E_MESSAGE_TOO_LARGE",
            "E_NOTIMPL"),
    UNAUTHENTICATED(
            AuthenticationException::new,
            Recovery.REFRESH_CREDENTIALS,
            "FABRIC_E_INVALID_CREDENTIALS",
            "FABRIC_E_SERVER_AUTHENTICATION_FAILED"),
    FORBIDDEN(PermissionDeniedException::new, Recovery.REFRESH_CREDENTIALS, "E_ACCESSDENIED"),
    /** There is nothing at the path, which a gateway says without a body. */
    NO_CONTENT(NotFoundException::new, Recovery.NONE, "FABRIC_E_DIRECTORY_NOT_FOUND", "FABRIC_E_NAME_DOES_NOT_EXIST"),
    /** Also the response to the listing of a folder that is there, but lacks one of its files on the disk. */
    NO_FILE(NotFoundException::new, Recovery.NONE, "FABRIC_E_FILE_NOT_FOUND"),
    /** Something else was not found, which says nothing about the path. */
    NOT_FOUND(NotFoundException::new, Recovery.NONE, "FABRIC_E_SERVICE_DOES_NOT_EXIST"),
    /** Another write was in the way of one file: a copy has replaced others by then, and is verified. */
    WRITE_CONFLICT(ConflictException::new, Recovery.TRANSIENT, "FABRIC_E_WRITE_CONFLICT", "FileUpdateInProgress"),
    /** A response without a known code, possibly from a proxy. */
    CONFLICT(ConflictException::new, Recovery.NONE),
    QUOTA(QuotaExceededException::new, Recovery.NONE, "FABRIC_E_IMAGESTORE_IOERROR"),
    /** A retry does not help. */
    BROKEN(
            ServerErrorException::new,
            Recovery.NONE,
            "FABRIC_E_CORRUPTED_IMAGE_STORE_OBJECT_FOUND",
            // 500 on the vendor's page, 400 in its server
            "FABRIC_E_CERTIFICATE_NOT_FOUND"),
    /** Nothing was started, since no replica was available: any call may be sent again, including a copy. */
    NOT_BEGUN(
            ServerErrorException::new,
            Recovery.REJECTED,
            "FABRIC_E_GATEWAY_NOT_REACHABLE",
            "FABRIC_E_NOT_PRIMARY",
            "FABRIC_E_NOT_READY",
            // a 404, although it says nothing about a path: the image store is moving
            "FABRIC_E_PARTITION_NOT_FOUND",
            "FileStoreServiceNotReady",
            "FABRIC_E_SERVICE_OFFLINE"),
    THROTTLED(ThrottledException::new, Recovery.THROTTLED, "FABRIC_E_SERVICE_TOO_BUSY"),
    /** The work may have begun, or continue, in spite of the error: a copy is verified, never sent again at once. */
    UNKNOWN_OUTCOME(
            ServerErrorException::new,
            Recovery.TRANSIENT,
            "E_FAIL",
            "E_ABORT",
            "FABRIC_E_NO_WRITE_QUORUM",
            "FABRIC_E_RECONFIGURATION_PENDING",
            "FABRIC_E_REPLICATION_QUEUE_FULL",
            "FABRIC_E_OBJECT_CLOSED",
            "FABRIC_E_CONNECTION_CLOSED_BY_REMOTE_END",
            "FABRIC_E_TIMEOUT",
            "FABRIC_E_OPERATION_NOT_COMPLETE",
            "FABRIC_E_COMMUNICATION_ERROR"),
    /** A response that is neither a success nor a documented error, such as a redirect. */
    OTHER(ApiException::new, Recovery.NONE);

    static final Map<String, ServiceFabricErrorKind> BY_CODE = ErrorRow.byCodeInAnyCase(values(), kind -> kind.row);

    private final ErrorRow<String> row;

    ServiceFabricErrorKind(
            BiFunction<ApiError, ErrorContext, ? extends ApiException> exception, Recovery recovery, String... codes) {
        this.row = new ErrorRow<>(exception, recovery, List.of(codes));
    }

    ServiceError toServiceError(ApiError error) {
        return row.toServiceError(error);
    }

    static ServiceFabricErrorKind of(String code, int status) {
        ServiceFabricErrorKind listed = BY_CODE.get(code);
        return listed == null ? byStatus(status, !code.isEmpty()) : listed;
    }

    /** For unknown codes, and for responses from proxies and from the gateway's own HTTP layer, which have no body. */
    private static ServiceFabricErrorKind byStatus(int status, boolean coded) {
        return switch (status) {
            case 400, 405, 411, 413, 414, 415, 416, 431, 501 -> INVALID;
            case 401 -> UNAUTHENTICATED;
            // Without a code, the request failed the gateway's TLS or token check, before any check of permissions.
            case 403 -> coded ? FORBIDDEN : UNAUTHENTICATED;
            case 404 -> coded ? NOT_FOUND : NO_CONTENT;
            case 410 -> NOT_FOUND;
            case 409, 412 -> CONFLICT;
            case 429 -> THROTTLED;
            case 408, 502, 503, 504 -> UNKNOWN_OUTCOME;
            default -> status < 500 ? OTHER : coded ? BROKEN : UNKNOWN_OUTCOME;
        };
    }
}
