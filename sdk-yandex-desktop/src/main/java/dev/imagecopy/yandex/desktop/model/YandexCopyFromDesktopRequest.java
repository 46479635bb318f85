package dev.imagecopy.yandex.desktop.model;

import dev.imagecopy.core.spi.Checks;
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
    public static final class Builder extends NewImageBuilder<Builder> {
        private @Nullable String desktopId;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

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
