package dev.imagecopy.yandex.desktop;

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
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The error table: the exception for each code, and what may be done about it. An HTTP status may stand for several codes, so
 * the code decides, if there is one.
 *
 * @see <a href="https://yandex.cloud/en/docs/api-design-guide/concepts/errors">the vendor's error codes</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // constructors and unmodifiable lists never change
enum YandexDesktopErrorKind {
    /** A rate limit, or too many operations in progress; {@link RpcStatus} distinguishes the quotas that share this code. */
    THROTTLED(ThrottledException::new, Recovery.THROTTLED, GrpcCode.RESOURCE_EXHAUSTED),
    /** A quota on the number or size of resources, which does not pass by itself. */
    QUOTA(QuotaExceededException::new, Recovery.NONE),
    SERVER_FAULT(
            ServerErrorException::new,
            Recovery.TRANSIENT,
            GrpcCode.UNKNOWN,
            GrpcCode.DEADLINE_EXCEEDED,
            GrpcCode.INTERNAL,
            GrpcCode.UNAVAILABLE,
            GrpcCode.DATA_LOSS),
    /** Somebody on the way to the service cut the call off; what it had begun may go on. */
    CANCELLED(ApiException::new, Recovery.TRANSIENT, GrpcCode.CANCELLED),
    /** Another operation conflicts with the call: nothing was executed, and the other operation will end. */
    COLLISION(ConflictException::new, Recovery.CONFLICT, GrpcCode.ABORTED),
    CONFLICT(ConflictException::new, Recovery.NONE, GrpcCode.ALREADY_EXISTS, GrpcCode.FAILED_PRECONDITION),
    UNAUTHENTICATED(AuthenticationException::new, Recovery.REFRESH_CREDENTIALS, GrpcCode.UNAUTHENTICATED),
    FORBIDDEN(PermissionDeniedException::new, Recovery.NONE, GrpcCode.PERMISSION_DENIED),
    NOT_FOUND(NotFoundException::new, Recovery.NONE, GrpcCode.NOT_FOUND),
    INVALID(
            InvalidRequestException::new,
            Recovery.NONE,
            GrpcCode.INVALID_ARGUMENT,
            GrpcCode.OUT_OF_RANGE,
            GrpcCode.UNIMPLEMENTED),
    /** A response that is neither a success nor a documented error, such as a redirect. */
    OTHER(ApiException::new, Recovery.NONE, GrpcCode.OK);

    static final Map<GrpcCode, YandexDesktopErrorKind> BY_CODE = ErrorRow.byCode(values(), kind -> kind.row);

    private final ErrorRow<GrpcCode> row;

    YandexDesktopErrorKind(
            BiFunction<ApiError, ErrorContext, ? extends ApiException> exception,
            Recovery recovery,
            GrpcCode... codes) {
        this.row = new ErrorRow<>(exception, recovery, List.of(codes));
    }

    ServiceError toServiceError(ApiError error) {
        return row.toServiceError(error);
    }

    static YandexDesktopErrorKind of(Optional<GrpcCode> code, int status) {
        return code.map(BY_CODE::get).orElseGet(() -> byStatus(status));
    }

    private static YandexDesktopErrorKind byStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 408 -> SERVER_FAULT;
            case 409 -> CONFLICT;
            case 429 -> THROTTLED;
            case 499 -> CANCELLED;
            case 501 -> INVALID;
            default -> status >= 500 ? SERVER_FAULT : status >= 400 ? INVALID : OTHER;
        };
    }
}
