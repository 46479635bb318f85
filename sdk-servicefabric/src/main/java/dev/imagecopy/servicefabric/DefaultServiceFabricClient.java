package dev.imagecopy.servicefabric;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.servicefabric.ServiceFabricCalls.PageOf;
import dev.imagecopy.servicefabric.model.AadMetadata;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyDifference;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.CopyPreflight;
import dev.imagecopy.servicefabric.model.FolderSize;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import dev.imagecopy.servicefabric.model.StoreEntry;
import dev.imagecopy.servicefabric.model.StoreInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The client. Each method picks its row of the wire table. */
final class DefaultServiceFabricClient implements ServiceFabricClient {
    private final ClientRuntime runtime;
    private final HttpTransport transport;
    private final ServiceFabricCopyOperation type;
    private final Copies<CopiedContent> copies;

    DefaultServiceFabricClient(ClientRuntime runtime, HttpTransport transport, ServiceFabricCopyOperation type) {
        this.runtime = runtime;
        this.transport = transport;
        this.type = type;
        this.copies = runtime.copies(List.of(type));
    }

    @Override
    public Operation<CopiedContent> copyImage(CopyImageStoreContentRequest request, CallOptions options) {
        return copies.start(request, options);
    }

    @Override
    public CompletableFuture<Operation<CopiedContent>> copyImageAsync(
            CopyImageStoreContentRequest request, CallOptions options) {
        return copies.startAsync(request, options);
    }

    @Override
    public Copies<CopiedContent> copies() {
        return copies;
    }

    @Override
    public Operation<CopiedContent> resume(ResumeToken token) {
        return runtime.resume(token, List.of(type));
    }

    @Override
    public Stream<StoreEntry> listContent(String path, CallOptions options) {
        List<String> folder = folder(path);
        requireNonNull(options, "options");
        return Pages.stream(token ->
                runtime.run("listContent", options, flow -> new StoreReader(flow).page(new PageOf(folder, token))));
    }

    @Override
    public CompletableFuture<List<StoreEntry>> listContentAsync(String path, CallOptions options) {
        List<String> folder = folder(path);
        return runtime.runAsync("listContent", options, flow -> new StoreReader(flow).list(folder));
    }

    @Override
    public List<StoreEntry> walkContent(String path, int maxEntries, CallOptions options) {
        List<String> folder = folder(path);
        int limit = requirePositive(maxEntries);
        return runtime.run("walkContent", options, flow -> new StoreReader(flow).walk(folder, limit));
    }

    @Override
    public CompletableFuture<List<StoreEntry>> walkContentAsync(String path, int maxEntries, CallOptions options) {
        List<String> folder = folder(path);
        int limit = requirePositive(maxEntries);
        return runtime.runAsync("walkContent", options, flow -> new StoreReader(flow).walk(folder, limit));
    }

    @Override
    public CopyDifference verifyCopy(CopyImageStoreContentRequest request, CallOptions options) {
        requireNonNull(request, "request");
        return runtime.run("verifyCopy", options, flow -> new StoreReader(flow).compare(request));
    }

    @Override
    public CompletableFuture<CopyDifference> verifyCopyAsync(
            CopyImageStoreContentRequest request, CallOptions options) {
        requireNonNull(request, "request");
        return runtime.runAsync("verifyCopy", options, flow -> new StoreReader(flow).compare(request));
    }

    @Override
    public CopyPreflight preflight(CopyImageStoreContentRequest request, CallOptions options) {
        requireNonNull(request, "request");
        return runtime.run("preflight", options, flow -> new StoreReader(flow).preflight(request));
    }

    @Override
    public CompletableFuture<CopyPreflight> preflightAsync(CopyImageStoreContentRequest request, CallOptions options) {
        requireNonNull(request, "request");
        return runtime.runAsync("preflight", options, flow -> new StoreReader(flow).preflight(request));
    }

    @Override
    public FolderSize folderSize(String path, CallOptions options) {
        return runtime.execute(ServiceFabricCalls.Content.FOLDER_SIZE, path(path), options);
    }

    @Override
    public CompletableFuture<FolderSize> folderSizeAsync(String path, CallOptions options) {
        return runtime.executeAsync(ServiceFabricCalls.Content.FOLDER_SIZE, path(path), options);
    }

    @Override
    public StoreInfo storeInfo(CallOptions options) {
        return runtime.execute(ServiceFabricCalls.Cluster.STORE_INFO, true, options);
    }

    @Override
    public CompletableFuture<StoreInfo> storeInfoAsync(CallOptions options) {
        return runtime.executeAsync(ServiceFabricCalls.Cluster.STORE_INFO, true, options);
    }

    @Override
    public void deleteContent(String path, CallOptions options) {
        Optional<String> unused = runtime.execute(ServiceFabricCalls.Content.DELETE, deletable(path), options);
    }

    @Override
    public CompletableFuture<@Nullable Void> deleteContentAsync(String path, CallOptions options) {
        ImageStorePath target = deletable(path);
        return runtime.runAsync("deleteContent", options, flow -> flow.call(ServiceFabricCalls.Content.DELETE, target)
                .thenApply(requestId -> null));
    }

    @Override
    public AadMetadata aadMetadata(CallOptions options) {
        return runtime.execute(ServiceFabricCalls.Cluster.AAD_METADATA, true, options);
    }

    @Override
    public CompletableFuture<AadMetadata> aadMetadataAsync(CallOptions options) {
        return runtime.executeAsync(ServiceFabricCalls.Cluster.AAD_METADATA, true, options);
    }

    @Override
    public void close() {
        runtime.close();
        transport.close();
    }

    private static List<String> folder(String path) {
        return requireNonNull(path, "path").isBlank() || path.strip().matches("[/\\\\]+")
                ? List.of()
                : ImageStorePath.of(path).segments();
    }

    private static ImageStorePath path(String path) {
        return ImageStorePath.of(requireNonNull(path, "path"));
    }

    private static ImageStorePath deletable(String path) {
        ImageStorePath target = path(path);
        if (target.isReserved()) {
            throw new IllegalArgumentException(
                    "path must not be in Store or WindowsFabricStore, where the cluster keeps provisioned content");
        }
        return target;
    }

    private static int requirePositive(int maxEntries) {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries must be at least 1");
        }
        return maxEntries;
    }
}
