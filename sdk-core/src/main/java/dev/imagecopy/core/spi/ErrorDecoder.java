package dev.imagecopy.core.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells a provider's errors from its answers, and one error from another: by the vendor's code first, by HTTP status second.
 *
 * <p>Thread safety: implementations are stateless. They never throw, whatever the answer holds.
 */
@FunctionalInterface
public interface ErrorDecoder {

    /**
     * Tells whether an answer is an error.
     *
     * @param response the answer
     * @param body the parsed body; missing when it is no JSON, or the call does not read JSON and the status is 2xx
     * @return by default, whether the status is not 2xx
     */
    @SuppressWarnings("exports") // authors of provider modules read Jackson's tree
    default boolean isError(HttpResponse response, JsonNode body) {
        return !response.isSuccessful();
    }

    /**
     * Names the request header that identifies an exchange to a service that sends no id back. The engine then adds the sent
     * value to answers that lack this header, and to every exception's message.
     *
     * @return the header's name; by default empty, for services that send an id
     */
    default String sentIdHeader() {
        return "";
    }

    /**
     * Finds the id under which the service knows an exchange, for answers that are no errors.
     *
     * @param response the answer
     * @param body its JSON; missing when it holds none
     * @return by default, the header {@link #sentIdHeader()} or else {@code X-Request-Id}
     */
    @SuppressWarnings("exports") // authors of provider modules read Jackson's tree
    default Optional<String> exchangeId(HttpResponse response, JsonNode body) {
        return response.headers().first(sentIdHeader().isEmpty() ? "X-Request-Id" : sentIdHeader());
    }

    /**
     * Finds the time of the service's clock in the words of an answer that refuses the date of a signature.
     *
     * @param response the answer
     * @return by default empty, for services that say it in the header {@code Date} only
     */
    default Optional<Instant> serverTime(HttpResponse response) {
        return Optional.empty();
    }

    /**
     * Names the vendor's own headers that say in milliseconds when to come back. {@code Retry-After} and
     * {@code retry-after-ms} are read from every service; of several hints the longest counts.
     *
     * @return by default none
     */
    default List<String> retryAfterMillisHeaders() {
        return List.of();
    }

    /**
     * Reads an error.
     *
     * @param response the answer
     * @param body the parsed body; missing when it is no JSON
     * @return what it means
     */
    @SuppressWarnings("exports")
    ServiceError decode(HttpResponse response, JsonNode body);
}
