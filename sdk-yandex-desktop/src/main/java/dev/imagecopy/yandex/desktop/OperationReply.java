package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.WireId;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An operation as the service describes it. On the wire, metadata and response contain a type name ({@code @type}) that the
 * vendor's page does not show; it is ignored.
 *
 * @param id the operation's id
 * @param done whether it has ended, with or without an error
 * @param error the error, also while the service is rolling back
 * @param responded whether there is a response, even an empty one
 * @param imageId the image that the operation is about: from the response, or else from the metadata, or else empty
 * @param image the response, if it is an image
 * @param nextPoll the service's hint about the next poll
 * @see <a href="https://yandex.cloud/en/docs/api-design-guide/concepts/operation">Operation</a>
 */
record OperationReply(
        String id,
        boolean done,
        Optional<OperationError> error,
        boolean responded,
        String imageId,
        Optional<DesktopImage> image,
        Optional<Duration> nextPoll) {
    private static final double LEAST_SECONDS = 0.2;
    private static final double MOST_SECONDS = 60;

    /** The hint is known from the vendor's gRPC clients; a gateway may forward it under either name. */
    private static final String[] POLL_HINTS = {"x-operation-poll-interval", "grpc-metadata-x-operation-poll-interval"};

    static OperationReply read(JsonNode body, HttpResponse response) {
        requireShape(body);
        JsonNode result = body.path("response");
        JsonNode status = body.path("error");
        Optional<String> made = WireId.find(result.path("id"));
        return new OperationReply(
                WireId.require(body.path("id"), "id of an operation"),
                LenientJson.asBoolean(body.path("done")).orElse(false),
                LenientJson.isPresent(status) ? Optional.of(OperationError.read(status, response)) : Optional.empty(),
                LenientJson.isPresent(result),
                made.or(() -> WireId.find(body.path("metadata").path("imageId")))
                        .orElse(""),
                made.map(known -> DesktopImageReader.image(result)),
                pollHint(response));
    }

    private static void requireShape(JsonNode body) {
        if (!isObjectOrAbsent(body.path("error")) || !isObjectOrAbsent(body.path("response"))) {
            throw new JsonFormatException("the response is not an operation: its error or response is no object");
        }
    }

    private static boolean isObjectOrAbsent(JsonNode value) {
        return value.isObject() || !LenientJson.isPresent(value);
    }

    private static Optional<Duration> pollHint(HttpResponse response) {
        for (String name : POLL_HINTS) {
            for (String text : response.headers().all(name)) {
                OptionalDouble seconds = seconds(text.strip());
                if (seconds.isPresent()) {
                    double clamped = Math.max(LEAST_SECONDS, Math.min(MOST_SECONDS, seconds.getAsDouble()));
                    return Optional.of(Duration.ofMillis(Math.round(clamped * 1000)));
                }
            }
        }
        return Optional.empty();
    }

    private static OptionalDouble seconds(String text) {
        return text.matches("[0-9]{1,300}(\\.[0-9]{1,9})?")
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }
}
