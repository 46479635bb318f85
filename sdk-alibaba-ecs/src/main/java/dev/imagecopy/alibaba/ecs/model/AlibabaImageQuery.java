package dev.imagecopy.alibaba.ecs.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.imagecopy.core.spi.Checks;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
 * @param snapshotId the snapshot that the images were created from
 * @param imageFamily the image family
 * @param published whether to list community images, which other accounts have published
 * @param ownerId the account that owns the shared or community images
 * @param osType the kind of operating system
 * @param architecture the processor architecture
 * @param usage whether instances use the images
 * @param instanceType the instance type that the images can be used for
 * @param actionType the intended use of the images
 * @param cloudInitSupported whether the images support cloud-init
 * @param ioOptimizedSupported whether the images can be used on I/O optimized instances
 * @param expiredShown whether to list expired subscription images too
 * @param filters further filters by the vendor's keys ({@code Filter.N.Key})
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
        Optional<String> snapshotId,
        Optional<String> imageFamily,
        Optional<Boolean> published,
        OptionalLong ownerId,
        Optional<String> osType,
        Optional<String> architecture,
        Optional<String> usage,
        Optional<String> instanceType,
        Optional<String> actionType,
        Optional<Boolean> cloudInitSupported,
        Optional<Boolean> ioOptimizedSupported,
        Optional<Boolean> expiredShown,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> filters,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> tags,
        OptionalInt pageSize) {
    private static final List<String> OWNERS = List.of("self", "system", "others", "marketplace");
    private static final List<String> OS_TYPES = List.of("linux", "windows");
    private static final List<String> ARCHITECTURES = List.of("i386", "x86_64", "arm64");
    private static final List<String> USAGES = List.of("instance", "none");
    private static final List<String> ACTION_TYPES = List.of("CreateEcs", "ChangeOS");
    private static final String OTHERS = "others";
    private static final Instant YEAR_10000 = Instant.ofEpochSecond(253_402_300_800L);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'", Locale.ROOT);

    /** Validates all values, like {@link Builder#build}. */
    public AlibabaImageQuery {
        Checks checks = Checks.of("AlibabaImageQuery");
        AlibabaEcsValidation.region(checks, "region", region);
        requireNonNull(imageIds, "imageIds").forEach(id -> checks.id("an image's id", id));
        if (imageIds.size() > AlibabaEcsValidation.MAX_IMAGE_IDS) {
            checks.check(
                    false,
                    "imageIds must be at most " + AlibabaEcsValidation.MAX_IMAGE_IDS + ", but are " + imageIds.size());
        }
        AlibabaEcsValidation.name(checks, "name", name);
        for (String status : requireNonNull(statuses, "statuses")) {
            checks.check(
                    AlibabaImageStatus.of(status) != AlibabaImageStatus.UNKNOWN, "UNKNOWN is not a status to look for");
        }
        AlibabaEcsValidation.word(
                checks,
                "ownerAlias",
                requireNonNull(ownerAlias, "ownerAlias").filter(alias -> !alias.isEmpty()),
                OWNERS);
        AlibabaEcsValidation.optionalId(checks, "resourceGroupId", resourceGroupId);
        AlibabaEcsValidation.optionalId(checks, "snapshotId", snapshotId);
        AlibabaEcsValidation.text(checks, "imageFamily", imageFamily);
        AlibabaEcsValidation.word(checks, "osType", osType, OS_TYPES);
        AlibabaEcsValidation.word(checks, "architecture", architecture, ARCHITECTURES);
        AlibabaEcsValidation.word(checks, "usage", usage, USAGES);
        AlibabaEcsValidation.text(checks, "instanceType", instanceType);
        AlibabaEcsValidation.word(checks, "actionType", actionType, ACTION_TYPES);
        requireNonNull(cloudInitSupported, "cloudInitSupported");
        requireNonNull(ioOptimizedSupported, "ioOptimizedSupported");
        requireNonNull(expiredShown, "expiredShown");
        checks.check(
                        !requireNonNull(published, "published").orElse(false)
                                || ownerAlias.orElse(OTHERS).equals(OTHERS),
                        "community images can be listed with ownerAlias others only")
                .check(
                        requireNonNull(ownerId, "ownerId").isEmpty()
                                || ownerAlias.orElse(OTHERS).equals(OTHERS),
                        "ownerId can be used with ownerAlias others only")
                .check(ownerId.orElse(1) > 0, "ownerId must be positive");
        AlibabaEcsValidation.filters(checks, filters);
        AlibabaEcsValidation.tags(checks, tags);
        int size = requireNonNull(pageSize, "pageSize").orElse(1);
        if (size < 1 || size > AlibabaEcsValidation.MAX_PAGE_SIZE) {
            checks.check(false, "pageSize must be 1 to " + AlibabaEcsValidation.MAX_PAGE_SIZE + ", but is " + size);
        }
        checks.throwIfAny();
        imageIds = List.copyOf(imageIds);
        statuses = List.copyOf(statuses);
        filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
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
        copy.snapshotId = snapshotId;
        copy.imageFamily = imageFamily;
        copy.published = published;
        copy.ownerId = ownerId;
        copy.osType = osType;
        copy.architecture = architecture;
        copy.usage = usage;
        copy.instanceType = instanceType;
        copy.actionType = actionType;
        copy.cloudInitSupported = cloudInitSupported;
        copy.ioOptimizedSupported = ioOptimizedSupported;
        copy.expiredShown = expiredShown;
        copy.filters.putAll(filters);
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
        private Optional<String> snapshotId = Optional.empty();
        private Optional<String> imageFamily = Optional.empty();
        private Optional<Boolean> published = Optional.empty();
        private OptionalLong ownerId = OptionalLong.empty();
        private Optional<String> osType = Optional.empty();
        private Optional<String> architecture = Optional.empty();
        private Optional<String> usage = Optional.empty();
        private Optional<String> instanceType = Optional.empty();
        private Optional<String> actionType = Optional.empty();
        private Optional<Boolean> cloudInitSupported = Optional.empty();
        private Optional<Boolean> ioOptimizedSupported = Optional.empty();
        private Optional<Boolean> expiredShown = Optional.empty();
        private final Map<String, String> filters = new LinkedHashMap<>();
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
         * Restricts the list to images created from this snapshot ({@code SnapshotId}).
         *
         * @param value the snapshot's id; default: any
         */
        public Builder snapshotId(String value) {
            snapshotId = Optional.of(requireNonNull(value, "snapshotId"));
            return this;
        }

        /**
         * Restricts the list to this image family ({@code ImageFamily}).
         *
         * @param value the family's name; default: any
         */
        public Builder imageFamily(String value) {
            imageFamily = Optional.of(requireNonNull(value, "imageFamily"));
            return this;
        }

        /**
         * Sets whether to list community images, which other accounts have published ({@code IsPublic}). With true, the owner
         * defaults to {@code others}, the only one that the service accepts then.
         *
         * @param value default: false
         */
        public Builder published(boolean value) {
            published = Optional.of(value);
            return this;
        }

        /**
         * Restricts the list to shared or community images of this account ({@code ImageOwnerId}). The owner then defaults to
         * {@code others}.
         *
         * @param value the account's id; default: any
         */
        public Builder ownerId(long value) {
            ownerId = OptionalLong.of(value);
            return this;
        }

        /**
         * Restricts the list to this operating system ({@code OSType}).
         *
         * @param value {@code linux} or {@code windows}; default: any
         */
        public Builder osType(String value) {
            osType = Optional.of(requireNonNull(value, "osType"));
            return this;
        }

        /**
         * Restricts the list to this processor architecture ({@code Architecture}).
         *
         * @param value {@code i386}, {@code x86_64} or {@code arm64}; default: any
         */
        public Builder architecture(String value) {
            architecture = Optional.of(requireNonNull(value, "architecture"));
            return this;
        }

        /**
         * Restricts the list to images that are in use, or to those that are not ({@code Usage}).
         *
         * @param value {@code instance} for images in use, {@code none} for the others; default: any
         */
        public Builder usage(String value) {
            usage = Optional.of(requireNonNull(value, "usage"));
            return this;
        }

        /**
         * Restricts the list to images for this instance type ({@code InstanceType}).
         *
         * @param value for example {@code ecs.g5.large}; default: any
         */
        public Builder instanceType(String value) {
            instanceType = Optional.of(requireNonNull(value, "instanceType"));
            return this;
        }

        /**
         * Restricts the list to images for this use ({@code ActionType}).
         *
         * @param value {@code CreateEcs} or {@code ChangeOS}; default: any
         */
        public Builder actionType(String value) {
            actionType = Optional.of(requireNonNull(value, "actionType"));
            return this;
        }

        /**
         * Restricts the list to images that support cloud-init, or to those that do not ({@code IsSupportCloudinit}).
         *
         * @param value default: either
         */
        public Builder cloudInitSupported(boolean value) {
            cloudInitSupported = Optional.of(value);
            return this;
        }

        /**
         * Restricts the list to images for I/O optimized instances, or to the others ({@code IsSupportIoOptimized}).
         *
         * @param value default: either
         */
        public Builder ioOptimizedSupported(boolean value) {
            ioOptimizedSupported = Optional.of(value);
            return this;
        }

        /**
         * Sets whether to list expired subscription images too ({@code ShowExpired}).
         *
         * @param value default: the service's, which is false
         */
        public Builder expiredShown(boolean value) {
            expiredShown = Optional.of(value);
            return this;
        }

        /**
         * Restricts the list to images created at this time or later ({@code Filter.N.Key=CreationStartTime}).
         *
         * @param value the time, in whole minutes; default: any
         */
        public Builder createdSince(Instant value) {
            return filter("CreationStartTime", minute(requireNonNull(value, "createdSince")));
        }

        /**
         * Restricts the list to images created before this time ({@code Filter.N.Key=CreationEndTime}).
         *
         * @param value the time, in whole minutes; default: any
         */
        public Builder createdBefore(Instant value) {
            return filter("CreationEndTime", minute(requireNonNull(value, "createdBefore")));
        }

        /**
         * Adds another filter by the vendor's key ({@code Filter.N.Key}, {@code Filter.N.Value}).
         *
         * @param key for example {@code NetworkType} or {@code CpuOnlineUpgrade}
         * @param value for example {@code vpc} or {@code supported}
         */
        public Builder filter(String key, String value) {
            filters.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
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
            return new AlibabaImageQuery(
                    region,
                    imageIds,
                    name,
                    statuses,
                    ownerAlias,
                    resourceGroupId,
                    snapshotId,
                    imageFamily,
                    published,
                    ownerId,
                    osType,
                    architecture,
                    usage,
                    instanceType,
                    actionType,
                    cloudInitSupported,
                    ioOptimizedSupported,
                    expiredShown,
                    filters,
                    tags,
                    pageSize);
        }

        /** A time that has no such form is kept as it is, so that {@link #build} reports it. */
        private static String minute(Instant moment) {
            boolean hasForm = !moment.isBefore(Instant.EPOCH) && moment.isBefore(YEAR_10000);
            return hasForm ? MINUTES.format(moment.atOffset(ZoneOffset.UTC)) : moment.toString();
        }
    }
}
