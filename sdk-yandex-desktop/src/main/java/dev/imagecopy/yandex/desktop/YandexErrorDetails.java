package dev.imagecopy.yandex.desktop;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What an error of the service contains in addition to its message, as data. Immutable.
 *
 * <pre>{@code
 * } catch (QuotaExceededException e) {
 *     YandexErrorDetails.of(e).quotaViolations().forEach(quota -> log.warn("{} of {} used", quota.usage(), quota.limit()));
 * }
 * }</pre>
 *
 * @param requestId the service's id of the request
 * @param retryDelay how long the service asks to wait
 * @param reason the reason, for programs
 * @param domain the domain of the reason
 * @param fieldViolations the invalid fields of the request
 * @param quotaViolations the exhausted quotas
 * @see <a href="https://yandex.cloud/en/docs/api-design-guide/concepts/errors">the vendor's error details</a>
 */
public record YandexErrorDetails(
        Optional<String> requestId,
        Optional<Duration> retryDelay,
        Optional<String> reason,
        Optional<String> domain,
        List<FieldViolation> fieldViolations,
        List<QuotaViolation> quotaViolations) {
    private static final String REQUEST_ID = "requestId";
    private static final String RETRY_DELAY = "retryDelay";
    private static final String REASON = "reason";
    private static final String DOMAIN = "domain";
    private static final String FIELD = "fieldViolations.";
    private static final String QUOTA = "quotaViolations.";

    /**
     * One invalid field.
     *
     * @param field the field's name
     * @param description what is wrong with it
     */
    public record FieldViolation(String field, String description) {
        /** Rejects null. */
        public FieldViolation {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(description, "description");
        }
    }

    /**
     * One exhausted quota.
     *
     * @param metric the quota's name, for example {@code vdi.desktopImages.count}
     * @param limit the current limit
     * @param usage how much of it is used
     * @param required the limit that the request would require
     */
    public record QuotaViolation(String metric, OptionalLong limit, OptionalDouble usage, OptionalLong required) {
        /** Rejects null. */
        public QuotaViolation {
            Objects.requireNonNull(metric, "metric");
            Objects.requireNonNull(limit, "limit");
            Objects.requireNonNull(usage, "usage");
            Objects.requireNonNull(required, "required");
        }
    }

    /** Rejects null and copies the lists. */
    public YandexErrorDetails {
        requireNonNull(fieldViolations, "fieldViolations");
        requireNonNull(quotaViolations, "quotaViolations");
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(retryDelay, "retryDelay");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(domain, "domain");
        fieldViolations = List.copyOf(fieldViolations);
        quotaViolations = List.copyOf(quotaViolations);
    }

    /**
     * Reads the details of an exception. Those of other providers have none.
     *
     * @param refusal an exception from a call, or the cause of an operation's failure
     * @return the details; all empty if the service sent none
     */
    public static YandexErrorDetails of(ApiException refusal) {
        requireNonNull(refusal, "refusal");
        Map<String, String> facts = refusal.details();
        List<FieldViolation> fields = new ArrayList<>();
        for (int n = 0; facts.containsKey(FIELD + n + ".field"); n++) {
            fields.add(new FieldViolation(
                    facts.getOrDefault(FIELD + n + ".field", ""), facts.getOrDefault(FIELD + n + ".description", "")));
        }
        List<QuotaViolation> quotas = new ArrayList<>();
        for (int n = 0; facts.containsKey(QUOTA + n + ".metric"); n++) {
            quotas.add(new QuotaViolation(
                    facts.getOrDefault(QUOTA + n + ".metric", ""),
                    number(facts, QUOTA + n + ".limit"),
                    fraction(facts, QUOTA + n + ".usage"),
                    number(facts, QUOTA + n + ".required")));
        }
        return new YandexErrorDetails(
                fact(facts, REQUEST_ID),
                fact(facts, RETRY_DELAY).map(Duration::parse),
                fact(facts, REASON),
                fact(facts, DOMAIN),
                fields,
                quotas);
    }

    /** The details as flat texts, from which the engine removes secrets one by one. */
    Map<String, String> toFacts() {
        Map<String, String> facts = new LinkedHashMap<>();
        requestId.ifPresent(text -> facts.put(REQUEST_ID, text));
        retryDelay.ifPresent(delay -> facts.put(RETRY_DELAY, delay.toString()));
        reason.ifPresent(text -> facts.put(REASON, text));
        domain.ifPresent(text -> facts.put(DOMAIN, text));
        for (int n = 0; n < fieldViolations.size(); n++) {
            facts.put(FIELD + n + ".field", fieldViolations.get(n).field());
            facts.put(FIELD + n + ".description", fieldViolations.get(n).description());
        }
        for (int n = 0; n < quotaViolations.size(); n++) {
            QuotaViolation quota = quotaViolations.get(n);
            String prefix = QUOTA + n;
            facts.put(prefix + ".metric", quota.metric());
            quota.limit().ifPresent(value -> facts.put(prefix + ".limit", String.valueOf(value)));
            quota.usage().ifPresent(value -> facts.put(prefix + ".usage", String.valueOf(value)));
            quota.required().ifPresent(value -> facts.put(prefix + ".required", String.valueOf(value)));
        }
        return facts;
    }

    private static Optional<String> fact(Map<String, String> facts, String name) {
        return Optional.ofNullable(facts.get(name));
    }

    private static OptionalLong number(Map<String, String> facts, String name) {
        String text = facts.get(name);
        return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    private static OptionalDouble fraction(Map<String, String> facts, String name) {
        String text = facts.get(name);
        return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }
}
