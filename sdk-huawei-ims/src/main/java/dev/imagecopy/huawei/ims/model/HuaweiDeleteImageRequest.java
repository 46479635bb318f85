package dev.imagecopy.huawei.ims.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.imagecopy.core.spi.Checks;
import java.util.Optional;

/**
 * Which image to delete, and what to delete with it. Created with {@link #builder()}. Immutable.
 *
 * @param imageId the image's id
 * @param deleteBackup whether to delete the backup of a full-ECS image too
 * @param enterpriseProjectId the image's enterprise project
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0706.html">Deleting an image</a>
 */
public record HuaweiDeleteImageRequest(
        String imageId,
        @JsonSetter(nulls = Nulls.AS_EMPTY) boolean deleteBackup,
        Optional<String> enterpriseProjectId) {
    /** Validates all values, like {@link Builder#build}. */
    public HuaweiDeleteImageRequest {
        Checks checks = Checks.of("HuaweiDeleteImageRequest").id("imageId", imageId);
        HuaweiImsValidation.enterpriseProject(checks, enterpriseProjectId, true);
        checks.throwIfAny();
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with this instance's values. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.imageId = imageId;
        copy.deleteBackup = deleteBackup;
        copy.enterpriseProjectId = enterpriseProjectId;
        return copy;
    }

    /** Builds an instance. Not thread-safe. */
    public static final class Builder {
        private String imageId = "";
        private boolean deleteBackup;
        private Optional<String> enterpriseProjectId = Optional.empty();

        private Builder() {}

        /**
         * Sets the image.
         *
         * @param value the image's id
         */
        public Builder imageId(String value) {
            imageId = requireNonNull(value, "imageId");
            return this;
        }

        /**
         * Sets whether to delete the backup of a full-ECS image too ({@code delete_backup}).
         *
         * @param value default: false, in which case the backup is kept and incurs charges
         */
        public Builder deleteBackup(boolean value) {
            deleteBackup = value;
            return this;
        }

        /**
         * Sets the image's enterprise project, for users whose permissions end at one. The deletion itself has no such
         * parameter: it is where {@code deleteImageUntilGone} looks whether the image is still there.
         *
         * @param value the id, {@code 0} for the default project; default: the client's, or else any
         */
        public Builder enterpriseProjectId(String value) {
            enterpriseProjectId = Optional.of(requireNonNull(value, "enterpriseProjectId"));
            return this;
        }

        /**
         * Creates the request.
         *
         * @throws IllegalArgumentException if a value is missing or invalid; the message lists all violations
         */
        public HuaweiDeleteImageRequest build() {
            return new HuaweiDeleteImageRequest(imageId, deleteBackup, enterpriseProjectId);
        }
    }
}
