package dev.imagecopy.alibaba.ecs.model;

import dev.imagecopy.core.spi.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which images to list. Immutable. Without further conditions it finds the account's own images in every status; the service
 * itself, asked without a status, shows those only that are Available.
 */
public final class AlibabaImageQuery {
    private static final Pattern OWNER = Pattern.compile("[A-Za-z]{0,40}");

    /** Each poll makes a query with these. */
    private static final List<String> ALL_STATUSES =
            AlibabaImageStatus.known().stream().map(AlibabaImageStatus::word).toList();

    private final @Nullable String region;
    private final List<String> imageIds;
    private final @Nullable String name;
    private final List<String> statuses;
    private final String ownerAlias;
    private final @Nullable String resourceGroupId;
    private final Map<String, String> tags;
    private final int pageSize;

    private AlibabaImageQuery(Builder builder) {
        Checks checks = Checks.of("AlibabaImageQuery");
        AlibabaEcsValidation.region(checks, "region", builder.region);
        builder.imageIds.forEach(id -> checks.id("an image's id", id));
        checks.check(
                builder.imageIds.size() <= AlibabaEcsValidation.MAX_IMAGE_IDS,
                "imageIds must be at most " + AlibabaEcsValidation.MAX_IMAGE_IDS + ", but are "
                        + builder.imageIds.size());
        AlibabaEcsValidation.name(checks, "name", builder.name);
        checks.check(
                !builder.statuses.contains(AlibabaImageStatus.UNKNOWN.word()), "UNKNOWN is not a status to look for");
        checks.check(OWNER.matcher(builder.ownerAlias).matches(), "ownerAlias must be at most 40 letters");
        AlibabaEcsValidation.optionalId(checks, "resourceGroupId", builder.resourceGroupId);
        AlibabaEcsValidation.tags(checks, builder.tags);
        checks.check(
                        builder.pageSize >= 1 && builder.pageSize <= AlibabaEcsValidation.MAX_PAGE_SIZE,
                        "pageSize must be 1 to " + AlibabaEcsValidation.MAX_PAGE_SIZE + ", but is " + builder.pageSize)
                .throwIfAny();
        region = builder.region;
        imageIds = List.copyOf(builder.imageIds);
        name = builder.name;
        statuses = List.copyOf(builder.statuses);
        ownerAlias = builder.ownerAlias;
        resourceGroupId = builder.resourceGroupId;
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(builder.tags));
        pageSize = builder.pageSize;
    }

    /**
     * Starts a query for all of the account's images.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns where to look.
     *
     * @return the region's id, empty for the client's region
     */
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /**
     * Returns the images to look for.
     *
     * @return their ids, empty for all
     */
    public List<String> imageIds() {
        return imageIds;
    }

    /**
     * Returns the exact name to look for.
     *
     * @return the name, if one was given
     */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /**
     * Returns the statuses to look for.
     *
     * @return the vendor's words
     */
    public List<String> statuses() {
        return statuses;
    }

    /**
     * Returns whose images to look for.
     *
     * @return the vendor's word, empty for everybody's
     */
    public String ownerAlias() {
        return ownerAlias;
    }

    /**
     * Returns the resource group to look in.
     *
     * @return the group's id, if one was given
     */
    public Optional<String> resourceGroupId() {
        return Optional.ofNullable(resourceGroupId);
    }

    /**
     * Returns the tags that an image must have.
     *
     * @return keys and values
     */
    public Map<String, String> tags() {
        return tags;
    }

    /**
     * Returns how many images one answer may hold.
     *
     * @return 1 to 100
     */
    public int pageSize() {
        return pageSize;
    }

    @Override
    public String toString() {
        return "AlibabaImageQuery[region=" + region + ", imageIds=" + imageIds + ", name=" + name + "]";
    }

    /** Collects a query. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String region;
        private final List<String> imageIds = new ArrayList<>();
        private @Nullable String name;
        private List<String> statuses = ALL_STATUSES;
        private String ownerAlias = "self";
        private @Nullable String resourceGroupId;
        private final Map<String, String> tags = new LinkedHashMap<>();
        private int pageSize = AlibabaEcsValidation.MAX_PAGE_SIZE;

        private Builder() {}

        /**
         * Sets where to look ({@code RegionId}).
         *
         * @param value a region's id; default: the client's region
         * @return this builder
         */
        public Builder region(String value) {
            region = value;
            return this;
        }

        /**
         * Adds an image to look for ({@code ImageId}).
         *
         * @param value the image's id; 100 ids at most in all
         * @return this builder
         */
        public Builder imageId(String value) {
            imageIds.add(value);
            return this;
        }

        /**
         * Sets the name to look for ({@code ImageName}). The service finds every name that contains it; the SDK keeps those
         * that equal it.
         *
         * @param value 2 to 128 characters
         * @return this builder
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * Sets the statuses to look for ({@code Status}).
         *
         * @param values default: all that are documented
         * @return this builder
         */
        public Builder statuses(AlibabaImageStatus... values) {
            statuses = List.of(values).stream().map(AlibabaImageStatus::word).toList();
            return this;
        }

        /**
         * Sets whose images to look for ({@code ImageOwnerAlias}).
         *
         * @param value {@code self} (the default), {@code system}, {@code others}, {@code marketplace}; empty for everybody's
         * @return this builder
         */
        public Builder ownerAlias(String value) {
            ownerAlias = value;
            return this;
        }

        /**
         * Sets the resource group to look in ({@code ResourceGroupId}).
         *
         * @param value the group's id; default: all groups
         * @return this builder
         */
        public Builder resourceGroupId(String value) {
            resourceGroupId = value;
            return this;
        }

        /**
         * Adds a tag that an image must have ({@code Tag.N.Key}, {@code Tag.N.Value}).
         *
         * @param key the tag's key
         * @param value the tag's value
         * @return this builder
         */
        public Builder tag(String key, String value) {
            tags.put(key, value);
            return this;
        }

        /**
         * Sets how many images one answer may hold ({@code PageSize}).
         *
         * @param value 1 to 100; default 100
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
        public AlibabaImageQuery build() {
            return new AlibabaImageQuery(this);
        }
    }
}
