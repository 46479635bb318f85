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
 * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-overview">ECS API 2014-05-26</a>
 */
final class AlibabaEcsCalls {
    static final String VERSION = "2014-05-26";

    private static final String CLIENT_TOKEN = "ClientToken";

    /**
     * A copy sent again later under its old key.
     *
     * @param copy the copy
     * @param clientToken the key
     */
    record Replay(RoutedCopy copy, String clientToken) {}

    /** What CopyImage answers. */
    record CopyAccepted(String imageId, String requestId) {}

    /** What an answer without further content tells. */
    record Done(String requestId) {}

    /** Goes to the source's region. */
    static final ApiCall<RoutedCopy, CopyAccepted> COPY_IMAGE = AlibabaEcsCalls.<RoutedCopy>copy(
                    Repeatability.KEYED, "copyImage", copy -> copy)
            .keyQuery(CLIENT_TOKEN)
            .returningJson(AlibabaEcsCalls::accepted);

    /** What a first copy does not need; the JVM loads it with its writers and readers, 20 classes, when it is used. */
    static final class Later {
        /**
         * The same once more. It does nothing that its first sending was not asked for, so it is as safe to repeat as a query,
         * and a reply that is lost leaves nothing more open than it was.
         */
        static final ApiCall<Replay, CopyAccepted> REPLAY_COPY_IMAGE = AlibabaEcsCalls.<Replay>copy(
                        Repeatability.SAFE, "copyImage", Replay::copy)
                .query(CLIENT_TOKEN, Replay::clientToken)
                .returningJson(AlibabaEcsCalls::accepted);

        /** The same with DryRun: the service answers with an error, DryRunOperation, when all is well. */
        static final ApiCall<RoutedCopy, Done> CHECK_COPY = AlibabaEcsCalls.<RoutedCopy>copy(
                        Repeatability.SAFE, "checkCopy", copy -> copy)
                .query("DryRun", request -> "true")
                .returning(AlibabaEcsCalls::checked);

        /** Goes where the images are, which for a copy is its destination. */
        static final ApiCall<ImageLookup, ImagePage> DESCRIBE_IMAGES = ApiCall.<ImageLookup>of(
                        "listImages", "POST", "/", Repeatability.SAFE)
                .route(ImageLookup::region)
                .sortedQuery()
                .header("x-acs-action", lookup -> "DescribeImages")
                .header("x-acs-version", lookup -> VERSION)
                .query("RegionId", ImageLookup::region)
                .queries(AlibabaEcsCalls::writeQuery)
                .query("PageNumber", lookup -> String.valueOf(lookup.page()))
                .returningJson((body, response) -> AlibabaImageReader.page(body, response));

        /** Goes to the copy's destination. */
        static final ApiCall<RoutedImage, Done> CANCEL_COPY_IMAGE = ends("cancelCopyImage", "CancelCopyImage");

        /** Goes where the image is. */
        static final ApiCall<RoutedImage, Done> DELETE_IMAGE = ends("deleteImage", "DeleteImage");

        private Later() {}

        /** A call that ends a copy or its image; where the image is gone already, there is nothing left to do. */
        private static ApiCall<RoutedImage, Done> ends(String operation, String action) {
            return ApiCall.<RoutedImage>of(operation, "POST", "/", Repeatability.CONVERGENT)
                    .route(RoutedImage::region)
                    .sortedQuery()
                    .header("x-acs-action", image -> action)
                    .header("x-acs-version", image -> VERSION)
                    .query("RegionId", RoutedImage::region)
                    .query("ImageId", RoutedImage::imageId)
                    .goneMeansDone()
                    .returningJson((body, response) -> done(body, response));
        }
    }

    private AlibabaEcsCalls() {}

    /** Every success names its request; "gone" on a repeat is read here too, and has said so otherwise. */
    private static Done done(JsonNode body, HttpResponse response) {
        Optional<String> requestId = LenientJson.string(body.path("RequestId"));
        if (requestId.isEmpty() && response.isSuccessful()) {
            throw new JsonFormatException("the answer has no RequestId");
        }
        return new Done(requestId.orElse(""));
    }

    private static CopyAccepted accepted(JsonNode body, HttpResponse response) {
        return new CopyAccepted(
                WireId.require(body.path("ImageId"), "ImageId"), LenientJson.text(body.path("RequestId")));
    }

    private static <W> ApiCall.Builder<W> copy(
            Repeatability repeatability, String operation, Function<W, RoutedCopy> copy) {
        return ApiCall.<W>of(operation, "POST", "/", repeatability)
                .route(wrapped -> copy.apply(wrapped).region())
                .sortedQuery()
                .header("x-acs-action", wrapped -> "CopyImage")
                .header("x-acs-version", wrapped -> VERSION)
                .query("RegionId", wrapped -> copy.apply(wrapped).region())
                .queries((wrapped, query) -> writeCopy(copy.apply(wrapped), query));
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
                .add(
                        "ImageOwnerAlias",
                        wanted.ownerAlias().isEmpty()
                                ? "self"
                                : orNull(wanted.ownerAlias().filter(alias -> !alias.isEmpty())))
                .add("ResourceGroupId", orNull(wanted.resourceGroupId()))
                .add("PageSize", String.valueOf(lookup.pageSize()));
        writeTags(wanted.tags(), query);
    }

    private static void writeTags(Map<String, String> tags, QueryParameters query) {
        int number = 1;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            query.add("Tag." + number + ".Key", tag.getKey()).add("Tag." + number + ".Value", tag.getValue());
            number++;
        }
    }

    /** A service that does not know DryRun makes the copy: that must not pass for a check, nor be repeated. */
    private static Done checked(HttpResponse response) {
        ErrorBody answer = ErrorBody.parse(response);
        if (!answer.isCode(AlibabaEcsErrors.DRY_RUN_PASSED)) {
            throw new ResponseFormatException(
                    "the service did not say that the check passed, and may have begun a copy instead",
                    response.status(),
                    answer.requestId(),
                    ErrorContext.none(false),
                    null);
        }
        return new Done(answer.requestId().orElse(""));
    }

    private static @Nullable String orNull(Optional<String> value) {
        return value.orElse(null);
    }
}
