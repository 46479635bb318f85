package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.IsoTimes;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads images, in the shapes that the service and its documentation show: 64-bit numbers as strings or numbers, labels as
 * an object (or, on one page of the vendor's, a string), status as a word or its number.
 */
final class DesktopImageReader {
    /** The numbers of the status words in the vendor's interface description. */
    private static final List<String> STATUS_BY_NUMBER =
            List.of("STATUS_UNSPECIFIED", "CREATING", "ACTIVE", "DELETING");

    private DesktopImageReader() {}

    /**
     * Reads an answer that is an image.
     *
     * @throws JsonFormatException if it has no id
     */
    static DesktopImage answer(JsonNode body, HttpResponse response) {
        if (LenientJson.nonEmptyText(body.path("id")).isEmpty()) {
            throw new JsonFormatException("the answer is no desktop image: it has no id");
        }
        return image(body, response);
    }

    static Page<DesktopImage> page(JsonNode body, HttpResponse response) {
        List<DesktopImage> images = LenientJson.items(body.path("desktopImages")).stream()
                .filter(item -> LenientJson.nonEmptyText(item.path("id")).isPresent())
                .map(item -> image(item, response))
                .toList();
        return new Page<>(images, LenientJson.nonEmptyText(body.path("nextPageToken")));
    }

    static DesktopImage image(JsonNode image, HttpResponse response) {
        return new DesktopImage(
                LenientJson.text(image.path("id")),
                LenientJson.text(image.path("folderId")),
                LenientJson.text(image.path("name")),
                LenientJson.text(image.path("description")),
                status(image.path("status")),
                labels(image.path("labels")),
                timestamp(image.path("createdAt")),
                LenientJson.asLong(image.path("storageSize")),
                LenientJson.asLong(image.path("minDiskSize")),
                response.headers()
                        .first(RpcStatus.REQUEST_ID)
                        .or(() -> response.headers().first(YandexDesktopErrors.CLIENT_REQUEST_ID))
                        .orElse(""),
                response.headers().first(RpcStatus.SERVER_TRACE_ID).orElse(""));
    }

    private static String status(JsonNode status) {
        String text = LenientJson.text(status);
        return text.matches("[0-3]") ? STATUS_BY_NUMBER.get(Integer.parseInt(text)) : text;
    }

    private static Map<String, String> labels(JsonNode labels) {
        Map<String, String> read = new LinkedHashMap<>();
        labels.properties().forEach(member -> read.put(member.getKey(), LenientJson.text(member.getValue())));
        return read;
    }

    /** Reads RFC 3339 with 0 to 9 digits of a second's fraction, in UTC or with an offset. */
    static Optional<Instant> timestamp(JsonNode value) {
        return IsoTimes.parse(LenientJson.text(value));
    }
}
