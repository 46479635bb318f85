package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.json.JsonValue;
import dev.imagecopy.yandex.desktop.YandexErrorDetails.FieldViolation;
import dev.imagecopy.yandex.desktop.YandexErrorDetails.QuotaViolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code details} of a status object: each tells its type's name; those that are not known are passed over. */
final class ErrorDetailsReader {
    /** Nine digits of seconds are thirty years: more than any hint that means something. */
    private static final Pattern PROTO_DURATION = Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,9}))?s");

    private ErrorDetailsReader() {}

    static YandexErrorDetails read(JsonValue details) {
        String requestId = "";
        String reason = "";
        String domain = "";
        Duration retryDelay = null;
        List<FieldViolation> fields = new ArrayList<>();
        List<QuotaViolation> quotas = new ArrayList<>();
        for (JsonValue detail : details.items()) {
            String type = detail.get("@type").textOr("");
            switch (type.substring(type.lastIndexOf('/') + 1)) {
                case "google.rpc.RequestInfo" ->
                    requestId = detail.get("requestId").textOr(requestId);
                case "google.rpc.BadRequest" -> readFields(detail, fields);
                case "google.rpc.RetryInfo" ->
                    retryDelay = duration(detail.get("retryDelay").textOr("")).orElse(retryDelay);
                case "google.rpc.ErrorInfo" -> {
                    reason = detail.get("reason").textOr("");
                    domain = detail.get("domain").textOr("");
                }
                case "yandex.cloud.quota.QuotaFailure" -> readQuotas(detail, quotas);
                default -> {} // the message tells the essence of every type
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

    private static void readFields(JsonValue detail, List<FieldViolation> fields) {
        for (JsonValue violation : detail.get("fieldViolations").items()) {
            fields.add(new FieldViolation(
                    violation.get("field").textOr(""),
                    violation.get("description").textOr("")));
        }
    }

    private static void readQuotas(JsonValue detail, List<QuotaViolation> quotas) {
        for (JsonValue violation : detail.get("violations").items()) {
            JsonValue metric = violation.get("metric");
            quotas.add(new QuotaViolation(
                    metric.get("name").textOr(""),
                    metric.get("limit").asLong(),
                    metric.get("usage").asDouble(),
                    violation.get("required").asLong()));
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
