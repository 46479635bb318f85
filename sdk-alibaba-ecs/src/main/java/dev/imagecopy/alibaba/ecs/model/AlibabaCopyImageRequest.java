package dev.imagecopy.alibaba.ecs.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.spi.Checks;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request to copy an image. Created with {@link #builder()}. Immutable.
 *
 * @param region the region of the source image; empty for the client's region
 * @param imageId the id of the source image
 * @param targetRegion the destination region; empty for the source's region
 * @param name the copy's name
 * @param description the copy's description
 * @param encrypted whether the copy is encrypted; empty for the service's default
 * @param kmsKeyId the key that encrypts the copy
 * @param encryptAlgorithm the algorithm that encrypts the copy, by the vendor's name
 * @param resourceGroupId the resource group that the copy joins
 * @param tags the copy's tags, in insertion order
 * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-copyimage">CopyImage</a>
 */
public record AlibabaCopyImageRequest(
        Optional<String> region,
        String imageId,
        Optional<String> targetRegion,
        Optional<String> name,
        Optional<String> description,
        Optional<Boolean> encrypted,
        Optional<String> kmsKeyId,
        Optional<String> encryptAlgorithm,
        Optional<String> resourceGroupId,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> tags)
        implements CopyRequest {
    /** Validates all values, like {@link Builder#build}. */
    public AlibabaCopyImageRequest {
        Checks checks = Checks.of("AlibabaCopyImageRequest").id("imageId", imageId);
        AlibabaEcsValidation.region(checks, "region", region);
        AlibabaEcsValidation.region(checks, "targetRegion", targetRegion);
        AlibabaEcsValidation.name(checks, "name", name);
        AlibabaEcsValidation.description(checks, "description", description);
        AlibabaEcsValidation.key(checks, "kmsKeyId", kmsKeyId);
        AlibabaEcsValidation.key(checks, "encryptAlgorithm", encryptAlgorithm);
        AlibabaEcsValidation.optionalId(checks, "resourceGroupId", resourceGroupId);
        AlibabaEcsValidation.tags(checks, tags);
        boolean keyAllowed = requireNonNull(encrypted, "encrypted").orElse(false);
        checks.check(kmsKeyId.isEmpty() || keyAllowed, "encrypted must be true when kmsKeyId is given")
                .check(
                        encryptAlgorithm.isEmpty() || keyAllowed,
                        "encrypted must be true when encryptAlgorithm is given")
                .throwIfAny();
        tags = tags.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that holds these values. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.region = region;
        copy.imageId = imageId;
        copy.targetRegion = targetRegion;
        copy.name = name;
        copy.description = description;
        copy.encrypted = encrypted;
        copy.kmsKeyId = kmsKeyId;
        copy.encryptAlgorithm = encryptAlgorithm;
        copy.resourceGroupId = resourceGroupId;
        copy.tags.putAll(tags);
        return copy;
    }

    /** Builds a request. Not thread-safe. */
    public static final class Builder {
        private Optional<String> region = Optional.empty();
        private String imageId = "";
        private Optional<String> targetRegion = Optional.empty();
        private Optional<String> name = Optional.empty();
        private Optional<String> description = Optional.empty();
        private Optional<Boolean> encrypted = Optional.empty();
        private Optional<String> kmsKeyId = Optional.empty();
        private Optional<String> encryptAlgorithm = Optional.empty();
        private Optional<String> resourceGroupId = Optional.empty();
        private final Map<String, String> tags = new LinkedHashMap<>();
        private final Set<String> given = new HashSet<>();
        private boolean repeatedTag;

        private Builder() {}

        /**
         * Sets the region of the source image ({@code RegionId}).
         *
         * @param value a region's id, for example {@code cn-hangzhou}; default: the client's region
         */
        public Builder region(String value) {
            region = Optional.of(requireNonNull(value, "region"));
            return this;
        }

        /**
         * Sets the source image ({@code ImageId}), which must be a custom image in the status Available.
         *
         * @param value the image's id; required
         */
        public Builder imageId(String value) {
            imageId = requireNonNull(value, "imageId");
            return this;
        }

        /**
         * Sets the destination region ({@code DestinationRegionId}). The source's region is allowed: shared images can only be
         * copied there, and to encrypt an image is to copy it in place.
         *
         * @param value a region's id; default: the source's region
         */
        public Builder targetRegion(String value) {
            targetRegion = Optional.of(requireNonNull(value, "targetRegion"));
            return this;
        }

        /**
         * Sets the copy's name ({@code DestinationImageName}). With a name, the client can find the copy again after a lost
         * reply, and the service can refuse a second copy.
         *
         * @param value 2 to 128 characters; the service also requires a letter first and restricts the characters; default:
         *     none
         */
        public Builder name(String value) {
            name = Optional.of(requireNonNull(value, "name"));
            return this;
        }

        /**
         * Sets the copy's description ({@code DestinationDescription}).
         *
         * @param value at most 256 characters; default: none
         */
        public Builder description(String value) {
            description = Optional.of(requireNonNull(value, "description"));
            return this;
        }

        /**
         * Encrypts the copy ({@code Encrypted}). In another region, the copy of an encrypted image must be encrypted, and only
         * such a copy can be; an unencrypted image is encrypted by a copy inside its region.
         *
         * @param value default: the service's default, which is false
         */
        public Builder encrypted(boolean value) {
            encrypted = Optional.of(value);
            return this;
        }

        /**
         * Sets the key that encrypts the copy ({@code KMSKeyId}), a key in the destination region. Requires {@link #encrypted
         * encrypted(true)}.
         *
         * @param value the key's id; default: the service's own key
         */
        public Builder kmsKeyId(String value) {
            kmsKeyId = Optional.of(requireNonNull(value, "kmsKeyId"));
            return this;
        }

        /**
         * Sets the algorithm that encrypts the copy ({@code EncryptAlgorithm}), which the vendor offers only to some customers.
         * Sent as it is. Requires {@link #encrypted encrypted(true)}.
         *
         * @param value the vendor's name of the algorithm; default: none
         */
        public Builder encryptAlgorithm(String value) {
            encryptAlgorithm = Optional.of(requireNonNull(value, "encryptAlgorithm"));
            return this;
        }

        /**
         * Puts the copy into a resource group ({@code ResourceGroupId}). Required for users without permissions on the default
         * group.
         *
         * @param value the group's id; default: the account's default group
         */
        public Builder resourceGroupId(String value) {
            resourceGroupId = Optional.of(requireNonNull(value, "resourceGroupId"));
            return this;
        }

        /**
         * Adds a tag ({@code Tag.N.Key}, {@code Tag.N.Value}).
         *
         * @param key 1 to 128 characters, not starting with {@code aliyun} or {@code acs:}, without http:// and https://
         * @param value 0 to 128 characters, not starting with {@code acs:}
         */
        public Builder tag(String key, String value) {
            tags.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
            repeatedTag |= !given.add(key);
            return this;
        }

        /**
         * Adds tags.
         *
         * @param values keys and values, as for {@link #tag}; at most 20 tags in total
         */
        public Builder tags(Map<String, String> values) {
            requireNonNull(values, "tags").forEach(this::tag);
            return this;
        }

        /**
         * Creates the request.
         *
         * @throws IllegalArgumentException if a value is missing or invalid; the message lists all violations
         */
        public AlibabaCopyImageRequest build() {
            Checks.of("AlibabaCopyImageRequest")
                    .check(!repeatedTag, "a tag's key must not be given twice")
                    .throwIfAny();
            return new AlibabaCopyImageRequest(
                    region,
                    imageId,
                    targetRegion,
                    name,
                    description,
                    encrypted,
                    kmsKeyId,
                    encryptAlgorithm,
                    resourceGroupId,
                    tags);
        }
    }
}
