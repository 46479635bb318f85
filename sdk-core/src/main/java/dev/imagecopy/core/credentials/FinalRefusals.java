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
 */
record FinalRefusals(ErrorDecoder table) implements ErrorDecoder {

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
        boolean refused = response.status() == 401 || response.status() == 403;
        return refused && error.recovery() != Recovery.CORRECT_CLOCK
                ? new ServiceError(error.error(), Recovery.NONE, error.exception())
                : error;
    }
}
