package dev.imagecopy.core.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import java.time.Instant;
import java.util.Optional;

/**
 * A provider's error table, as it applies to services that issue credentials: a refused call is never retried, unless the clock
 * was wrong.
 *
 * @param table the provider's table
 * @param dated whether the proof of identity carries a date, which the service may have rejected with a 401, 403 or 400; whether it did is
 *     decided by comparing that date with the service's clock
 */
record FinalRefusals(ErrorDecoder table, boolean dated) implements ErrorDecoder {

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
        if (error.recovery() == Recovery.CORRECT_CLOCK) {
            return error;
        }
        boolean unknown = response.status() == 401;
        if (response.status() == 400 && error.recovery() != Recovery.NONE) {
            return error;
        }
        Recovery recovery = dated ? Recovery.CORRECT_CLOCK : Recovery.NONE;
        return unknown || response.status() == 403 || response.status() == 400
                ? new ServiceError(error.error(), recovery, error.exception())
                : error;
    }
}
