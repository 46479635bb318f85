package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.spi.ServiceError;

/**
 * Why an operation failed: the same status object that a refused call is answered with, inside a good response.
 *
 * @param grpcCode its number
 * @param refusal what it would have been as the answer to a call
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
