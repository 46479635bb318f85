package dev.imagecopy.yandex.desktop.model;

import dev.imagecopy.core.spi.Checks;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Which desktop images to list. Immutable.
 *
 * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/list">DesktopImage.List</a>
 */
public final class YandexImageQuery {
    private final String folderId;
    private final @Nullable String filter;
    private final @Nullable String orderBy;
    private final @Nullable Integer pageSize;

    private YandexImageQuery(Builder builder) {
        Checks checks = Checks.of("YandexImageQuery");
        YandexDesktopValidation.requiredId(checks, "folderId", builder.folderId);
        String name = builder.name;
        // The vendor tells no way to escape a quotation mark inside a filter, so a name that holds one is not guessed
        // at.
        checks.check(
                        name == null || (name.indexOf('"') < 0 && name.indexOf('\\') < 0),
                        "name must not hold a quotation mark or backslash, which a filter cannot express")
                .noControls("name", name)
                .length("name", name, 1, 500)
                .check(name == null || builder.filter == null, "name and filter must not both be given")
                .length("filter", builder.filter, 1, 1000)
                .noControls("filter", builder.filter)
                .length("orderBy", builder.orderBy, 1, 100)
                .noControls("orderBy", builder.orderBy)
                .check(
                        builder.pageSize == null
                                || (builder.pageSize >= 1 && builder.pageSize <= YandexDesktopValidation.MAX_PAGE_SIZE),
                        "pageSize must be 1 to " + YandexDesktopValidation.MAX_PAGE_SIZE)
                .throwIfAny();
        folderId = String.valueOf(builder.folderId);
        filter = name == null ? builder.filter : "name=\"" + name + "\"";
        orderBy = builder.orderBy;
        pageSize = builder.pageSize;
    }

    /**
     * Starts an empty query.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the folder whose images are listed.
     *
     * @return the folder's id
     */
    public String folderId() {
        return folderId;
    }

    /**
     * Returns the condition in the service's own language.
     *
     * @return for example {@code name="golden"}, empty for all images
     */
    public Optional<String> filter() {
        return Optional.ofNullable(filter);
    }

    /**
     * Returns the order.
     *
     * @return the vendor's words, empty for the service's order
     */
    public Optional<String> orderBy() {
        return Optional.ofNullable(orderBy);
    }

    /**
     * Returns how many images a page has at most.
     *
     * @return the size, empty for the service's default
     */
    public OptionalInt pageSize() {
        return pageSize == null ? OptionalInt.empty() : OptionalInt.of(pageSize);
    }

    @Override
    public String toString() {
        return "YandexImageQuery[folderId=" + folderId + ", filter=" + filter + ", orderBy=" + orderBy + "]";
    }

    /** Collects a query. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String folderId;
        private @Nullable String name;
        private @Nullable String filter;
        private @Nullable String orderBy;
        private @Nullable Integer pageSize;

        private Builder() {}

        /**
         * Sets the folder whose images are listed.
         *
         * @param value the folder's id, at most 50 characters; required
         * @return this builder
         */
        public Builder folderId(String value) {
            folderId = value;
            return this;
        }

        /**
         * Lists only images of this exact name.
         *
         * @param value the name, without quotation marks and backslashes; default: all names
         * @return this builder
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * Sets the condition in the service's own language, sent as it is.
         *
         * @param value for example {@code name IN ("a", "b")}, at most 1000 characters; default: none
         * @return this builder
         */
        public Builder filter(String value) {
            filter = value;
            return this;
        }

        /**
         * Sets the order.
         *
         * @param value {@code name}, {@code createdAt} or {@code status}, at most 100 characters; default: the service's
         * @return this builder
         */
        public Builder orderBy(String value) {
            orderBy = value;
            return this;
        }

        /**
         * Sets how many images a page has at most.
         *
         * @param value 1 to 1000; default: the service's, which is 100
         * @return this builder
         */
        public Builder pageSize(int value) {
            pageSize = value;
            return this;
        }

        /**
         * Checks everything and makes the query.
         *
         * @return the query
         * @throws IllegalArgumentException if anything is wrong; the message names every violation
         */
        public YandexImageQuery build() {
            return new YandexImageQuery(this);
        }
    }
}
