package dev.imagecopy.alibaba.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads errors: by code, since the service sends the same code with different statuses, and throttling with 400; by status only
 * if there is no code. {@link AlibabaEcsErrorKind} holds the table.
 */
final class AlibabaEcsErrors implements ErrorDecoder {
    /** The error code of a successful dry run. */
    static final String DRY_RUN_PASSED = "DryRunOperation";

    private static final String IMAGE_ID = "InvalidImageId";
    private static final String NAME_TAKEN = "InvalidImageName.Duplicated";

    private static final String RETRY_AFTER_MILLIS = "x-acs-retry-after";
    private static final Pattern RATE_FIELD = Pattern.compile("(?i)(Remain|TimeLeft)\\s*:\\s*(-?\\d{1,12})");
    private final SignedTexts signedTexts;

    AlibabaEcsErrors(SignedTexts signedTexts) {
        this.signedTexts = signedTexts;
    }

    /** Other codes for what was not found are about keys and resource groups. */
    @Override
    public boolean isGone(NotFoundException refusal) {
        return refusal.code().isEmpty() || refusal.code().regionMatches(true, 0, IMAGE_ID, 0, IMAGE_ID.length());
    }

    /** Whether a copy was refused because the destination has an image with its name. */
    static boolean isNameTaken(@Nullable Throwable error) {
        return error instanceof ConflictException conflict && conflict.code().equalsIgnoreCase(NAME_TAKEN);
    }

    @Override
    public Optional<String> exchangeId(HttpResponse response, JsonNode body) {
        return LenientJson.nonEmptyText(body.path("RequestId"));
    }

    /** A success has no code: a 200 with a code is an error. */
    @Override
    public boolean isError(HttpResponse response, JsonNode body) {
        String code = response.isSuccessful()
                ? LenientJson.nonEmptyText(body.path("Code")).orElse(DRY_RUN_PASSED)
                : ErrorBody.of(response, body).code();
        return !code.equalsIgnoreCase(DRY_RUN_PASSED);
    }

    @Override
    public List<String> retryAfterMillisHeaders() {
        return List.of(RETRY_AFTER_MILLIS);
    }

    @Override
    public boolean isForeign(HttpResponse response, JsonNode body) {
        return !ErrorBody.of(response, body).isOfTheService();
    }

    @Override
    public ServiceError decode(HttpResponse response, JsonNode json) {
        ErrorBody body = ErrorBody.of(response, json);
        Optional<Duration> rateLimitEnds = rateLimitEnds(response.headers());
        boolean hinted = hasRetryHint(response.headers());
        AlibabaEcsErrorKind kind = AlibabaEcsErrorKind.of(body.code(), response.status());
        // With a hint, an unknown refusal is throttling. A fault of the server stays one: the call may have been
        // executed.
        if (kind == AlibabaEcsErrorKind.OTHER && hasPositiveMillis(response.headers())) {
            kind = AlibabaEcsErrorKind.THROTTLED;
        }
        String message = kind == AlibabaEcsErrorKind.SIGNATURE ? explained(body.message()) : body.message();
        // The body quotes the whole request, so no excerpt of it is shown.
        String excerpt = message.equals(body.message()) ? null : message;
        ApiError error = new ApiError(
                response.status(),
                body.code(),
                message,
                body.requestId()
                        .or(() -> response.headers().first("x-acs-request-id"))
                        .orElse(null),
                kind == AlibabaEcsErrorKind.THROTTLED && !hinted ? rateLimitEnds.orElse(null) : null,
                excerpt,
                body.details());
        ServiceError refusal = kind.toServiceError(error);
        // The service counts calls per minute of the wall clock.
        return kind == AlibabaEcsErrorKind.THROTTLED && !hinted && rateLimitEnds.isEmpty()
                ? refusal.withThrottleWindow(Duration.ofMinutes(1))
                : refusal;
    }

    /** Distinguishes a wrong secret from a changed request by the texts that the service quotes, without quoting them. */
    private String explained(String message) {
        QuotedTexts quoted = QuotedTexts.in(message);
        boolean ours = quoted.hashes().stream().anyMatch(signedTexts::containsHash)
                || quoted.texts().stream().anyMatch(signedTexts::contains);
        if (quoted.texts().isEmpty() && !ours) {
            return message;
        }
        String reason = ours
                ? "the service signed the same text, so the access key secret is wrong"
                : quoted.comparable()
                        ? "the service signed a different text than the SDK, so the request was changed or encoded differently"
                                + " on its way"
                        : "the text that the service signed is "
                                + (quoted.cutOff() ? "cut off here" : "not quoted in a form that can be compared")
                                + ", so it does not tell whether the secret is wrong";
        return quoted.before().isEmpty() ? reason : quoted.before() + " (" + reason + ")";
    }

    private static boolean hasRetryHint(HttpHeaders headers) {
        return headers.first("Retry-After").isPresent() || hasPositiveMillis(headers);
    }

    private static boolean hasPositiveMillis(HttpHeaders headers) {
        return headers.first(RETRY_AFTER_MILLIS)
                .filter(text -> text.strip().matches("0*[1-9][0-9]{0,9}"))
                .isPresent();
    }

    /** Reads {@code Remain:0,...,TimeLeft:12000}, in milliseconds, from the header for this API or for the user. */
    private static Optional<Duration> rateLimitEnds(HttpHeaders headers) {
        Optional<Duration> longest = Optional.empty();
        for (String name : new String[] {"X-RateLimit-User-API", "X-RateLimit-User"}) {
            for (String value : headers.all(name)) {
                Map<String, Long> fields = rateFields(value);
                long left = fields.getOrDefault("timeleft", 0L);
                if (fields.getOrDefault("remain", 1L) < 1
                        && left > 0
                        && left <= Duration.ofDays(1).toMillis()
                        && longest.map(present -> present.toMillis() < left).orElse(true)) {
                    longest = Optional.of(Duration.ofMillis(left));
                }
            }
        }
        return longest;
    }

    private static Map<String, Long> rateFields(String value) {
        Map<String, Long> fields = new HashMap<>();
        Matcher matcher = RATE_FIELD.matcher(value);
        while (matcher.find()) {
            fields.put(matcher.group(1).toLowerCase(Locale.ROOT), Long.parseLong(matcher.group(2)));
        }
        return fields;
    }
}
