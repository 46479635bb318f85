package dev.imagecopy.servicefabric;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.servicefabric.model.AadMetadata;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.FolderSize;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import dev.imagecopy.servicefabric.model.ServiceFabricApiVersion;
import dev.imagecopy.servicefabric.model.StoreEntry;
import dev.imagecopy.servicefabric.model.StoreInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that goes on the wire.
 *
 * <p>A first copy initializes only the rows of this class itself; the others are in nested classes, since each row takes about a
 * millisecond.
 *
 * <table>
 * <caption>Calls</caption>
 * <tr><th>call</th><th>method</th><th>path</th><th>api-version</th><th>repeatability</th></tr>
 * <tr><td>copyImage</td><td>POST</td><td>/ImageStore/$/Copy</td><td>6.0 or 1.0</td><td>ONCE</td></tr>
 * <tr><td>listContent</td><td>GET</td><td>/ImageStore</td><td>6.0</td><td>SAFE</td></tr>
 * <tr><td>listContent</td><td>GET</td><td>/ImageStore/{contentPath}</td><td>6.2</td><td>SAFE</td></tr>
 * <tr><td>deleteContent</td><td>DELETE</td><td>/ImageStore/{contentPath}</td><td>6.0</td><td>CONVERGENT</td></tr>
 * <tr><td>folderSize</td><td>GET</td><td>/ImageStore/{contentPath}/$/FolderSize</td><td>6.5</td><td>SAFE</td></tr>
 * <tr><td>storeInfo</td><td>GET</td><td>/ImageStore/$/Info</td><td>6.5</td><td>SAFE</td></tr>
 * <tr><td>aadMetadata</td><td>GET</td><td>/$/GetAadMetadata</td><td>6.0</td><td>SAFE</td></tr>
 * </table>
 *
 * <p>A copy may be repeated after it has ended, but a repeat while it runs deletes what has been copied so far. Only
 * {@link ServiceFabricRemoteCopy} knows when it has ended, so the engine must never repeat a copy by itself.
 */
final class ServiceFabricCalls {
    private static final String CLIENT_TYPE_HEADER = "X-ServiceFabricClientType";
    private static final String CLUSTER_ID_HEADER = "ClusterId";
    private static final Duration DELETE_SERVER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(15);

    /** One page of a folder's listing. */
    record PageOf(List<String> folder, String token) {}

    static final ApiCall<CopyImageStoreContentRequest, Optional<String>> COPY =
            ApiCall.<CopyImageStoreContentRequest>of("copyImage", "POST", "/ImageStore/$/Copy", Repeatability.ONCE)
                    .query("api-version", request -> request.effectiveApiVersion()
                            .text())
                    .query("timeout", ServiceFabricCalls::copyTimeout)
                    .timeout(CopyImageStoreContentRequest::effectiveClientTimeout)
                    .staysOpen()
                    .json(ServiceFabricCalls::writeCopy)
                    .returningNoBody(ServiceFabricCalls::done);

    /** A page of what is at a destination; empty if there is nothing. */
    static final ApiCall<PageOf, Optional<Page<StoreEntry>>> LOOK = ApiCall.<PageOf>get(
                    "listContent", "/ImageStore/{contentPath}")
            .pathSegments("contentPath", PageOf::folder)
            .query("api-version", "6.2")
            .query("ContinuationToken", page -> token(page.token()))
            .returningJsonOrNoContent(body -> Optional.of(StoreContentReader.page(body)))
            .accepting(ServiceFabricErrors::absence);

    /** Content, whether copied or not. */
    static final class Content {
        static final ApiCall<PageOf, Page<StoreEntry>> LIST = ApiCall.<PageOf>get(
                        "listContent", "/ImageStore/{contentPath}")
                .pathSegments("contentPath", PageOf::folder)
                .query("api-version", "6.2")
                .query("ContinuationToken", page -> token(page.token()))
                .returningJsonOrNoContent(StoreContentReader::page);

        static final ApiCall<String, Page<StoreEntry>> LIST_ROOT = ApiCall.<String>get("listContent", "/ImageStore")
                .query("api-version", "6.0")
                .query("ContinuationToken", ServiceFabricCalls::token)
                .returningJsonOrNoContent(StoreContentReader::page);

        static final ApiCall<ImageStorePath, Optional<String>> DELETE = ApiCall.<ImageStorePath>of(
                        "deleteContent", "DELETE", "/ImageStore/{contentPath}", Repeatability.CONVERGENT)
                .pathSegments("contentPath", ImageStorePath::segments)
                .query("api-version", "6.0")
                .query("timeout", String.valueOf(DELETE_SERVER_TIMEOUT.toSeconds()))
                .timeout(path -> DELETE_SERVER_TIMEOUT.plus(MARGIN))
                .staysOpen()
                .goneMeansDone()
                .returningNoBody(ServiceFabricCalls::done);

        static final ApiCall<ImageStorePath, FolderSize> FOLDER_SIZE = ApiCall.<ImageStorePath>get(
                        "folderSize", "/ImageStore/{contentPath}/$/FolderSize")
                .pathSegments("contentPath", ImageStorePath::segments)
                .query("api-version", "6.5")
                .returningJson((body, response) -> StoreContentReader.folderSize(body));

        private Content() {}
    }

    /** The image store and its cluster. */
    static final class Cluster {
        static final ApiCall<Boolean, StoreInfo> STORE_INFO = ApiCall.<Boolean>get("storeInfo", "/ImageStore/$/Info")
                .query("api-version", "6.5")
                .returningJson((body, response) -> StoreContentReader.storeInfo(body));

        static final ApiCall<Boolean, AadMetadata> AAD_METADATA = ApiCall.<Boolean>get(
                        "aadMetadata", "/$/GetAadMetadata")
                .query("api-version", "6.0")
                .anonymous()
                .returningJson((body, response) -> StoreContentReader.aadMetadata(body));

        private Cluster() {}
    }

    private ServiceFabricCalls() {}

    /** The headers of every request: a new id for each attempt, with a prefix per client, and the guard of the cluster id. */
    static Consumer<HttpHeaders.Builder> attemptHeaders(Optional<String> clusterId) {
        String client = UUID.randomUUID().toString().concat(":");
        return headers -> {
            headers.set(
                    ServiceFabricErrors.REQUEST_ID_HEADER,
                    client.concat(UUID.randomUUID().toString()));
            headers.set(CLIENT_TYPE_HEADER, "ImageCopySdkForJava");
            if (clusterId.isPresent()) {
                headers.set(CLUSTER_ID_HEADER, clusterId.get());
            }
        };
    }

    /** Member names in upper case, as the server expects them; absent members are omitted. */
    private static void writeCopy(CopyImageStoreContentRequest request, ObjectNode json) {
        json.put("RemoteSource", request.remoteSource())
                .put("RemoteDestination", request.remoteDestination())
                .<ObjectNode>set("SkipFiles", Json.array(request.skipFiles().orElse(null)))
                .put("CheckMarkFile", request.checkMarkFile().orElse(null))
                .put(
                        "CopyFlag",
                        request.copyFlag().isPresent()
                                ? request.copyFlag().get().text()
                                : null);
    }

    /** Version 1.0 of the call does not have this parameter. */
    private static @Nullable String copyTimeout(CopyImageStoreContentRequest request) {
        return request.effectiveApiVersion() == ServiceFabricApiVersion.V1_0
                ? null
                : String.valueOf(request.effectiveServerTimeout().toSeconds());
    }

    private static @Nullable String token(String token) {
        return token.isEmpty() ? null : ContinuationTokens.plain(token);
    }

    /** The gateway answers 200 when it is done; an empty 202 or 204 comes from something else. Not found counts as deleted. */
    private static Optional<String> done(HttpResponse response) {
        if (response.isSuccessful() && response.status() != 200) {
            throw new JsonFormatException("the service's answer has the status 200");
        }
        return response.headers().first(ServiceFabricErrors.REQUEST_ID_HEADER);
    }
}
