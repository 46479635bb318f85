package dev.imagecopy.testing.yandex;

import dev.imagecopy.testing.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error with a status object in the vendor's format, as an exception. */
public final class CloudRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient List<Map<String, @Nullable Object>> details;

    /**
     * Creates an error.
     *
     * @param code the number of the gRPC code
     * @param message the service's message
     */
    public CloudRefusal(int code, String message) {
        this(code, message, List.of());
    }

    private CloudRefusal(int code, String message, List<Map<String, @Nullable Object>> details) {
        super(message);
        this.code = code;
        this.details = details;
    }

    /**
     * Creates the error for an invalid field.
     *
     * @param field its name
     * @param description what is wrong with it
     * @return the error
     */
    public static CloudRefusal field(String field, String description) {
        return new CloudRefusal(
                3,
                "Request validation error: " + field + ": " + description,
                List.of(Json.map(
                        "@type",
                        "type.googleapis.com/google.rpc.BadRequest",
                        "fieldViolations",
                        List.of(Json.map("field", field, "description", description)))));
    }

    /**
     * Creates the error for an exceeded quota.
     *
     * @param metric the quota's name
     * @param limit the limit
     * @param usage the usage
     * @return the error
     */
    public static CloudRefusal quota(String metric, long limit, double usage) {
        return new CloudRefusal(
                8,
                "Quota limit " + metric + " exceeded",
                List.of(Json.map(
                        "@type",
                        "type.googleapis.com/yandex.cloud.quota.QuotaFailure",
                        "violations",
                        List.of(Json.map(
                                "metric",
                                Json.map("name", metric, "limit", String.valueOf(limit), "usage", usage),
                                "required",
                                String.valueOf(limit + 1))))));
    }

    /** {@return the number of the gRPC code} */
    public int code() {
        return code;
    }

    /** {@return the details, without those about the request} */
    public List<Map<String, @Nullable Object>> details() {
        return details;
    }
}
