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
 * A request to create an image from a desktop, which must be stopped. Created with {@link #builder()}. Immutable.
 *
 * @param desktopId the desktop to create an image from
 * @param folderId the folder that the new image goes to; empty for the service's choice
 * @param name the new image's name; empty for the service's choice
 * @param labels the new image's labels, in insertion order
 * @param description the new image's description
 * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/copyFromDesktop">DesktopImage.CopyFromDesktop</a>
 */
public record YandexCopyFromDesktopRequest(
        String desktopId,
        Optional<String> folderId,
        Optional<String> name,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> labels,
        Optional<String> description)
        implements CopyRequest {
    /** Validates all values, like {@link Builder#build}. */
    public YandexCopyFromDesktopRequest {
        Checks checks = Checks.of("YandexCopyFromDesktopRequest");
        YandexDesktopValidation.requiredId(checks, "desktopId", desktopId);
        YandexDesktopValidation.optionalId(checks, "folderId", folderId);
        YandexDesktopValidation.optionalName(checks, "name", name);
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
        copy.desktopId = desktopId;
        copy.folderId = folderId;
        copy.name = name;
        copy.labels.putAll(labels);
        copy.description = description;
        return copy;
    }

    /** Builds a request. Not thread-safe. */
    public static final class Builder extends NewImageBuilder<Builder> {
        private String desktopId = "";

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Sets the desktop to create an image from.
         *
         * @param value the desktop's id, at most 50 characters; required
         */
        public Builder desktopId(String value) {
            desktopId = requireNonNull(value, "desktopId");
            return this;
        }

        /**
         * Creates the request.
         *
         * @throws IllegalArgumentException if a value is missing or invalid; the message lists all violations
         */
        public YandexCopyFromDesktopRequest build() {
            return new YandexCopyFromDesktopRequest(desktopId, folderId, name, labels, description);
        }
    }
}
