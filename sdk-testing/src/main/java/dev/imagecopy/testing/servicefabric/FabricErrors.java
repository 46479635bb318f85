package dev.imagecopy.testing.servicefabric;

import static java.util.Map.entry;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedResponse;
import java.util.Map;

/** Errors in the format of a gateway. */
public final class FabricErrors {
    /** As in the source of runtime 6.4, which differs from the published specification in some codes. */
    private static final Map<String, Integer> STATUS = Map.ofEntries(
            entry("E_INVALIDARG", 400),
            entry("FABRIC_E_PATH_TOO_LONG", 400),
            entry("FABRIC_E_INVALID_NAME_URI", 400),
            entry("FABRIC_E_INVALID_DIRECTORY", 400),
            entry("FABRIC_E_INVALID_OPERATION", 400),
            entry("FABRIC_E_INVALID_CREDENTIALS", 400),
            entry("FABRIC_E_KEY_TOO_LARGE", 400),
            entry("FABRIC_E_VALUE_EMPTY", 400),
            entry("FABRIC_E_UPLOAD_SESSION_RANGE_NOT_SATISFIABLE", 400),
            entry("FABRIC_E_INVALID_UPLOAD_SESSION_ID", 400),
            entry("FABRIC_E_IMAGEBUILDER_VALIDATION_ERROR", 400),
            entry("FABRIC_E_IMAGEBUILDER_RESERVED_DIRECTORY_ERROR", 400),
            entry("FABRIC_E_CERTIFICATE_NOT_FOUND", 400),
            entry("FABRIC_E_NODE_IS_UP", 400),
            entry("FABRIC_E_SERVER_AUTHENTICATION_FAILED", 401),
            entry("E_ACCESSDENIED", 403),
            entry("FABRIC_E_FILE_NOT_FOUND", 404),
            entry("FABRIC_E_DIRECTORY_NOT_FOUND", 404),
            entry("FABRIC_E_NAME_DOES_NOT_EXIST", 404),
            entry("FABRIC_E_SERVICE_DOES_NOT_EXIST", 404),
            entry("FABRIC_E_PARTITION_NOT_FOUND", 404),
            entry("FABRIC_E_WRITE_CONFLICT", 409),
            entry("FABRIC_E_UPLOAD_SESSION_ID_CONFLICT", 409),
            entry("FABRIC_E_VALUE_TOO_LARGE", 413),
            entry("FABRIC_E_MESSAGE_TOO_LARGE", 413),
            entry("E_NOTIMPL", 501),
            entry("FABRIC_E_GATEWAY_NOT_REACHABLE", 502),
            entry("FABRIC_E_NO_WRITE_QUORUM", 503),
            entry("FABRIC_E_NOT_PRIMARY", 503),
            entry("FABRIC_E_NOT_READY", 503),
            entry("FABRIC_E_RECONFIGURATION_PENDING", 503),
            entry("FABRIC_E_SERVICE_OFFLINE", 503),
            entry("FABRIC_E_SERVICE_TOO_BUSY", 503),
            entry("FABRIC_E_OBJECT_CLOSED", 503),
            entry("FABRIC_E_CONNECTION_CLOSED_BY_REMOTE_END", 503),
            entry("FABRIC_E_REPLICATION_QUEUE_FULL", 503),
            entry("E_ABORT", 503),
            entry("FABRIC_E_TIMEOUT", 504),
            entry("FABRIC_E_OPERATION_NOT_COMPLETE", 504),
            entry("FABRIC_E_COMMUNICATION_ERROR", 504));

    private FabricErrors() {}

    /**
     * Creates an error.
     *
     * @param code the code; E_FAIL, errors of the store and unknown ones are a 500
     * @param message the message; without one, a gateway sends {@code Null}
     * @return the response
     */
    public static SimulatedResponse of(String code, String message) {
        return SimulatedResponse.text(
                        STATUS.getOrDefault(code, 500),
                        "application/json; charset=utf-8",
                        Json.write(Json.map(
                                "Error", Json.map("Code", code, "Message", message.isEmpty() ? "Null" : message))))
                .header("X-Content-Type-Options", "nosniff");
    }
}
