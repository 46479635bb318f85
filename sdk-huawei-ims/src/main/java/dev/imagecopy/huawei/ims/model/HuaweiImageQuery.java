package dev.imagecopy.huawei.ims.model;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.spi.Checks;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which images to list. Created with {@link #builder()}. Immutable.
 *
 * @param imageId the id of a single image
 * @param name the exact name
 * @param status the status
 * @param imageType the kind of images
 * @param enterpriseProjectId the enterprise project
 * @param createdSince the earliest creation time
 * @param pageSize how many images to fetch per page, 1 to 500; empty for 100
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0602.html">Querying images</a>
 */
public record HuaweiImageQuery(
        Optional<String> imageId,
        Optional<String> name,
        Optional<String> status,
        Optional<String> imageType,
        Optional<String> enterpriseProjectId,
        Optional<Instant> createdSince,
        OptionalInt pageSize) {
    private static final int MAX_PAGE = 500;

    /** Validates all values, like {@link Builder#build}. */
    public HuaweiImageQuery {
        requireNonNull(createdSince, "createdSince");
        Checks checks = Checks.of("HuaweiImageQuery");
        HuaweiImsValidation.optionalId(checks, "imageId", imageId);
        int size = requireNonNull(pageSize, "pageSize").orElse(1);
        checks.noControls("name", requireNonNull(name, "name").orElse(null))
                .noControls("status", requireNonNull(status, "status").orElse(null))
                .noControls("imageType", requireNonNull(imageType, "imageType").orElse(null))
                .noControls(
                        "enterpriseProjectId",
                        requireNonNull(enterpriseProjectId, "enterpriseProjectId")
                                .orElse(null))
                .check(size >= 1 && size <= MAX_PAGE, "pageSize must be 1 to " + MAX_PAGE)
                .throwIfAny();
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
        copy.status = status;
        copy.imageType = imageType;
        copy.enterpriseProjectId = enterpriseProjectId;
        copy.createdSince = createdSince;
        copy.pageSize = pageSize;
        return copy;
    }

    /** Builds a query. Not thread-safe. */
    public static final class Builder {
        private Optional<String> imageId = Optional.empty();
        private Optional<String> name = Optional.empty();
        private Optional<String> status = Optional.empty();
        private Optional<String> imageType = Optional.empty();
        private Optional<String> enterpriseProjectId = Optional.empty();
        private Optional<Instant> createdSince = Optional.empty();
        private OptionalInt pageSize = OptionalInt.empty();

        private Builder() {}

        /**
         * Restricts the list to one image.
         *
         * @param value the image's id; default: any
         */
        public Builder imageId(String value) {
            imageId = Optional.of(requireNonNull(value, "imageId"));
            return this;
        }

        /**
         * Restricts the list to images with exactly this name.
         *
         * @param value the name; default: any
         */
        public Builder name(String value) {
            name = Optional.of(requireNonNull(value, "name"));
            return this;
        }

        /**
         * Restricts the list to images in one status.
         *
         * @param value for example {@code active}, {@code queued}, {@code saving} or {@code killed}; default: any
         */
        public Builder status(String value) {
            status = Optional.of(requireNonNull(value, "status"));
            return this;
        }

        /**
         * Restricts the list to images of one kind ({@code __imagetype}).
         *
         * @param value {@code gold}, {@code private}, {@code shared} or {@code market}; default: any
         */
        public Builder imageType(String value) {
            imageType = Optional.of(requireNonNull(value, "imageType"));
            return this;
        }

        /**
         * Restricts the list to the images of an enterprise project. Required for callers who only have permissions on such
         * projects.
         *
         * @param value a UUID, {@code 0} for the default project, or {@code all_granted_eps}; default: any
         */
        public Builder enterpriseProjectId(String value) {
            enterpriseProjectId = Optional.of(requireNonNull(value, "enterpriseProjectId"));
            return this;
        }

        /**
         * Restricts the list to images created at this time or later ({@code created_at=gte:}).
         *
         * @param value the time, in whole seconds; default: any
         */
        public Builder createdSince(Instant value) {
            createdSince = Optional.of(requireNonNull(value, "createdSince"));
            return this;
        }

        /**
         * Sets how many images are fetched per page.
         *
         * @param value 1 to 500; default 100
         */
        public Builder pageSize(int value) {
            pageSize = OptionalInt.of(value);
            return this;
        }

        /**
         * Creates the query.
         *
         * @throws IllegalArgumentException if a value is missing or invalid; the message lists all violations
         */
        public HuaweiImageQuery build() {
            return new HuaweiImageQuery(imageId, name, status, imageType, enterpriseProjectId, createdSince, pageSize);
        }
    }
}
