package dev.imagecopy.huawei.ims.model;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.spi.Checks;
import java.util.Optional;

/**
 * What to copy from the client's region into another. Created with {@link #builder()}. Immutable.
 *
 * <p>The service copies private images up to 128 GB; not encrypted ones, nor images made from ISO files. Not every cloud
 * offers this: eu-west-101, Open Telekom Cloud and Flexible Engine do not.
 *
 * @param imageId the source
 * @param name the new image's name
 * @param description the new image's description
 * @param targetRegion the region to copy to
 * @param targetProjectName the project to copy to; empty for the target region's own, which is named like the region
 * @param targetProjectId the id of that project; empty when it is to be looked up
 * @param agencyName the agency that lets the service copy
 * @param vaultId the vault for a full-ECS image
 * @param limitsIgnored whether the documented limits are left to the service
 */
public record HuaweiCopyToRegionRequest(
        String imageId,
        String name,
        Optional<String> description,
        String targetRegion,
        Optional<String> targetProjectName,
        Optional<String> targetProjectId,
        String agencyName,
        Optional<String> vaultId,
        boolean limitsIgnored) {
    /** Validates all values, like {@link Builder#build}. */
    public HuaweiCopyToRegionRequest {
        Checks checks = Checks.of("HuaweiCopyToRegionRequest").id("imageId", imageId);
        HuaweiImsValidation.copy(checks, name, description, !limitsIgnored);
        checks.region("targetRegion", targetRegion)
                .required("agencyName", agencyName)
                .noControls("agencyName", agencyName);
        if (requireNonNull(targetProjectName, "targetProjectName").isPresent()) {
            checks.required("targetProjectName", targetProjectName.get())
                    .noControls("targetProjectName", targetProjectName.get());
        }
        HuaweiImsValidation.optionalId(checks, "targetProjectId", targetProjectId);
        HuaweiImsValidation.optionalId(checks, "vaultId", vaultId);
        checks.throwIfAny();
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that holds these values. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.imageId = imageId;
        copy.name = name;
        copy.description = description;
        copy.targetRegion = targetRegion;
        copy.targetProjectName = targetProjectName;
        copy.targetProjectId = targetProjectId;
        copy.agencyName = agencyName;
        copy.vaultId = vaultId;
        copy.limitsIgnored = limitsIgnored;
        return copy;
    }

    /** Builds a request. Not thread-safe. */
    public static final class Builder {
        private String imageId = "";
        private String name = "";
        private Optional<String> description = Optional.empty();
        private String targetRegion = "";
        private Optional<String> targetProjectName = Optional.empty();
        private Optional<String> targetProjectId = Optional.empty();
        private String agencyName = "";
        private Optional<String> vaultId = Optional.empty();
        private boolean limitsIgnored;

        private Builder() {}

        /**
         * Sets the source.
         *
         * @param value the id of the image to copy, in the client's region; required
         */
        public Builder imageId(String value) {
            imageId = requireNonNull(value, "imageId");
            return this;
        }

        /**
         * Sets the new image's name.
         *
         * @param value 1 to 128 characters: letters, digits, {@code - . _} and spaces, none of them at an end; required
         */
        public Builder name(String value) {
            name = requireNonNull(value, "name");
            return this;
        }

        /**
         * Sets the new image's description.
         *
         * @param value at most 1024 characters without line ends and angle brackets; default: none
         */
        public Builder description(String value) {
            description = Optional.of(requireNonNull(value, "description"));
            return this;
        }

        /**
         * Sets the destination.
         *
         * @param value the id of a region other than the client's; required
         */
        public Builder targetRegion(String value) {
            targetRegion = requireNonNull(value, "targetRegion");
            return this;
        }

        /**
         * Sets the destination's project by name.
         *
         * @param value the project's name; default: the destination region's id, which is its main project's name
         */
        public Builder targetProjectName(String value) {
            targetProjectName = Optional.of(requireNonNull(value, "targetProjectName"));
            return this;
        }

        /**
         * Sets the destination's project by id. It is used to look the new image up, not sent with the copy.
         *
         * @param value the project's id; default: asked of IAM by name
         */
        public Builder targetProjectId(String value) {
            targetProjectId = Optional.of(requireNonNull(value, "targetProjectId"));
            return this;
        }

        /**
         * Sets the agency that lets the service work in the destination.
         *
         * @param value the name of an IAM agency for IMS with IMS Administrator in the destination project; required
         */
        public Builder agencyName(String value) {
            agencyName = requireNonNull(value, "agencyName");
            return this;
        }

        /**
         * Sets where the backup of a full-ECS image goes.
         *
         * @param value the id of a vault in the destination; the service requires it for full-ECS images. Default: none
         */
        public Builder vaultId(String value) {
            vaultId = Optional.of(requireNonNull(value, "vaultId"));
            return this;
        }

        /**
         * Leaves the documented limits of name and description to the service. Ids and control characters are always
         * checked here.
         *
         * @param ignored default: false
         */
        public Builder limitsIgnored(boolean ignored) {
            limitsIgnored = ignored;
            return this;
        }

        /**
         * Creates the request.
         *
         * @throws IllegalArgumentException if a value is missing or invalid; the message lists all violations
         */
        public HuaweiCopyToRegionRequest build() {
            return new HuaweiCopyToRegionRequest(
                    imageId,
                    name,
                    description,
                    targetRegion,
                    targetProjectName,
                    targetProjectId,
                    agencyName,
                    vaultId,
                    limitsIgnored);
        }
    }
}
