package dev.imagecopy.testing.yandex;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedJob;
import dev.imagecopy.testing.SimulatedJob.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Images, their operations, and the idempotency keys of these. Guarded by the simulator's lock. */
public final class DesktopImages {
    private static final String TYPE = "type.googleapis.com/yandex.cloud.clouddesktop.v1.api.";
    private static final String EMPTY = "type.googleapis.com/google.protobuf.Empty";

    private record Operation(String id, String call, String imageId, SimulatedJob job, Instant createdAt) {
        Instant modifiedAt(Phase phase) {
            return phase.isFinal()
                    ? job.endedAt()
                            .map(end -> createdAt.plus(Duration.between(job.startedAt(), end)))
                            .orElse(createdAt)
                    : createdAt;
        }
    }

    /** An update or a deletion in progress. It happens even if its operation is forgotten. */
    private record Change(SimulatedJob job, Consumer<Phase> effect) {
        boolean hasEnded() {
            return job.endedAt().isPresent();
        }

        Instant endedAt() {
            return job.endedAt().orElseThrow();
        }

        /** How it ended, even if status queries do not find it yet. */
        Phase end() {
            Phase seen = job.peek().phase();
            return seen.isFinal() ? seen : job.scriptedEnd().phase();
        }
    }

    /** A key belongs to the account that uses it. */
    private record Key(String account, String value) {}

    private record Asked(String fingerprint, String operationId) {}

    private final Map<String, DesktopImage> images = new LinkedHashMap<>();
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<Key, Asked> keys = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
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
        DesktopImage image = new DesktopImage(nextId("fdv"), folderId, name, "", labels, createdAt, null);
        images.put(image.id, image);
        return image.id;
    }

    /**
     * Returns the existing images.
     *
     * @return their ids
     */
    public List<String> ids() {
        advance();
        return images.values().stream()
                .filter(DesktopImage::exists)
                .map(image -> image.id)
                .toList();
    }

    /**
     * Returns the operation that was started under a key.
     *
     * @param account the account that uses the key
     * @param key the idempotency key; empty if there is none
     * @param fingerprint identifies the request
     * @return the operation's id; empty if the key is new
     */
    public Optional<String> asked(String account, String key, String fingerprint) {
        Asked before = keys.get(new Key(account, key));
        if (before == null) {
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
        DesktopImage image = new DesktopImage(
                nextId("fdv"),
                folderId,
                body.optional("name", 50).isEmpty() ? "image-" + numbers : body.optional("name", 50),
                body.optional("description", 1024),
                body.labels(),
                now,
                job);
        images.put(image.id, image);
        return begin(call, image.id, job, now);
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
        DesktopImage image = changeable(imageId);
        String name = body.optional("name", 50);
        String description = body.optional("description", 1024);
        Map<String, String> labels = body.labels();
        return change("UpdateDesktopImage", imageId, now, end -> {
            if (end == Phase.SUCCEEDED) {
                image.name = mask.contains("name") ? name : image.name;
                image.description = mask.contains("description") ? description : image.description;
                image.labels = mask.contains("labels") ? labels : image.labels;
            }
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
        DesktopImage image = changeable(imageId);
        image.deletion = change("DeleteDesktopImage", imageId, now, end -> {
            image.gone = end == Phase.SUCCEEDED;
            image.deletion = "";
        });
        return image.deletion;
    }

    private String change(String call, String imageId, Instant now, Consumer<Phase> effect) {
        SimulatedJob job = jobs.get();
        changes.add(new Change(job, effect));
        return begin(call, imageId, job, now);
    }

    /** Applies the updates and deletions that have ended, in the order of their ends, whether or not anybody asks for them. */
    private void advance() {
        List<Change> ended = changes.stream()
                .filter(Change::hasEnded)
                .sorted(Comparator.comparing(Change::endedAt))
                .toList();
        changes.removeAll(ended);
        ended.forEach(change -> change.effect().accept(change.end()));
    }

    private String begin(String call, String imageId, SimulatedJob job, Instant now) {
        Operation operation = new Operation(nextId("fdo"), call, imageId, job, now);
        operations.put(operation.id(), operation);
        return operation.id();
    }

    /**
     * Stores the key under which an operation was started.
     *
     * @param account the account that uses the key
     * @param key the idempotency key; empty if there is none
     * @param fingerprint identifies the request
     * @param operationId the operation
     */
    public void keep(String account, String key, String fingerprint, String operationId) {
        if (!key.isEmpty()) {
            keys.put(new Key(account, key), new Asked(fingerprint, operationId));
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
        DesktopImage image = images.get(imageId);
        return image == null ? "" : image.folderId;
    }

    /**
     * Returns the folder of an operation's image.
     *
     * @param operationId the id of the operation
     * @return the folder's id; empty if there is no such operation
     */
    public String folderOfOperation(String operationId) {
        Operation operation = operations.get(operationId);
        return operation == null ? "" : folderOf(operation.imageId());
    }

    /**
     * Returns the image of an operation.
     *
     * @param operationId the id of the operation
     * @return the image's id
     */
    public String imageOf(String operationId) {
        return known(operationId).imageId();
    }

    /**
     * Describes an operation to a status query.
     *
     * @param operationId the id of the operation
     * @return the operation's JSON
     */
    public Map<String, @Nullable Object> poll(String operationId) {
        Operation operation = known(operationId);
        return describe(operation, found(operation, operation.job().poll()));
    }

    /**
     * Describes an operation to the call that started it.
     *
     * @param operationId the id of the operation
     * @return the operation's JSON
     */
    public Map<String, @Nullable Object> started(String operationId) {
        Operation operation = known(operationId);
        return describe(operation, operation.job().peek());
    }

    /**
     * Describes an operation to a replay of the call that started it, which also finds what status queries do not find yet.
     *
     * @param operationId the id of the operation
     * @return the operation's JSON
     */
    public Map<String, @Nullable Object> replayed(String operationId) {
        Operation operation = known(operationId);
        SimulatedJob.Status status = operation.job().peek();
        return describe(operation, status.phase() == Phase.INVISIBLE ? status : found(operation, status));
    }

    /**
     * Cancels an operation.
     *
     * @param operationId the id of the operation
     * @return the operation's JSON
     */
    public Map<String, @Nullable Object> cancel(String operationId) {
        Operation operation = known(operationId);
        found(operation, operation.job().peek());
        operation.job().cancel();
        return describe(operation, operation.job().peek());
    }

    private Operation known(String operationId) {
        Operation operation = operations.get(operationId);
        if (operation == null) {
            throw unknown(operationId);
        }
        return operation;
    }

    private static SimulatedJob.Status found(Operation operation, SimulatedJob.Status status) {
        if (status.phase() == Phase.INVISIBLE || status.phase() == Phase.VANISHED) {
            throw unknown(operation.id());
        }
        return status;
    }

    private static CloudRefusal unknown(String operationId) {
        return new CloudRefusal(5, "Operation " + operationId + " not found");
    }

    /**
     * Describes an image.
     *
     * @param imageId the id of the image
     * @return the image's JSON
     */
    public Map<String, @Nullable Object> get(String imageId) {
        return existing(imageId).describe(true);
    }

    /**
     * Returns a folder's images without their labels, like the service.
     *
     * @param query which images, and in which order
     * @return the JSON of the page
     */
    public Map<String, @Nullable Object> list(ListQuery query) {
        advance();
        return query.page(images.values());
    }

    private DesktopImage existing(String imageId) {
        advance();
        DesktopImage image = images.get(imageId);
        if (image == null || !image.exists()) {
            throw new CloudRefusal(5, "Desktop image " + imageId + " not found");
        }
        return image;
    }

    /** No operation can be started on an image while it is being deleted. */
    private DesktopImage changeable(String imageId) {
        DesktopImage image = existing(imageId);
        if (!image.deletion.isEmpty()) {
            throw new CloudRefusal(10, "Conflicting operation " + image.deletion + " detected");
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
                "modifiedAt", operation.modifiedAt(status.phase()),
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
        advance();
        DesktopImage image = images.get(operation.imageId());
        if (image == null || image.gone) {
            return typed ? Json.map("@type", EMPTY) : Json.map();
        }
        Map<String, @Nullable Object> json = image.describe(true);
        if (typed) {
            json.put("@type", TYPE + "DesktopImage");
        }
        return json;
    }

    private String nextId(String prefix) {
        return prefix + String.format(Locale.ROOT, "simulator%08d", ++numbers);
    }
}
