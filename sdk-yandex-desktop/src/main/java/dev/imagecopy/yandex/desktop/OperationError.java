package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonValue;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.spi.ServiceError;
import java.util.Optional;

/**
 * Why an operation failed: the same status object that a refused call is answered with, inside a good answer.
 *
 * @param grpcCode its number
 * @param cause what it would have been as the answer to a call
 */
record OperationError(GrpcCode grpcCode, ApiException cause) {

    static OperationError read(JsonValue status, HttpResponse response) {
        ServiceError read = ErrorStatus.of(status, response.headers()).toServiceError(0);
        ApiError error = read.error();
        return new OperationError(
                GrpcCode.of(status.get("code"))
                        .filter(code -> code != GrpcCode.OK)
                        .orElse(GrpcCode.UNKNOWN),
                read.exception().apply(error, ErrorContext.none(false)));
    }

    OperationFailure failure() {
        return new OperationFailure(
                cause.code(), cause.serviceMessage(), Optional.of(cause).flatMap(e -> e.requestId()));
    }

    boolean isCancellation() {
        return grpcCode == GrpcCode.CANCELLED;
    }
}
