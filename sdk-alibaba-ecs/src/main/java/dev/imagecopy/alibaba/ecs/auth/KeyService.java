package dev.imagecopy.alibaba.ecs.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Asks services for temporary keys. Nothing that they answer is quoted but their codes: an answer holds secrets when all is
 * well, and the signed request when it is not.
 */
final class KeyService {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,80}");

    private final Surroundings surroundings;
    private final String name;
    private final Duration timeout;
    private final int attempts;

    /**
     * Makes a way to a service.
     *
     * @param surroundings give the transport
     * @param name the service's name for messages
     * @param timeout for each attempt
     * @param attempts how often it is tried to reach
     */
    KeyService(Surroundings surroundings, String name, Duration timeout, int attempts) {
        this.surroundings = surroundings;
        this.name = name;
        this.timeout = timeout;
        this.attempts = attempts;
    }

    /** Any answer; faults of the way may be tried again, answers never: a wrong secret asked twice may lock the user. */
    HttpResponse send(HttpRequest request) {
        TransportException last = null;
        for (int attempt = 0; attempt < attempts; attempt++) {
            try (HttpTransport transport = surroundings.transports().get()) {
                return transport.send(request, timeout);
            } catch (TransportException e) {
                last = e;
            } catch (ResponseFormatException e) {
                throw new CredentialsException(
                        name + " sent an answer that cannot be read", ErrorContext.none(true), e);
            }
        }
        String reason = last == null ? "no attempt" : last.reason();
        throw new CredentialsException(name + " is out of reach: " + reason, ErrorContext.none(true), last);
    }

    String text(HttpRequest request) {
        return accepted(send(request)).bodyAsText().strip();
    }

    JsonNode json(HttpRequest request) {
        try {
            return Json.parse(accepted(send(request)).body());
        } catch (JsonFormatException e) {
            throw new CredentialsException(name + " did not answer with JSON", ErrorContext.none(true), e);
        }
    }

    private HttpResponse accepted(HttpResponse response) {
        if (response.isSuccessful()) {
            return response;
        }
        boolean passes = response.status() >= 500
                || response.status() == 429
                || code(response).contains("hrottling");
        throw new CredentialsException(
                name + " refused: " + response.status() + " " + code(response), ErrorContext.none(passes), null);
    }

    private static String code(HttpResponse response) {
        try {
            String code = LenientJson.text(Json.parse(response.body()).path("Code"));
            return CODE.matcher(code).matches() ? code : "without a code";
        } catch (JsonFormatException notJson) {
            return "without a code";
        }
    }

    /** The members that all of the vendor's services name alike. */
    AlibabaCredentials key(JsonNode document) {
        JsonNode code = document.path("Code");
        if (LenientJson.isPresent(code) && !LenientJson.text(code).equals("Success")) {
            throw Surroundings.failure(name + " answered without success");
        }
        try {
            return AlibabaCredentials.sts(
                    LenientJson.text(document.path("AccessKeyId")),
                    LenientJson.text(document.path("AccessKeySecret")),
                    LenientJson.text(document.path("SecurityToken")),
                    Instant.parse(LenientJson.text(document.path("Expiration"))));
        } catch (IllegalArgumentException | DateTimeException incomplete) {
            throw new CredentialsException(name + " sent an incomplete key", ErrorContext.none(true), incomplete);
        }
    }
}
