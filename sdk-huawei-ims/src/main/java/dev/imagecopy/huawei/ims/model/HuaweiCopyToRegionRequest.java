package dev.imagecopy.huawei.ims.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.spi.Checks;
import java.util.Optional;

/**
 * A request to copy an image from the client's region into another region. Created with {@link #builder()}. Immutable.
 *
 * <p>The service copies private images with up to 128 GB, but neither encrypted images nor images created from ISO files. Not
 * every cloud offers this: eu-west-101, Open Telekom Cloud and Flexible Engine do not.
 *
 * @param imageId the id of the image to copy
 * @param name the new image's name
 * @param description the new image's description
 * @param targetRegion the region to copy to
 * @param targetProjectName the project to copy to; empty for the target region's main project, which has the region's name
 * @param targetProjectId the id of that project; if empty, it is looked up by name
 * @param agencyName the agency that lets the service copy
 * @param vaultId the vault for a full-ECS image
 * @param limitsIgnored whether the client leaves the documented limits to the service
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
        @JsonSetter(nulls = Nulls.AS_EMPTY) boolean limitsIgnored)
        implements CopyRequest {
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
         * @param value 1 to 128 characters: letters, digits, {@code - . _} and spaces, with no space at either end; required
         */
        public Builder name(String value) {
            name = requireNonNull(value, "name");
            return this;
        }

        /**
         * Sets the new image's description.
         *
         * @param value at most 1024 characters, without line breaks and angle brackets; default: none
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
         * @param value the project's name; default: the id of the destination region, which is the name of its main project
         */
        public Builder targetProjectName(String value) {
            targetProjectName = Optional.of(requireNonNull(value, "targetProjectName"));
            return this;
        }

        /**
         * Sets the destination's project by id. It is used to look up the new image, and not sent with the copy.
         *
         * @param value the project's id; default: looked up in IAM by name
         */
        public Builder targetProjectId(String value) {
            targetProjectId = Optional.of(requireNonNull(value, "targetProjectId"));
            return this;
        }

        /**
         * Sets the agency that lets the service work in the destination.
         *
         * @param value the name of an IAM agency that gives IMS the role IMS Administrator in the destination project; required
         */
        public Builder agencyName(String value) {
            agencyName = requireNonNull(value, "agencyName");
            return this;
        }

        /**
         * Sets the vault for the backup of a full-ECS image.
         *
         * @param value the id of a vault in the destination; the service requires it for full-ECS images. Default: none
         */
        public Builder vaultId(String value) {
            vaultId = Optional.of(requireNonNull(value, "vaultId"));
            return this;
        }

        /**
         * Leaves the documented limits of name and description to the service. Ids and control characters are always checked by
         * the client.
         *
         * @param ignored true if the client should not check these limits; default: false
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
