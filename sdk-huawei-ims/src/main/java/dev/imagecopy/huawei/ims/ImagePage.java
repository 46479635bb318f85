package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.JsonValue;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One page of a list, checked but not yet told where it belongs. Lenient: numbers and truths may be texts.
 *
 * @param images the images as sent; each has an id
 * @param requestId the id of the request
 */
record ImagePage(List<JsonValue> images, Optional<String> requestId) {
    private static final Set<String> NAMED = Set.of(
            "id",
            "name",
            "status",
            "__description",
            "owner",
            "enterprise_project_id",
            "__originalimagename",
            "__system__cmkid",
            "min_disk",
            "__image_size",
            "created_at",
            "updated_at");

    static ImagePage read(JsonValue body, HttpResponse response) {
        JsonValue images = body.get("images");
        if (images.kind() != JsonValue.Kind.ARRAY) {
            throw new JsonFormatException("the answer is no list of images: it has no array images");
        }
        if (images.items().stream()
                .anyMatch(image -> image.get("id").nonEmptyText().isEmpty())) {
            throw new JsonFormatException("an image of the list has no id");
        }
        return new ImagePage(images.items(), HuaweiImsErrors.requestId(response));
    }

    /** A page that is full may have a successor, asked for by its last image's id. */
    Page<HuaweiImage> page(ImageLookup lookup) {
        List<HuaweiImage> items = images.stream()
                .map(image -> image(image, lookup.region(), requestId))
                .toList();
        boolean full = items.size() >= lookup.query().pageSize();
        return new Page<>(items, full ? Optional.of(items.get(items.size() - 1).id()) : Optional.empty());
    }

    private static HuaweiImage image(JsonValue image, String region, Optional<String> requestId) {
        OptionalLong minDisk = image.get("min_disk").asLong();
        return new HuaweiImage(
                image.get("id").textOr(""),
                image.get("name").textOr(""),
                region,
                image.get("status").textOr(""),
                image.get("__description").nonEmptyText(),
                image.get("owner").nonEmptyText(),
                image.get("enterprise_project_id").nonEmptyText(),
                image.get("__originalimagename").nonEmptyText(),
                image.get("__system__cmkid").nonEmptyText(),
                minDisk.isPresent() ? OptionalInt.of((int) minDisk.getAsLong()) : OptionalInt.empty(),
                image.get("__image_size").asLong(),
                HuaweiTimes.read(image.get("created_at")),
                HuaweiTimes.read(image.get("updated_at")),
                rest(image),
                requestId);
    }

    private static Map<String, String> rest(JsonValue image) {
        Map<String, String> rest = new LinkedHashMap<>();
        image.fields().forEach((name, value) -> {
            if (!NAMED.contains(name)) {
                value.text().ifPresent(text -> rest.put(name, text));
            }
        });
        return rest;
    }
}
