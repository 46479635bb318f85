package dev.imagecopy.huawei.ims;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads errors in every known envelope: of IMS, the API gateway and IAM (whose code is a number), plain text and none.
 * {@link HuaweiImsErrorKind} holds the table.
 *
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0908.html">Error codes</a>
 */
final class HuaweiImsErrors implements ErrorDecoder {
    private static final List<String> REQUEST_IDS = List.of("X-Request-Id", "X-Openstack-Request-Id", "X-IAM-Trace-Id");

    private static final String[] CODES = {"error.code", "error_code", "code", "error.error_code"};
    private static final String[] MESSAGES = {"error.message", "error_msg", "message", "error.error_msg", "error"};
    private static final Pattern IMAGE_SERVICE_PAGE =
            Pattern.compile("No image found with ID|is protected and cannot be deleted");
    private static final Pattern DOCUMENTED_CODE = Pattern.compile("[A-Za-z]{1,20}\\.[0-9]{1,8}");

    private static final Pattern SERVER_TIME = Pattern.compile("(?i)server\\s*time\\s*:\\s*([0-9]{8}T[0-9]{6}Z)");

    /** The service counts its own limits per minute, and does not say how long to wait. */
    private static final Duration BUSY_PAUSE = Duration.ofSeconds(15);

    /** The gateway knows no images: what it did not find is something else. */
    @Override
    public boolean isGone(NotFoundException refusal) {
        return !refusal.code().regionMatches(true, 0, "APIG", 0, 4);
    }

    /** The gateway reports its time in the error; the {@code Date} header may be a proxy's. */
    @Override
    public Optional<Instant> serverTime(HttpResponse response) {
        Matcher named = SERVER_TIME.matcher(response.bodyAsText());
        return named.find() ? HuaweiTimes.basic(named.group(1)) : Optional.empty();
    }

    /**
     * Every envelope has a code: a number beside a message, or one like {@code IMG.0144}. The identity service, which is Keystone, also
     * answers with a title in its place; the image service behind the gateway with pages, which are known by their words.
     */
    @Override
    public boolean isForeign(HttpResponse response, JsonNode body) {
        String code = first(body, CODES);
        if (code.isEmpty()) {
            JsonNode keystone = body.path("error");
            boolean titled = keystone.path("title").isTextual()
                    && keystone.path("message").isTextual();
            return !titled && !IMAGE_SERVICE_PAGE.matcher(response.bodyAsText()).find();
        }
        return first(body, MESSAGES).isEmpty() && !DOCUMENTED_CODE.matcher(code).matches();
    }

    @Override
    public ServiceError decode(HttpResponse response, JsonNode body) {
        String code = first(body, CODES);
        String message = first(body, MESSAGES);
        HuaweiImsErrorKind kind = HuaweiImsErrorKind.of(code, response.status(), message);
        ApiError error = new ApiError(
                response.status(),
                code,
                message,
                requestId(response)
                        .or(() -> LenientJson.nonEmptyText(body.path("request_id")))
                        .orElse(null),
                pause(kind, response),
                null,
                details(response, body));
        return kind.toServiceError(error);
    }

    /** The id to quote to the vendor: preferably the gateway's, which all services share. */
    static Optional<String> requestId(HttpResponse response) {
        for (String name : REQUEST_IDS) { // no stream, since this runs for every response
            Optional<String> id = response.headers().first(name);
            if (id.isPresent() && !id.get().isBlank()) {
                return id;
            }
        }
        return Optional.empty();
    }

    private static @Nullable Duration pause(HuaweiImsErrorKind kind, HttpResponse response) {
        return kind == HuaweiImsErrorKind.BUSY
                        && response.headers().first("Retry-After").isEmpty()
                ? BUSY_PAUSE
                : null;
    }

    private static Map<String, String> details(HttpResponse response, JsonNode body) {
        Map<String, String> details = new LinkedHashMap<>();
        for (String name : REQUEST_IDS) {
            response.headers().first(name).ifPresent(id -> details.put(name, id));
        }
        for (String name : List.of("request_id", "encoded_authorization_message")) {
            LenientJson.nonEmptyText(body.path(name)).ifPresent(text -> details.put(name, text));
        }
        LenientJson.nonEmptyText(body.path("error").path("title")).ifPresent(title -> details.put("title", title));
        return details;
    }

    /** The first of several members that is a text or a number. */
    private static String first(JsonNode body, String... places) {
        return Stream.of(places)
                .map(place -> place.split("\\.", 2))
                .map(path -> path.length == 1
                        ? body.path(path[0])
                        : body.path(path[0]).path(path[1]))
                .flatMap(value -> LenientJson.nonEmptyText(value).stream())
                .findFirst()
                .orElse("");
    }
}
