package dev.imagecopy.testing.yandex;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The vendor's status objects, and the HTTP status of each code. */
public final class CloudAnswers {
    private static final List<String> NAMES = List.of(
            "OK",
            "CANCELLED",
            "UNKNOWN",
            "INVALID_ARGUMENT",
            "DEADLINE_EXCEEDED",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "PERMISSION_DENIED",
            "RESOURCE_EXHAUSTED",
            "FAILED_PRECONDITION",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS",
            "UNAUTHENTICATED");
    private static final int[] HTTP = {
        200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401
    };

    private CloudAnswers() {}

    /**
     * Parses a code.
     *
     * @param code its name or number
     * @return its number; 2, which is UNKNOWN, for anything else
     */
    public static int number(String code) {
        int named = NAMES.indexOf(code);
        if (named >= 0) {
            return named;
        }
        return code.matches("[0-9]{1,3}") ? Integer.parseInt(code) : 2;
    }

    /**
     * Creates an error response.
     *
     * @param refusal the error
     * @param requestId the request's id
     * @return the response
     */
    public static SimulatedResponse error(CloudRefusal refusal, String requestId) {
        List<Object> details = new ArrayList<>(refusal.details());
        details.add(Json.map("@type", "type.googleapis.com/google.rpc.RequestInfo", "requestId", requestId));
        int code = refusal.code();
        int status = code >= 0 && code < HTTP.length ? HTTP[code] : 500;
        return SimulatedResponse.json(status, status(code, String.valueOf(refusal.getMessage()), details));
    }

    /**
     * Creates a status object.
     *
     * @param code the number of the code
     * @param message the service's message
     * @param details typed details
     * @return the object
     */
    public static Map<String, @Nullable Object> status(int code, String message, List<?> details) {
        return Json.map("code", code, "message", message, "details", details);
    }
}
