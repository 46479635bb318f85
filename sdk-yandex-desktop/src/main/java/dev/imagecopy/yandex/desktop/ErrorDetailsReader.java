package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.yandex.desktop.YandexErrorDetails.FieldViolation;
import dev.imagecopy.yandex.desktop.YandexErrorDetails.QuotaViolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code details} of a status object. Each contains the name of its type; unknown types are ignored. */
final class ErrorDetailsReader {
    /** Nine digits of seconds are thirty years, more than any meaningful hint. */
    private static final Pattern PROTO_DURATION = Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,9}))?s");

    private ErrorDetailsReader() {}

    static YandexErrorDetails read(JsonNode details) {
        String requestId = "";
        String reason = "";
        String domain = "";
        Duration retryDelay = null;
        List<FieldViolation> fields = new ArrayList<>();
        List<QuotaViolation> quotas = new ArrayList<>();
        for (JsonNode detail : LenientJson.items(details)) {
            String type = LenientJson.text(detail.path("@type"));
            switch (type.substring(type.lastIndexOf('/') + 1)) {
                case "google.rpc.RequestInfo" -> requestId = LenientJson.textOr(detail.path("requestId"), requestId);
                case "google.rpc.BadRequest" -> readFields(detail, fields);
                case "google.rpc.RetryInfo" ->
                    retryDelay = duration(LenientJson.text(detail.path("retryDelay")))
                            .orElse(retryDelay);
                case "google.rpc.ErrorInfo" -> {
                    reason = LenientJson.text(detail.path("reason"));
                    domain = LenientJson.text(detail.path("domain"));
                }
                case "yandex.cloud.quota.QuotaFailure" -> readQuotas(detail, quotas);
                default -> {} // the message contains the essence of every type
            }
        }
        return new YandexErrorDetails(
                nonEmpty(requestId),
                Optional.ofNullable(retryDelay),
                nonEmpty(reason),
                nonEmpty(domain),
                fields,
                quotas);
    }

    private static void readFields(JsonNode detail, List<FieldViolation> fields) {
        for (JsonNode violation : LenientJson.items(detail.path("fieldViolations"))) {
            fields.add(new FieldViolation(
                    LenientJson.text(violation.path("field")), LenientJson.text(violation.path("description"))));
        }
    }

    private static void readQuotas(JsonNode detail, List<QuotaViolation> quotas) {
        for (JsonNode violation : LenientJson.items(detail.path("violations"))) {
            JsonNode metric = violation.path("metric");
            quotas.add(new QuotaViolation(
                    LenientJson.text(metric.path("name")),
                    LenientJson.asLong(metric.path("limit")),
                    LenientJson.asDouble(metric.path("usage")),
                    LenientJson.asLong(violation.path("required"))));
        }
    }

    private static Optional<Duration> duration(String text) {
        Matcher parts = PROTO_DURATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String fraction = parts.group(2) == null ? "" : parts.group(2);
        return Optional.of(Duration.ofSeconds(
                Long.parseLong(parts.group(1)), Long.parseLong((fraction + "000000000").substring(0, 9))));
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
