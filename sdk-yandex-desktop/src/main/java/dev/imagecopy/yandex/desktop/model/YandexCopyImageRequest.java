package dev.imagecopy.yandex.desktop.model;

import dev.imagecopy.core.spi.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which compute image to copy, and what the desktop image will be. Immutable.
 *
 * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/copy">DesktopImage.Copy</a>
 */
public final class YandexCopyImageRequest {
    private final String folderId;
    private final String name;
    private final String imageId;
    private final Map<String, String> labels;
    private final @Nullable String description;

    private YandexCopyImageRequest(Builder builder) {
        Checks checks = Checks.of("YandexCopyImageRequest");
        YandexDesktopValidation.requiredId(checks, "folderId", builder.folderId);
        YandexDesktopValidation.requiredName(checks, "name", builder.name);
        YandexDesktopValidation.requiredId(checks, "imageId", builder.imageId);
        YandexDesktopValidation.labels(checks, builder.labels);
        YandexDesktopValidation.description(checks, "description", builder.description);
        checks.throwIfAny();
        folderId = String.valueOf(builder.folderId);
        name = String.valueOf(builder.name);
        imageId = String.valueOf(builder.imageId);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(builder.labels));
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
     * Returns the folder that the new image goes to.
     *
     * @return the folder's id
     */
    public String folderId() {
        return folderId;
    }

    /**
     * Returns the new image's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the compute image to copy.
     *
     * @return its id
     */
    public String imageId() {
        return imageId;
    }

    /**
     * Returns the new image's labels.
     *
     * @return keys and values in the order in which they were given
     */
    public Map<String, String> labels() {
        return labels;
    }

    /**
     * Returns the new image's description.
     *
     * @return the description, if one was given
     */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    @Override
    public String toString() {
        return "YandexCopyImageRequest[folderId=" + folderId + ", name=" + name + ", imageId=" + imageId + "]";
    }

    /** Collects a request. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String folderId;
        private @Nullable String name;
        private @Nullable String imageId;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private @Nullable String description;

        private Builder() {}

        /**
         * Sets the folder that the new image goes to.
         *
         * @param value the folder's id, at most 50 characters; required
         * @return this builder
         */
        public Builder folderId(String value) {
            folderId = value;
            return this;
        }

        /**
         * Names the new image. The service states no pattern for names, and not that they must be unique.
         *
         * @param value 1 to 50 characters, no control characters; required
         * @return this builder
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * Sets the compute image to copy: an image of Compute Cloud, not a desktop image, that has been prepared for
         * desktops. The service does not check the preparation.
         *
         * @param value the image's id, at most 50 characters; required
         * @return this builder
         */
        public Builder imageId(String value) {
            imageId = value;
            return this;
        }

        /**
         * Adds a label.
         *
         * @param key 1 to 63 characters out of {@code a-z 0-9 - _}, a letter first; a key given again replaces the value
         * @param value at most 63 characters out of {@code a-z 0-9 - _}; at most 64 labels in all
         * @return this builder
         */
        public Builder label(String key, String value) {
            labels.put(key, value);
            return this;
        }

        /**
         * Adds labels.
         *
         * @param values keys and values, as for {@link #label}
         * @return this builder
         */
        public Builder labels(Map<String, String> values) {
            labels.putAll(values);
            return this;
        }

        /**
         * Describes the new image.
         *
         * @param value at most 1024 characters; default: none
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
         * @throws IllegalArgumentException if anything is wrong; the message names every violation
         */
        public YandexCopyImageRequest build() {
            return new YandexCopyImageRequest(this);
        }
    }
}
