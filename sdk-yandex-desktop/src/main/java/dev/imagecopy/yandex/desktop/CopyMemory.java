package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.util.Map;
import java.util.Optional;

/** A copy of an image. */
final class CopyMemory implements RequestMemory<YandexCopyImageRequest> {
    @Override
    public Optional<String> folder(YandexCopyImageRequest copy) {
        return Optional.of(copy.folderId());
    }

    @Override
    public Optional<String> name(YandexCopyImageRequest copy) {
        return Optional.of(copy.name());
    }

    @Override
    public Optional<String> description(YandexCopyImageRequest copy) {
        return copy.description();
    }

    @Override
    public Map<String, String> labels(YandexCopyImageRequest copy) {
        return copy.labels();
    }

    @Override
    public String subject(YandexCopyImageRequest copy) {
        return "the copy of image " + copy.imageId() + " to '" + copy.name() + "' in folder " + copy.folderId();
    }

    @Override
    public void write(YandexCopyImageRequest copy, ObjectNode json) {
        json.put("folderId", copy.folderId()).put("name", copy.name()).put("imageId", copy.imageId());
        RequestMemory.writeExtras(json, copy.labels(), copy.description());
    }

    @Override
    public YandexCopyImageRequest read(JsonNode json) {
        return new YandexCopyImageRequest(
                RequestMemory.text(json, "folderId"),
                RequestMemory.text(json, "name"),
                RequestMemory.text(json, "imageId"),
                LenientJson.texts(json.path("labels")),
                RequestMemory.scalar(json, "description"));
    }
}
