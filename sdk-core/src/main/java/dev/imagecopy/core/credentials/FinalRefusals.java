package dev.imagecopy.core.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import java.time.Instant;
import java.util.Optional;

/**
 * A provider's error table, as it applies to services that issue credentials: a refused call is never retried, unless the clock
 * was wrong, or the service says that there were too many calls. A response that does not have the form of the service's errors,
 * such as a redirect or the page of a proxy, is no refusal of the service: it comes from something in between, for now.
 *
 * @param table the provider's table
 * @param dated whether the proof of identity carries a date, which the service may have rejected with a 401, 403 or 400; whether it did is
 *     decided by comparing that date with the service's clock
 * @param ofMachine whether the service is the machine's own, whose refusals are plain texts, and pages if they are usual ones
 */
record FinalRefusals(ErrorDecoder table, boolean dated, boolean ofMachine) implements ErrorDecoder {

    @Override
    public boolean isError(HttpResponse response, JsonNode body) {
        return !response.isSuccessful();
    }

    @Override
    public String sentIdHeader() {
        return table.sentIdHeader();
    }

    @Override
    public Optional<String> exchangeId(HttpResponse response, JsonNode body) {
        return table.exchangeId(response, body);
    }

    @Override
    public Optional<Instant> serverTime(HttpResponse response) {
        return table.serverTime(response);
    }

    @Override
    public ServiceError decode(HttpResponse response, JsonNode body) {
        ServiceError error = table.decode(response, body);
        // No service that issues keys redirects.
        if (response.status() / 100 == 3 || (!isOwn(response, body) && error.recovery() != Recovery.THROTTLED)) {
            return new ServiceError(error.error(), Recovery.TRANSIENT, error.exception());
        }
        return switch (error.recovery()) {
            // The service did not look at the proof of identity, so no wrong one is counted.
            case CORRECT_CLOCK, THROTTLED, SIGN_AGAIN -> error;
            case REFRESH_CREDENTIALS, TRANSIENT, REJECTED, CONFLICT, AT_WORK ->
                isRefusal(response.status()) ? withoutRetry(error) : error;
            case NONE -> isRefusal(response.status()) || response.status() == 400 ? withoutRetry(error) : error;
        };
    }

    private boolean isOwn(HttpResponse response, JsonNode body) {
        if (ofMachine) {
            boolean usual =
                    switch (response.status()) {
                        case 401, 403, 404, 405 -> true;
                        default -> false;
                    };
            return usual || !response.bodyAsText().strip().startsWith("<");
        }
        return !table.isForeign(response, body)
                || LenientJson.nonEmptyText(body.path("ErrorCode")).isPresent() // portals of logins
                || isOfTokenExchange(LenientJson.text(body.path("error")));
    }

    /** Whether a text is a code of a token exchange (RFC 6749), such as {@code invalid_grant}; gateways write words there. */
    private static boolean isOfTokenExchange(String error) {
        return !error.isEmpty() && Checks.all(error, c -> c == '_' || (c >= 'a' && c <= 'z'));
    }

    private static boolean isRefusal(int status) {
        return status == 401 || status == 403;
    }

    private ServiceError withoutRetry(ServiceError error) {
        return new ServiceError(error.error(), dated ? Recovery.CORRECT_CLOCK : Recovery.NONE, error.exception());
    }
}
