package dev.imagecopy.yandex.desktop.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.spi.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to copy a compute image to a new desktop image. Created with {@link #builder()}. Immutable.
 *
 * @param folderId the folder that the new image goes to
 * @param name the new image's name
 * @param imageId the compute image to copy
 * @param labels the new image's labels, in insertion order
 * @param description the new image's description
 * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/copy">DesktopImage.Copy</a>
 */
public record YandexCopyImageRequest(
        String folderId,
        String name,
        String imageId,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> labels,
        Optional<String> description)
        implements CopyRequest {
    /** Validates all values, like {@link Builder#build}. */
    public YandexCopyImageRequest {
        Checks checks = Checks.of("YandexCopyImageRequest");
        YandexDesktopValidation.requiredId(checks, "folderId", folderId);
        YandexDesktopValidation.requiredName(checks, "name", name);
        YandexDesktopValidation.requiredId(checks, "imageId", imageId);
        YandexDesktopValidation.labels(checks, labels);
        YandexDesktopValidation.description(checks, "description", description);
        checks.throwIfAny();
        labels = labels.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that holds these values. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.folderId = Optional.of(folderId);
        copy.name = Optional.of(name);
        copy.imageId = imageId;
        copy.labels.putAll(labels);
        copy.description = description;
        return copy;
    }

    /** Builds a request. Not thread-safe. */
    public static final class Builder extends NewImageBuilder<Builder> {
        private String imageId = "";

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Sets the compute image to copy: an image in Compute Cloud, not a desktop image, that has been prepared for desktops.
         * The service does not check that it has been.
         *
         * @param value the image's id, at most 50 characters; required
         */
        public Builder imageId(String value) {
            imageId = requireNonNull(value, "imageId");
            return this;
        }

        /**
         * Creates the request.
         *
         * @throws IllegalArgumentException if a value is missing or invalid; the message lists all violations
         */
        public YandexCopyImageRequest build() {
            return new YandexCopyImageRequest(folderId.orElse(""), name.orElse(""), imageId, labels, description);
        }
    }
}
