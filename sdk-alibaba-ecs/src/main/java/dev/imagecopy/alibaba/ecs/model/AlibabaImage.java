package dev.imagecopy.alibaba.ecs.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An image as the service describes it. Everything that the service may omit is optional.
 *
 * @param id the image's id
 * @param region the region that it is in
 * @param name its name
 * @param description its description
 * @param status its status as the service wrote it; empty if it wrote none
 * @param progressPercent the progress of its creation in percent, 0 to 100
 * @param remaining the service's estimate of the time until it is ready
 * @param sizeBytes its size in bytes; the service reports it in whole GiB
 * @param copied whether it was created by a copy
 * @param encrypted whether one of its disks is encrypted
 * @param createdAt when its creation started
 * @param resourceGroupId its resource group
 * @param imageFamily the image family that it belongs to
 * @param disks its disks with their snapshots, usually the system disk first
 * @param tags its tags
 * @param attributes all other attributes by the vendor's names, for example {@code OSType}, {@code Architecture},
 *     {@code IsPublic} and {@code Features.NvmeSupport}; empty ones are omitted
 * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeimages">DescribeImages</a>
 */
public record AlibabaImage(
        String id,
        String region,
        Optional<String> name,
        Optional<String> description,
        String status,
        OptionalInt progressPercent,
        Optional<Duration> remaining,
        OptionalLong sizeBytes,
        Optional<Boolean> copied,
        Optional<Boolean> encrypted,
        Optional<Instant> createdAt,
        Optional<String> resourceGroupId,
        Optional<String> imageFamily,
        List<AlibabaImageDisk> disks,
        Map<String, String> tags,
        Map<String, String> attributes) {
    /** Rejects null and copies collections. */
    public AlibabaImage {
        requireNonNull(id, "id");
        requireNonNull(region, "region");
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(status, "status");
        requireNonNull(progressPercent, "progressPercent");
        requireNonNull(remaining, "remaining");
        requireNonNull(sizeBytes, "sizeBytes");
        requireNonNull(copied, "copied");
        requireNonNull(encrypted, "encrypted");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(resourceGroupId, "resourceGroupId");
        requireNonNull(imageFamily, "imageFamily");
        disks = List.copyOf(requireNonNull(disks, "disks"));
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(tags, "tags")));
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(attributes, "attributes")));
    }

    /** Returns an empty builder, for tests of applications and for reading responses. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns {@link #status()} as one of the documented values; {@link AlibabaImageStatus#UNKNOWN} for any other. */
    public AlibabaImageStatus knownStatus() {
        return AlibabaImageStatus.of(status);
    }

    /** Returns the ids of the image's snapshots, one for each disk that has one. */
    public List<String> snapshotIds() {
        return disks.stream()
                .map(AlibabaImageDisk::snapshotId)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Builds an instance. Not thread-safe. */
    public static final class Builder {
        private String id = "";
        private String region = "";
        private Optional<String> name = Optional.empty();
        private Optional<String> description = Optional.empty();
        private String status = "";
        private OptionalInt progressPercent = OptionalInt.empty();
        private Optional<Duration> remaining = Optional.empty();
        private OptionalLong sizeBytes = OptionalLong.empty();
        private Optional<Boolean> copied = Optional.empty();
        private Optional<Boolean> encrypted = Optional.empty();
        private Optional<Instant> createdAt = Optional.empty();
        private Optional<String> resourceGroupId = Optional.empty();
        private Optional<String> imageFamily = Optional.empty();
        private List<AlibabaImageDisk> disks = List.of();
        private Map<String, String> tags = Map.of();
        private Map<String, String> attributes = Map.of();

        private Builder() {}

        /** Sets the image's id. */
        public Builder id(String value) {
            id = requireNonNull(value, "id");
            return this;
        }

        /** Sets the region that it is in. */
        public Builder region(String value) {
            region = requireNonNull(value, "region");
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

        /** Sets the progress of its creation in percent, 0 to 100. */
        public Builder progressPercent(OptionalInt value) {
            progressPercent = requireNonNull(value, "progressPercent");
            return this;
        }

        /** Sets the service's estimate of the time until it is ready. */
        public Builder remaining(Optional<Duration> value) {
            remaining = requireNonNull(value, "remaining");
            return this;
        }

        /** Sets its size in bytes; the service reports it in whole GiB. */
        public Builder sizeBytes(OptionalLong value) {
            sizeBytes = requireNonNull(value, "sizeBytes");
            return this;
        }

        /** Sets whether it was created by a copy. */
        public Builder copied(Optional<Boolean> value) {
            copied = requireNonNull(value, "copied");
            return this;
        }

        /** Sets whether one of its disks is encrypted. */
        public Builder encrypted(Optional<Boolean> value) {
            encrypted = requireNonNull(value, "encrypted");
            return this;
        }

        /** Sets when its creation started. */
        public Builder createdAt(Optional<Instant> value) {
            createdAt = requireNonNull(value, "createdAt");
            return this;
        }

        /** Sets its resource group. */
        public Builder resourceGroupId(Optional<String> value) {
            resourceGroupId = requireNonNull(value, "resourceGroupId");
            return this;
        }

        /** Sets the image family that it belongs to. */
        public Builder imageFamily(Optional<String> value) {
            imageFamily = requireNonNull(value, "imageFamily");
            return this;
        }

        /** Sets its disks. */
        public Builder disks(List<AlibabaImageDisk> value) {
            disks = requireNonNull(value, "disks");
            return this;
        }

        /** Sets its tags. */
        public Builder tags(Map<String, String> value) {
            tags = requireNonNull(value, "tags");
            return this;
        }

        /** Sets all other attributes by the vendor's names. */
        public Builder attributes(Map<String, String> value) {
            attributes = requireNonNull(value, "attributes");
            return this;
        }

        /** Creates the image. */
        public AlibabaImage build() {
            return new AlibabaImage(
                    id,
                    region,
                    name,
                    description,
                    status,
                    progressPercent,
                    remaining,
                    sizeBytes,
                    copied,
                    encrypted,
                    createdAt,
                    resourceGroupId,
                    imageFamily,
                    disks,
                    tags,
                    attributes);
        }
    }
}
