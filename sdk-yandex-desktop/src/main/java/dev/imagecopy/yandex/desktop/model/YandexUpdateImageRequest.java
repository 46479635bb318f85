package dev.imagecopy.yandex.desktop.model;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.spi.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to change a desktop image. Only the fields that are set change: the update mask, without which the service would
 * reset every field that is not sent, contains the fields whose setters were called. Created with {@link #builder()}.
 * Immutable.
 *
 * <p>The vendor warns that an update of an image causes its desktops to be recreated, without the content of their boot disks.
 *
 * @param imageId the image to change
 * @param name its new name
 * @param labels its new labels, which replace all existing ones
 * @param description its new description
 * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/update">DesktopImage.Update</a>
 */
public record YandexUpdateImageRequest(
        String imageId, Optional<String> name, Optional<Map<String, String>> labels, Optional<String> description) {
    /** Validates all values, like {@link Builder#build}. */
    public YandexUpdateImageRequest {
        Checks checks = Checks.of("YandexUpdateImageRequest");
        YandexDesktopValidation.requiredId(checks, "imageId", imageId);
        YandexDesktopValidation.optionalName(checks, "name", name);
        YandexDesktopValidation.labels(checks, requireNonNull(labels, "labels").orElse(Map.of()));
        YandexDesktopValidation.description(checks, "description", description);
        checks.check(
                        name.isPresent() || labels.isPresent() || description.isPresent(),
                        "nothing to change was set: name, labels or description")
                .throwIfAny();
        labels = labels.map(LinkedHashMap::new).map(Collections::unmodifiableMap);
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that holds these values. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.imageId = imageId;
        copy.name = name;
        copy.labels = labels;
        copy.description = description;
        return copy;
    }

    /**
     * Returns the names of the fields that change, separated by commas, as in the service's {@code updateMask}; never empty.
     */
    public String updateMask() {
        List<String> fields = new ArrayList<>(3);
        if (name.isPresent()) {
            fields.add("name");
        }
        if (labels.isPresent()) {
            fields.add("labels");
        }
        if (description.isPresent()) {
            fields.add("description");
        }
        return String.join(",", fields);
    }

    /** Builds a request. Not thread-safe. */
    public static final class Builder {
        private String imageId = "";
        private Optional<String> name = Optional.empty();
        private Optional<Map<String, String>> labels = Optional.empty();
        private Optional<String> description = Optional.empty();

        private Builder() {}

        /**
         * Sets the image to change.
         *
         * @param value the image's id; required
         */
        public Builder imageId(String value) {
            imageId = requireNonNull(value, "imageId");
            return this;
        }

        /**
         * Renames the image.
         *
         * @param value 1 to 50 characters, no control characters; default: the name does not change
         */
        public Builder name(String value) {
            name = Optional.of(requireNonNull(value, "name"));
            return this;
        }

        /**
         * Replaces all labels.
         *
         * @param values at most 64, as for {@link YandexCopyImageRequest.Builder#label}; an empty map removes all. Default: the
         *     labels do not change
         */
        public Builder labels(Map<String, String> values) {
            labels = Optional.of(new LinkedHashMap<>(requireNonNull(values, "labels")));
            return this;
        }

        /**
         * Replaces the description.
         *
         * @param value at most 1024 characters; an empty text removes it. Default: the description does not change
         */
        public Builder description(String value) {
            description = Optional.of(requireNonNull(value, "description"));
            return this;
        }

        /**
         * Creates the request.
         *
         * @throws IllegalArgumentException if a value is missing or invalid; the message lists all violations
         */
        public YandexUpdateImageRequest build() {
            return new YandexUpdateImageRequest(imageId, name, labels, description);
        }
    }
}
