package dev.imagecopy.huawei.ims.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.spi.Checks;
import java.util.Optional;

/**
 * A request to copy an image inside a region. Created with {@link #builder()}. Immutable.
 *
 * <p>The service copies private images in the normal state with up to 128 GB, but neither full-ECS images nor images created
 * from ISO files.
 *
 * @param imageId the id of the image to copy
 * @param name the new image's name
 * @param description the new image's description
 * @param cmkId the KMS key that encrypts the new image
 * @param enterpriseProjectId the enterprise project that the new image joins
 * @param limitsIgnored whether the client leaves the documented limits to the service
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0627.html">Replicating an image within a region</a>
 */
public record HuaweiCopyImageRequest(
        String imageId,
        String name,
        Optional<String> description,
        Optional<String> cmkId,
        Optional<String> enterpriseProjectId,
        @JsonSetter(nulls = Nulls.AS_EMPTY) boolean limitsIgnored)
        implements CopyRequest {
    /** Validates all values, like {@link Builder#build}. */
    public HuaweiCopyImageRequest {
        Checks checks = Checks.of("HuaweiCopyImageRequest").id("imageId", imageId);
        HuaweiImsValidation.copy(checks, name, description, !limitsIgnored);
        HuaweiImsValidation.optionalId(
                checks, "cmkId", requireNonNull(cmkId, "cmkId").filter(id -> !id.isEmpty()));
        HuaweiImsValidation.enterpriseProject(checks, enterpriseProjectId, !limitsIgnored);
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
        copy.cmkId = cmkId;
        copy.enterpriseProjectId = enterpriseProjectId;
        copy.limitsIgnored = limitsIgnored;
        return copy;
    }

    /** Builds a request. Not thread-safe. */
    public static final class Builder {
        private String imageId = "";
        private String name = "";
        private Optional<String> description = Optional.empty();
        private Optional<String> cmkId = Optional.empty();
        private Optional<String> enterpriseProjectId = Optional.empty();
        private boolean limitsIgnored;

        private Builder() {}

        /**
         * Sets the source.
         *
         * @param value the id of the image to copy; required
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
         * Encrypts the new image.
         *
         * @param value the id of a KMS key, different from the source's; default: not encrypted
         */
        public Builder cmkId(String value) {
            cmkId = Optional.of(requireNonNull(value, "cmkId"));
            return this;
        }

        /**
         * Puts the new image into an enterprise project.
         *
         * @param value a UUID, or {@code 0} for the default project; default: the default project
         */
        public Builder enterpriseProjectId(String value) {
            enterpriseProjectId = Optional.of(requireNonNull(value, "enterpriseProjectId"));
            return this;
        }

        /**
         * Leaves the documented limits of name, description and enterprise project to the service. Ids and control characters
         * are always checked by the client.
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
        public HuaweiCopyImageRequest build() {
            return new HuaweiCopyImageRequest(imageId, name, description, cmkId, enterpriseProjectId, limitsIgnored);
        }
    }
}
