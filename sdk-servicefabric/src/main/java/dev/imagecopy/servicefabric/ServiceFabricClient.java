package dev.imagecopy.servicefabric;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.servicefabric.auth.ServerTrust;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.servicefabric.model.AadMetadata;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyDifference;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.CopyPreflight;
import dev.imagecopy.servicefabric.model.FolderSize;
import dev.imagecopy.servicefabric.model.StoreEntry;
import dev.imagecopy.servicefabric.model.StoreInfo;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies content inside the image store of a Service Fabric cluster, over the REST API of its gateway, and knows whether the
 * copy really finished.
 *
 * <pre>{@code
 * try (ServiceFabricClient cluster = ServiceFabricClient.builder()
 *         .endpoint(URI.create("https://cluster.example:19080"))
 *         .credentials(ServiceFabricCredentials.bearer(() -> token()))
 *         .build()) {
 *     Operation<CopiedContent> copy = cluster.copyImage(CopyImageStoreContentRequest.builder()
 *             .remoteSource("CalcApp\\v1")
 *             .remoteDestination("CalcApp\\v2")
 *             .serverTimeout(Duration.ofMinutes(10))
 *             .build());
 *     CopiedContent copied = copy.await(Duration.ofMinutes(30));
 * }
 * }</pre>
 *
 * <p><b>How a copy goes.</b> {@code copyImage} lists the destination, to know its marker {@code _.dir}, sends the copy and
 * returns: the request stays open in the background until the cluster has copied everything, and polls do no I/O meanwhile.
 * When the response is lost or a timeout, the status becomes {@code VERIFYING} and each poll lists the destination: a marker
 * with a new version proves the success. If there is none when the cluster's time is over, the copy is sent once more (see
 * {@link Builder#copyResends}) and then ends in {@code AmbiguousOutcomeException}, whose token looks again. A timeout in
 * {@code CallOptions} limits the listing only, never the copy, whose deadline is the request's own.
 *
 * <p>A copy cannot be cancelled: the cluster has no call for it.
 *
 * <p>Thread safety: safe for use by multiple threads.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-copyimagestorecontent">Copy image store
 *     content</a>
 */
public interface ServiceFabricClient extends ImageCopyClient<CopyImageStoreContentRequest, CopiedContent> {

    /**
     * Starts a client.
     *
     * @return a builder without an endpoint
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Lists a folder, one level deep and complete: all pages, each fetched when the stream reaches it. The markers
     * {@code _.dir} are listed like other files; files that are being written are not. Implements
     * <a href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-getimagestorecontent">Get image store
     * content</a>.
     *
     * @param path the folder (a file lists itself); empty for the store's root
     * @param options what these calls do differently
     * @return a lazy stream that blocks while a page is fetched and needs no closing; empty for a folder without content. It
     *     throws {@code NotFoundException} when there is no such path, and other {@code SdkException}s when a page cannot be had
     * @throws IllegalArgumentException if the path is none, before any call
     */
    Stream<StoreEntry> listContent(String path, CallOptions options);

    /**
     * Lists a folder as {@link #listContent(String, CallOptions)} does, with the client's settings.
     *
     * @param path the folder; empty for the store's root
     * @return a lazy stream
     */
    default Stream<StoreEntry> listContent(String path) {
        return listContent(path, CallOptions.defaults());
    }

    /**
     * Lists a folder without blocking.
     *
     * @param path the folder; empty for the store's root
     * @param options what these calls do differently
     * @return a future of all entries; cancelling it aborts the call in flight
     */
    CompletableFuture<List<StoreEntry>> listContentAsync(String path, CallOptions options);

    /**
     * Lists a folder without blocking, with the client's settings.
     *
     * @param path the folder; empty for the store's root
     * @return a future of all entries
     */
    default CompletableFuture<List<StoreEntry>> listContentAsync(String path) {
        return listContentAsync(path, CallOptions.defaults());
    }

    /**
     * Lists a folder and everything below it, one call for each folder and page, and blocks until all of it is there.
     *
     * @param path the folder; empty for the store's root
     * @param maxEntries the most files and folders to collect, at least 1
     * @param options what these calls do differently
     * @return all entries, a folder before what is in it
     * @throws IllegalStateException if there are more entries
     * @throws dev.imagecopy.core.error.NotFoundException if there is no such path
     * @throws dev.imagecopy.core.error.SdkException if a page cannot be had
     */
    List<StoreEntry> walkContent(String path, int maxEntries, CallOptions options);

    /**
     * Lists a folder and everything below it, with the client's settings.
     *
     * @param path the folder; empty for the store's root
     * @param maxEntries the most files and folders to collect, at least 1
     * @return all entries
     */
    default List<StoreEntry> walkContent(String path, int maxEntries) {
        return walkContent(path, maxEntries, CallOptions.defaults());
    }

    /**
     * Lists a folder and everything below it without blocking.
     *
     * @param path the folder; empty for the store's root
     * @param maxEntries the most files and folders to collect, at least 1
     * @param options what these calls do differently
     * @return a future of all entries, which fails as {@link #walkContent(String, int, CallOptions)} throws
     */
    CompletableFuture<List<StoreEntry>> walkContentAsync(String path, int maxEntries, CallOptions options);

    /**
     * Lists a folder and everything below it without blocking, with the client's settings.
     *
     * @param path the folder; empty for the store's root
     * @param maxEntries the most files and folders to collect, at least 1
     * @return a future of all entries
     */
    default CompletableFuture<List<StoreEntry>> walkContentAsync(String path, int maxEntries) {
        return walkContentAsync(path, maxEntries, CallOptions.defaults());
    }

    /**
     * Compares the destination of a request with its source, file by file: relative paths, without the files that the request
     * skips, and sizes. Walks both trees (one call for each folder and page, at most 1,000,000 entries each) and blocks until
     * all is there. Run it after a copy, when nobody writes to either.
     *
     * @param request the copy's request
     * @param options what these calls do differently
     * @return the exact difference; everything is missing when there is no destination
     * @throws dev.imagecopy.core.error.NotFoundException if there is no source
     * @throws dev.imagecopy.core.error.SdkException if a page cannot be had
     */
    CopyDifference verifyCopy(CopyImageStoreContentRequest request, CallOptions options);

    /**
     * Compares the destination of a request with its source, with the client's settings.
     *
     * @param request the copy's request
     * @return the exact difference
     */
    default CopyDifference verifyCopy(CopyImageStoreContentRequest request) {
        return verifyCopy(request, CallOptions.defaults());
    }

    /**
     * Compares the destination of a request with its source without blocking.
     *
     * @param request the copy's request
     * @param options what these calls do differently
     * @return a future of the exact difference
     */
    CompletableFuture<CopyDifference> verifyCopyAsync(CopyImageStoreContentRequest request, CallOptions options);

    /**
     * Compares the destination of a request with its source without blocking, with the client's settings.
     *
     * @param request the copy's request
     * @return a future of the exact difference
     */
    default CompletableFuture<CopyDifference> verifyCopyAsync(CopyImageStoreContentRequest request) {
        return verifyCopyAsync(request, CallOptions.defaults());
    }

    /**
     * Looks, before a copy, whether the source exists and is complete, what the destination holds, and whether the disk has room.
     * Blocks; lists source and destination and asks for sizes, which runtimes before 6.5 cannot tell: these facts stay empty then.
     *
     * @param request the copy's request
     * @param options what this call does differently
     * @return what was found; {@code problems()} says what stands against the copy
     * @throws dev.imagecopy.core.error.SdkException if the cluster does not tell
     */
    CopyPreflight preflight(CopyImageStoreContentRequest request, CallOptions options);

    /**
     * Does what {@link #preflight(CopyImageStoreContentRequest, CallOptions)} does, with the client's settings.
     *
     * @param request the copy's request
     * @return what was found; {@code problems()} says what stands against the copy
     */
    default CopyPreflight preflight(CopyImageStoreContentRequest request) {
        return preflight(request, CallOptions.defaults());
    }

    /**
     * Looks before a copy as {@link #preflight(CopyImageStoreContentRequest, CallOptions)} does, without blocking.
     *
     * @param request the copy's request
     * @param options what this call does differently
     * @return a future of what was found; {@code problems()} says what stands against the copy
     */
    CompletableFuture<CopyPreflight> preflightAsync(CopyImageStoreContentRequest request, CallOptions options);

    /**
     * Does what {@link #preflightAsync(CopyImageStoreContentRequest, CallOptions)} does, with the client's settings.
     *
     * @param request the copy's request
     * @return a future of what was found; {@code problems()} says what stands against the copy
     */
    default CompletableFuture<CopyPreflight> preflightAsync(CopyImageStoreContentRequest request) {
        return preflightAsync(request, CallOptions.defaults());
    }

    /**
     * Asks how large a folder is, with everything in it, and blocks for the response. Needs runtime 6.5. Implements <a
     * href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-getimagestorefoldersize">Get image store folder
     * size</a>.
     *
     * @param path the folder
     * @param options what this call does differently
     * @return the size
     * @throws dev.imagecopy.core.error.SdkException if the cluster does not tell
     */
    FolderSize folderSize(String path, CallOptions options);

    /**
     * Does what {@link #folderSize(String, CallOptions)} does, with the client's settings.
     *
     * @param path the folder
     * @return the size
     */
    default FolderSize folderSize(String path) {
        return folderSize(path, CallOptions.defaults());
    }

    /**
     * Asks how large a folder is, without blocking.
     *
     * @param path the folder
     * @param options what this call does differently
     * @return a future of the size
     */
    CompletableFuture<FolderSize> folderSizeAsync(String path, CallOptions options);

    /**
     * Does what {@link #folderSizeAsync(String, CallOptions)} does, with the client's settings.
     *
     * @param path the folder
     * @return a future of the size
     */
    default CompletableFuture<FolderSize> folderSizeAsync(String path) {
        return folderSizeAsync(path, CallOptions.defaults());
    }

    /**
     * Asks how full the image store's disk is, and blocks for the response. Needs runtime 6.5. Implements <a
     * href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-getimagestoreinfo">Get image store info</a>.
     *
     * @param options what this call does differently
     * @return what the cluster told
     * @throws dev.imagecopy.core.error.SdkException if the cluster does not tell
     */
    StoreInfo storeInfo(CallOptions options);

    /**
     * Does what {@link #storeInfo(CallOptions)} does, with the client's settings.
     *
     * @return what the cluster told
     */
    default StoreInfo storeInfo() {
        return storeInfo(CallOptions.defaults());
    }

    /**
     * Asks how full the image store's disk is, without blocking.
     *
     * @param options what this call does differently
     * @return a future of what the cluster told
     */
    CompletableFuture<StoreInfo> storeInfoAsync(CallOptions options);

    /**
     * Does what {@link #storeInfoAsync(CallOptions)} does, with the client's settings.
     *
     * @return a future of what the cluster told
     */
    default CompletableFuture<StoreInfo> storeInfoAsync() {
        return storeInfoAsync(CallOptions.defaults());
    }

    /**
     * Deletes a file, or a folder with everything in it, and blocks until the cluster has done it; it gets 60 s for it. Implements
     * <a href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-deleteimagestorecontent">Delete image store
     * content</a>. The trees {@code Store} and {@code WindowsFabricStore}, which belong to the cluster, are refused.
     *
     * @param path what to delete
     * @param options what this call does differently
     * @throws IllegalArgumentException if the path is none, or in a tree of the cluster's, before any call
     * @throws dev.imagecopy.core.error.NotFoundException if there is no such path
     * @throws dev.imagecopy.core.error.SdkException if it cannot be deleted
     */
    void deleteContent(String path, CallOptions options);

    /**
     * Deletes a file or folder as {@link #deleteContent(String, CallOptions)} does, with the client's settings.
     *
     * @param path what to delete
     */
    default void deleteContent(String path) {
        deleteContent(path, CallOptions.defaults());
    }

    /**
     * Deletes a file or folder without blocking.
     *
     * @param path what to delete
     * @param options what this call does differently
     * @return a future that completes when the cluster has done it
     */
    CompletableFuture<@Nullable Void> deleteContentAsync(String path, CallOptions options);

    /**
     * Deletes a file or folder without blocking, with the client's settings.
     *
     * @param path what to delete
     * @return a future that completes when the cluster has done it
     */
    default CompletableFuture<@Nullable Void> deleteContentAsync(String path) {
        return deleteContentAsync(path, CallOptions.defaults());
    }

    /**
     * Asks a gateway, without showing credentials, how its users sign in with Microsoft Entra ID. Blocks for the response.
     * Implements <a href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-getaadmetadata">Get AAD metadata</a>.
     *
     * @param options what this call does differently
     * @return what the gateway told
     * @throws dev.imagecopy.core.error.SdkException if it does not tell
     */
    AadMetadata aadMetadata(CallOptions options);

    /**
     * Asks a gateway how its users sign in, with the client's settings.
     *
     * @return what the gateway told
     */
    default AadMetadata aadMetadata() {
        return aadMetadata(CallOptions.defaults());
    }

    /**
     * Asks a gateway how its users sign in, without blocking.
     *
     * @param options what this call does differently
     * @return a future of what the gateway told
     */
    CompletableFuture<AadMetadata> aadMetadataAsync(CallOptions options);

    /**
     * Asks a gateway how its users sign in, without blocking, with the client's settings.
     *
     * @return a future of what the gateway told
     */
    default CompletableFuture<AadMetadata> aadMetadataAsync() {
        return aadMetadataAsync(CallOptions.defaults());
    }

    /** Describes a client. Not thread-safe. */
    final class Builder extends ClientBuilder<Builder> {
        /** How long a gateway may be silent within a call that sets no time of its own. */
        private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

        private CredentialsProvider<ServiceFabricCredentials> credentials =
                CredentialsProvider.of(ServiceFabricCredentials.none());
        private boolean renewable;
        private final List<URI> furtherEndpoints = new ArrayList<>();
        private ServerTrust serverTrust = ServerTrust.system();
        private @Nullable HttpTransport ownTransport;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private @Nullable String clusterId;
        private int copyResends = 1;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Shows credentials that never change.
         *
         * @param value default: {@link ServiceFabricCredentials#none()}
         * @return this builder
         */
        public Builder credentials(ServiceFabricCredentials value) {
            requireNonNull(value, "credentials");
            credentials = CredentialsProvider.of(value);
            renewable = false;
            return this;
        }

        /**
         * Shows credentials from a provider, which is asked before every attempt.
         *
         * @param provider for example {@code ServiceFabricCredentials.bearer(supplier)}
         * @return this builder
         */
        public Builder credentials(CredentialsProvider<ServiceFabricCredentials> provider) {
            credentials = Objects.requireNonNull(provider, "provider");
            renewable = true;
            return this;
        }

        /**
         * Names further gateways of the same cluster. When one cannot be reached, the next attempt goes to the next one, and
         * later calls stay there.
         *
         * @param gateways addresses as for {@link #endpoint}, which is tried first; default: none
         * @return this builder
         */
        public Builder furtherEndpoints(URI... gateways) {
            requireNonNull(gateways, "gateways");
            furtherEndpoints.clear();
            furtherEndpoints.addAll(List.of(gateways));
            return this;
        }

        /**
         * Returns which server certificates are accepted, unless the credentials say it themselves.
         *
         * @param trust default: {@link ServerTrust#system()}
         * @return this builder
         */
        public Builder serverTrust(ServerTrust trust) {
            serverTrust = Objects.requireNonNull(trust, "trust");
            return this;
        }

        /**
         * {@inheritDoc} It brings its own TLS settings, so client certificates and pins cannot be set beside it; make it with
         * {@code ClientCertificate.keyManagers()} and {@code ServerTrust.trustManager()}.
         */
        @Override
        public Builder transport(HttpTransport value) {
            ownTransport = value;
            return super.transport(value);
        }

        @Override
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return super.connectTimeout(timeout);
        }

        /**
         * Guards against the wrong cluster: a gateway of a cluster that has another id refuses every call with 403.
         *
         * @param id the cluster's id as configured there, 1 to 128 letters, digits, dots, hyphens and underscores; default:
         *     none, no guard
         * @return this builder
         */
        public Builder clusterId(String id) {
            clusterId = requireNonNull(id, "id");
            return this;
        }

        /**
         * Sets how often a copy may be sent again after its response was lost and the destination shows that it did not finish.
         *
         * @param times 0 to 10; default 1
         * @return this builder
         */
        public Builder copyResends(int times) {
            copyResends = times;
            return this;
        }

        /**
         * Creates the client, without I/O.
         *
         * @return the client; close it after use
         * @throws IllegalArgumentException if a setting is missing or wrong; the message names all of them
         */
        public ServiceFabricClient build() {
            Checks checks = Checks.of("ServiceFabricClient");
            setup().check(checks);
            List<URI> gateways = new ArrayList<>(furtherEndpoints);
            for (URI gateway : furtherEndpoints) {
                setup().checkEndpoint(checks, gateway);
            }
            if (setup().endpoint().isPresent()) {
                gateways.add(0, setup().endpoint().get());
            }
            ServiceFabricEndpoints.check(checks, gateways, setup().endpoint().isPresent());
            checks.check(copyResends >= 0 && copyResends <= 10, "copyResends must be 0 to 10");
            if (clusterId != null) {
                checks.id("clusterId", clusterId);
            }
            checkTls(checks, gateways);
            checks.throwIfAny();
            Optional<String> cluster = Optional.ofNullable(clusterId);
            GatewayTransport transport = gatewayTransport(gateways);
            super.transport(transport);
            ClientRuntime runtime = setup().startRuntime(ProviderProfile.<ServiceFabricCredentials>builder(
                            "ServiceFabricClient", "servicefabric")
                    .endpoints(route -> gateways.get(0))
                    .credentials(new GatewayCredentials(credentials, transport, serverTrust, ownTransport != null))
                    .signer(new ServiceFabricSigner())
                    .attemptHeaders(ServiceFabricEndpoints.attemptHeaders(cluster))
                    .errors(new ServiceFabricErrors())
                    .build());
            return new DefaultServiceFabricClient(
                    runtime,
                    transport,
                    new ServiceFabricCopyOperation(ServiceFabricEndpoints.scope(gateways, cluster), copyResends));
        }

        private void checkTls(Checks checks, List<URI> gateways) {
            boolean plain = false;
            for (URI gateway : gateways) {
                plain |= "http".equalsIgnoreCase(gateway.getScheme());
            }
            checks.check(
                    ownTransport == null || !serverTrust.isPinned(),
                    "serverTrust cannot be set beside a transport, which brings its own TLS settings");
            checks.check(!plain || !serverTrust.isPinned(), "serverTrust needs endpoints with https");
            if (!renewable) {
                TlsIdentity identity = TlsIdentity.of(credentials.resolve(), serverTrust);
                checks.check(
                        ownTransport == null || identity.isPlain(),
                        "credentials with a certificate or pins cannot be used with a transport, which brings its own TLS"
                                + " settings");
                checks.check(
                        !plain || identity.isPlain(),
                        "credentials with a certificate or pins need endpoints with https");
            }
        }

        private GatewayTransport gatewayTransport(List<URI> gateways) {
            HttpTransport own = ownTransport;
            Duration connect = connectTimeout;
            return new GatewayTransport(
                    gateways,
                    new TlsIdentity(Optional.empty(), serverTrust),
                    identity -> own != null
                            ? new BorrowedTransport(own)
                            : identity.isPlain()
                                    ? OkHttpTransport.create(connect, READ_TIMEOUT)
                                    : OkHttpTransport.create(connect, READ_TIMEOUT, identity.settings()),
                    new HandshakeRenewal(renewable ? credentials : null));
        }
    }
}
