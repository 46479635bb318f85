package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.json.JsonValue;
import dev.imagecopy.core.retry.Recovery;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * The error table: the codes of the service's status objects, with the HTTP status that each travels with, what may be done
 * about it, and what it is to the caller. One HTTP status stands for several codes, so the code decides where there is one.
 *
 * @see <a href="https://yandex.cloud/en/docs/api-design-guide/concepts/errors">the vendor's error codes</a>
 */
enum GrpcCode {
    OK(200, Recovery.NONE),
    CANCELLED(499, Recovery.NONE),
    UNKNOWN(500, Recovery.TRANSIENT),
    INVALID_ARGUMENT(400, Recovery.NONE),
    DEADLINE_EXCEEDED(504, Recovery.TRANSIENT),
    NOT_FOUND(404, Recovery.NONE),
    ALREADY_EXISTS(409, Recovery.NONE),
    PERMISSION_DENIED(403, Recovery.NONE),
    /** A rate limit; {@link RpcStatus} tells the quotas apart that share this code. */
    RESOURCE_EXHAUSTED(429, Recovery.THROTTLED),
    FAILED_PRECONDITION(400, Recovery.NONE),
    /** Another operation is in the way: nothing was executed, and it will be over. */
    ABORTED(409, Recovery.REJECTED),
    OUT_OF_RANGE(400, Recovery.NONE),
    UNIMPLEMENTED(501, Recovery.NONE),
    INTERNAL(500, Recovery.TRANSIENT),
    UNAVAILABLE(503, Recovery.TRANSIENT),
    DATA_LOSS(500, Recovery.NONE),
    UNAUTHENTICATED(401, Recovery.REFRESH_CREDENTIALS);

    private static final GrpcCode[] BY_NUMBER = values();

    private final int httpStatus;
    private final Recovery recovery;

    GrpcCode(int httpStatus, Recovery recovery) {
        this.httpStatus = httpStatus;
        this.recovery = recovery;
    }

    /** Reads a code, which may be a number, a number in a string, or absent. */
    static Optional<GrpcCode> of(JsonValue code) {
        OptionalLong number = code.asLong();
        return number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() < BY_NUMBER.length
                ? Optional.of(BY_NUMBER[(int) number.getAsLong()])
                : Optional.empty();
    }

    int httpStatus() {
        return httpStatus;
    }

    Recovery recovery() {
        return recovery;
    }

    BiFunction<ApiError, ErrorContext, ? extends ApiException> exception() {
        return switch (this) {
            case OK, CANCELLED -> ApiException::new;
            case INVALID_ARGUMENT, OUT_OF_RANGE, UNIMPLEMENTED -> InvalidRequestException::new;
            case NOT_FOUND -> NotFoundException::new;
            case ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED -> ConflictException::new;
            case PERMISSION_DENIED -> PermissionDeniedException::new;
            case RESOURCE_EXHAUSTED -> ThrottledException::new;
            case UNAUTHENTICATED -> AuthenticationException::new;
            case UNKNOWN, DEADLINE_EXCEEDED, INTERNAL, UNAVAILABLE, DATA_LOSS -> ServerErrorException::new;
        };
    }
}
