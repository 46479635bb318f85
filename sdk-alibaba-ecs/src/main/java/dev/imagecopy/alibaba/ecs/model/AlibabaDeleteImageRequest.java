package dev.imagecopy.alibaba.ecs.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.imagecopy.core.spi.Checks;
import java.util.Optional;

/**
 * Which image to delete, and how. Created with {@link #builder()}. Immutable.
 *
 * @param region the image's region; empty for the client's region
 * @param imageId the image's id
 * @param force whether to delete it even if instances use it
 * @see <a href="https://alibabacloud.com/help/en/ecs/api-deleteimage">DeleteImage</a>
 */
public record AlibabaDeleteImageRequest(
        Optional<String> region, String imageId, @JsonSetter(nulls = Nulls.AS_EMPTY) boolean force) {
    /** Validates all values, like {@link Builder#build}. */
    public AlibabaDeleteImageRequest {
        Checks checks = Checks.of("AlibabaDeleteImageRequest");
        AlibabaEcsValidation.region(checks, "region", region);
        checks.id("imageId", imageId).throwIfAny();
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with this instance's values. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.region = region;
        copy.imageId = imageId;
        copy.force = force;
        return copy;
    }

    /** Builds an instance. Not thread-safe. */
    public static final class Builder {
        private Optional<String> region = Optional.empty();
        private String imageId = "";
        private boolean force;

        private Builder() {}

        /**
         * Sets the image's region ({@code RegionId}).
         *
         * @param value the region's id; default: the client's region
         */
        public Builder region(String value) {
            region = Optional.of(requireNonNull(value, "region"));
            return this;
        }

        /**
         * Sets the image ({@code ImageId}).
         *
         * @param value the image's id
         */
        public Builder imageId(String value) {
            imageId = requireNonNull(value, "imageId");
            return this;
        }

        /**
         * Sets whether to delete the image even if instances use it ({@code Force}). The system disk of such an instance can no
         * longer be reinitialized.
         *
         * @param value default: false, in which case the service rejects the call with {@code ImageUsingByInstance}
         */
        public Builder force(boolean value) {
            force = value;
            return this;
        }

        /**
         * Creates the request.
         *
         * @throws IllegalArgumentException if a value is missing or invalid; the message lists all violations
         */
        public AlibabaDeleteImageRequest build() {
            return new AlibabaDeleteImageRequest(region, imageId, force);
        }
    }
}
