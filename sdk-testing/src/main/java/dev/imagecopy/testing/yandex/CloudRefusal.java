package dev.imagecopy.testing.yandex;

import dev.imagecopy.testing.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call is refused with a status object of the vendor's. */
public final class CloudRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient List<Map<String, @Nullable Object>> details;

    /**
     * Creates a refusal.
     *
     * @param code the number of the gRPC code
     * @param message the service's words
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
     * Refuses a field.
     *
     * @param field its name
     * @param description what is wrong with it
     * @return the refusal
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
     * Refuses for want of quota.
     *
     * @param metric the quota's name
     * @param limit how much there may be
     * @param usage how much there is
     * @return the refusal
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

    /** {@return the details, those about the request not among them} */
    public List<Map<String, @Nullable Object>> details() {
        return details;
    }
}
