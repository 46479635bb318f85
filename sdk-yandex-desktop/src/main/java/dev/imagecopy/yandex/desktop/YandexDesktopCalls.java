package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that goes on the wire. Each call that changes something has an {@code Idempotency-Key}, under which the service
 * runs it only once and answers repeats with the operation that the first one started.
 *
 * <p>A first copy initializes only the rows of this class itself; the others are in nested classes, since each row takes about a
 * millisecond.
 *
 * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/">DesktopImage</a>
 * @see <a href="https://yandex.cloud/en/docs/api-design-guide/concepts/idempotency">Idempotency-Key</a>
 */
final class YandexDesktopCalls {
    private static final String IMAGES = "/cloud-desktop/v1/images";
    private static final String IMAGE = IMAGES + "/{image_id}";
    private static final String CANCEL = "/operations/{operation_id}:cancel";

    /**
     * One page of a list.
     *
     * @param query which images to list
     * @param token the page's token; empty for the first page
     */
    record PageRequest(YandexImageQuery query, String token) {}

    /**
     * One page of a list, with the time of the response.
     *
     * @param page the images
     * @param serviceTime the time of the service's clock
     */
    record Listed(Page<DesktopImage> page, Optional<Instant> serviceTime) {}

    static final ApiCall<YandexCopyImageRequest, OperationReply> COPY_IMAGE =
            YandexDesktopCalls.<YandexCopyImageRequest>keyed("copyImage", "POST", IMAGES + ":copy")
                    .json(YandexDesktopCalls::writeCopy)
                    .returningJson(OperationReply::read);

    static final ApiCall<YandexCopyFromDesktopRequest, OperationReply> COPY_IMAGE_FROM_DESKTOP =
            YandexDesktopCalls.<YandexCopyFromDesktopRequest>keyed(
                            "copyImageFromDesktop", "POST", IMAGES + ":copyFromDesktop")
                    .json(YandexDesktopCalls::writeCopyFromDesktop)
                    .returningJson(OperationReply::read);

    /** Images, whether copied or not. */
    static final class Images {
        static final ApiCall<String, DesktopImage> GET = ApiCall.<String>get("findImage", IMAGE)
                .route(YandexDesktopEndpoints.IMAGES)
                .pathId("image_id", imageId -> imageId)
                .returningJson((body, response) -> DesktopImageReader.answer(body));

        static final ApiCall<PageRequest, Listed> LIST = ApiCall.<PageRequest>get("listImages", IMAGES)
                .route(YandexDesktopEndpoints.IMAGES)
                .query("folderId", page -> page.query().folderId())
                .query("pageSize", page -> pageSize(page.query()))
                .query("pageToken", page -> page.token().isEmpty() ? null : page.token())
                .query("filter", page -> filter(page.query()))
                .query("orderBy", page -> page.query().orderBy().orElse(null))
                .returningJson((body, response) -> new Listed(
                        DesktopImageReader.page(body).ofBytes(response.body().length), ServiceTime.of(response)));

        /** Without the mask, the service would reset every field that is not sent. */
        static final ApiCall<YandexUpdateImageRequest, OperationReply> UPDATE =
                YandexDesktopCalls.<YandexUpdateImageRequest>keyed("updateImage", "PATCH", IMAGE)
                        .pathId("image_id", YandexUpdateImageRequest::imageId)
                        .json(YandexDesktopCalls::writeUpdate)
                        .returningJson(OperationReply::read);

        static final ApiCall<String, OperationReply> DELETE = YandexDesktopCalls.<String>keyed(
                        "deleteImage", "DELETE", IMAGE)
                .pathId("image_id", imageId -> imageId)
                .returningJson(OperationReply::read);

        private Images() {}
    }

    /** What a copy, an update or a deletion is doing. */
    static final class Operations {
        static final ApiCall<String, OperationReply> GET = ApiCall.<String>get(
                        "getOperation", "/operations/{operation_id}")
                .route(YandexDesktopEndpoints.OPERATIONS)
                .pathId("operation_id", operationId -> operationId)
                .returningJson(OperationReply::read);

        /** The API description and the service's page say GET, although it changes something. */
        static final ApiCall<String, OperationReply> CANCEL = cancel("GET");

        /** The vendor's design guide says POST, which is tried if GET is unknown. */
        static final ApiCall<String, OperationReply> CANCEL_BY_POST = cancel("POST");

        private Operations() {}
    }

    /** Where the services are. */
    static final class Addresses {
        /** The request is ignored. */
        static final ApiCall<String, Map<String, URI>> LIST = ApiCall.<String>get("listEndpoints", "/endpoints")
                .anonymous()
                .route(YandexDesktopEndpoints.LIST)
                .returningJson((body, response) -> EndpointListReader.read(body));

        private Addresses() {}
    }

    private YandexDesktopCalls() {}

    /** The headers of every request: a new id for each attempt. */
    static void attemptHeaders(HttpHeaders.Builder headers) {
        headers.set(RpcStatus.CLIENT_REQUEST_ID, UUID.randomUUID().toString());
    }

    private static <R> ApiCall.Builder<R> keyed(String name, String method, String path) {
        return ApiCall.<R>of(name, method, path, Repeatability.KEYED)
                .route(YandexDesktopEndpoints.IMAGES)
                .keyHeader("Idempotency-Key");
    }

    private static void writeCopy(YandexCopyImageRequest copy, ObjectNode to) {
        to.put("folderId", copy.folderId()).put("name", copy.name()).put("imageId", copy.imageId());
        writeExtras(to, copy.labels(), copy.description().orElse(null));
    }

    private static void writeCopyFromDesktop(YandexCopyFromDesktopRequest copy, ObjectNode to) {
        to.put("folderId", copy.folderId().orElse(null))
                .put("desktopId", copy.desktopId())
                .put("name", copy.name().orElse(null));
        writeExtras(to, copy.labels(), copy.description().orElse(null));
    }

    /**
     * Labels and description are newer than the vendor's page, so they are only sent if they are used. Labels are sorted by
     * key, so that a request that is restored from a resume token is the same byte for byte.
     */
    private static void writeExtras(ObjectNode to, Map<String, String> labels, @Nullable String description) {
        if (!labels.isEmpty()) {
            to.set("labels", Json.object(new TreeMap<>(labels)));
        }
        to.put("description", description);
    }

    private static void writeUpdate(YandexUpdateImageRequest update, ObjectNode to) {
        to.put("updateMask", update.updateMask())
                .put("name", update.name().orElse(null))
                .<ObjectNode>set(
                        "labels", Json.object(update.labels().map(TreeMap::new).orElse(null)))
                .put("description", update.description().orElse(null));
    }

    private static ApiCall<String, OperationReply> cancel(String method) {
        return ApiCall.<String>of("cancelOperation", method, CANCEL, Repeatability.CONVERGENT)
                .route(YandexDesktopEndpoints.OPERATIONS)
                .pathId("operation_id", operationId -> operationId)
                .returningJson(OperationReply::read);
    }

    private static @Nullable String filter(YandexImageQuery query) {
        return query.name()
                .map(name -> "name=\"" + name + "\"")
                .or(query::filter)
                .orElse(null);
    }

    private static @Nullable String pageSize(YandexImageQuery query) {
        return query.pageSize().isPresent() ? String.valueOf(query.pageSize().getAsInt()) : null;
    }
}
