package dev.imagecopy.huawei.ims.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An image as the service describes it. Everything that the service may leave out is optional.
 *
 * @param id the image's id
 * @param name its name
 * @param region the region that it is in
 * @param status its status as the service wrote it, for example {@code active}; empty if there was none
 * @param description its description
 * @param projectId the project that owns it
 * @param enterpriseProjectId its enterprise project
 * @param sourceImageId the image that it was created from
 * @param cmkId the KMS key of an encrypted image
 * @param minDiskGb the smallest disk that it fits on, in GB
 * @param sizeBytes the size of the image file, in bytes
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 * @param attributes everything else that the service sent, by its names
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0602.html">Querying images</a>
 */
public record HuaweiImage(
        String id,
        String name,
        String region,
        String status,
        Optional<String> description,
        Optional<String> projectId,
        Optional<String> enterpriseProjectId,
        Optional<String> sourceImageId,
        Optional<String> cmkId,
        OptionalInt minDiskGb,
        OptionalLong sizeBytes,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt,
        Map<String, String> attributes) {
    /** Rejects null and copies collections. */
    public HuaweiImage {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(region, "region");
        requireNonNull(status, "status");
        requireNonNull(description, "description");
        requireNonNull(projectId, "projectId");
        requireNonNull(enterpriseProjectId, "enterpriseProjectId");
        requireNonNull(sourceImageId, "sourceImageId");
        requireNonNull(cmkId, "cmkId");
        requireNonNull(minDiskGb, "minDiskGb");
        requireNonNull(sizeBytes, "sizeBytes");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(attributes, "attributes")));
    }

    /** Returns an empty builder, for tests of applications and for reading responses. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns {@link #status()} as one of the documented values; {@link HuaweiImageStatus#UNKNOWN} for any other. */
    public HuaweiImageStatus knownStatus() {
        return HuaweiImageStatus.of(status);
    }

    /** Builds an instance. Not thread-safe. */
    public static final class Builder {
        private String id = "";
        private String name = "";
        private String region = "";
        private String status = "";
        private Optional<String> description = Optional.empty();
        private Optional<String> projectId = Optional.empty();
        private Optional<String> enterpriseProjectId = Optional.empty();
        private Optional<String> sourceImageId = Optional.empty();
        private Optional<String> cmkId = Optional.empty();
        private OptionalInt minDiskGb = OptionalInt.empty();
        private OptionalLong sizeBytes = OptionalLong.empty();
        private Optional<Instant> createdAt = Optional.empty();
        private Optional<Instant> updatedAt = Optional.empty();
        private Map<String, String> attributes = Map.of();

        private Builder() {}

        /** Sets the image's id. */
        public Builder id(String value) {
            id = requireNonNull(value, "id");
            return this;
        }

        /** Sets its name. */
        public Builder name(String value) {
            name = requireNonNull(value, "name");
            return this;
        }

        /** Sets the region that it is in. */
        public Builder region(String value) {
            region = requireNonNull(value, "region");
            return this;
        }

        /** Sets its status as the service wrote it, for example {@code active}. */
        public Builder status(String value) {
            status = requireNonNull(value, "status");
            return this;
        }

        /** Sets its description. */
        public Builder description(Optional<String> value) {
            description = requireNonNull(value, "description");
            return this;
        }

        /** Sets the project that owns it. */
        public Builder projectId(Optional<String> value) {
            projectId = requireNonNull(value, "projectId");
            return this;
        }

        /** Sets its enterprise project. */
        public Builder enterpriseProjectId(Optional<String> value) {
            enterpriseProjectId = requireNonNull(value, "enterpriseProjectId");
            return this;
        }

        /** Sets the image that it was created from. */
        public Builder sourceImageId(Optional<String> value) {
            sourceImageId = requireNonNull(value, "sourceImageId");
            return this;
        }

        /** Sets the KMS key of an encrypted image. */
        public Builder cmkId(Optional<String> value) {
            cmkId = requireNonNull(value, "cmkId");
            return this;
        }

        /** Sets the smallest disk that it fits on, in GB. */
        public Builder minDiskGb(OptionalInt value) {
            minDiskGb = requireNonNull(value, "minDiskGb");
            return this;
        }

        /** Sets the size of the image file, in bytes. */
        public Builder sizeBytes(OptionalLong value) {
            sizeBytes = requireNonNull(value, "sizeBytes");
            return this;
        }

        /** Sets when it was created. */
        public Builder createdAt(Optional<Instant> value) {
            createdAt = requireNonNull(value, "createdAt");
            return this;
        }

        /** Sets when it was last changed. */
        public Builder updatedAt(Optional<Instant> value) {
            updatedAt = requireNonNull(value, "updatedAt");
            return this;
        }

        /** Sets everything else that the service sent, by its names. */
        public Builder attributes(Map<String, String> value) {
            attributes = requireNonNull(value, "attributes");
            return this;
        }

        /** Creates the image. */
        public HuaweiImage build() {
            return new HuaweiImage(
                    id,
                    name,
                    region,
                    status,
                    description,
                    projectId,
                    enterpriseProjectId,
                    sourceImageId,
                    cmkId,
                    minDiskGb,
                    sizeBytes,
                    createdAt,
                    updatedAt,
                    attributes);
        }
    }
}
