package dev.imagecopy.alibaba.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageStatus;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.QueryParameters;
import dev.imagecopy.core.spi.WireId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that goes on the wire: POST to {@code /} of a region's endpoint, all parameters in the query, no body.
 *
 * <p>A first copy initializes only the rows of this class itself; the others are in nested classes, since each row takes about a
 * millisecond.
 *
 * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-overview">ECS API 2014-05-26</a>
 */
final class AlibabaEcsCalls {
    static final String VERSION = "2014-05-26";

    /** Sent to the source's region. Returns the new image's id. */
    static final ApiCall<RoutedCopy, String> COPY_IMAGE = copy(Repeatability.KEYED, "copyImage")
            .keyQuery("ClientToken")
            .returningJson((body, response) -> WireId.require(body.path("ImageId"), "ImageId"));

    /**
     * The same with DryRun: if all is well, the service answers with the error DryRunOperation. The key is for a service that
     * does not know DryRun: a repeated check must not start a second copy.
     */
    static final ApiCall<RoutedCopy, Optional<String>> CHECK_COPY = copy(Repeatability.SAFE, "checkCopy")
            .query("DryRun", "true")
            .keyQuery("ClientToken")
            .returning(AlibabaEcsCalls::checked);

    /** Images, and copies in progress. */
    static final class Images {
        /** Sent to the region of the images, which for a copy is its destination. */
        static final ApiCall<ImageLookup, ImagePage> DESCRIBE = describe().returningJson(AlibabaImageReader::page);

        /** The same call, as sent by polls. */
        static final ApiCall<ImageLookup, ImagePage> DESCRIBE_COPIES =
                describe().returningJson(AlibabaImageReader::copies);

        /** Sent to the copy's destination. */
        static final ApiCall<RoutedImage, Optional<String>> CANCEL_COPY = AlibabaEcsCalls.<RoutedImage>ends(
                        "cancelCopyImage", "CancelCopyImage", RoutedImage::region)
                .query("ImageId", RoutedImage::imageId)
                .returningJson(AlibabaEcsCalls::requestId);

        /** Sent to the image's region. */
        static final ApiCall<RoutedDeletion, Optional<String>> DELETE = AlibabaEcsCalls.<RoutedDeletion>ends(
                        "deleteImage", "DeleteImage", RoutedDeletion::region)
                .query("ImageId", deletion -> deletion.request().imageId())
                .query("Force", deletion -> deletion.request().force() ? "true" : null)
                .returningJson(AlibabaEcsCalls::requestId);

        private Images() {}
    }

    private AlibabaEcsCalls() {}

    /** Every success contains a request id, except a "gone" on a retry, which is read here too. */
    private static Optional<String> requestId(JsonNode body, HttpResponse response) {
        Optional<String> requestId = LenientJson.string(body.path("RequestId"));
        if (requestId.isEmpty() && response.isSuccessful()) {
            throw new JsonFormatException("the response has no RequestId");
        }
        return requestId;
    }

    /** What every request has in common. */
    private static <R> ApiCall.Builder<R> action(
            String name, Repeatability repeatability, String action, Function<R, String> region) {
        return ApiCall.<R>of(name, "POST", "/", repeatability)
                .route(region)
                .sortedQuery()
                .header("x-acs-action", action)
                .header("x-acs-version", VERSION)
                .query("RegionId", region);
    }

    private static ApiCall.Builder<ImageLookup> describe() {
        return action("listImages", Repeatability.SAFE, "DescribeImages", ImageLookup::region)
                .queries(AlibabaEcsCalls::writeQuery)
                .query("PageNumber", lookup -> String.valueOf(lookup.page()));
    }

    private static ApiCall.Builder<RoutedCopy> copy(Repeatability repeatability, String operation) {
        return action(operation, repeatability, "CopyImage", RoutedCopy::region).queries(AlibabaEcsCalls::writeCopy);
    }

    /** A call that cancels a copy or deletes an image; if the image no longer exists, there is nothing to do. */
    private static <R> ApiCall.Builder<R> ends(String operation, String action, Function<R, String> region) {
        return action(operation, Repeatability.CONVERGENT, action, region).goneMeansDone();
    }

    private static void writeCopy(RoutedCopy copy, QueryParameters query) {
        AlibabaCopyImageRequest request = copy.request();
        query.add("ImageId", request.imageId())
                .add("DestinationRegionId", orNull(request.targetRegion()))
                .add("DestinationImageName", orNull(request.name()))
                .add("DestinationDescription", orNull(request.description()))
                .add("Encrypted", orNull(request.encrypted().map(String::valueOf)))
                .add("KMSKeyId", orNull(request.kmsKeyId()))
                .add("EncryptAlgorithm", orNull(request.encryptAlgorithm()))
                .add("ResourceGroupId", orNull(request.resourceGroupId()));
        writeTags(request.tags(), query);
    }

    private static void writeQuery(ImageLookup lookup, QueryParameters query) {
        AlibabaImageQuery wanted = lookup.query();
        query.add("ImageId", wanted.imageIds().isEmpty() ? null : String.join(",", wanted.imageIds()))
                .add("ImageName", orNull(wanted.name()))
                .add(
                        "Status",
                        String.join(",", wanted.statuses().isEmpty() ? AlibabaImageStatus.words() : wanted.statuses()))
                .add("ImageOwnerAlias", ownerAlias(wanted))
                .add("ResourceGroupId", orNull(wanted.resourceGroupId()))
                .add("PageSize", String.valueOf(lookup.pageSize()));
        writeFilters(wanted, query);
        writeTags(wanted.tags(), query);
    }

    /** The service finds images of other accounts only by this alias. */
    private static @Nullable String ownerAlias(AlibabaImageQuery wanted) {
        boolean ofOthers = wanted.published().orElse(false) || wanted.ownerId().isPresent();
        String alias = wanted.ownerAlias().orElse(ofOthers ? "others" : "self");
        return alias.isEmpty() ? null : alias;
    }

    private static void writeFilters(AlibabaImageQuery wanted, QueryParameters query) {
        query.add("SnapshotId", orNull(wanted.snapshotId()))
                .add("ImageFamily", orNull(wanted.imageFamily()))
                .add("IsPublic", orNull(wanted.published().map(String::valueOf)))
                .add(
                        "ImageOwnerId",
                        wanted.ownerId().isPresent()
                                ? String.valueOf(wanted.ownerId().getAsLong())
                                : null)
                .add("OSType", orNull(wanted.osType()))
                .add("Architecture", orNull(wanted.architecture()))
                .add("Usage", orNull(wanted.usage()))
                .add("InstanceType", orNull(wanted.instanceType()))
                .add("ActionType", orNull(wanted.actionType()))
                .add("IsSupportCloudinit", orNull(wanted.cloudInitSupported().map(String::valueOf)))
                .add(
                        "IsSupportIoOptimized",
                        orNull(wanted.ioOptimizedSupported().map(String::valueOf)))
                .add("ShowExpired", orNull(wanted.expiredShown().map(String::valueOf)));
        int number = 1;
        for (Map.Entry<String, String> filter : wanted.filters().entrySet()) {
            query.add("Filter." + number + ".Key", filter.getKey())
                    .add("Filter." + number + ".Value", filter.getValue());
            number++;
        }
    }

    private static void writeTags(Map<String, String> tags, QueryParameters query) {
        int number = 1;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            query.add("Tag." + number + ".Key", tag.getKey()).add("Tag." + number + ".Value", tag.getValue());
            number++;
        }
    }

    /**
     * A service that does not know DryRun starts the copy: that must not look like a successful check, and must not be
     * repeated.
     */
    private static Optional<String> checked(HttpResponse response) {
        ErrorBody answer = ErrorBody.parse(response);
        if (!answer.isCode(AlibabaEcsErrors.DRY_RUN_PASSED)) {
            throw new ResponseFormatException(
                    "the service did not say that the check passed, and may have started a copy instead",
                    response.status(),
                    answer.requestId(),
                    ErrorContext.none(false),
                    null);
        }
        return answer.requestId();
    }

    private static @Nullable String orNull(Optional<String> value) {
        return value.orElse(null);
    }
}
