package dev.imagecopy.huawei.ims;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.spi.WireId;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads images. Lenient: numbers and booleans may be texts. */
final class HuaweiImageReader {
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

    private HuaweiImageReader() {}

    static ImagePage list(JsonNode body, HttpResponse response) {
        JsonNode images = body.path("images");
        if (!images.isArray()) {
            throw new JsonFormatException("the response is not a list of images: it has no array images");
        }
        LenientJson.items(images).forEach(image -> WireId.require(image.path("id"), "id of an image"));
        boolean hasNext = LenientJson.isPresent(body.path("next"));
        if (hasNext && images.isEmpty()) {
            throw new JsonFormatException("a page without images names another page");
        }
        return new ImagePage(LenientJson.items(images), hasNext, ServiceTime.of(response), response.body().length);
    }

    /**
     * The id of the last image is the token of the next page. A page that is not full is the last one, unless it names another, as
     * those of OpenStack do.
     */
    static Page<HuaweiImage> page(ImagePage page, ImageLookup lookup) {
        List<HuaweiImage> items = page.images().stream()
                .map(image -> image(image, lookup.region()))
                .toList();
        boolean more = page.hasNext() || items.size() >= lookup.pageSize();
        return new Page<>(items, more ? Optional.of(items.get(items.size() - 1).id()) : Optional.empty(), page.bytes());
    }

    /**
     * Reads the answer to a search by id; empty if there is no such image.
     *
     * @throws ResponseFormatException if the answer shows others instead, which says nothing about this one
     */
    static Optional<HuaweiImage> only(ImagePage page, ImageLookup lookup, String imageId) {
        List<HuaweiImage> shown = page(page, lookup).items();
        Optional<HuaweiImage> found =
                shown.stream().filter(image -> image.id().equals(imageId)).findFirst();
        if (found.isEmpty() && !shown.isEmpty()) {
            throw new ResponseFormatException(
                    "the list shows other images than the one that was asked for",
                    200,
                    Optional.empty(),
                    ErrorContext.none(true),
                    null);
        }
        return found;
    }

    private static HuaweiImage image(JsonNode image, String region) {
        OptionalLong minDisk = LenientJson.asLong(image.path("min_disk"));
        return HuaweiImage.builder()
                .id(LenientJson.text(image.path("id")))
                .name(LenientJson.text(image.path("name")))
                .region(region)
                .status(LenientJson.text(image.path("status")))
                .description(LenientJson.nonEmptyText(image.path("__description")))
                .projectId(LenientJson.nonEmptyText(image.path("owner")))
                .enterpriseProjectId(LenientJson.nonEmptyText(image.path("enterprise_project_id")))
                .sourceImageId(LenientJson.nonEmptyText(image.path("__originalimagename")))
                .cmkId(LenientJson.nonEmptyText(image.path("__system__cmkid")))
                .minDiskGb(minDisk.isPresent() ? OptionalInt.of((int) minDisk.getAsLong()) : OptionalInt.empty())
                .sizeBytes(LenientJson.asLong(image.path("__image_size")))
                .createdAt(HuaweiTimes.read(image.path("created_at")))
                .updatedAt(HuaweiTimes.read(image.path("updated_at")))
                .attributes(rest(image))
                .build();
    }

    private static Map<String, String> rest(JsonNode image) {
        Map<String, String> rest = new LinkedHashMap<>();
        image.properties().forEach(member -> {
            if (!NAMED.contains(member.getKey())) {
                LenientJson.scalar(member.getValue()).ifPresent(text -> rest.put(member.getKey(), text));
            }
        });
        return rest;
    }
}
