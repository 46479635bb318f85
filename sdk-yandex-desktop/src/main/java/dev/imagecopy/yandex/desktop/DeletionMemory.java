package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A deletion of an image, whose request is the image's id. */
final class DeletionMemory implements RequestMemory<String> {
    @Override
    public Optional<String> imageId(String imageId) {
        return Optional.of(imageId);
    }

    @Override
    public String subject(String imageId) {
        return "the deletion of image " + imageId;
    }

    @Override
    public void write(String imageId, ObjectNode json) {
        json.put("imageId", imageId);
    }

    @Override
    public String read(JsonNode json) {
        return RequestMemory.text(json, "imageId");
    }
}
