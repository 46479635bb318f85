package dev.imagecopy.yandex.desktop.model;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.spi.Checks;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which images to list. Created with {@link #builder()}. Immutable.
 *
 * @param folderId the folder whose images are listed
 * @param name the exact name
 * @param filter a condition in the service's own language; cannot be combined with a name
 * @param orderBy the order
 * @param pageSize how many images to fetch per page, 1 to 1000; empty for the service's default
 * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/list">DesktopImage.List</a>
 */
public record YandexImageQuery(
        String folderId,
        Optional<String> name,
        Optional<String> filter,
        Optional<String> orderBy,
        OptionalInt pageSize) {
    /** Validates all values, like {@link Builder#build}. */
    public YandexImageQuery {
        Checks checks = Checks.of("YandexImageQuery");
        YandexDesktopValidation.requiredId(checks, "folderId", folderId);
        int size = requireNonNull(pageSize, "pageSize").orElse(1);
        requireNonNull(filter, "filter");
        String exact = requireNonNull(name, "name").orElse(null);
        // The vendor documents no way to escape a quotation mark inside a filter, so such a name is rejected.
        checks.check(
                        exact == null || (exact.indexOf('"') < 0 && exact.indexOf('\\') < 0),
                        "name must not contain a quotation mark or backslash, which a filter cannot express")
                .noControls("name", exact)
                .length("name", exact, 1, 500)
                .check(exact == null || filter.isEmpty(), "name and filter must not both be given")
                .length("filter", filter.orElse(null), 1, 1000)
                .noControls("filter", filter.orElse(null))
                .length("orderBy", requireNonNull(orderBy, "orderBy").orElse(null), 1, 100)
                .noControls("orderBy", orderBy.orElse(null))
                .check(
                        size >= 1 && size <= YandexDesktopValidation.MAX_PAGE_SIZE,
                        "pageSize must be 1 to " + YandexDesktopValidation.MAX_PAGE_SIZE)
                .throwIfAny();
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that holds these values. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.folderId = folderId;
        copy.name = name;
        copy.filter = filter;
        copy.orderBy = orderBy;
        copy.pageSize = pageSize;
        return copy;
    }

    /** Builds a query. Not thread-safe. */
    public static final class Builder {
        private String folderId = "";
        private Optional<String> name = Optional.empty();
        private Optional<String> filter = Optional.empty();
        private Optional<String> orderBy = Optional.empty();
        private OptionalInt pageSize = OptionalInt.empty();

        private Builder() {}

        /**
         * Sets the folder whose images are listed.
         *
         * @param value the folder's id, at most 50 characters; required
         */
        public Builder folderId(String value) {
            folderId = requireNonNull(value, "folderId");
            return this;
        }

        /**
         * Restricts the list to images with exactly this name.
         *
         * @param value the name, without quotation marks and backslashes; default: all names
         */
        public Builder name(String value) {
            name = Optional.of(requireNonNull(value, "name"));
            return this;
        }

        /**
         * Sets a condition in the service's own language, which is sent as it is.
         *
         * @param value for example {@code name IN ("a", "b")}, at most 1000 characters; default: none
         */
        public Builder filter(String value) {
            filter = Optional.of(requireNonNull(value, "filter"));
            return this;
        }

        /**
         * Sets the order.
         *
         * @param value {@code name}, {@code createdAt} or {@code status}, at most 100 characters; default: the service's
         */
        public Builder orderBy(String value) {
            orderBy = Optional.of(requireNonNull(value, "orderBy"));
            return this;
        }

        /**
         * Sets how many images are fetched per page.
         *
         * @param value 1 to 1000; default: the service's default, which is 100
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
        public YandexImageQuery build() {
            return new YandexImageQuery(folderId, name, filter, orderBy, pageSize);
        }
    }
}
