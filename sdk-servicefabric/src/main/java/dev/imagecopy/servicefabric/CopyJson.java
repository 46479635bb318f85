package dev.imagecopy.servicefabric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.RequestJson;
import dev.imagecopy.servicefabric.model.CopyFlag;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.servicefabric.model.ServiceFabricApiVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an operation store keeps a copy. Durations are seconds with nine decimals, as Jackson writes them. */
final class CopyJson implements RequestJson<CopyImageStoreContentRequest> {
    private static final int NANO_DIGITS = 9;
    private static final int LONGEST_NUMBER = 32;

    @Override
    public void write(CopyImageStoreContentRequest request, ObjectNode json) {
        json.put("remoteSource", request.remoteSource())
                .put("remoteDestination", request.remoteDestination())
                .put("pathSeparator", name(request.pathSeparator()))
                .<ObjectNode>set("skipFiles", Json.array(request.skipFiles().orElse(null)))
                .put("checkMarkFile", request.checkMarkFile().orElse(null))
                .put("copyFlag", name(request.copyFlag()))
                .put("apiVersion", name(request.apiVersion()));
        request.serverTimeout().ifPresent(timeout -> json.set("serverTimeout", seconds(timeout)));
        request.clientTimeout().ifPresent(timeout -> json.set("clientTimeout", seconds(timeout)));
        json.put("reservedDestinationAllowed", request.reservedDestinationAllowed());
    }

    @Override
    public CopyImageStoreContentRequest read(JsonNode json) {
        JsonNode skipFiles = json.path("skipFiles");
        return new CopyImageStoreContentRequest(
                LenientJson.text(json.path("remoteSource")),
                LenientJson.text(json.path("remoteDestination")),
                LenientJson.string(json.path("pathSeparator")).map(PathSeparator::valueOf),
                skipFiles.isArray()
                        ? Optional.of(LenientJson.items(skipFiles).stream()
                                .map(LenientJson::text)
                                .toList())
                        : Optional.empty(),
                LenientJson.asBoolean(json.path("checkMarkFile")),
                LenientJson.string(json.path("copyFlag")).map(CopyFlag::valueOf),
                LenientJson.string(json.path("apiVersion")).map(ServiceFabricApiVersion::valueOf),
                duration(json.path("serverTimeout")),
                duration(json.path("clientTimeout")),
                LenientJson.asBoolean(json.path("reservedDestinationAllowed")).orElse(false));
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private static <E extends Enum<E>> @Nullable String name(Optional<E> value) {
        return value.map(Enum::name).orElse(null);
    }

    private static JsonNode seconds(Duration duration) {
        return DecimalNode.valueOf(BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS))
                .setScale(NANO_DIGITS));
    }

    private static Optional<Duration> duration(JsonNode seconds) {
        if (!seconds.isNumber() || seconds.asText().length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        BigDecimal exact = new BigDecimal(seconds.asText());
        try {
            long whole = exact.longValue();
            long nanos = exact.subtract(BigDecimal.valueOf(whole))
                    .movePointRight(NANO_DIGITS)
                    .longValueExact();
            return Optional.of(Duration.ofSeconds(whole, nanos));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a timeout is finer than a nanosecond, or too long", e);
        }
    }
}
