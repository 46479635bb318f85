package dev.imagecopy.huawei.ims.model;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.spi.Checks;
import java.time.Instant;
import java.util.List;
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
 * @param projectId the project that owns the images
 * @param visibility the visibility of the images
 * @param memberStatus the acceptance of shared images
 * @param deletionProtected whether the images are protected from deletion
 * @param tag a tag that the images have
 * @param diskFormat the format of the image files
 * @param containerFormat the format of their container
 * @param minDiskGb the smallest disk that the images fit on, in GB
 * @param minRamMb the least memory that the images need, in MB
 * @param virtualEnvType the environment that the images run in
 * @param osType the kind of operating system
 * @param platform the operating system
 * @param osBit the bits of the operating system
 * @param architecture the processor architecture
 * @param flavorId the flavor that the images are for
 * @param cmkId the KMS key that the images are encrypted with
 * @param wholeImage whether the images are full-ECS images
 * @param createdSince the earliest creation time
 * @param updatedSince the earliest time of the last update
 * @param sortKey the attribute that the list is sorted by
 * @param sortDirection the direction of the order
 * @param pageSize how many images to fetch per page, 1 to 500; empty for 100
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0602.html">Querying images</a>
 */
public record HuaweiImageQuery(
        Optional<String> imageId,
        Optional<String> name,
        Optional<String> status,
        Optional<String> imageType,
        Optional<String> enterpriseProjectId,
        Optional<String> projectId,
        Optional<String> visibility,
        Optional<String> memberStatus,
        Optional<Boolean> deletionProtected,
        Optional<String> tag,
        Optional<String> diskFormat,
        Optional<String> containerFormat,
        OptionalInt minDiskGb,
        OptionalInt minRamMb,
        Optional<String> virtualEnvType,
        Optional<String> osType,
        Optional<String> platform,
        Optional<String> osBit,
        Optional<String> architecture,
        Optional<String> flavorId,
        Optional<String> cmkId,
        Optional<Boolean> wholeImage,
        Optional<Instant> createdSince,
        Optional<Instant> updatedSince,
        Optional<String> sortKey,
        Optional<String> sortDirection,
        OptionalInt pageSize) {
    private static final int MAX_PAGE = 500;
    private static final List<String> STATUSES = List.of("queued", "saving", "deleted", "killed", "active");
    private static final List<String> IMAGE_TYPES = List.of("gold", "private", "shared", "market");
    private static final List<String> VISIBILITIES = List.of("public", "private", "shared");
    private static final List<String> MEMBER_STATUSES = List.of("accepted", "rejected", "pending");
    private static final List<String> DISK_FORMATS =
            List.of("vhd", "zvhd", "zvhd2", "raw", "qcow2", "vmdk", "vdi", "qed", "iso");
    private static final List<String> ENVIRONMENTS = List.of("FusionCompute", "Ironic", "DataImage", "IsoImage");
    private static final List<String> OS_TYPES = List.of("Linux", "Windows", "Other");
    private static final List<String> OS_BITS = List.of("32", "64");
    private static final List<String> ARCHITECTURES = List.of("x86", "arm");
    private static final List<String> SORT_KEYS =
            List.of("name", "container_format", "disk_format", "status", "id", "size", "created_at");
    private static final List<String> SORT_DIRECTIONS = List.of("asc", "desc");

    /** Validates all values, like {@link Builder#build}. */
    public HuaweiImageQuery {
        requireNonNull(deletionProtected, "deletionProtected");
        requireNonNull(wholeImage, "wholeImage");
        Checks checks = Checks.of("HuaweiImageQuery");
        HuaweiImsValidation.optionalId(checks, "imageId", imageId);
        HuaweiImsValidation.text(checks, "name", name);
        HuaweiImsValidation.word(checks, "status", status, STATUSES);
        HuaweiImsValidation.word(checks, "imageType", imageType, IMAGE_TYPES);
        HuaweiImsValidation.enterpriseProjects(checks, enterpriseProjectId);
        HuaweiImsValidation.optionalId(checks, "projectId", projectId);
        HuaweiImsValidation.word(checks, "visibility", visibility, VISIBILITIES);
        HuaweiImsValidation.word(checks, "memberStatus", memberStatus, MEMBER_STATUSES);
        HuaweiImsValidation.text(checks, "tag", tag);
        HuaweiImsValidation.word(checks, "diskFormat", diskFormat, DISK_FORMATS);
        HuaweiImsValidation.text(checks, "containerFormat", containerFormat);
        HuaweiImsValidation.word(checks, "virtualEnvType", virtualEnvType, ENVIRONMENTS);
        HuaweiImsValidation.word(checks, "osType", osType, OS_TYPES);
        HuaweiImsValidation.text(checks, "platform", platform);
        HuaweiImsValidation.word(checks, "osBit", osBit, OS_BITS);
        HuaweiImsValidation.word(checks, "architecture", architecture, ARCHITECTURES);
        HuaweiImsValidation.text(checks, "flavorId", flavorId);
        HuaweiImsValidation.optionalId(checks, "cmkId", cmkId);
        HuaweiImsValidation.moment(checks, "createdSince", createdSince);
        HuaweiImsValidation.moment(checks, "updatedSince", updatedSince);
        HuaweiImsValidation.word(checks, "sortKey", sortKey, SORT_KEYS);
        HuaweiImsValidation.word(checks, "sortDirection", sortDirection, SORT_DIRECTIONS);
        int size = requireNonNull(pageSize, "pageSize").orElse(1);
        checks.check(requireNonNull(minDiskGb, "minDiskGb").orElse(0) >= 0, "minDiskGb must not be negative")
                .check(requireNonNull(minRamMb, "minRamMb").orElse(0) >= 0, "minRamMb must not be negative")
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
        copy.projectId = projectId;
        copy.visibility = visibility;
        copy.memberStatus = memberStatus;
        copy.deletionProtected = deletionProtected;
        copy.tag = tag;
        copy.diskFormat = diskFormat;
        copy.containerFormat = containerFormat;
        copy.minDiskGb = minDiskGb;
        copy.minRamMb = minRamMb;
        copy.virtualEnvType = virtualEnvType;
        copy.osType = osType;
        copy.platform = platform;
        copy.osBit = osBit;
        copy.architecture = architecture;
        copy.flavorId = flavorId;
        copy.cmkId = cmkId;
        copy.wholeImage = wholeImage;
        copy.createdSince = createdSince;
        copy.updatedSince = updatedSince;
        copy.sortKey = sortKey;
        copy.sortDirection = sortDirection;
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
        private Optional<String> projectId = Optional.empty();
        private Optional<String> visibility = Optional.empty();
        private Optional<String> memberStatus = Optional.empty();
        private Optional<Boolean> deletionProtected = Optional.empty();
        private Optional<String> tag = Optional.empty();
        private Optional<String> diskFormat = Optional.empty();
        private Optional<String> containerFormat = Optional.empty();
        private OptionalInt minDiskGb = OptionalInt.empty();
        private OptionalInt minRamMb = OptionalInt.empty();
        private Optional<String> virtualEnvType = Optional.empty();
        private Optional<String> osType = Optional.empty();
        private Optional<String> platform = Optional.empty();
        private Optional<String> osBit = Optional.empty();
        private Optional<String> architecture = Optional.empty();
        private Optional<String> flavorId = Optional.empty();
        private Optional<String> cmkId = Optional.empty();
        private Optional<Boolean> wholeImage = Optional.empty();
        private Optional<Instant> createdSince = Optional.empty();
        private Optional<Instant> updatedSince = Optional.empty();
        private Optional<String> sortKey = Optional.empty();
        private Optional<String> sortDirection = Optional.empty();
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
         * @param value {@code active}, {@code queued}, {@code saving}, {@code deleted} or {@code killed}; default: any
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
         * Restricts the list to images owned by this project ({@code owner}).
         *
         * @param value the project's id; default: any
         */
        public Builder projectId(String value) {
            projectId = Optional.of(requireNonNull(value, "projectId"));
            return this;
        }

        /**
         * Restricts the list to images by their visibility ({@code visibility}).
         *
         * @param value {@code public}, {@code private} or {@code shared}; default: any
         */
        public Builder visibility(String value) {
            visibility = Optional.of(requireNonNull(value, "visibility"));
            return this;
        }

        /**
         * Restricts the list to shared images by their acceptance ({@code member_status}).
         *
         * @param value {@code accepted}, {@code rejected} or {@code pending}; default: any
         */
        public Builder memberStatus(String value) {
            memberStatus = Optional.of(requireNonNull(value, "memberStatus"));
            return this;
        }

        /**
         * Restricts the list to images that are protected from deletion, or to those that are not ({@code protected}).
         *
         * @param value default: either
         */
        public Builder deletionProtected(boolean value) {
            deletionProtected = Optional.of(value);
            return this;
        }

        /**
         * Restricts the list to images that have a tag ({@code tag}).
         *
         * @param value the tag as the service keeps it, {@code key.value}; default: any
         */
        public Builder tag(String value) {
            tag = Optional.of(requireNonNull(value, "tag"));
            return this;
        }

        /**
         * Restricts the list to images in one format ({@code disk_format}).
         *
         * @param value {@code vhd}, {@code zvhd}, {@code zvhd2}, {@code raw}, {@code qcow2}, {@code vmdk}, {@code vdi}, {@code qed} or
         *     {@code iso}; default: any
         */
        public Builder diskFormat(String value) {
            diskFormat = Optional.of(requireNonNull(value, "diskFormat"));
            return this;
        }

        /**
         * Restricts the list to images in one container format ({@code container_format}).
         *
         * @param value {@code bare}; default: any
         */
        public Builder containerFormat(String value) {
            containerFormat = Optional.of(requireNonNull(value, "containerFormat"));
            return this;
        }

        /**
         * Restricts the list to images that need a disk of exactly this size ({@code min_disk}).
         *
         * @param value GB; default: any
         */
        public Builder minDiskGb(int value) {
            minDiskGb = OptionalInt.of(value);
            return this;
        }

        /**
         * Restricts the list to images that need exactly this much memory ({@code min_ram}).
         *
         * @param value MB; default: any
         */
        public Builder minRamMb(int value) {
            minRamMb = OptionalInt.of(value);
            return this;
        }

        /**
         * Restricts the list to images for one environment ({@code virtual_env_type}).
         *
         * @param value {@code FusionCompute}, {@code Ironic}, {@code DataImage} or {@code IsoImage}; default: any
         */
        public Builder virtualEnvType(String value) {
            virtualEnvType = Optional.of(requireNonNull(value, "virtualEnvType"));
            return this;
        }

        /**
         * Restricts the list to images with one kind of operating system ({@code __os_type}).
         *
         * @param value {@code Linux}, {@code Windows} or {@code Other}; default: any
         */
        public Builder osType(String value) {
            osType = Optional.of(requireNonNull(value, "osType"));
            return this;
        }

        /**
         * Restricts the list to images with one operating system ({@code __platform}).
         *
         * @param value for example {@code Ubuntu}; default: any
         */
        public Builder platform(String value) {
            platform = Optional.of(requireNonNull(value, "platform"));
            return this;
        }

        /**
         * Restricts the list to images by the bits of their operating system ({@code __os_bit}).
         *
         * @param value {@code 32} or {@code 64}; default: any
         */
        public Builder osBit(String value) {
            osBit = Optional.of(requireNonNull(value, "osBit"));
            return this;
        }

        /**
         * Restricts the list to images of one processor architecture ({@code architecture}).
         *
         * @param value {@code x86} or {@code arm}; default: any
         */
        public Builder architecture(String value) {
            architecture = Optional.of(requireNonNull(value, "architecture"));
            return this;
        }

        /**
         * Restricts the list to images for one flavor ({@code flavor_id}).
         *
         * @param value the flavor's id; default: any
         */
        public Builder flavorId(String value) {
            flavorId = Optional.of(requireNonNull(value, "flavorId"));
            return this;
        }

        /**
         * Restricts the list to images encrypted with one KMS key ({@code __system__cmkid}).
         *
         * @param value the key's id; default: any
         */
        public Builder cmkId(String value) {
            cmkId = Optional.of(requireNonNull(value, "cmkId"));
            return this;
        }

        /**
         * Restricts the list to images of whole servers, or to the others ({@code __whole_image}).
         *
         * @param value default: either
         */
        public Builder wholeImage(boolean value) {
            wholeImage = Optional.of(value);
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
         * Restricts the list to images updated at this time or later ({@code updated_at=gte:}).
         *
         * @param value the time, in whole seconds; default: any
         */
        public Builder updatedSince(Instant value) {
            updatedSince = Optional.of(requireNonNull(value, "updatedSince"));
            return this;
        }

        /**
         * Sets the attribute that the list is sorted by ({@code sort_key}).
         *
         * @param value {@code name}, {@code container_format}, {@code disk_format}, {@code status}, {@code id}, {@code size} or
         *     {@code created_at}; default: {@code created_at}
         */
        public Builder sortKey(String value) {
            sortKey = Optional.of(requireNonNull(value, "sortKey"));
            return this;
        }

        /**
         * Sets the direction of the order ({@code sort_dir}).
         *
         * @param value {@code asc} or {@code desc}; default: {@code desc}
         */
        public Builder sortDirection(String value) {
            sortDirection = Optional.of(requireNonNull(value, "sortDirection"));
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
            return new HuaweiImageQuery(
                    imageId,
                    name,
                    status,
                    imageType,
                    enterpriseProjectId,
                    projectId,
                    visibility,
                    memberStatus,
                    deletionProtected,
                    tag,
                    diskFormat,
                    containerFormat,
                    minDiskGb,
                    minRamMb,
                    virtualEnvType,
                    osType,
                    platform,
                    osBit,
                    architecture,
                    flavorId,
                    cmkId,
                    wholeImage,
                    createdSince,
                    updatedSince,
                    sortKey,
                    sortDirection,
                    pageSize);
        }
    }
}
