package dev.imagecopy.alibaba.ecs.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.imagecopy.core.spi.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which images to list. Created with {@link #builder()}. Immutable.
 *
 * @param region the region of the images; empty for the client's region
 * @param imageIds the ids of single images; empty for any
 * @param name the exact name
 * @param statuses the statuses by the vendor's names; empty for all documented ones
 * @param ownerAlias the owner of the images by the vendor's name; empty for the account itself ({@code self})
 * @param resourceGroupId the resource group
 * @param tags the tags that the images have
 * @param pageSize how many images to fetch per page, 1 to 100; empty for 100
 * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeimages">DescribeImages</a>
 */
public record AlibabaImageQuery(
        Optional<String> region,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> imageIds,
        Optional<String> name,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> statuses,
        Optional<String> ownerAlias,
        Optional<String> resourceGroupId,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> tags,
        OptionalInt pageSize) {
    private static final Pattern OWNER = Pattern.compile("[A-Za-z]{0,40}");

    /** Validates all values, like {@link Builder#build}. */
    public AlibabaImageQuery {
        Checks checks = Checks.of("AlibabaImageQuery");
        AlibabaEcsValidation.region(checks, "region", region);
        requireNonNull(imageIds, "imageIds").forEach(id -> checks.id("an image's id", id));
        checks.check(
                imageIds.size() <= AlibabaEcsValidation.MAX_IMAGE_IDS,
                "imageIds must be at most " + AlibabaEcsValidation.MAX_IMAGE_IDS + ", but are " + imageIds.size());
        AlibabaEcsValidation.name(checks, "name", name);
        for (String status : requireNonNull(statuses, "statuses")) {
            checks.check(
                    AlibabaImageStatus.of(status) != AlibabaImageStatus.UNKNOWN, "UNKNOWN is not a status to look for");
        }
        checks.check(
                OWNER.matcher(requireNonNull(ownerAlias, "ownerAlias").orElse(""))
                        .matches(),
                "ownerAlias must be at most 40 letters");
        AlibabaEcsValidation.optionalId(checks, "resourceGroupId", resourceGroupId);
        AlibabaEcsValidation.tags(checks, tags);
        int size = requireNonNull(pageSize, "pageSize").orElse(1);
        checks.check(
                        size >= 1 && size <= AlibabaEcsValidation.MAX_PAGE_SIZE,
                        "pageSize must be 1 to " + AlibabaEcsValidation.MAX_PAGE_SIZE + ", but is " + size)
                .throwIfAny();
        imageIds = List.copyOf(imageIds);
        statuses = List.copyOf(statuses);
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that holds these values. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.region = region;
        copy.imageIds.addAll(imageIds);
        copy.name = name;
        copy.statuses = statuses;
        copy.ownerAlias = ownerAlias;
        copy.resourceGroupId = resourceGroupId;
        copy.tags.putAll(tags);
        copy.pageSize = pageSize;
        return copy;
    }

    /** Builds a query. Not thread-safe. */
    public static final class Builder {
        private Optional<String> region = Optional.empty();
        private final List<String> imageIds = new ArrayList<>();
        private Optional<String> name = Optional.empty();
        private List<String> statuses = List.of();
        private Optional<String> ownerAlias = Optional.empty();
        private Optional<String> resourceGroupId = Optional.empty();
        private final Map<String, String> tags = new LinkedHashMap<>();
        private OptionalInt pageSize = OptionalInt.empty();

        private Builder() {}

        /**
         * Sets the region of the images ({@code RegionId}).
         *
         * @param value a region's id; default: the client's region
         */
        public Builder region(String value) {
            region = Optional.of(requireNonNull(value, "region"));
            return this;
        }

        /**
         * Restricts the list to this image, and others that are added ({@code ImageId}).
         *
         * @param value the image's id; at most 100 ids in total
         */
        public Builder imageId(String value) {
            imageIds.add(requireNonNull(value, "imageId"));
            return this;
        }

        /**
         * Restricts the list to images with exactly this name ({@code ImageName}). The service returns every name that contains
         * it, of which the client keeps those that are equal.
         *
         * @param value 2 to 128 characters
         */
        public Builder name(String value) {
            name = Optional.of(requireNonNull(value, "name"));
            return this;
        }

        /**
         * Restricts the list to images with these statuses ({@code Status}).
         *
         * @param values default: all documented ones
         */
        public Builder statuses(AlibabaImageStatus... values) {
            requireNonNull(values, "values");
            statuses = Stream.of(values).map(AlibabaImageStatus::word).toList();
            return this;
        }

        /**
         * Restricts the list to the images of an owner ({@code ImageOwnerAlias}).
         *
         * @param value {@code self} (the default), {@code system}, {@code others}, {@code marketplace}; empty for all owners
         */
        public Builder ownerAlias(String value) {
            ownerAlias = Optional.of(requireNonNull(value, "ownerAlias"));
            return this;
        }

        /**
         * Restricts the list to a resource group ({@code ResourceGroupId}).
         *
         * @param value the group's id; default: all groups
         */
        public Builder resourceGroupId(String value) {
            resourceGroupId = Optional.of(requireNonNull(value, "resourceGroupId"));
            return this;
        }

        /**
         * Restricts the list to images with this tag ({@code Tag.N.Key}, {@code Tag.N.Value}).
         *
         * @param key the tag's key
         * @param value the tag's value
         */
        public Builder tag(String key, String value) {
            tags.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
            return this;
        }

        /**
         * Sets how many images are fetched per page ({@code PageSize}).
         *
         * @param value 1 to 100; default 100
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
        public AlibabaImageQuery build() {
            return new AlibabaImageQuery(region, imageIds, name, statuses, ownerAlias, resourceGroupId, tags, pageSize);
        }
    }
}
