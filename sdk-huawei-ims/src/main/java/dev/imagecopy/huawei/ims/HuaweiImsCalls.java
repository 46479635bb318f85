package dev.imagecopy.huawei.ims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.QueryParameters;
import dev.imagecopy.core.spi.WireId;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiDeleteImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that goes on the wire to the image service, except the signature.
 *
 * <p>A first copy initializes only the rows of this class itself; the others are in nested classes, since each row takes about a
 * millisecond.
 *
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0600.html">IMS API reference</a>
 */
final class HuaweiImsCalls {
    private static final String PROJECT_HEADER = "X-Project-Id";
    private static final String JSON = "application/json;charset=UTF-8";

    /** A job and the project that it belongs to. */
    record ProjectJob(String projectId, String jobId) {}

    /** There is no idempotency key, so a copy that may have arrived is never sent again. Returns the job's id. */
    static final ApiCall<HuaweiCopyImageRequest, String> COPY_IMAGE = copy("/v1/cloudimages/{image_id}/copy");

    /** The same, but the caller's own permissions on the KMS key are enforced. */
    static final ApiCall<HuaweiCopyImageRequest, String> COPY_IMAGE_V21 = copy("/v2.1/cloudimages/{image_id}/copy");

    /** Sent to the source's region. Returns the job's id. */
    static final ApiCall<HuaweiCopyToRegionRequest, String> COPY_IMAGE_TO_REGION =
            ApiCall.<HuaweiCopyToRegionRequest>of(
                            "copyImageToRegion",
                            "POST",
                            "/v1/cloudimages/{image_id}/cross_region_copy",
                            Repeatability.ONCE)
                    .pathId("image_id", HuaweiCopyToRegionRequest::imageId)
                    .contentType(JSON)
                    .json(HuaweiImsCalls::writeCopyToRegion)
                    .returningJson(HuaweiImsCalls::jobId);

    /**
     * A project to look for.
     *
     * @param iam the identity service's address; empty for the client's
     */
    record ProjectName(String name, String iam) {}

    /** An image in a project of any region. */
    record Leftover(String region, Optional<String> projectId, String imageId) {}

    /** What a copy is doing. */
    static final class Jobs {
        /** The newer of the two job queries: it has no project id in the path, and reports progress. */
        static final ApiCall<String, HuaweiJob> DESCRIBE = ApiCall.<String>get(
                        "describeJob", "/v1/cloudimages/job/{job_id}")
                .pathId("job_id", id -> id)
                .returningJson((body, response) -> HuaweiJobReader.read(body));

        /** The older query, for regions that do not offer the newer one. */
        static final ApiCall<ProjectJob, HuaweiJob> DESCRIBE_LEGACY = ApiCall.<ProjectJob>get(
                        "describeJob", "/v1/{project_id}/jobs/{job_id}")
                .pathId("project_id", ProjectJob::projectId)
                .pathId("job_id", ProjectJob::jobId)
                .returningJson((body, response) -> HuaweiJobReader.read(body));

        private Jobs() {}
    }

    /** Images, whether copied or not. */
    static final class Images {
        private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern(
                        "uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);

        static final ApiCall<ImageLookup, ImagePage> LIST = ApiCall.<ImageLookup>get("listImages", "/v2/cloudimages")
                .route(ImageLookup::region)
                .header(PROJECT_HEADER, lookup -> lookup.projectId().orElse(null))
                .queries(HuaweiImsCalls::writeQuery)
                .returningJson(HuaweiImageReader::list);

        static final ApiCall<HuaweiDeleteImageRequest, Optional<String>> DELETE = ApiCall.<HuaweiDeleteImageRequest>of(
                        "deleteImage", "DELETE", "/v2/images/{image_id}", Repeatability.CONVERGENT)
                .pathId("image_id", HuaweiDeleteImageRequest::imageId)
                .goneMeansDone()
                .returningNoBody(HuaweiImsErrors::requestId);

        /** The same call for a full-ECS image, deleting its backup as well. */
        static final ApiCall<HuaweiDeleteImageRequest, Optional<String>> DELETE_WITH_BACKUP =
                ApiCall.<HuaweiDeleteImageRequest>of(
                                "deleteImage", "DELETE", "/v2/images/{image_id}", Repeatability.CONVERGENT)
                        .pathId("image_id", HuaweiDeleteImageRequest::imageId)
                        .contentType(JSON)
                        .json((request, json) -> json.put("delete_backup", request.deleteBackup()))
                        .goneMeansDone()
                        .returningNoBody(HuaweiImsErrors::requestId);

        /** The same where the image may be in another region. */
        static final ApiCall<Leftover, Optional<String>> DELETE_LEFTOVER = ApiCall.<Leftover>of(
                        "deleteImage", "DELETE", "/v2/images/{image_id}", Repeatability.CONVERGENT)
                .route(Leftover::region)
                .header("X-Project-Id", image -> image.projectId().orElse(null))
                .pathId("image_id", Leftover::imageId)
                .goneMeansDone()
                .returningNoBody(HuaweiImsErrors::requestId);

        static ApiCall<HuaweiDeleteImageRequest, Optional<String>> deletion(HuaweiDeleteImageRequest request) {
            return request.deleteBackup() ? DELETE_WITH_BACKUP : DELETE;
        }

        private Images() {}
    }

    /** Projects, which the identity service knows. */
    static final class Projects {
        /** Asks the identity service for the ids of the projects with a name. */
        static final ApiCall<ProjectName, List<String>> LIST = ApiCall.<ProjectName>get("listProjects", "/v3/projects")
                .route(ProjectName::iam)
                .query("name", ProjectName::name)
                .returningJson((body, response) -> projectIds(body));

        private Projects() {}
    }

    private HuaweiImsCalls() {}

    /** The headers of every request: the client's project, unless a call for another region's images sets that one. */
    static Consumer<HttpHeaders.Builder> attemptHeaders(Supplier<String> projectId) {
        return headers -> {
            String project = projectId.get();
            if (!project.isEmpty() && headers.build().first(PROJECT_HEADER).isEmpty()) {
                headers.set(PROJECT_HEADER, project);
            }
        };
    }

    private static List<String> projectIds(JsonNode body) {
        if (!body.path("projects").isArray()) {
            throw new JsonFormatException("the response is not a list of projects: it has no array projects");
        }
        return LenientJson.items(body.path("projects")).stream()
                .map(project -> WireId.require(project.path("id"), "id of a project"))
                .toList();
    }

    private static ApiCall<HuaweiCopyImageRequest, String> copy(String path) {
        return ApiCall.<HuaweiCopyImageRequest>of("copyImage", "POST", path, Repeatability.ONCE)
                .pathId("image_id", HuaweiCopyImageRequest::imageId)
                .contentType(JSON)
                .json(HuaweiImsCalls::writeCopy)
                .returningJson(HuaweiImsCalls::jobId);
    }

    private static void writeCopy(HuaweiCopyImageRequest request, ObjectNode json) {
        json.put("name", request.name())
                .put("description", request.description().orElse(null))
                .put("cmk_id", request.cmkId().orElse(null))
                .put("enterprise_project_id", request.enterpriseProjectId().orElse(null));
    }

    private static void writeCopyToRegion(HuaweiCopyToRegionRequest request, ObjectNode json) {
        json.put("name", request.name())
                .put("description", request.description().orElse(null))
                .put("region", request.targetRegion())
                .put("project_name", request.targetProjectName().orElse(request.targetRegion()))
                .put("agency_name", request.agencyName())
                .put("vault_id", request.vaultId().orElse(null));
    }

    private static String jobId(JsonNode body, HttpResponse response) {
        return WireId.require(body.path("job_id"), "job_id");
    }

    private static void writeQuery(ImageLookup lookup, QueryParameters query) {
        HuaweiImageQuery wanted = lookup.query();
        query.add("__imagetype", wanted.imageType().orElse(null))
                .add("__os_bit", wanted.osBit().orElse(null))
                .add("__os_type", wanted.osType().orElse(null))
                .add("__platform", wanted.platform().orElse(null))
                .add("__system__cmkid", wanted.cmkId().orElse(null))
                .add("__whole_image", wanted.wholeImage().map(String::valueOf).orElse(null))
                .add("architecture", wanted.architecture().orElse(null))
                .add("container_format", wanted.containerFormat().orElse(null))
                .add("created_at", since(wanted.createdSince()))
                .add("disk_format", wanted.diskFormat().orElse(null))
                .add("enterprise_project_id", wanted.enterpriseProjectId().orElse(null))
                .add("flavor_id", wanted.flavorId().orElse(null))
                .add("id", wanted.imageId().orElse(null))
                .add("limit", String.valueOf(lookup.pageSize()))
                .add("marker", lookup.marker().isEmpty() ? null : lookup.marker())
                .add("member_status", wanted.memberStatus().orElse(null))
                .add("min_disk", number(wanted.minDiskGb()))
                .add("min_ram", number(wanted.minRamMb()))
                .add("name", wanted.name().orElse(null))
                .add("owner", wanted.projectId().orElse(null))
                .add(
                        "protected",
                        wanted.deletionProtected().map(String::valueOf).orElse(null))
                .add("sort_dir", wanted.sortDirection().orElse(null))
                .add("sort_key", wanted.sortKey().orElse(null))
                .add("status", wanted.status().orElse(null))
                .add("tag", wanted.tag().orElse(null))
                .add("updated_at", since(wanted.updatedSince()))
                .add("virtual_env_type", wanted.virtualEnvType().orElse(null))
                .add("visibility", wanted.visibility().orElse(null));
    }

    private static @Nullable String since(Optional<Instant> moment) {
        return moment.map(since -> "gte:" + Images.SECONDS.format(since.truncatedTo(ChronoUnit.SECONDS)))
                .orElse(null);
    }

    private static @Nullable String number(OptionalInt number) {
        return number.isPresent() ? String.valueOf(number.getAsInt()) : null;
    }
}
