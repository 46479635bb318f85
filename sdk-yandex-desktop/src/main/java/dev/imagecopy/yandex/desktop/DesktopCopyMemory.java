package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import java.util.Map;
import java.util.Optional;

/** A copy of a desktop. */
final class DesktopCopyMemory implements RequestMemory<YandexCopyFromDesktopRequest> {
    @Override
    public Optional<String> folder(YandexCopyFromDesktopRequest copy) {
        return copy.folderId();
    }

    @Override
    public Optional<String> name(YandexCopyFromDesktopRequest copy) {
        return copy.name();
    }

    @Override
    public Optional<String> description(YandexCopyFromDesktopRequest copy) {
        return copy.description();
    }

    @Override
    public Map<String, String> labels(YandexCopyFromDesktopRequest copy) {
        return copy.labels();
    }

    @Override
    public String subject(YandexCopyFromDesktopRequest copy) {
        return "the copy of desktop " + copy.desktopId() + " to "
                + copy.name().map(name -> "'" + name + "'").orElse("an image")
                + copy.folderId().map(folder -> " in folder " + folder).orElse("");
    }

    @Override
    public void write(YandexCopyFromDesktopRequest copy, ObjectNode json) {
        json.put("desktopId", copy.desktopId())
                .put("folderId", copy.folderId().orElse(null))
                .put("name", copy.name().orElse(null));
        RequestMemory.writeExtras(json, copy.labels(), copy.description());
    }

    @Override
    public YandexCopyFromDesktopRequest read(JsonNode json) {
        return new YandexCopyFromDesktopRequest(
                RequestMemory.text(json, "desktopId"),
                RequestMemory.scalar(json, "folderId"),
                RequestMemory.scalar(json, "name"),
                LenientJson.texts(json.path("labels")),
                RequestMemory.scalar(json, "description"));
    }
}
