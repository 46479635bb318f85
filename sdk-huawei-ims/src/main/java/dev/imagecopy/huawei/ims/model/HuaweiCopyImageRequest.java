package dev.imagecopy.huawei.ims.model;

import dev.imagecopy.core.spi.Checks;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to copy inside a region. Made by {@link #builder()}, which checks everything. Immutable.
 *
 * <p>The service copies private images in normal state up to 128 GB; not full-ECS images, nor images made from ISO files.
 *
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0627.html">Replicating an image within a region</a>
 */
public final class HuaweiCopyImageRequest {
    private final String imageId;
    private final String name;
    private final @Nullable String description;
    private final @Nullable String cmkId;
    private final @Nullable String enterpriseProjectId;

    private HuaweiCopyImageRequest(Builder builder) {
        imageId = Objects.requireNonNull(builder.imageId);
        name = Objects.requireNonNull(builder.name);
        description = builder.description;
        cmkId = builder.cmkId;
        enterpriseProjectId = builder.enterpriseProjectId;
    }

    /**
     * Starts a request.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the source.
     *
     * @return the id of the image to copy
     */
    public String imageId() {
        return imageId;
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
     * Returns the new image's description.
     *
     * @return the description, if one was set
     */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /**
     * Returns the key that encrypts the new image.
     *
     * @return the id of a KMS key; empty for a copy that is not encrypted
     */
    public Optional<String> cmkId() {
        return Optional.ofNullable(cmkId);
    }

    /**
     * Returns the new image's enterprise project.
     *
     * @return the id, if one was set
     */
    public Optional<String> enterpriseProjectId() {
        return Optional.ofNullable(enterpriseProjectId);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HuaweiCopyImageRequest that
                && that.imageId.equals(imageId)
                && that.name.equals(name)
                && Objects.equals(that.description, description)
                && Objects.equals(that.cmkId, cmkId)
                && Objects.equals(that.enterpriseProjectId, enterpriseProjectId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(imageId, name, description, cmkId, enterpriseProjectId);
    }

    @Override
    public String toString() {
        return "HuaweiCopyImageRequest[imageId=" + imageId + ", name=" + name + ", cmkId=" + cmkId
                + ", enterpriseProjectId=" + enterpriseProjectId + "]";
    }

    /** Collects a request. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String imageId;
        private @Nullable String name;
        private @Nullable String description;
        private @Nullable String cmkId;
        private @Nullable String enterpriseProjectId;
        private boolean limitsChecked = true;

        private Builder() {}

        /**
         * Sets the source.
         *
         * @param value the id of the image to copy; required
         * @return this builder
         */
        public Builder imageId(String value) {
            imageId = value;
            return this;
        }

        /**
         * Sets the new image's name.
         *
         * @param value 1 to 128 characters: letters, digits, {@code - . _} and spaces, none of them at an end; required
         * @return this builder
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * Sets the new image's description.
         *
         * @param value at most 1024 characters without line ends and angle brackets; default: none
         * @return this builder
         */
        public Builder description(String value) {
            description = value;
            return this;
        }

        /**
         * Encrypts the new image.
         *
         * @param value the id of a KMS key, other than the source's; default: not encrypted
         * @return this builder
         */
        public Builder cmkId(String value) {
            cmkId = value;
            return this;
        }

        /**
         * Puts the new image into an enterprise project.
         *
         * @param value a UUID, or {@code 0} for the default project; default: the default project
         * @return this builder
         */
        public Builder enterpriseProjectId(String value) {
            enterpriseProjectId = value;
            return this;
        }

        /**
         * Chooses who judges name, description and enterprise project: this builder by the documented limits, or the
         * service alone. Ids and control characters are always checked here.
         *
         * @param checked default: true
         * @return this builder
         */
        public Builder limitsChecked(boolean checked) {
            limitsChecked = checked;
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the checked request
         * @throws IllegalArgumentException if anything is wrong; the message names all of it, with the code that the
         *     service would answer
         */
        public HuaweiCopyImageRequest build() {
            Checks checks = Checks.of("HuaweiCopyImageRequest").id("imageId", imageId);
            HuaweiImsValidation.copy(checks, name, description, limitsChecked);
            if (cmkId != null && !cmkId.isEmpty()) {
                checks.id("cmkId", cmkId);
            }
            HuaweiImsValidation.enterpriseProject(checks, enterpriseProjectId, limitsChecked);
            checks.throwIfAny();
            return new HuaweiCopyImageRequest(this);
        }
    }
}
