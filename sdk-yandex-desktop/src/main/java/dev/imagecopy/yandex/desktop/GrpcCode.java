package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.LenientJson;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The codes of the service's status objects, with their HTTP status. {@link YandexDesktopErrorKind} defines what they mean.
 *
 * @see <a href="https://yandex.cloud/en/docs/api-design-guide/concepts/errors">the vendor's error codes</a>
 */
enum GrpcCode {
    OK(200),
    CANCELLED(499),
    UNKNOWN(500),
    INVALID_ARGUMENT(400),
    DEADLINE_EXCEEDED(504),
    NOT_FOUND(404),
    ALREADY_EXISTS(409),
    PERMISSION_DENIED(403),
    RESOURCE_EXHAUSTED(429),
    FAILED_PRECONDITION(400),
    ABORTED(409),
    OUT_OF_RANGE(400),
    UNIMPLEMENTED(501),
    INTERNAL(500),
    UNAVAILABLE(503),
    DATA_LOSS(500),
    UNAUTHENTICATED(401);

    private static final GrpcCode[] BY_NUMBER = values();

    private final int httpStatus;

    GrpcCode(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    /** Reads a code, which may be a number, a number in a string, or absent. */
    static Optional<GrpcCode> of(JsonNode code) {
        OptionalLong number = LenientJson.asLong(code);
        return number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() < BY_NUMBER.length
                ? Optional.of(BY_NUMBER[(int) number.getAsLong()])
                : Optional.empty();
    }

    int httpStatus() {
        return httpStatus;
    }
}
