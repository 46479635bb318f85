package dev.imagecopy.testing.yandex;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedJob;
import dev.imagecopy.testing.SimulatedJob.Phase;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An image. Guarded by the simulator's lock. */
final class DesktopImage {
    final String id;
    final String folderId;
    final Instant createdAt;
    private final @Nullable SimulatedJob making;
    String name;
    String description;
    Map<String, String> labels;
    boolean gone;

    /** The operation that is deleting the image; empty if there is none. */
    String deletion = "";

    /** Creates an image that a job is making, or that is complete if there is none. */
    DesktopImage(
            String id,
            String folderId,
            String name,
            String description,
            Map<String, String> labels,
            Instant createdAt,
            @Nullable SimulatedJob making) {
        this.id = id;
        this.folderId = folderId;
        this.name = name;
        this.description = description;
        this.labels = labels;
        this.createdAt = createdAt;
        this.making = making;
    }

    boolean exists() {
        SimulatedJob job = making;
        if (gone || job == null) {
            return !gone;
        }
        Phase phase = job.peek().phase();
        return phase != Phase.FAILED && phase != Phase.CANCELLED && phase != Phase.VANISHED;
    }

    String status() {
        if (!deletion.isEmpty()) {
            return "DELETING";
        }
        SimulatedJob job = making;
        if (job == null) {
            return "ACTIVE";
        }
        return switch (job.peek().phase()) {
            case SUCCEEDED -> "ACTIVE";
            case ROLLING_BACK -> "DELETING";
            default -> "CREATING";
        };
    }

    /** Describes the image as JSON, without its labels unless it is the whole image. */
    Map<String, @Nullable Object> describe(boolean whole) {
        Map<String, @Nullable Object> json = Json.map(
                "id", id,
                "folderId", folderId,
                "createdAt", createdAt,
                "status", status(),
                "name", name,
                "storageSize", "21474836480",
                "minDiskSize", "64424509440");
        if (whole && !labels.isEmpty()) {
            json.put("labels", labels);
        }
        if (!description.isEmpty()) {
            json.put("description", description);
        }
        return json;
    }
}
