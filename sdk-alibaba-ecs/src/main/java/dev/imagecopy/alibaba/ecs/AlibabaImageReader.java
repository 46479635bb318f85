package dev.imagecopy.alibaba.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageDisk;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageStatus;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.IsoTimes;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.spi.WireId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the response of DescribeImages, leniently: sizes may be numbers or strings, booleans may be "True", and progress is
 * "32%", or an empty string before it is known.
 */
final class AlibabaImageReader {
    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    private static final Set<String> UNDER_WAY =
            Set.of(AlibabaImageStatus.WAITING.word(), AlibabaImageStatus.CREATING.word());

    /** The members that have a component of their own. */
    private static final Set<String> NAMED = Set.of(
            "ImageId",
            "ImageName",
            "Description",
            "Status",
            "Progress",
            "Size",
            "IsCopied",
            "CreationTime",
            "ResourceGroupId",
            "ImageFamily",
            "DiskDeviceMappings",
            "Tags");

    private AlibabaImageReader() {}

    static ImagePage page(JsonNode body, HttpResponse response) {
        return page(body, response, image -> true);
    }

    /** The same for polls: the image of a copy in progress is not shown to anyone, so only the progress is read. */
    static ImagePage copies(JsonNode body, HttpResponse response) {
        return page(body, response, image -> !UNDER_WAY.contains(LenientJson.text(image.path("Status"))));
    }

    private static ImagePage page(JsonNode body, HttpResponse response, Predicate<JsonNode> whole) {
        JsonNode images = body.path("Images");
        if (!images.isObject() && !images.isArray()) {
            throw new JsonFormatException("DescribeImages answered without Images");
        }
        List<AlibabaImage> found = new ArrayList<>();
        for (JsonNode image : images.isArray() ? LenientJson.items(images) : LenientJson.items(images.path("Image"))) {
            found.add(image(image, LenientJson.text(body.path("RegionId")), whole.test(image)));
        }
        long total = LenientJson.asLong(body.path("TotalCount")).orElse(found.size());
        if (found.isEmpty()
                && total > 0
                && LenientJson.asLong(body.path("PageNumber")).orElse(0) == 1) {
            throw new JsonFormatException("DescribeImages counts images, and shows none on the first page");
        }
        Optional<Instant> serverTime = ServiceTime.of(response);
        return new ImagePage(
                LenientJson.text(body.path("RegionId")),
                found,
                total,
                LenientJson.nonEmptyText(body.path("RequestId")),
                serverTime,
                response.body().length);
    }

    private static AlibabaImage image(JsonNode image, String region, boolean whole) {
        String id = WireId.require(image.path("ImageId"), "ImageId");
        List<JsonNode> disks =
                LenientJson.items(image.path("DiskDeviceMappings").path("DiskDeviceMapping"));
        AlibabaImage.Builder read = AlibabaImage.builder()
                .id(id)
                .region(region)
                .name(LenientJson.nonEmptyText(image.path("ImageName")))
                .description(LenientJson.nonEmptyText(image.path("Description")))
                .status(LenientJson.text(image.path("Status")))
                .progressPercent(progress(image, disks))
                .remaining(remaining(disks))
                .sizeBytes(bytes(positive(LenientJson.asLong(image.path("Size")))))
                .copied(LenientJson.asBoolean(image.path("IsCopied")))
                .encrypted(encrypted(disks))
                .createdAt(LenientJson.nonEmptyText(image.path("CreationTime")).flatMap(IsoTimes::parse))
                .resourceGroupId(LenientJson.nonEmptyText(image.path("ResourceGroupId")))
                .imageFamily(LenientJson.nonEmptyText(image.path("ImageFamily")))
                .tags(tags(image));
        if (whole) {
            read.disks(disks.stream().map(AlibabaImageReader::disk).toList()).attributes(attributes(image));
        }
        return read.build();
    }

    private static OptionalInt progress(JsonNode image, List<JsonNode> disks) {
        OptionalInt whole = percent(image.path("Progress"));
        if (whole.isPresent()) {
            return whole;
        }
        for (JsonNode disk : disks) {
            OptionalInt percent = percent(disk.path("Progress"));
            if (percent.isPresent() && (whole.isEmpty() || percent.getAsInt() < whole.getAsInt())) {
                whole = percent;
            }
        }
        return whole;
    }

    /** Whether any disk is, as far as the service says. */
    private static Optional<Boolean> encrypted(List<JsonNode> disks) {
        Optional<Boolean> any = Optional.empty();
        for (JsonNode disk : disks) {
            Optional<Boolean> encrypted = LenientJson.asBoolean(disk.path("Encrypted"));
            any = encrypted.orElse(false) || any.isEmpty() ? encrypted : any;
        }
        return any;
    }

    private static OptionalInt percent(JsonNode value) {
        String text = LenientJson.text(value).strip();
        String digits =
                text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
        if (digits.isEmpty() || digits.length() > 9) {
            return OptionalInt.empty();
        }
        try {
            double number = Double.parseDouble(digits);
            return Double.isFinite(number)
                    ? OptionalInt.of((int) Math.max(0, Math.min(100, number)))
                    : OptionalInt.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }

    /** Determined by the slowest disk. Not streams, which would take 1 KB of each poll here and above. */
    private static Optional<Duration> remaining(List<JsonNode> disks) {
        long slowest = 0;
        for (JsonNode disk : disks) {
            long seconds = LenientJson.asLong(disk.path("RemainTime")).orElse(0);
            if (seconds <= LONGEST_SECONDS) {
                slowest = Math.max(slowest, seconds);
            }
        }
        return slowest > 0 ? Optional.of(Duration.ofSeconds(slowest)) : Optional.empty();
    }

    private static OptionalLong positive(OptionalLong number) {
        return number.isPresent() && number.getAsLong() > 0 ? number : OptionalLong.empty();
    }

    /** No image is so large that its bytes overflow; such a size is wrong. */
    private static OptionalLong bytes(OptionalLong gib) {
        return gib.isPresent() && gib.getAsLong() <= Long.MAX_VALUE >> 30
                ? OptionalLong.of(gib.getAsLong() << 30)
                : OptionalLong.empty();
    }

    private static AlibabaImageDisk disk(JsonNode disk) {
        return new AlibabaImageDisk(
                LenientJson.nonEmptyText(disk.path("Type")),
                LenientJson.nonEmptyText(disk.path("Device")),
                LenientJson.nonEmptyText(disk.path("Format")),
                bytes(positive(LenientJson.asLong(disk.path("Size")))),
                LenientJson.nonEmptyText(disk.path("SnapshotId")),
                LenientJson.asBoolean(disk.path("Encrypted")),
                LenientJson.nonEmptyText(disk.path("ImportOSSBucket")),
                LenientJson.nonEmptyText(disk.path("ImportOSSObject")));
    }

    /** The remaining members, with those of Features and DetectionOptions and the results of the checks. */
    private static Map<String, String> attributes(JsonNode image) {
        Map<String, String> attributes = new LinkedHashMap<>();
        image.properties().forEach(member -> {
            if (!NAMED.contains(member.getKey())) {
                put(attributes, member.getKey(), member.getValue());
                member.getValue()
                        .properties()
                        .forEach(inner -> put(attributes, member.getKey() + "." + inner.getKey(), inner.getValue()));
            }
        });
        int number = 1;
        for (JsonNode item :
                LenientJson.items(image.path("DetectionOptions").path("Items").path("Item"))) {
            String prefix = "DetectionOptions.Item." + number++ + ".";
            item.properties().forEach(member -> put(attributes, prefix + member.getKey(), member.getValue()));
        }
        return attributes;
    }

    private static void put(Map<String, String> attributes, String name, JsonNode value) {
        LenientJson.nonEmptyText(value).ifPresent(text -> attributes.put(name, text));
    }

    private static Map<String, String> tags(JsonNode image) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (JsonNode tag : LenientJson.items(image.path("Tags").path("Tag"))) {
            LenientJson.scalar(tag.path("TagKey"))
                    .ifPresent(key -> tags.put(key, LenientJson.text(tag.path("TagValue"))));
        }
        return tags;
    }
}
