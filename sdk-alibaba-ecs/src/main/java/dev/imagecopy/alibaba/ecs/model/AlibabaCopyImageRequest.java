package dev.imagecopy.alibaba.ecs.model;

import dev.imagecopy.core.spi.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which image to copy, and what the copy will be. Immutable.
 *
 * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-copyimage">CopyImage</a>
 */
public final class AlibabaCopyImageRequest {
    private final @Nullable String region;
    private final String imageId;
    private final @Nullable String targetRegion;
    private final @Nullable String name;
    private final @Nullable String description;
    private final @Nullable Boolean encrypted;
    private final @Nullable String kmsKeyId;
    private final @Nullable String encryptAlgorithm;
    private final @Nullable String resourceGroupId;
    private final Map<String, String> tags;

    private AlibabaCopyImageRequest(Builder builder) {
        Checks checks = Checks.of("AlibabaCopyImageRequest").id("imageId", builder.imageId);
        AlibabaEcsValidation.region(checks, "region", builder.region);
        AlibabaEcsValidation.region(checks, "targetRegion", builder.targetRegion);
        AlibabaEcsValidation.name(checks, "name", builder.name);
        AlibabaEcsValidation.description(checks, "description", builder.description);
        AlibabaEcsValidation.key(checks, "kmsKeyId", builder.kmsKeyId);
        AlibabaEcsValidation.key(checks, "encryptAlgorithm", builder.encryptAlgorithm);
        AlibabaEcsValidation.optionalId(checks, "resourceGroupId", builder.resourceGroupId);
        AlibabaEcsValidation.tags(checks, builder.tags);
        checks.check(
                        builder.kmsKeyId == null || Boolean.TRUE.equals(builder.encrypted),
                        "encrypted must be true when kmsKeyId is given")
                .check(
                        builder.encryptAlgorithm == null || Boolean.TRUE.equals(builder.encrypted),
                        "encrypted must be true when encryptAlgorithm is given")
                .check(!builder.repeatedTag, "a tag's key must not be given twice")
                .throwIfAny();
        region = builder.region;
        imageId = String.valueOf(builder.imageId);
        targetRegion = builder.targetRegion;
        name = builder.name;
        description = builder.description;
        encrypted = builder.encrypted;
        kmsKeyId = builder.kmsKeyId;
        encryptAlgorithm = builder.encryptAlgorithm;
        resourceGroupId = builder.resourceGroupId;
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(builder.tags));
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
     * Returns where the source image is.
     *
     * @return the region's id, empty for the client's region
     */
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /**
     * Returns the source image.
     *
     * @return its id
     */
    public String imageId() {
        return imageId;
    }

    /**
     * Returns where the copy goes.
     *
     * @return the region's id, empty for the source's region
     */
    public Optional<String> targetRegion() {
        return Optional.ofNullable(targetRegion);
    }

    /**
     * Returns the copy's name.
     *
     * @return the name, if one was given
     */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /**
     * Returns the copy's description.
     *
     * @return the description, if one was given
     */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /**
     * Tells whether the copy is encrypted.
     *
     * @return what was asked for, empty for the service's default
     */
    public Optional<Boolean> encrypted() {
        return Optional.ofNullable(encrypted);
    }

    /**
     * Returns the key that encrypts the copy.
     *
     * @return the key's id, if one was given
     */
    public Optional<String> kmsKeyId() {
        return Optional.ofNullable(kmsKeyId);
    }

    /**
     * Returns the algorithm that encrypts the copy.
     *
     * @return the vendor's name of it, if one was given
     */
    public Optional<String> encryptAlgorithm() {
        return Optional.ofNullable(encryptAlgorithm);
    }

    /**
     * Returns the resource group that the copy joins.
     *
     * @return the group's id, if one was given
     */
    public Optional<String> resourceGroupId() {
        return Optional.ofNullable(resourceGroupId);
    }

    /**
     * Returns the copy's tags.
     *
     * @return keys and values in the order in which they were given
     */
    public Map<String, String> tags() {
        return tags;
    }

    @Override
    public String toString() {
        return "AlibabaCopyImageRequest[region=" + region + ", imageId=" + imageId + ", targetRegion=" + targetRegion
                + ", name=" + name + "]";
    }

    /** Collects a request. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String region;
        private @Nullable String imageId;
        private @Nullable String targetRegion;
        private @Nullable String name;
        private @Nullable String description;
        private @Nullable Boolean encrypted;
        private @Nullable String kmsKeyId;
        private @Nullable String encryptAlgorithm;
        private @Nullable String resourceGroupId;
        private final Map<String, String> tags = new LinkedHashMap<>();
        private boolean repeatedTag;

        private Builder() {}

        /**
         * Sets where the source image is ({@code RegionId}).
         *
         * @param value a region's id, for example {@code cn-hangzhou}; default: the client's region
         * @return this builder
         */
        public Builder region(String value) {
            region = value;
            return this;
        }

        /**
         * Sets the source image ({@code ImageId}), which must be a custom image with the status Available.
         *
         * @param value the image's id; required
         * @return this builder
         */
        public Builder imageId(String value) {
            imageId = value;
            return this;
        }

        /**
         * Sets where the copy goes ({@code DestinationRegionId}). The source's own region is allowed: shared images can be
         * copied only there, and encrypting an image is a copy in place.
         *
         * @param value a region's id; default: the source's region
         * @return this builder
         */
        public Builder targetRegion(String value) {
            targetRegion = value;
            return this;
        }

        /**
         * Names the copy ({@code DestinationImageName}). A name lets the SDK find the copy again after a lost reply, and
         * lets the service refuse a second copy of it.
         *
         * @param value 2 to 128 characters; the service further wants a letter first and knows which characters it likes;
         *     default: none
         * @return this builder
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * Describes the copy ({@code DestinationDescription}).
         *
         * @param value at most 256 characters; default: none
         * @return this builder
         */
        public Builder description(String value) {
            description = value;
            return this;
        }

        /**
         * Encrypts the copy ({@code Encrypted}).
         *
         * @param value default: the service's, which is false
         * @return this builder
         */
        public Builder encrypted(boolean value) {
            encrypted = value;
            return this;
        }

        /**
         * Sets the key that encrypts the copy ({@code KMSKeyId}), a key of the destination region. Needs
         * {@link #encrypted encrypted(true)}.
         *
         * @param value the key's id; default: the service's own key
         * @return this builder
         */
        public Builder kmsKeyId(String value) {
            kmsKeyId = value;
            return this;
        }

        /**
         * Sets the algorithm that encrypts the copy ({@code EncryptAlgorithm}), which the vendor offers to few. Passed on as
         * it is. Needs {@link #encrypted encrypted(true)}.
         *
         * @param value the vendor's name of the algorithm; default: none
         * @return this builder
         */
        public Builder encryptAlgorithm(String value) {
            encryptAlgorithm = value;
            return this;
        }

        /**
         * Puts the copy into a resource group ({@code ResourceGroupId}). Users without rights on the default group must.
         *
         * @param value the group's id; default: the account's default group
         * @return this builder
         */
        public Builder resourceGroupId(String value) {
            resourceGroupId = value;
            return this;
        }

        /**
         * Adds a tag ({@code Tag.N.Key}, {@code Tag.N.Value}).
         *
         * @param key 1 to 128 characters, not beginning with {@code aliyun} or {@code acs:}, without http:// and https://
         * @param value 0 to 128 characters, not beginning with {@code acs:}
         * @return this builder
         */
        public Builder tag(String key, String value) {
            repeatedTag |= tags.put(key, value) != null;
            return this;
        }

        /**
         * Adds tags.
         *
         * @param values keys and values, as for {@link #tag}; 20 tags at most in all
         * @return this builder
         */
        public Builder tags(Map<String, String> values) {
            values.forEach(this::tag);
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the checked request
         * @throws IllegalArgumentException if anything is wrong; the message names all of it
         */
        public AlibabaCopyImageRequest build() {
            return new AlibabaCopyImageRequest(this);
        }
    }
}
