package dev.imagecopy.yandex.desktop.model;

import dev.imagecopy.core.spi.Checks;
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
        labels = builder.copyOfLabels();
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
    public static final class Builder extends NewImageBuilder<Builder> {
        private @Nullable String imageId;

        private Builder() {}

        @Override
        Builder self() {
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
