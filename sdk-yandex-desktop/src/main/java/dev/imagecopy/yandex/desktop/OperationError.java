package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.spi.ServiceError;

/**
 * Why an operation failed: the same status object as in the error response to a call, but inside a successful response.
 *
 * @param grpcCode its number
 * @param refusal the error that it would be as the response to a call
 */
record OperationError(GrpcCode grpcCode, ServiceError refusal) {

    static OperationError read(JsonNode status, HttpResponse response) {
        return new OperationError(
                GrpcCode.of(status.path("code"))
                        .filter(code -> code != GrpcCode.OK)
                        .orElse(GrpcCode.UNKNOWN),
                RpcStatus.of(status, response.headers()).toServiceError(0));
    }

    boolean isCancellation() {
        return grpcCode == GrpcCode.CANCELLED;
    }
}
