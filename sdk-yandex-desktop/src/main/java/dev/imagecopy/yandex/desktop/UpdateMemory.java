package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.util.Map;
import java.util.Optional;

/** An update of an image. */
final class UpdateMemory implements RequestMemory<YandexUpdateImageRequest> {
    @Override
    public Optional<String> imageId(YandexUpdateImageRequest update) {
        return Optional.of(update.imageId());
    }

    @Override
    public Optional<String> description(YandexUpdateImageRequest update) {
        return update.description();
    }

    @Override
    public Map<String, String> labels(YandexUpdateImageRequest update) {
        return update.labels().orElse(Map.of());
    }

    @Override
    public String subject(YandexUpdateImageRequest update) {
        return "the update of image " + update.imageId();
    }

    @Override
    public void write(YandexUpdateImageRequest update, ObjectNode json) {
        json.put("imageId", update.imageId())
                .put("name", update.name().orElse(null))
                .put("description", update.description().orElse(null));
        update.labels().ifPresent(labels -> json.set("labels", Json.object(labels)));
    }

    @Override
    public YandexUpdateImageRequest read(JsonNode json) {
        return new YandexUpdateImageRequest(
                RequestMemory.text(json, "imageId"),
                RequestMemory.scalar(json, "name"),
                json.has("labels") ? Optional.of(LenientJson.texts(json.path("labels"))) : Optional.empty(),
                RequestMemory.scalar(json, "description"));
    }
}
