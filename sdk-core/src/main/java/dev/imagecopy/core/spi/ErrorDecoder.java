package dev.imagecopy.core.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Recognizes and classifies a provider's errors: by the vendor's code first, by the HTTP status second.
 *
 * <p>Thread safety: implementations are stateless. They never throw, whatever the response contains.
 */
@FunctionalInterface
public interface ErrorDecoder {

    /**
     * Returns whether a response is an error.
     *
     * @param response the response
     * @param body the parsed body; missing if it is not JSON, or if the call does not read JSON and the status is 2xx
     * @return by default, whether the status is not 2xx
     */
    @SuppressWarnings("exports") // authors of provider modules read Jackson's tree
    default boolean isError(HttpResponse response, JsonNode body) {
        return !response.isSuccessful();
    }

    /**
     * Returns whether an error response comes from somebody else, for example a proxy, because its body does not have the form
     * of the service's errors. Such a response does not say what the service did: the call may have been executed.
     *
     * @param response an error response with a body
     * @param body the parsed body; missing if it is not JSON
     * @return by default false
     */
    @SuppressWarnings("exports") // authors of provider modules read Jackson's tree
    default boolean isForeign(HttpResponse response, JsonNode body) {
        return false;
    }

    /**
     * Returns the name of the request header that identifies an exchange, for a service that does not return an id. The engine
     * then adds the value that it sent to responses that lack this header, and to every exception's message.
     *
     * @return the header's name; by default empty, for services that return an id
     */
    default String sentIdHeader() {
        return "";
    }

    /**
     * Returns the id under which the service knows an exchange, from a successful response.
     *
     * @param response the response
     * @param body the parsed body; missing if it is not JSON
     * @return by default, the header {@link #sentIdHeader()} or else {@code X-Request-Id}
     */
    @SuppressWarnings("exports") // authors of provider modules read Jackson's tree
    default Optional<String> exchangeId(HttpResponse response, JsonNode body) {
        return response.headers().first(sentIdHeader().isEmpty() ? "X-Request-Id" : sentIdHeader());
    }

    /**
     * Returns the time of the service's clock, from the text of an error about the date of a signature.
     *
     * @param response the response
     * @return the time; by default empty, for services that only send it in the {@code Date} header
     */
    default Optional<Instant> serverTime(HttpResponse response) {
        return Optional.empty();
    }

    /**
     * Returns the names of the vendor's own headers that say, in milliseconds, how long to wait before the next attempt.
     * {@code Retry-After} and {@code retry-after-ms} are read from every service; if there are several hints, the longest
     * applies.
     *
     * @return by default none
     */
    default List<String> retryAfterMillisHeaders() {
        return List.of();
    }

    /**
     * Returns whether a deletion that ends this way has nothing left to do: what was to be deleted is gone. If an earlier attempt
     * may have been executed, the call has then succeeded; so has the deletion of what a failed copy left, even at the first.
     *
     * @param refusal the response to the call
     * @return by default true; false if the service may mean that something on the way to it was not found
     */
    default boolean isGone(NotFoundException refusal) {
        return true;
    }

    /**
     * Reads an error.
     *
     * @param response the response
     * @param body the parsed body; missing if it is not JSON
     * @return what it means
     */
    @SuppressWarnings("exports")
    ServiceError decode(HttpResponse response, JsonNode body);
}
