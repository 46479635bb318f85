package dev.imagecopy.yandex.desktop.model;

import dev.imagecopy.core.spi.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which desktop to make an image of. The desktop must be stopped. Immutable.
 *
 * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/copyFromDesktop">DesktopImage.CopyFromDesktop</a>
 */
public final class YandexCopyFromDesktopRequest {
    private final String desktopId;
    private final @Nullable String folderId;
    private final @Nullable String name;
    private final Map<String, String> labels;
    private final @Nullable String description;

    private YandexCopyFromDesktopRequest(Builder builder) {
        Checks checks = Checks.of("YandexCopyFromDesktopRequest");
        YandexDesktopValidation.requiredId(checks, "desktopId", builder.desktopId);
        YandexDesktopValidation.optionalId(checks, "folderId", builder.folderId);
        YandexDesktopValidation.optionalName(checks, "name", builder.name);
        YandexDesktopValidation.labels(checks, builder.labels);
        YandexDesktopValidation.description(checks, "description", builder.description);
        checks.throwIfAny();
        desktopId = String.valueOf(builder.desktopId);
        folderId = builder.folderId;
        name = builder.name;
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
     * Returns the desktop to make an image of.
     *
     * @return its id
     */
    public String desktopId() {
        return desktopId;
    }

    /**
     * Returns the folder that the new image goes to.
     *
     * @return the folder's id, empty for the service's choice
     */
    public Optional<String> folderId() {
        return Optional.ofNullable(folderId);
    }

    /**
     * Returns the new image's name.
     *
     * @return the name, empty for the service's choice
     */
    public Optional<String> name() {
        return Optional.ofNullable(name);
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
        return "YandexCopyFromDesktopRequest[desktopId=" + desktopId + ", folderId=" + folderId + ", name=" + name
                + "]";
    }

    /** Collects a request. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String desktopId;
        private @Nullable String folderId;
        private @Nullable String name;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private @Nullable String description;

        private Builder() {}

        /**
         * Sets the desktop to make an image of.
         *
         * @param value the desktop's id, at most 50 characters; required
         * @return this builder
         */
        public Builder desktopId(String value) {
            desktopId = value;
            return this;
        }

        /**
         * Sets the folder that the new image goes to.
         *
         * @param value the folder's id, at most 50 characters; default: the service's choice
         * @return this builder
         */
        public Builder folderId(String value) {
            folderId = value;
            return this;
        }

        /**
         * Names the new image.
         *
         * @param value 1 to 50 characters, no control characters; default: the service's choice
         * @return this builder
         */
        public Builder name(String value) {
            name = value;
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
        public YandexCopyFromDesktopRequest build() {
            return new YandexCopyFromDesktopRequest(this);
        }
    }
}
