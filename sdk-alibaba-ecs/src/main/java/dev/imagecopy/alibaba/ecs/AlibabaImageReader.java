package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.JsonValue;
import dev.imagecopy.core.spi.IsoTimes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads what DescribeImages tells, leniently: sizes come as numbers and as strings, truth values as booleans and as "True",
 * progress as "32%", and as an empty string before it is known.
 */
final class AlibabaImageReader {
    private AlibabaImageReader() {}

    static ImagePage page(JsonValue body, HttpResponse response) {
        JsonValue images = body.get("Images");
        if (images.kind() != JsonValue.Kind.OBJECT && images.kind() != JsonValue.Kind.ARRAY) {
            throw new JsonFormatException("DescribeImages answered without Images");
        }
        String requestId = body.get("RequestId").textOr("");
        List<AlibabaImage> found = new ArrayList<>();
        for (JsonValue image : images.kind() == JsonValue.Kind.ARRAY
                ? images.items()
                : images.get("Image").items()) {
            found.add(image(image, body.get("RegionId").textOr(""), requestId));
        }
        Optional<Instant> serverTime = response.headers().first("Date").flatMap(AlibabaImageReader::httpDate);
        return new ImagePage(found, body.get("TotalCount").asLong().orElse(found.size()), requestId, serverTime);
    }

    private static AlibabaImage image(JsonValue image, String region, String requestId) {
        String id = image.get("ImageId")
                .nonEmptyText()
                .orElseThrow(() -> new JsonFormatException("DescribeImages showed an image without ImageId"));
        List<JsonValue> disks =
                image.get("DiskDeviceMappings").get("DiskDeviceMapping").items();
        return new AlibabaImage(
                id,
                region,
                image.get("ImageName").textOr(""),
                image.get("Description").textOr(""),
                image.get("Status").textOr(""),
                progress(image, disks),
                remaining(disks),
                positive(image.get("Size").asLong()),
                image.get("IsCopied").asBoolean(),
                disks.stream()
                        .map(disk -> disk.get("Encrypted").asBoolean())
                        .flatMap(Optional::stream)
                        .reduce((one, other) -> one || other),
                image.get("CreationTime").nonEmptyText().flatMap(IsoTimes::parse),
                image.get("ResourceGroupId").textOr(""),
                tags(image),
                requestId);
    }

    private static OptionalInt progress(JsonValue image, List<JsonValue> disks) {
        OptionalInt whole = percent(image.get("Progress"));
        if (whole.isPresent()) {
            return whole;
        }
        return disks.stream()
                .map(disk -> percent(disk.get("Progress")))
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .min();
    }

    private static OptionalInt percent(JsonValue value) {
        String text = value.textOr("").strip();
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

    /** The slowest disk decides. */
    private static Optional<Duration> remaining(List<JsonValue> disks) {
        return disks.stream()
                .map(disk -> positive(disk.get("RemainTime").asLong()))
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .filter(seconds -> seconds <= Duration.ofDays(365).toSeconds())
                .map(Duration::ofSeconds)
                .max(Duration::compareTo);
    }

    private static OptionalLong positive(OptionalLong number) {
        return number.isPresent() && number.getAsLong() > 0 ? number : OptionalLong.empty();
    }

    private static Map<String, String> tags(JsonValue image) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (JsonValue tag : image.get("Tags").get("Tag").items()) {
            tag.get("TagKey")
                    .text()
                    .ifPresent(key -> tags.put(key, tag.get("TagValue").textOr("")));
        }
        return tags;
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
