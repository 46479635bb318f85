package dev.imagecopy.alibaba.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.RequestJson;
import java.util.Optional;

/** How a resume token stores a copy, whose source region is always known. */
final class CopyJson implements RequestJson<RoutedCopy> {
    @Override
    public void write(RoutedCopy copy, ObjectNode json) {
        AlibabaCopyImageRequest request = copy.request();
        json.put("region", copy.region())
                .put("imageId", request.imageId())
                .put("targetRegion", request.targetRegion().orElse(null))
                .put("name", request.name().orElse(null))
                .put("description", request.description().orElse(null))
                .put("encrypted", request.encrypted().orElse(null))
                .put("kmsKeyId", request.kmsKeyId().orElse(null))
                .put("encryptAlgorithm", request.encryptAlgorithm().orElse(null))
                .put("resourceGroupId", request.resourceGroupId().orElse(null));
        if (!request.tags().isEmpty()) {
            json.set("tags", Json.object(request.tags()));
        }
    }

    @Override
    public RoutedCopy read(JsonNode json) {
        String region = LenientJson.text(json.path("region"));
        Checks.of("The resume token").region("region", region).throwIfAny();
        return new RoutedCopy(
                new AlibabaCopyImageRequest(
                        Optional.of(region),
                        LenientJson.text(json.path("imageId")),
                        text(json, "targetRegion"),
                        text(json, "name"),
                        text(json, "description"),
                        LenientJson.asBoolean(json.path("encrypted")),
                        text(json, "kmsKeyId"),
                        text(json, "encryptAlgorithm"),
                        text(json, "resourceGroupId"),
                        LenientJson.texts(json.path("tags"))),
                region);
    }

    private static Optional<String> text(JsonNode json, String name) {
        return LenientJson.scalar(json.path(name));
    }
}
