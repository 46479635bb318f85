package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.IsoTimes;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.core.spi.WireId;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads images in all formats of the service and its documentation: 64-bit numbers as strings or numbers, labels as an object
 * (or, on one of the vendor's pages, a string), status as a name or a number.
 */
final class DesktopImageReader {
    /** The status names by their numbers in the vendor's API description. */
    private static final List<String> STATUS_BY_NUMBER =
            List.of("STATUS_UNSPECIFIED", "CREATING", "ACTIVE", "DELETING");

    private DesktopImageReader() {}

    /**
     * Reads a response that is an image.
     *
     * @throws JsonFormatException if it has no id
     */
    static DesktopImage answer(JsonNode body) {
        WireId.require(body.path("id"), "id of an image");
        return image(body);
    }

    static Page<DesktopImage> page(JsonNode body) {
        JsonNode listed = body.path("desktopImages");
        boolean empty = body.isObject() && (body.isEmpty() || body.has("nextPageToken")); // proto3 omits what is empty
        if (!listed.isArray() && !(empty && !LenientJson.isPresent(listed))) {
            throw new JsonFormatException("the response is not a list of images: it has no array desktopImages");
        }
        JsonNode next = body.path("nextPageToken");
        if (next.isContainerNode()) {
            throw new JsonFormatException("the response is not a list of images: its nextPageToken is no text");
        }
        List<DesktopImage> images = LenientJson.items(listed).stream()
                .filter(image -> !image.isObject() || !image.isEmpty())
                .map(DesktopImageReader::answer)
                .toList();
        return new Page<>(images, LenientJson.nonEmptyText(next));
    }

    static DesktopImage image(JsonNode image) {
        return DesktopImage.builder()
                .id(LenientJson.text(image.path("id")))
                .folderId(LenientJson.text(image.path("folderId")))
                .name(LenientJson.nonEmptyText(image.path("name")))
                .description(LenientJson.nonEmptyText(image.path("description")))
                .status(status(image.path("status")))
                .labels(LenientJson.texts(image.path("labels")))
                .createdAt(timestamp(image.path("createdAt")))
                .sizeBytes(LenientJson.asLong(image.path("storageSize")))
                .minDiskBytes(LenientJson.asLong(image.path("minDiskSize")))
                .build();
    }

    private static String status(JsonNode status) {
        String text = LenientJson.text(status);
        return text.matches("[0-3]") ? STATUS_BY_NUMBER.get(Integer.parseInt(text)) : text;
    }

    /** Reads RFC 3339 with 0 to 9 fractional digits, in UTC or with an offset. */
    static Optional<Instant> timestamp(JsonNode value) {
        return IsoTimes.parse(LenientJson.text(value));
    }
}
