package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.JsonValue;
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
    static DesktopImage answer(JsonValue body, HttpResponse response) {
        if (body.get("id").nonEmptyText().isEmpty()) {
            throw new JsonFormatException("the answer is no desktop image: it has no id");
        }
        return image(body, response);
    }

    static Page<DesktopImage> page(JsonValue body, HttpResponse response) {
        List<DesktopImage> images = body.get("desktopImages").items().stream()
                .filter(item -> item.get("id").nonEmptyText().isPresent())
                .map(item -> image(item, response))
                .toList();
        return new Page<>(images, body.get("nextPageToken").nonEmptyText());
    }

    static DesktopImage image(JsonValue image, HttpResponse response) {
        return new DesktopImage(
                image.get("id").textOr(""),
                image.get("folderId").textOr(""),
                image.get("name").textOr(""),
                image.get("description").textOr(""),
                status(image.get("status")),
                labels(image.get("labels")),
                timestamp(image.get("createdAt")),
                image.get("storageSize").asLong(),
                image.get("minDiskSize").asLong(),
                response.headers()
                        .first(RpcStatus.REQUEST_ID)
                        .or(() -> response.headers().first(YandexDesktopErrors.CLIENT_REQUEST_ID))
                        .orElse(""),
                response.headers().first(RpcStatus.SERVER_TRACE_ID).orElse(""));
    }

    private static String status(JsonValue status) {
        String text = status.textOr("");
        return text.matches("[0-3]") ? STATUS_BY_NUMBER.get(Integer.parseInt(text)) : text;
    }

    private static Map<String, String> labels(JsonValue labels) {
        Map<String, String> read = new LinkedHashMap<>();
        labels.fields().forEach((key, value) -> read.put(key, value.textOr("")));
        return read;
    }

    /** Reads RFC 3339 with 0 to 9 digits of a second's fraction, in UTC or with an offset. */
    static Optional<Instant> timestamp(JsonValue value) {
        return IsoTimes.parse(value.textOr(""));
    }
}
