package dev.imagecopy.testing.huawei;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedJob;
import dev.imagecopy.testing.SimulatedJob.Phase;
import dev.imagecopy.testing.SimulatedRequest;
import dev.imagecopy.testing.SimulatedResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The two kinds of copies, the errors that the service returns for them, and their jobs. */
public final class ImsCopies {
    private static final Set<String> COPY_FIELDS = Set.of("name", "description", "cmk_id", "enterprise_project_id");
    private static final Set<String> COPY_TO_REGION_FIELDS =
            Set.of("name", "description", "region", "project_name", "agency_name", "vault_id");
    private static final int MAX_ACROSS_REGIONS = 5;
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    /**
     * A copy that was accepted.
     *
     * @param jobId its job
     * @param type the kind of job
     * @param sourceImageId the source
     * @param sourceProject the project of the request
     * @param image the new image as it was created
     * @param job its progress
     */
    public record Entry(
            String jobId,
            String type,
            String sourceImageId,
            ImsAccounts.Project sourceProject,
            ImsImage image,
            SimulatedJob job) {}

    private final ImsAccounts accounts;
    private final ImsImages images;
    private final Map<String, Entry> jobs = new LinkedHashMap<>();
    private final Map<String, Boolean> keys = new LinkedHashMap<>();
    private final Set<String> agencies;
    private int quota = Integer.MAX_VALUE;
    private int maxAcrossRegions = MAX_ACROSS_REGIONS;
    private boolean uniqueNames;

    /**
     * Creates an empty service.
     *
     * @param accounts the accounts
     * @param images the images
     * @param agencies the names of the agencies
     */
    public ImsCopies(ImsAccounts accounts, ImsImages images, Set<String> agencies) {
        this.accounts = accounts;
        this.images = images;
        this.agencies = agencies;
    }

    /**
     * Adds a KMS key.
     *
     * @param id its id
     * @param enabled whether it can be used
     */
    public void addKey(String id, boolean enabled) {
        keys.put(id, enabled);
    }

    /**
     * Limits the private images of a project.
     *
     * @param most the maximum number
     */
    public void quota(int most) {
        quota = most;
    }

    /**
     * Limits the copies across regions that a tenant may have in progress.
     *
     * @param most the maximum number
     */
    public void maxAcrossRegions(int most) {
        maxAcrossRegions = most;
    }

    /** Rejects names that are taken, from now on. */
    public void refuseTakenNames() {
        uniqueNames = true;
    }

    /**
     * Returns the copies that were accepted.
     *
     * @return the copies in order
     */
    public List<Entry> accepted() {
        return List.copyOf(jobs.values());
    }

    /**
     * Handles a copy inside a region.
     *
     * @param request the request
     * @param project the project that it is for
     * @param sourceId the source
     * @param now the service's clock
     * @param newJob starts a job
     * @return the job's id
     */
    public SimulatedResponse copy(
            SimulatedRequest request,
            ImsAccounts.Project project,
            String sourceId,
            Instant now,
            Supplier<SimulatedJob> newJob) {
        ImsBody body = ImsBody.of(request, COPY_FIELDS);
        ImsImage source = source(project, sourceId, "IMG.0130");
        String name = name(body, project.id());
        String cmk = body.text("cmk_id");
        checkKey(cmk, source);
        String enterpriseProject = body.text("enterprise_project_id");
        if (!enterpriseProject.matches("|0|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw ImsRefusal.service("IMG.0154", "The enterprise project is invalid.");
        }
        checkQuota(project.id());
        return start(
                "imsCopyImageInRegionJob",
                project,
                sourceId,
                newJob.get(),
                job -> new ImsImage(
                        imageId(),
                        project.id(),
                        name,
                        body.text("description"),
                        cmk,
                        enterpriseProject.isEmpty() ? "0" : enterpriseProject,
                        sourceId,
                        now,
                        "",
                        Optional.of(job),
                        ""));
    }

    /**
     * Handles a copy to another region.
     *
     * @param request the request
     * @param project the source's project
     * @param sourceId the source
     * @param now the service's clock
     * @param newJob starts a job
     * @return the job's id
     */
    public SimulatedResponse copyToRegion(
            SimulatedRequest request,
            ImsAccounts.Project project,
            String sourceId,
            Instant now,
            Supplier<SimulatedJob> newJob) {
        ImsBody body = ImsBody.of(request, COPY_TO_REGION_FIELDS);
        ImsImage source = source(project, sourceId, "");
        String region = body.required("region", "IMG.0147");
        if (region.equals(project.region())) {
            throw ImsRefusal.service("IMG.0142", "The source and the destination region are the same.");
        }
        if (!accounts.hasRegion(region)) {
            throw ImsRefusal.service("IMG.0147", "The destination region is incorrect.");
        }
        ImsAccounts.Project target = accounts.project(
                        project.tenant(), region, body.required("project_name", "IMG.0145"))
                .orElseThrow(() -> ImsRefusal.service("IMG.0145", "The destination project is incorrect."));
        if (!agencies.contains(body.required("agency_name", "IMG.0151"))) {
            throw ImsRefusal.service("IMG.0151", "The agency does not have the permissions.");
        }
        if (!source.cmkId().isEmpty()) {
            throw ImsRefusal.service("IMG.0143", "Encrypted images cannot be copied across regions.");
        }
        if (source.traits().contains("whole") && body.text("vault_id").isEmpty()) {
            throw ImsRefusal.service("IMG.0182", "A vault is required.");
        }
        String name = name(body, target.id());
        checkQuota(target.id());
        long underWay = jobs.values().stream()
                .filter(entry -> entry.type().equals("imsCrossRegionCopyImageJob"))
                .filter(entry -> entry.sourceProject().tenant().equals(project.tenant()))
                .filter(entry -> !entry.job().peek().phase().isFinal())
                .count();
        if (underWay >= maxAcrossRegions) {
            throw ImsRefusal.service("IMG.0149", "Too many images are being copied across regions.");
        }
        return start(
                "imsCrossRegionCopyImageJob",
                project,
                sourceId,
                newJob.get(),
                job -> new ImsImage(
                        imageId(),
                        target.id(),
                        name,
                        body.text("description"),
                        "",
                        "0",
                        "",
                        now,
                        "",
                        Optional.of(job),
                        ""));
    }

    private SimulatedResponse start(
            String type,
            ImsAccounts.Project project,
            String sourceId,
            SimulatedJob job,
            Function<SimulatedJob, ImsImage> image) {
        ImsImage made = image.apply(job);
        images.put(made);
        String jobId = String.format(Locale.ROOT, "edc89b490d7d4392898e19b2%08x", jobs.size());
        jobs.put(jobId, new Entry(jobId, type, sourceId, project, made, job));
        return SimulatedResponse.json(200, Json.map("job_id", jobId));
    }

    private ImsImage source(ImsAccounts.Project project, String sourceId, String wholeRefused) {
        ImsImage source = images.get(project.id(), sourceId);
        if (source == null) {
            throw ImsRefusal.service("IMG.0027", "The image does not exist.");
        }
        if (!source.status().equals("active")) {
            throw ImsRefusal.service("IMG.0046", "The image is unavailable.");
        }
        if (source.traits().contains("iso")) {
            throw ImsRefusal.service("IMG.0167", "Images made from ISO files cannot be copied.");
        }
        if (source.traits().contains("whole") && !wholeRefused.isEmpty()) {
            throw ImsRefusal.service(wholeRefused, "Full-ECS images cannot be replicated.");
        }
        return source;
    }

    private String name(ImsBody body, String projectId) {
        String name = body.required("name", "IMG.0013");
        if (name.codePointCount(0, name.length()) > 128) {
            throw ImsRefusal.service("IMG.0002", "The name is longer than 128 characters.");
        }
        if (!name.equals(name.strip())
                || name.codePoints()
                        .anyMatch(c -> c < 0x80 && !Character.isLetterOrDigit(c) && " -._".indexOf(c) < 0)) {
            throw ImsRefusal.service("IMG.0003", "The name holds invalid characters.");
        }
        String description = body.text("description");
        if (description.length() > 1024) {
            throw ImsRefusal.service("IMG.0004", "The description is longer than 1024 characters.");
        }
        if (description.chars().anyMatch(c -> c == '<' || c == '>' || c == '\r' || c == '\n')) {
            throw ImsRefusal.service("IMG.0054", "The description holds invalid characters.");
        }
        boolean taken = uniqueNames
                && images.in(projectId)
                        .anyMatch(image -> image.name().equals(name)
                                && (!image.status().equals("killed")
                                        && !image.job()
                                                .map(job -> job.peek().phase() == Phase.VANISHED)
                                                .orElse(false)));
        if (taken) {
            throw ImsRefusal.service("IMG.0009", "The image name already exists.");
        }
        return name;
    }

    private void checkKey(String cmk, ImsImage source) {
        if (cmk.isEmpty()) {
            return;
        }
        Boolean enabled = keys.get(cmk);
        if (enabled == null) {
            throw ImsRefusal.service("IMG.0095", "The key does not exist.");
        }
        if (!enabled) {
            throw ImsRefusal.service("IMG.0097", "The key is disabled.");
        }
        if (cmk.equals(source.cmkId())) {
            throw ImsRefusal.service("IMG.0096", "The key is the same as that of the source image.");
        }
    }

    private void checkQuota(String projectId) {
        if (quota < Integer.MAX_VALUE && images.in(projectId).count() >= quota) {
            throw ImsRefusal.service("IMG.0015", "The quota of private images is used up.");
        }
    }

    private String imageId() {
        return String.format(Locale.ROOT, "b1e2c3d4-0000-4000-8000-%012x", jobs.size());
    }

    /**
     * Answers a query for a job.
     *
     * @param projectId the project that it is for
     * @param jobId the job
     * @return its state
     */
    public SimulatedResponse job(String projectId, String jobId) {
        Entry entry = jobs.get(jobId);
        if (entry == null || !entry.sourceProject().id().equals(projectId)) {
            throw ImsRefusal.unknownJob();
        }
        SimulatedJob.Status status = entry.job().poll();
        return switch (status.phase()) {
            case INVISIBLE, VANISHED -> throw ImsRefusal.unknownJob();
            default -> SimulatedResponse.json(200, json(entry, status));
        };
    }

    private static Map<String, @Nullable Object> json(Entry entry, SimulatedJob.Status status) {
        boolean failed = status.phase() == Phase.FAILED;
        Map<String, @Nullable Object> entities = Json.map("subJobId", "");
        switch (status.phase()) {
            case QUEUED -> entities.put("process_percent", 0);
            case SUCCEEDED -> {
                entities.put("process_percent", 1);
                entities.put("current_task", "");
                entities.put("image_id", entry.image().id());
                entities.put("image_name", entry.image().name());
            }
            case FAILED -> entities.put("current_task", "");
            default -> {
                entities.put("process_percent", status.percent() / 100.0);
                entities.put("current_task", "CopyImageInRegionTask:");
                entities.put("image_id", entry.image().id());
                entities.put("image_name", entry.image().name());
            }
        }
        return Json.map(
                "status", word(status.phase()),
                "job_id", entry.jobId(),
                "job_type", entry.type(),
                "begin_time", millis(Optional.of(entry.job().startedAt())),
                "end_time", millis(entry.job().endedAt()),
                "error_code", failed ? status.code() : null,
                "fail_reason", failed ? status.message() : null,
                "entities", entities);
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case QUEUED -> "INIT";
            case SUCCEEDED -> "SUCCESS";
            case FAILED, CANCELLED -> "FAIL";
            default -> "RUNNING";
        };
    }

    /** A time that has not come yet is an empty text, not null. */
    private static String millis(Optional<Instant> time) {
        return time.map(instant -> MILLIS.format(instant.atOffset(ZoneOffset.UTC)))
                .orElse("");
    }
}
