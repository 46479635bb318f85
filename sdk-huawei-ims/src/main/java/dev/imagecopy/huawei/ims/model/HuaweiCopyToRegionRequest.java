package dev.imagecopy.huawei.ims.model;

import dev.imagecopy.core.spi.Checks;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to copy from the client's region into another. Made by {@link #builder()}, which checks everything. Immutable.
 *
 * <p>The service copies private images up to 128 GB; not encrypted ones, nor images made from ISO files. Not every cloud
 * offers this: eu-west-101, Open Telekom Cloud and Flexible Engine do not.
 *
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0628.html">Replicating an image across regions</a>
 */
public final class HuaweiCopyToRegionRequest {
    private final String imageId;
    private final String name;
    private final @Nullable String description;
    private final String targetRegion;
    private final String targetProjectName;
    private final @Nullable String targetProjectId;
    private final String agencyName;
    private final @Nullable String vaultId;

    private HuaweiCopyToRegionRequest(Builder builder) {
        imageId = Objects.requireNonNull(builder.imageId);
        name = Objects.requireNonNull(builder.name);
        description = builder.description;
        targetRegion = Objects.requireNonNull(builder.targetRegion);
        targetProjectName = builder.targetProjectName == null ? targetRegion : builder.targetProjectName;
        targetProjectId = builder.targetProjectId;
        agencyName = Objects.requireNonNull(builder.agencyName);
        vaultId = builder.vaultId;
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
     * @return the id of the image to copy, in the client's region
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
     * Returns the destination.
     *
     * @return the region's id
     */
    public String targetRegion() {
        return targetRegion;
    }

    /**
     * Returns the destination's project by name.
     *
     * @return the project's name
     */
    public String targetProjectName() {
        return targetProjectName;
    }

    /**
     * Returns the destination's project by id, with which the new image is looked up.
     *
     * @return the project's id; empty when it is asked of IAM by name
     */
    public Optional<String> targetProjectId() {
        return Optional.ofNullable(targetProjectId);
    }

    /**
     * Returns the agency that lets the service work in the destination.
     *
     * @return the agency's name
     */
    public String agencyName() {
        return agencyName;
    }

    /**
     * Returns the vault for a full-ECS image.
     *
     * @return the id of a vault in the destination, if one was set
     */
    public Optional<String> vaultId() {
        return Optional.ofNullable(vaultId);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HuaweiCopyToRegionRequest that
                && that.imageId.equals(imageId)
                && that.name.equals(name)
                && Objects.equals(that.description, description)
                && that.targetRegion.equals(targetRegion)
                && that.targetProjectName.equals(targetProjectName)
                && Objects.equals(that.targetProjectId, targetProjectId)
                && that.agencyName.equals(agencyName)
                && Objects.equals(that.vaultId, vaultId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                imageId, name, description, targetRegion, targetProjectName, targetProjectId, agencyName, vaultId);
    }

    @Override
    public String toString() {
        return "HuaweiCopyToRegionRequest[imageId=" + imageId + ", name=" + name + ", targetRegion=" + targetRegion
                + ", targetProjectName=" + targetProjectName + ", agencyName=" + agencyName + ", vaultId=" + vaultId
                + "]";
    }

    /** Collects a request. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String imageId;
        private @Nullable String name;
        private @Nullable String description;
        private @Nullable String targetRegion;
        private @Nullable String targetProjectName;
        private @Nullable String targetProjectId;
        private @Nullable String agencyName;
        private @Nullable String vaultId;
        private boolean limitsChecked = true;

        private Builder() {}

        /**
         * Sets the source.
         *
         * @param value the id of the image to copy, in the client's region; required
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
         * Sets the destination.
         *
         * @param value the id of a region other than the client's; required
         * @return this builder
         */
        public Builder targetRegion(String value) {
            targetRegion = value;
            return this;
        }

        /**
         * Sets the destination's project by name.
         *
         * @param value the project's name; default: the destination region's id, which is its main project's name
         * @return this builder
         */
        public Builder targetProjectName(String value) {
            targetProjectName = value;
            return this;
        }

        /**
         * Sets the destination's project by id. It is used to look the new image up, not sent with the copy.
         *
         * @param value the project's id; default: asked of IAM by name
         * @return this builder
         */
        public Builder targetProjectId(String value) {
            targetProjectId = value;
            return this;
        }

        /**
         * Sets the agency that lets the service work in the destination.
         *
         * @param value the name of an IAM agency for IMS with IMS Administrator in the destination project; required
         * @return this builder
         */
        public Builder agencyName(String value) {
            agencyName = value;
            return this;
        }

        /**
         * Sets where the backup of a full-ECS image goes.
         *
         * @param value the id of a vault in the destination; the service requires it for full-ECS images. Default: none
         * @return this builder
         */
        public Builder vaultId(String value) {
            vaultId = value;
            return this;
        }

        /**
         * Chooses who judges name and description: this builder by the documented limits, or the service alone. Ids,
         * regions and control characters are always checked here.
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
        public HuaweiCopyToRegionRequest build() {
            Checks checks = Checks.of("HuaweiCopyToRegionRequest").id("imageId", imageId);
            HuaweiImsValidation.copy(checks, name, description, limitsChecked);
            checks.region("targetRegion", targetRegion)
                    .noControls("targetProjectName", targetProjectName)
                    .required("agencyName", agencyName)
                    .noControls("agencyName", agencyName);
            if (targetProjectName != null) {
                checks.required("targetProjectName", targetProjectName);
            }
            if (targetProjectId != null) {
                checks.id("targetProjectId", targetProjectId);
            }
            if (vaultId != null) {
                checks.id("vaultId", vaultId);
            }
            checks.throwIfAny();
            return new HuaweiCopyToRegionRequest(this);
        }
    }
}
