package dev.imagecopy.testing.yandex;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedJob;
import dev.imagecopy.testing.SimulatedJob.Phase;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Images, their operations, and the idempotency keys of these. Guarded by the simulator's lock. */
public final class DesktopImages {
    private static final String TYPE = "type.googleapis.com/yandex.cloud.clouddesktop.v1.api.";
    private static final String EMPTY = "type.googleapis.com/google.protobuf.Empty";

    /** An image. */
    private static final class Image {
        final String id;
        final String folderId;
        final Instant createdAt;
        String name;
        String description;
        Map<String, String> labels;
        boolean gone;

        @Nullable
        SimulatedJob making;

        Image(
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
    }

    private record Operation(
            String id, String call, String imageId, SimulatedJob job, Instant createdAt, Runnable effect) {}

    private record Asked(String fingerprint, String operationId) {}

    private final Map<String, Image> images = new LinkedHashMap<>();
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, Asked> keys = new LinkedHashMap<>();
    private final Set<String> applied = new HashSet<>();
    private final Supplier<SimulatedJob> jobs;
    private boolean typed = true;
    private int quota = Integer.MAX_VALUE;
    private int numbers;

    /**
     * Creates an empty store.
     *
     * @param jobs creates the job of each operation
     */
    public DesktopImages(Supplier<SimulatedJob> jobs) {
        this.jobs = jobs;
    }

    /**
     * Chooses the format of responses.
     *
     * @param value whether metadata and responses contain their type, as in the service but not on its page
     */
    public void typed(boolean value) {
        typed = value;
    }

    /**
     * Limits the number of images.
     *
     * @param most how many images there may be
     */
    public void quota(int most) {
        quota = most;
    }

    /**
     * Adds an image in the status ACTIVE.
     *
     * @param folderId the id of the folder
     * @param name its name
     * @param labels its labels
     * @param createdAt when it was created
     * @return its id
     */
    public String add(String folderId, String name, Map<String, String> labels, Instant createdAt) {
        Image image = new Image(nextId("fdv"), folderId, name, "", labels, createdAt, null);
        images.put(image.id, image);
        return image.id;
    }

    /**
     * Returns the existing images.
     *
     * @return their ids
     */
    public List<String> ids() {
        return images.values().stream()
                .filter(Image::exists)
                .map(image -> image.id)
                .toList();
    }

    /**
     * Returns the operation that was started under a key.
     *
     * @param key the idempotency key; empty if there is none
     * @param fingerprint identifies the request
     * @return the operation's id; empty if the key is new
     */
    public Optional<String> asked(String key, String fingerprint) {
        Asked before = keys.get(key);
        if (before == null || key.isEmpty()) {
            return Optional.empty();
        }
        if (!before.fingerprint().equals(fingerprint)) {
            throw new CloudRefusal(3, "Idempotency key was used with another request");
        }
        return Optional.of(before.operationId());
    }

    /**
     * Starts the creation of an image.
     *
     * @param call the call's name in the vendor's types, for example {@code CopyDesktopImage}
     * @param folderId the id of the folder
     * @param body its name, labels and description
     * @param now the time
     * @return the operation's id
     */
    public String create(String call, String folderId, DesktopRequest body, Instant now) {
        int used = images.size() < quota ? 0 : ids().size(); // counting ten thousand for each copy takes long
        if (used >= quota) {
            throw CloudRefusal.quota("vdi.desktopImages.count", quota, used);
        }
        SimulatedJob job = jobs.get();
        Image image = new Image(
                nextId("fdv"),
                folderId,
                body.optional("name", 50).isEmpty() ? "image-" + numbers : body.optional("name", 50),
                body.optional("description", 1024),
                body.labels(),
                now,
                job);
        images.put(image.id, image);
        return begin(call, image.id, job, now, () -> {});
    }

    /**
     * Starts an update of an image.
     *
     * @param imageId the id of the image
     * @param mask the fields that change
     * @param body their new values
     * @param now the time
     * @return the operation's id
     */
    public String update(String imageId, List<String> mask, DesktopRequest body, Instant now) {
        Image image = existing(imageId);
        String name = body.optional("name", 50);
        String description = body.optional("description", 1024);
        Map<String, String> labels = body.labels();
        return begin("UpdateDesktopImage", imageId, jobs.get(), now, () -> {
            image.name = mask.contains("name") ? name : image.name;
            image.description = mask.contains("description") ? description : image.description;
            image.labels = mask.contains("labels") ? labels : image.labels;
        });
    }

    /**
     * Starts the deletion of an image.
     *
     * @param imageId the id of the image
     * @param now the time
     * @return the operation's id
     */
    public String delete(String imageId, Instant now) {
        Image image = existing(imageId);
        return begin("DeleteDesktopImage", imageId, jobs.get(), now, () -> image.gone = true);
    }

    private String begin(String call, String imageId, SimulatedJob job, Instant now, Runnable effect) {
        Operation operation = new Operation(nextId("fdo"), call, imageId, job, now, effect);
        operations.put(operation.id(), operation);
        return operation.id();
    }

    /**
     * Stores the key under which an operation was started.
     *
     * @param key the idempotency key; empty if there is none
     * @param fingerprint identifies the request
     * @param operationId the operation
     */
    public void keep(String key, String fingerprint, String operationId) {
        if (!key.isEmpty()) {
            keys.put(key, new Asked(fingerprint, operationId));
        }
    }

    /**
     * Makes the service forget an operation, but not its effect.
     *
     * @param operationId the id of the operation
     */
    public void forget(String operationId) {
        operations.remove(operationId);
    }

    /**
     * Returns the folder of an image.
     *
     * @param imageId the id of the image
     * @return the folder's id; empty if there is no such image
     */
    public String folderOf(String imageId) {
        Image image = images.get(imageId);
        return image == null ? "" : image.folderId;
    }

    /**
     * Returns the image of an operation.
     *
     * @param operationId the id of the operation
     * @return the image's id
     */
    public String imageOf(String operationId) {
        return Objects.requireNonNull(operations.get(operationId)).imageId();
    }

    /**
     * Describes an operation to a status query.
     *
     * @param operationId the id of the operation
     * @return the operation's JSON
     */
    public Map<String, @Nullable Object> poll(String operationId) {
        Operation operation = operations.get(operationId);
        SimulatedJob.Status status = operation == null ? null : operation.job().poll();
        if (operation == null
                || status == null
                || status.phase() == Phase.INVISIBLE
                || status.phase() == Phase.VANISHED) {
            throw new CloudRefusal(5, "Operation " + operationId + " not found");
        }
        return describe(operation, status);
    }

    /**
     * Describes an operation to the call that started it.
     *
     * @param operationId the id of the operation
     * @return the operation's JSON
     */
    public Map<String, @Nullable Object> peek(String operationId) {
        Operation operation = operations.get(operationId);
        if (operation == null) {
            throw new CloudRefusal(5, "Operation " + operationId + " not found");
        }
        return describe(operation, operation.job().peek());
    }

    /**
     * Cancels an operation.
     *
     * @param operationId the id of the operation
     * @return the operation's JSON
     */
    public Map<String, @Nullable Object> cancel(String operationId) {
        Operation operation = operations.get(operationId);
        if (operation == null) {
            throw new CloudRefusal(5, "Operation " + operationId + " not found");
        }
        operation.job().cancel();
        return peek(operationId);
    }

    /**
     * Describes an image.
     *
     * @param imageId the id of the image
     * @return the image's JSON
     */
    public Map<String, @Nullable Object> get(String imageId) {
        return describe(existing(imageId), true);
    }

    /**
     * Returns a folder's images without their labels, like the service.
     *
     * @param folderId the id of the folder
     * @param name only this name; empty for all
     * @param from how many to skip
     * @param most the maximum number
     * @return their JSON
     */
    public List<Map<String, @Nullable Object>> list(String folderId, String name, int from, int most) {
        return images.values().stream()
                .filter(image -> image.exists() && image.folderId.equals(folderId))
                .filter(image -> name.isEmpty() || image.name.equals(name))
                .skip(from)
                .limit(most)
                .map(image -> describe(image, false))
                .toList();
    }

    private Image existing(String imageId) {
        Image image = images.get(imageId);
        if (image == null || !image.exists()) {
            throw new CloudRefusal(5, "Desktop image " + imageId + " not found");
        }
        return image;
    }

    private Map<String, @Nullable Object> describe(Operation operation, SimulatedJob.Status status) {
        Map<String, @Nullable Object> metadata = Json.map();
        if (typed) {
            metadata.put("@type", TYPE + operation.call() + "Metadata");
        }
        metadata.put("imageId", operation.imageId());
        Map<String, @Nullable Object> json = Json.map(
                "id", operation.id(),
                "description", operation.call(),
                "createdAt", operation.createdAt(),
                "createdBy", "ajesimulatoruser00001",
                "modifiedAt", operation.createdAt(),
                "metadata", metadata);
        switch (status.phase()) {
            case ROLLING_BACK -> json.put("error", error(status));
            case FAILED -> end(json, "error", error(status));
            case CANCELLED -> end(json, "error", CloudAnswers.status(1, "Operation was cancelled", List.of()));
            case SUCCEEDED -> end(json, "response", response(operation));
            default -> json.put("done", false);
        }
        return json;
    }

    private static void end(Map<String, @Nullable Object> json, String name, Object value) {
        json.put("done", true);
        json.put(name, value);
    }

    private static Map<String, @Nullable Object> error(SimulatedJob.Status status) {
        return CloudAnswers.status(CloudAnswers.number(status.code()), status.message(), List.of());
    }

    private Map<String, @Nullable Object> response(Operation operation) {
        if (applied.add(operation.id())) {
            operation.effect().run();
        }
        Image image = images.get(operation.imageId());
        if (image == null || image.gone) {
            return typed ? Json.map("@type", EMPTY) : Json.map();
        }
        Map<String, @Nullable Object> json = describe(image, true);
        if (typed) {
            json.put("@type", TYPE + "DesktopImage");
        }
        return json;
    }

    private Map<String, @Nullable Object> describe(Image image, boolean whole) {
        Map<String, @Nullable Object> json = Json.map(
                "id", image.id,
                "folderId", image.folderId,
                "createdAt", image.createdAt,
                "status", image.status(),
                "name", image.name,
                "storageSize", "21474836480",
                "minDiskSize", "64424509440");
        if (whole && !image.labels.isEmpty()) {
            json.put("labels", image.labels);
        }
        if (!image.description.isEmpty()) {
            json.put("description", image.description);
        }
        return json;
    }

    private String nextId(String prefix) {
        return prefix + String.format(Locale.ROOT, "simulator%08d", ++numbers);
    }
}
