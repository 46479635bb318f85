package dev.imagecopy.huawei.ims.model;

import dev.imagecopy.core.spi.Checks;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which images to list. Made by {@link #builder()}. Immutable.
 *
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0602.html">Querying images</a>
 */
public final class HuaweiImageQuery {
    private static final int MAX_PAGE = 500;

    private final @Nullable String imageId;
    private final @Nullable String name;
    private final @Nullable String status;
    private final @Nullable String imageType;
    private final @Nullable String enterpriseProjectId;
    private final @Nullable Instant createdSince;
    private final int pageSize;

    private HuaweiImageQuery(Builder builder) {
        imageId = builder.imageId;
        name = builder.name;
        status = builder.status;
        imageType = builder.imageType;
        enterpriseProjectId = builder.enterpriseProjectId;
        createdSince = builder.createdSince;
        pageSize = builder.pageSize;
    }

    /**
     * Starts a query for all images that the caller may see.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the only image asked for.
     *
     * @return its id, if one was set
     */
    public Optional<String> imageId() {
        return Optional.ofNullable(imageId);
    }

    /**
     * Returns the exact name asked for.
     *
     * @return the name, if one was set
     */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /**
     * Returns the status asked for.
     *
     * @return the status, if one was set
     */
    public Optional<String> status() {
        return Optional.ofNullable(status);
    }

    /**
     * Returns the kind of images asked for.
     *
     * @return the kind, if one was set
     */
    public Optional<String> imageType() {
        return Optional.ofNullable(imageType);
    }

    /**
     * Returns the enterprise project asked for.
     *
     * @return the project, if one was set
     */
    public Optional<String> enterpriseProjectId() {
        return Optional.ofNullable(enterpriseProjectId);
    }

    /**
     * Returns from when on the images were created.
     *
     * @return the moment, if one was set
     */
    public Optional<Instant> createdSince() {
        return Optional.ofNullable(createdSince);
    }

    /**
     * Returns how many images a page holds.
     *
     * @return 1 to 500
     */
    public int pageSize() {
        return pageSize;
    }

    /** Collects a query. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String imageId;
        private @Nullable String name;
        private @Nullable String status;
        private @Nullable String imageType;
        private @Nullable String enterpriseProjectId;
        private @Nullable Instant createdSince;
        private int pageSize = 100;

        private Builder() {}

        /**
         * Asks for one image.
         *
         * @param value the image's id; default: any
         * @return this builder
         */
        public Builder imageId(String value) {
            imageId = value;
            return this;
        }

        /**
         * Asks for images of exactly this name.
         *
         * @param value the name; default: any
         * @return this builder
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * Asks for images in one status.
         *
         * @param value for example {@code active}, {@code queued}, {@code saving} or {@code killed}; default: any
         * @return this builder
         */
        public Builder status(String value) {
            status = value;
            return this;
        }

        /**
         * Asks for images of one kind ({@code __imagetype}).
         *
         * @param value {@code gold}, {@code private}, {@code shared} or {@code market}; default: any
         * @return this builder
         */
        public Builder imageType(String value) {
            imageType = value;
            return this;
        }

        /**
         * Asks for the images of an enterprise project. Callers who have rights on such projects only must.
         *
         * @param value a UUID, {@code 0} for the default project, or {@code all_granted_eps}; default: not limited
         * @return this builder
         */
        public Builder enterpriseProjectId(String value) {
            enterpriseProjectId = value;
            return this;
        }

        /**
         * Asks for images created at a moment or later ({@code created_at=gte:}).
         *
         * @param value the moment, in whole seconds; default: any
         * @return this builder
         */
        public Builder createdSince(Instant value) {
            createdSince = value;
            return this;
        }

        /**
         * Sets how many images are fetched at once.
         *
         * @param value 1 to 500; default 100
         * @return this builder
         */
        public Builder pageSize(int value) {
            pageSize = value;
            return this;
        }

        /**
         * Makes the query.
         *
         * @return the checked query
         * @throws IllegalArgumentException if anything is wrong; the message names all of it
         */
        public HuaweiImageQuery build() {
            Checks checks = Checks.of("HuaweiImageQuery");
            if (imageId != null) {
                checks.id("imageId", imageId);
            }
            checks.noControls("name", name)
                    .noControls("status", status)
                    .noControls("imageType", imageType)
                    .noControls("enterpriseProjectId", enterpriseProjectId)
                    .check(pageSize >= 1 && pageSize <= MAX_PAGE, "pageSize must be 1 to " + MAX_PAGE)
                    .throwIfAny();
            return new HuaweiImageQuery(this);
        }
    }
}
