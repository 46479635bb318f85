package dev.imagecopy.testing.alibaba;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedJob;
import dev.imagecopy.testing.SimulatedJob.Phase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** An image in the simulator: a plain one, or one that a copy creates. Guarded by the simulator's lock. */
public final class EcsImage {
    /** The default attributes of an image. */
    private static final Map<String, @Nullable Object> USUAL = Json.map(
            "Architecture",
            "x86_64",
            "BootMode",
            "BIOS",
            "ImageFamily",
            "",
            "ImageOwnerAlias",
            "self",
            "ImageVersion",
            "",
            "IsPublic",
            false,
            "IsSelfShared",
            "False",
            "IsSubscribed",
            false,
            "IsSupportCloudinit",
            true,
            "IsSupportIoOptimized",
            true,
            "LoginAsNonRootSupported",
            false,
            "OSName",
            "Ubuntu 24.04 64 bit",
            "OSNameEn",
            "Ubuntu 24.04 64 bit",
            "OSType",
            "linux",
            "Platform",
            "Ubuntu",
            "ProductCode",
            "",
            "SupplierName",
            "",
            "Usage",
            "none");

    private final String id;
    private final String region;
    private final String name;
    private final String description;
    private final Map<String, String> tags;
    private final boolean encrypted;
    private final String resourceGroupId;
    private final Instant createdAt;
    private final boolean copied;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private @Nullable LongFunction<SimulatedJob> starter;
    private long waitingSinceNanos;
    private @Nullable SimulatedJob job;
    private String status = "Available";

    /**
     * Creates an image.
     *
     * @param id its id
     * @param region the id of the region
     * @param name its name, may be empty
     * @param description its description, may be empty
     * @param tags its tags
     * @param encrypted whether its disk is encrypted
     * @param resourceGroupId its resource group, may be empty
     * @param createdAt when it was created
     * @param copied whether a copy creates it
     */
    public EcsImage(
            String id,
            String region,
            String name,
            String description,
            Map<String, String> tags,
            boolean encrypted,
            String resourceGroupId,
            Instant createdAt,
            boolean copied) {
        this.id = id;
        this.region = region;
        this.name = name;
        this.description = description;
        this.tags = tags;
        this.encrypted = encrypted;
        this.resourceGroupId = resourceGroupId;
        this.createdAt = createdAt;
        this.copied = copied;
    }

    /** {@return the image's id} */
    public String id() {
        return id;
    }

    /** {@return the name; empty if it has none} */
    public String name() {
        return name;
    }

    /**
     * Returns one of the image's simple attributes, as text.
     *
     * @param name the vendor's name, for example {@code ImageFamily}; {@code SnapshotId} is that of its disk
     * @return the value; empty if it has none
     */
    public String attribute(String name) {
        return attributes.getOrDefault(
                name, name.equals("SnapshotId") ? "s-" + id : String.valueOf(USUAL.getOrDefault(name, "")));
    }

    /**
     * Changes one of the image's simple attributes.
     *
     * @param name the vendor's name
     * @param value its value as text
     */
    public void attribute(String name, String value) {
        attributes.put(name, value);
    }

    /** {@return whether its disk is encrypted} */
    public boolean isEncrypted() {
        return encrypted;
    }

    /** {@return when it was created} */
    public Instant createdAt() {
        return createdAt;
    }

    /** {@return keys and values} */
    public Map<String, String> tags() {
        return tags;
    }

    /** {@return the group's id; empty for the default one} */
    public String resourceGroupId() {
        return resourceGroupId;
    }

    /**
     * Returns whether a copy created it.
     *
     * @return false for an image that was added
     */
    public boolean isCopied() {
        return copied;
    }

    /**
     * Lets the copy wait for a slot.
     *
     * @param jobs starts its job
     * @param nowNanos when it started waiting, as monotonic time
     */
    public void await(LongFunction<SimulatedJob> jobs, long nowNanos) {
        starter = jobs;
        waitingSinceNanos = nowNanos;
    }

    /**
     * Returns when the copy started waiting.
     *
     * @return monotonic time
     */
    public long waitingSinceNanos() {
        return waitingSinceNanos;
    }

    /**
     * Starts the copy.
     *
     * @param nanos when it started, as monotonic time
     */
    public void start(long nanos) {
        job = Objects.requireNonNull(starter).apply(nanos);
    }

    /**
     * Returns when the copy ended and released its slot.
     *
     * @return monotonic time
     */
    public long endNanos() {
        return Objects.requireNonNull(job).endNanos().orElseThrow();
    }

    /** {@return the job; null for a plain image and while the copy waits for a free slot} */
    public @Nullable SimulatedJob job() {
        return job;
    }

    /**
     * Sets the status of a plain image.
     *
     * @param word the status, by the vendor's name
     */
    public void status(String word) {
        status = word;
    }

    /**
     * Returns whether the copy is waiting for one of the region's slots.
     *
     * @return true before {@link #start}
     */
    public boolean isWaiting() {
        return copied && job == null;
    }

    /**
     * Returns whether the copy occupies one of the region's slots.
     *
     * @return true while it is running
     */
    public boolean isRunning() {
        return job != null && !job.peek().phase().isFinal();
    }

    /**
     * Describes the image.
     *
     * @param counts whether this is a status query
     * @param ownerId the account's id
     * @return the image as the service shows it; null if it does not
     */
    public @Nullable Map<String, @Nullable Object> describe(boolean counts, long ownerId) {
        SimulatedJob.Status now = job == null ? null : counts ? job.poll() : job.peek();
        String word = status(now);
        if (word.isEmpty()) {
            return null;
        }
        boolean underWay = word.equals("Creating") || word.equals("Waiting");
        int percent = now == null ? (underWay ? 0 : 100) : now.percent();
        List<@Nullable Object> disks = new ArrayList<>();
        // Declared as text, sent as a number; the truth value is declared as text as well. A copy that is scripted in
        // status
        // queries has no time left to tell: clients would wait for it.
        disks.add(Json.map(
                "Type",
                "system",
                "Device",
                "/dev/xvda",
                "Format",
                "",
                "Size",
                40,
                "Encrypted",
                encrypted,
                "SnapshotId",
                underWay ? "" : attribute("SnapshotId"),
                "ImportOSSBucket",
                "",
                "ImportOSSObject",
                "",
                "Progress",
                percent + "%",
                "RemainTime",
                now == null || job == null || !underWay || !job.isTimed()
                        ? 0
                        : now.remaining().toSeconds()));
        List<@Nullable Object> tagList = new ArrayList<>();
        tags.forEach((key, value) -> tagList.add(Json.map("TagKey", key, "TagValue", value)));
        Map<String, @Nullable Object> members = Json.map(
                "ImageId",
                id,
                "ImageName",
                name,
                "Description",
                description,
                "Status",
                word,
                "Progress",
                underWay && percent == 0 ? "" : percent + "%",
                "Size",
                40,
                "ImageOwnerId",
                ownerId,
                "IsCopied",
                copied,
                "CreationTime",
                createdAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                "ResourceGroupId",
                resourceGroupId,
                "DiskDeviceMappings",
                Json.map("DiskDeviceMapping", disks),
                "Tags",
                Json.map("Tag", tagList),
                "RegionId",
                region,
                "Features",
                Json.map("NvmeSupport", "unsupported", "ImdsSupport", "v1"),
                "DetectionOptions",
                Json.map("Status", "", "Items", Json.map("Item", List.of())));
        members.putAll(USUAL);
        attributes.forEach((name, value) -> {
            if (!name.equals("SnapshotId")) {
                members.put(name, USUAL.get(name) instanceof Boolean ? Boolean.valueOf(value) : value);
            }
        });
        return members;
    }

    /**
     * Returns whether the image exists, even if it is not shown.
     *
     * @return false once it has vanished or been cancelled
     */
    public boolean exists() {
        if (job == null) {
            return true;
        }
        Phase phase = job.peek().phase();
        return phase != Phase.VANISHED && phase != Phase.CANCELLED;
    }

    /** The status for a state; empty if the image is not shown. */
    private String status(SimulatedJob.@Nullable Status now) {
        if (!copied) {
            return status;
        }
        Phase phase = now == null ? Phase.QUEUED : now.phase();
        return switch (phase) {
            case QUEUED -> "Waiting";
            case RUNNING, ROLLING_BACK -> "Creating";
            case SUCCEEDED -> "Available";
            case FAILED -> "CreateFailed";
            case INVISIBLE, VANISHED, CANCELLED -> "";
        };
    }

    /**
     * Returns the vendor's name of the current status.
     *
     * @return the status; empty if the image is not shown
     */
    public String statusNow() {
        return status(job == null ? null : job.peek());
    }
}
