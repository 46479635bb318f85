package dev.imagecopy.testing.huawei;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedJob;
import dev.imagecopy.testing.SimulatedJob.Phase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image, possibly one that is being created.
 *
 * @param id its id
 * @param projectId the project that it is in
 * @param name its name
 * @param description its description
 * @param cmkId the key that it is encrypted with; empty for none
 * @param enterpriseProjectId its enterprise project
 * @param sourceImageId the image that it was created from; empty for none
 * @param createdAt when it was created
 * @param traits properties that make an image impossible to copy: whole, iso
 * @param job the copy that creates it; empty for an image that was added
 * @param givenStatus the status of such an image
 */
public record ImsImage(
        String id,
        String projectId,
        String name,
        String description,
        String cmkId,
        String enterpriseProjectId,
        String sourceImageId,
        Instant createdAt,
        String traits,
        Optional<SimulatedJob> job,
        String givenStatus) {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");

    /** Returns the service's word for how far the image is: empty while it is not visible yet, and after it has vanished. */
    public String status() {
        return job.map(copy -> switch (copy.peek().phase()) {
                    case INVISIBLE, VANISHED -> "";
                    case QUEUED -> "queued";
                    case RUNNING, ROLLING_BACK -> "saving";
                    case SUCCEEDED -> "active";
                    case FAILED, CANCELLED -> "killed";
                })
                .orElse(givenStatus);
    }

    /** Counts a query that matches this image towards its becoming visible. Returns whether this query may show it. */
    boolean asked() {
        return job.map(copy ->
                        copy.peek().phase() != Phase.INVISIBLE || copy.poll().phase() != Phase.INVISIBLE)
                .orElse(true);
    }

    /** The same for a query for only this image, which advances the copy like a query for its job. */
    boolean watched() {
        return job.map(copy -> copy.poll().phase() != Phase.INVISIBLE).orElse(true);
    }

    /** Returns the same image in another status, by the service's name for it. */
    public ImsImage in(String status) {
        return new ImsImage(
                id,
                projectId,
                name,
                description,
                cmkId,
                enterpriseProjectId,
                sourceImageId,
                createdAt,
                traits,
                Optional.empty(),
                status);
    }

    /**
     * Returns the image as in lists.
     *
     * @return the members
     */
    public Map<String, @Nullable Object> json() {
        String created = SECONDS.format(createdAt.atOffset(ZoneOffset.UTC));
        Map<String, @Nullable Object> json = Json.map(
                "id",
                id,
                "name",
                name,
                "status",
                status(),
                "visibility",
                "private",
                "owner",
                projectId,
                "disk_format",
                "zvhd2",
                "container_format",
                "bare",
                "min_disk",
                40,
                "min_ram",
                0,
                "size",
                0,
                "protected",
                false,
                "tags",
                List.of(),
                "created_at",
                created,
                "updated_at",
                created,
                "virtual_size",
                null,
                "__image_size",
                "21474836480",
                "__imagetype",
                "private",
                "__isregistered",
                "true",
                "__os_type",
                "Linux",
                "__platform",
                "Ubuntu",
                "__os_bit",
                "64",
                "__description",
                description,
                "enterprise_project_id",
                enterpriseProjectId,
                "virtual_env_type",
                "FusionCompute",
                "__support_kvm",
                "true");
        if (traits.contains("whole")) {
            json.put("__whole_image", "true");
        }
        if (!sourceImageId.isEmpty()) {
            json.put("__originalimagename", sourceImageId);
        }
        if (!cmkId.isEmpty()) {
            json.put("__system__cmkid", cmkId);
            json.put("__system__encrypted", "1");
        }
        return json;
    }
}
