package dev.imagecopy.yandex.desktop.model;

import dev.imagecopy.core.spi.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to change about a desktop image. Only what is set here changes: the update mask, without which the service would
 * reset every field that is not sent, is made from the setters that were called. Immutable.
 *
 * <p>The vendor warns that updating an image leads to its desktops being made anew, without what their boot disks held.
 *
 * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/update">DesktopImage.Update</a>
 */
public final class YandexUpdateImageRequest {
    private final String imageId;
    private final @Nullable String name;
    private final @Nullable Map<String, String> labels;
    private final @Nullable String description;

    private YandexUpdateImageRequest(Builder builder) {
        Checks checks = Checks.of("YandexUpdateImageRequest");
        YandexDesktopValidation.requiredId(checks, "imageId", builder.imageId);
        YandexDesktopValidation.optionalName(checks, "name", builder.name);
        YandexDesktopValidation.labels(checks, builder.labels);
        YandexDesktopValidation.description(checks, "description", builder.description);
        checks.check(
                        builder.name != null || builder.labels != null || builder.description != null,
                        "nothing to change was set: name, labels or description")
                .throwIfAny();
        imageId = String.valueOf(builder.imageId);
        name = builder.name;
        labels = builder.labels == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(builder.labels));
        description = builder.description;
    }

    /**
     * Starts an empty request.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the image to change.
     *
     * @return its id
     */
    public String imageId() {
        return imageId;
    }

    /**
     * Returns the new name.
     *
     * @return the name, empty to keep the present one
     */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /**
     * Returns the new labels, which replace all present ones.
     *
     * @return the labels, empty to keep the present ones
     */
    public Optional<Map<String, String>> labels() {
        return Optional.ofNullable(labels);
    }

    /**
     * Returns the new description.
     *
     * @return the description, empty to keep the present one
     */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /**
     * Returns the fields that change, as the service's {@code updateMask} wants them.
     *
     * @return names between commas, for example {@code name,labels}; never empty
     */
    public String updateMask() {
        List<String> fields = new ArrayList<>(3);
        if (name != null) {
            fields.add("name");
        }
        if (labels != null) {
            fields.add("labels");
        }
        if (description != null) {
            fields.add("description");
        }
        return String.join(",", fields);
    }

    @Override
    public String toString() {
        return "YandexUpdateImageRequest[imageId=" + imageId + ", updateMask=" + updateMask() + "]";
    }

    /** Collects a request. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String imageId;
        private @Nullable String name;
        private @Nullable Map<String, String> labels;
        private @Nullable String description;

        private Builder() {}

        /**
         * Sets the image to change.
         *
         * @param value the image's id; required
         * @return this builder
         */
        public Builder imageId(String value) {
            imageId = value;
            return this;
        }

        /**
         * Renames the image.
         *
         * @param value 1 to 50 characters, no control characters; default: the name stays
         * @return this builder
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * Replaces all labels.
         *
         * @param values at most 64, as for {@link YandexCopyImageRequest.Builder#label}; an empty map removes all.
         *     Default: the labels stay
         * @return this builder
         */
        public Builder labels(Map<String, String> values) {
            labels = new LinkedHashMap<>(values);
            return this;
        }

        /**
         * Replaces the description.
         *
         * @param value at most 1024 characters; an empty one removes it. Default: the description stays
         * @return this builder
         */
        public Builder description(String value) {
            description = value;
            return this;
        }

        /**
         * Checks everything and makes the request.
         *
         * @return the request
         * @throws IllegalArgumentException if anything is wrong, or nothing to change was set; the message names every
         *     violation
         */
        public YandexUpdateImageRequest build() {
            return new YandexUpdateImageRequest(this);
        }
    }
}
