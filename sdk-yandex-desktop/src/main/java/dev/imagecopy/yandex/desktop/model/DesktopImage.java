package dev.imagecopy.yandex.desktop.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A desktop image as the service describes it. The service omits whatever is empty or zero.
 *
 * @param id the image's id
 * @param folderId the folder that it is in
 * @param name its name
 * @param description its description
 * @param status its status as the service wrote it; empty if it wrote none
 * @param labels its labels; omitted in lists, but not by {@code findImage}
 * @param createdAt when its creation started
 * @param sizeBytes its size in storage, in bytes
 * @param minDiskBytes the minimum size of a boot disk created from it, in bytes
 * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/get">DesktopImage.Get</a>
 */
public record DesktopImage(
        String id,
        String folderId,
        Optional<String> name,
        Optional<String> description,
        String status,
        Map<String, String> labels,
        Optional<Instant> createdAt,
        OptionalLong sizeBytes,
        OptionalLong minDiskBytes) {
    /** Rejects null and copies collections. */
    public DesktopImage {
        requireNonNull(id, "id");
        requireNonNull(folderId, "folderId");
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(status, "status");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(sizeBytes, "sizeBytes");
        requireNonNull(minDiskBytes, "minDiskBytes");
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(labels, "labels")));
    }

    /** Returns an empty builder, for tests of applications and for reading responses. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns {@link #status()} as one of the documented values; {@link DesktopImageStatus#UNKNOWN} for any other. */
    public DesktopImageStatus knownStatus() {
        return DesktopImageStatus.of(status);
    }

    /** Builds an instance. Not thread-safe. */
    public static final class Builder {
        private String id = "";
        private String folderId = "";
        private Optional<String> name = Optional.empty();
        private Optional<String> description = Optional.empty();
        private String status = "";
        private Map<String, String> labels = Map.of();
        private Optional<Instant> createdAt = Optional.empty();
        private OptionalLong sizeBytes = OptionalLong.empty();
        private OptionalLong minDiskBytes = OptionalLong.empty();

        private Builder() {}

        /** Sets the image's id. */
        public Builder id(String value) {
            id = requireNonNull(value, "id");
            return this;
        }

        /** Sets the folder that it is in. */
        public Builder folderId(String value) {
            folderId = requireNonNull(value, "folderId");
            return this;
        }

        /** Sets its name. */
        public Builder name(Optional<String> value) {
            name = requireNonNull(value, "name");
            return this;
        }

        /** Sets its description. */
        public Builder description(Optional<String> value) {
            description = requireNonNull(value, "description");
            return this;
        }

        /** Sets its status as the service wrote it. */
        public Builder status(String value) {
            status = requireNonNull(value, "status");
            return this;
        }

        /** Sets its labels. */
        public Builder labels(Map<String, String> value) {
            labels = requireNonNull(value, "labels");
            return this;
        }

        /** Sets when its creation started. */
        public Builder createdAt(Optional<Instant> value) {
            createdAt = requireNonNull(value, "createdAt");
            return this;
        }

        /** Sets its size in storage, in bytes. */
        public Builder sizeBytes(OptionalLong value) {
            sizeBytes = requireNonNull(value, "sizeBytes");
            return this;
        }

        /** Sets the minimum size of a boot disk created from it, in bytes. */
        public Builder minDiskBytes(OptionalLong value) {
            minDiskBytes = requireNonNull(value, "minDiskBytes");
            return this;
        }

        /** Creates the image. */
        public DesktopImage build() {
            return new DesktopImage(
                    id, folderId, name, description, status, labels, createdAt, sizeBytes, minDiskBytes);
        }
    }
}
