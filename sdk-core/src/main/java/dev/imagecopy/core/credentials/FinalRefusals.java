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
 * @param issuer whose service it is
 */
record FinalRefusals(ErrorDecoder table, boolean dated, Issuer issuer) implements ErrorDecoder {
    /** Who runs a service that issues credentials. */
    enum Issuer {
        /** The vendor, in the form of whose errors it refuses. */
        CLOUD,

        /** The vendor's metadata service, which refuses with plain texts, and with pages if the status is a usual one. */
        MACHINE,

        /** The user, whose service refuses in any form. */
        USER
    }

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
            case NONE, LATER -> isRefusal(response.status()) || response.status() == 400 ? withoutRetry(error) : error;
        };
    }

    private boolean isOwn(HttpResponse response, JsonNode body) {
        return switch (issuer) {
            case CLOUD -> isOfTheCloud(response, body);
            case MACHINE ->
                switch (response.status()) {
                    case 400, 401, 403 -> true;
                    default ->
                        MetadataSession.isNone(response.status())
                                || !response.bodyAsText().strip().startsWith("<");
                };
            case USER -> !isForNow(response.status());
        };
    }

    /** Whether the response has the form of the service's errors, or is a refusal without a word: what is in between says why. */
    private boolean isOfTheCloud(HttpResponse response, JsonNode body) {
        return !table.isForeign(response, body)
                || LenientJson.nonEmptyText(body.path("ErrorCode")).isPresent() // portals of logins
                || isOfTokenExchange(body)
                || (isLoginRefusal(response.status()) && response.bodyAsText().isBlank());
    }

    /** Whether an error is no refusal, whatever its body: a proxy's, one of being too early, slow or often, or the server's. */
    private static boolean isForNow(int status) {
        return switch (status) {
            case 407, 408, 425, 429 -> true;
            default -> status >= 500;
        };
    }

    /**
     * Whether a body is a refusal of a token exchange (RFC 6749): a code such as {@code invalid_grant}, in any case beside its
     * description. Gateways write words such as {@code Unauthorized} alone.
     */
    private static boolean isOfTokenExchange(JsonNode body) {
        String error = LenientJson.text(body.path("error"));
        boolean described =
                LenientJson.nonEmptyText(body.path("error_description")).isPresent();
        return !error.isEmpty()
                && Checks.all(error, c -> c == '_' || (c >= 'a' && c <= 'z') || (described && c >= 'A' && c <= 'Z'));
    }

    private boolean isRefusal(int status) {
        return isLoginRefusal(status)
                || (issuer == Issuer.USER && !isForNow(status))
                || (issuer == Issuer.MACHINE && MetadataSession.isNone(status));
    }

    private static boolean isLoginRefusal(int status) {
        return status == 401 || status == 403;
    }

    private ServiceError withoutRetry(ServiceError error) {
        return new ServiceError(error.error(), dated ? Recovery.CORRECT_CLOCK : Recovery.NONE, error.exception());
    }
}
