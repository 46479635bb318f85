package dev.imagecopy.servicefabric;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.GivenCredentials;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RuntimeStarter;
import dev.imagecopy.core.spi.WireAddress;
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
 * Copies content inside the image store of a Service Fabric cluster, with the REST API of its gateway, and verifies that the
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
 * <p><b>How a copy works.</b> {@code copyImage} lists the destination to read the version of its marker {@code _.dir}, sends
 * the copy and returns. The request stays open in the background until the cluster has copied everything; polls do no I/O
 * during that time. If the response is lost or is a timeout, the status becomes {@code VERIFYING} and each poll lists the
 * destination: a marker with a new version proves success. If there is none by the end of the cluster's timeout, the copy is
 * sent once more (see {@link Builder#copyResends}), and then ends with an {@code AmbiguousOutcomeException}, whose token can be
 * used to look again. A timeout in {@code CallOptions} only limits the listing, never the copy, which has the timeout in its
 * request.
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
     * Returns a new builder.
     *
     * @return a builder; an endpoint is required
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Lists a folder, one level deep and with all its pages, each of which is fetched when the stream reaches it. Markers
     * ({@code _.dir}) are listed like other files; files that are being written are not listed. Implements <a
     * href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-getimagestorecontent">Get image store content</a>.
     *
     * @param path the folder (a file lists itself); empty for the store's root
     * @param options settings of these calls that differ from the client's
     * @return a lazy stream that blocks while a page is fetched and need not be closed; empty for a folder without content. It
     *     throws {@code NotFoundException} if the path does not exist, and other {@code SdkException}s if a page cannot be
     *     fetched
     * @throws IllegalArgumentException if the path is invalid, before any call
     */
    Stream<StoreEntry> listContent(String path, CallOptions options);

    /**
     * Like {@link #listContent(String, CallOptions)}, with the client's settings.
     *
     * @param path the folder; empty for the store's root
     * @return a lazy stream
     */
    default Stream<StoreEntry> listContent(String path) {
        return listContent(path, CallOptions.defaults());
    }

    /**
     * Like {@link #listContent(String, CallOptions)}, but does not block and collects all entries.
     *
     * @param path the folder; empty for the store's root
     * @param options settings of these calls that differ from the client's
     * @return a future of all entries; cancelling it aborts the call in flight
     */
    CompletableFuture<List<StoreEntry>> listContentAsync(String path, CallOptions options);

    /**
     * Like {@link #listContentAsync(String, CallOptions)}, with the client's settings.
     *
     * @param path the folder; empty for the store's root
     * @return a future of all entries
     */
    default CompletableFuture<List<StoreEntry>> listContentAsync(String path) {
        return listContentAsync(path, CallOptions.defaults());
    }

    /**
     * Lists a folder and everything below it, with one call for each folder and page, and blocks until the list is complete.
     *
     * @param path the folder; empty for the store's root
     * @param maxEntries the maximum number of files and folders to collect, at least 1
     * @param options settings of these calls that differ from the client's
     * @return all entries; each folder precedes its content
     * @throws IllegalStateException if there are more entries
     * @throws dev.imagecopy.core.error.NotFoundException if the path does not exist
     * @throws dev.imagecopy.core.error.SdkException if a page cannot be fetched
     */
    List<StoreEntry> walkContent(String path, int maxEntries, CallOptions options);

    /**
     * Like {@link #walkContent(String, int, CallOptions)}, with the client's settings.
     *
     * @param path the folder; empty for the store's root
     * @param maxEntries the maximum number of files and folders to collect, at least 1
     * @return all entries
     */
    default List<StoreEntry> walkContent(String path, int maxEntries) {
        return walkContent(path, maxEntries, CallOptions.defaults());
    }

    /**
     * Like {@link #walkContent(String, int, CallOptions)}, but does not block.
     *
     * @param path the folder; empty for the store's root
     * @param maxEntries the maximum number of files and folders to collect, at least 1
     * @param options settings of these calls that differ from the client's
     * @return a future of all entries, which fails with what {@link #walkContent(String, int, CallOptions)} would throw; cancelling it aborts the call in flight
     */
    CompletableFuture<List<StoreEntry>> walkContentAsync(String path, int maxEntries, CallOptions options);

    /**
     * Like {@link #walkContentAsync(String, int, CallOptions)}, with the client's settings.
     *
     * @param path the folder; empty for the store's root
     * @param maxEntries the maximum number of files and folders to collect, at least 1
     * @return a future of all entries
     */
    default CompletableFuture<List<StoreEntry>> walkContentAsync(String path, int maxEntries) {
        return walkContentAsync(path, maxEntries, CallOptions.defaults());
    }

    /**
     * Compares the destination of a request with its source, file by file: by relative path and size, leaving out the files
     * that the request skips. Lists both trees (with one call for each folder and page, at most 1,000,000 entries each) and
     * blocks until both lists are complete. Run it after a copy, while nobody writes to either.
     *
     * @param request the copy's request
     * @param options settings of these calls that differ from the client's
     * @return the exact difference; everything is missing if the destination does not exist
     * @throws dev.imagecopy.core.error.NotFoundException if the source does not exist
     * @throws dev.imagecopy.core.error.SdkException if a page cannot be fetched
     */
    CopyDifference verifyCopy(CopyImageStoreContentRequest request, CallOptions options);

    /**
     * Like {@link #verifyCopy(CopyImageStoreContentRequest, CallOptions)}, with the client's settings.
     *
     * @param request the copy's request
     * @return the exact difference
     */
    default CopyDifference verifyCopy(CopyImageStoreContentRequest request) {
        return verifyCopy(request, CallOptions.defaults());
    }

    /**
     * Like {@link #verifyCopy(CopyImageStoreContentRequest, CallOptions)}, but does not block.
     *
     * @param request the copy's request
     * @param options settings of these calls that differ from the client's
     * @return a future of the exact difference; cancelling it aborts the call in flight
     */
    CompletableFuture<CopyDifference> verifyCopyAsync(CopyImageStoreContentRequest request, CallOptions options);

    /**
     * Like {@link #verifyCopyAsync(CopyImageStoreContentRequest, CallOptions)}, with the client's settings.
     *
     * @param request the copy's request
     * @return a future of the exact difference
     */
    default CompletableFuture<CopyDifference> verifyCopyAsync(CopyImageStoreContentRequest request) {
        return verifyCopyAsync(request, CallOptions.defaults());
    }

    /**
     * Checks, before a copy, whether the source exists and is complete, what the destination contains, and whether there is
     * enough disk space. Blocks; lists source and destination and asks for sizes, which runtimes before 6.5 do not report and
     * which then remain empty.
     *
     * @param request the copy's request
     * @param options settings of this call that differ from the client's
     * @return what was found; {@code problems()} lists what would make the copy fail
     * @throws dev.imagecopy.core.error.SdkException if the cluster does not answer
     */
    CopyPreflight preflight(CopyImageStoreContentRequest request, CallOptions options);

    /**
     * Like {@link #preflight(CopyImageStoreContentRequest, CallOptions)}, with the client's settings.
     *
     * @param request the copy's request
     * @return what was found; {@code problems()} lists what would make the copy fail
     */
    default CopyPreflight preflight(CopyImageStoreContentRequest request) {
        return preflight(request, CallOptions.defaults());
    }

    /**
     * Like {@link #preflight(CopyImageStoreContentRequest, CallOptions)}, but does not block.
     *
     * @param request the copy's request
     * @param options settings of this call that differ from the client's
     * @return a future of what was found; {@code problems()} lists what would make the copy fail; cancelling it aborts the call in flight
     */
    CompletableFuture<CopyPreflight> preflightAsync(CopyImageStoreContentRequest request, CallOptions options);

    /**
     * Like {@link #preflightAsync(CopyImageStoreContentRequest, CallOptions)}, with the client's settings.
     *
     * @param request the copy's request
     * @return a future of what was found; {@code problems()} lists what would make the copy fail
     */
    default CompletableFuture<CopyPreflight> preflightAsync(CopyImageStoreContentRequest request) {
        return preflightAsync(request, CallOptions.defaults());
    }

    /**
     * Returns the size of a folder with everything in it. Blocks. Requires runtime 6.5. Implements <a
     * href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-getimagestorefoldersize">Get image store folder
     * size</a>.
     *
     * @param path the folder
     * @param options settings of this call that differ from the client's
     * @return the size
     * @throws dev.imagecopy.core.error.SdkException if the cluster does not answer
     */
    FolderSize folderSize(String path, CallOptions options);

    /**
     * Like {@link #folderSize(String, CallOptions)}, with the client's settings.
     *
     * @param path the folder
     * @return the size
     */
    default FolderSize folderSize(String path) {
        return folderSize(path, CallOptions.defaults());
    }

    /**
     * Like {@link #folderSize(String, CallOptions)}, but does not block.
     *
     * @param path the folder
     * @param options settings of this call that differ from the client's
     * @return a future of the size; cancelling it aborts the call in flight
     */
    CompletableFuture<FolderSize> folderSizeAsync(String path, CallOptions options);

    /**
     * Like {@link #folderSizeAsync(String, CallOptions)}, with the client's settings.
     *
     * @param path the folder
     * @return a future of the size
     */
    default CompletableFuture<FolderSize> folderSizeAsync(String path) {
        return folderSizeAsync(path, CallOptions.defaults());
    }

    /**
     * Returns how full the image store's disk is. Blocks. Requires runtime 6.5. Implements <a
     * href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-getimagestoreinfo">Get image store info</a>.
     *
     * @param options settings of this call that differ from the client's
     * @return what the cluster reports
     * @throws dev.imagecopy.core.error.SdkException if the cluster does not answer
     */
    StoreInfo storeInfo(CallOptions options);

    /**
     * Like {@link #storeInfo(CallOptions)}, with the client's settings.
     *
     * @return what the cluster reports
     */
    default StoreInfo storeInfo() {
        return storeInfo(CallOptions.defaults());
    }

    /**
     * Like {@link #storeInfo(CallOptions)}, but does not block.
     *
     * @param options settings of this call that differ from the client's
     * @return a future of what the cluster reports; cancelling it aborts the call in flight
     */
    CompletableFuture<StoreInfo> storeInfoAsync(CallOptions options);

    /**
     * Like {@link #storeInfoAsync(CallOptions)}, with the client's settings.
     *
     * @return a future of what the cluster reports
     */
    default CompletableFuture<StoreInfo> storeInfoAsync() {
        return storeInfoAsync(CallOptions.defaults());
    }

    /**
     * Deletes a file, or a folder with everything in it, and blocks until the cluster has done so, for which it has 60 s.
     * Implements <a href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-deleteimagestorecontent">Delete image
     * store content</a>. Paths in {@code Store} and {@code WindowsFabricStore}, which belong to the cluster, are rejected.
     *
     * @param path the path to delete
     * @param options settings of this call that differ from the client's
     * @throws IllegalArgumentException if the path is invalid or belongs to the cluster, before any call
     * @throws dev.imagecopy.core.error.NotFoundException if the path does not exist
     * @throws dev.imagecopy.core.error.SdkException if it cannot be deleted
     */
    void deleteContent(String path, CallOptions options);

    /**
     * Like {@link #deleteContent(String, CallOptions)}, with the client's settings.
     *
     * @param path the path to delete
     */
    default void deleteContent(String path) {
        deleteContent(path, CallOptions.defaults());
    }

    /**
     * Like {@link #deleteContent(String, CallOptions)}, but does not block.
     *
     * @param path the path to delete
     * @param options settings of this call that differ from the client's
     * @return a future that completes when the path has been deleted; cancelling it aborts the call in flight
     */
    CompletableFuture<@Nullable Void> deleteContentAsync(String path, CallOptions options);

    /**
     * Like {@link #deleteContentAsync(String, CallOptions)}, with the client's settings.
     *
     * @param path the path to delete
     * @return a future that completes when the path has been deleted
     */
    default CompletableFuture<@Nullable Void> deleteContentAsync(String path) {
        return deleteContentAsync(path, CallOptions.defaults());
    }

    /**
     * Asks a gateway, without sending credentials, how its users sign in with Microsoft Entra ID. Blocks. Implements <a
     * href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-getaadmetadata">Get AAD metadata</a>.
     *
     * @param options settings of this call that differ from the client's
     * @return what the gateway reports
     * @throws dev.imagecopy.core.error.SdkException if it does not answer
     */
    AadMetadata aadMetadata(CallOptions options);

    /**
     * Like {@link #aadMetadata(CallOptions)}, with the client's settings.
     *
     * @return what the gateway reports
     */
    default AadMetadata aadMetadata() {
        return aadMetadata(CallOptions.defaults());
    }

    /**
     * Like {@link #aadMetadata(CallOptions)}, but does not block.
     *
     * @param options settings of this call that differ from the client's
     * @return a future of what the gateway reports; cancelling it aborts the call in flight
     */
    CompletableFuture<AadMetadata> aadMetadataAsync(CallOptions options);

    /**
     * Like {@link #aadMetadataAsync(CallOptions)}, with the client's settings.
     *
     * @return a future of what the gateway reports
     */
    default CompletableFuture<AadMetadata> aadMetadataAsync() {
        return aadMetadataAsync(CallOptions.defaults());
    }

    /** Builds a client. Not thread-safe. */
    final class Builder extends ClientBuilder<Builder> {
        /** The read timeout of a call that does not set one itself. */
        private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

        private @Nullable CredentialsSource<ServiceFabricCredentials> credentials;
        private @Nullable ServiceFabricCredentials given = ServiceFabricCredentials.none();
        private final List<URI> furtherEndpoints = new ArrayList<>();
        private ServerTrust serverTrust = ServerTrust.system();
        private @Nullable HttpTransport ownTransport;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private @Nullable String clusterId;
        private int copyResends = 1;
        private boolean hasCredentials;
        private NamedSettings environment = System::getenv;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Sets credentials that never change.
         *
         * @param value default: {@link ServiceFabricCredentials#none()}
         * @return this builder
         */
        public Builder credentials(ServiceFabricCredentials value) {
            requireNonNull(value, "credentials");
            credentials = null;
            hasCredentials = true;
            given = value;
            return this;
        }

        /**
         * Sets a provider of credentials, which is asked before every attempt.
         *
         * @param provider for example {@code ServiceFabricCredentials.bearer(supplier)}, which caches tokens by this client's
         *     clocks
         * @return this builder
         */
        @SuppressWarnings("unchecked") // what is both gives one kind of credentials
        public Builder credentials(CredentialsProvider<ServiceFabricCredentials> provider) {
            Objects.requireNonNull(provider, "provider");
            return credentials(
                    provider instanceof CredentialsSource<?> source
                            ? (CredentialsSource<ServiceFabricCredentials>) source
                            : CredentialsSource.from(provider));
        }

        /**
         * Uses credentials from a source that works with this client's clocks and connections.
         *
         * @param source requested before every attempt
         * @return this builder
         */
        public Builder credentials(CredentialsSource<ServiceFabricCredentials> source) {
            credentials = Objects.requireNonNull(source, "source");
            hasCredentials = true;
            given = null;
            return this;
        }

        /**
         * Adds further gateways of the same cluster. If one cannot be reached, the next attempt goes to the next gateway, and
         * later calls stay with it.
         *
         * @param gateways addresses like {@link #endpoint}, which is tried first; default: none
         * @return this builder
         */
        public Builder furtherEndpoints(URI... gateways) {
            requireNonNull(gateways, "gateways");
            furtherEndpoints.clear();
            furtherEndpoints.addAll(List.of(gateways));
            return this;
        }

        /**
         * Sets which server certificates are accepted, unless the credentials contain pins themselves.
         *
         * @param trust default: {@link ServerTrust#system()}
         * @return this builder
         */
        public Builder serverTrust(ServerTrust trust) {
            serverTrust = Objects.requireNonNull(trust, "trust");
            return this;
        }

        /**
         * {@inheritDoc} The transport has its own TLS settings, so client certificates and pins cannot be combined with it; use
         * {@code ClientCertificate.keyManagers()} and {@code ServerTrust.trustManager()} to configure it instead.
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
         * Protects against calling the wrong cluster: a gateway of a cluster with another id refuses every call with a 403.
         *
         * @param id the id that the cluster is configured with: 1 to 128 letters, digits, dots, hyphens and underscores;
         *     default: none, no protection
         * @return this builder
         */
        public Builder clusterId(String id) {
            clusterId = requireNonNull(id, "id");
            return this;
        }

        /**
         * Sets how often a copy may be sent again if its response was lost and the destination shows that it did not finish.
         *
         * @param times 0 to 10; default 1
         * @return this builder
         */
        public Builder copyResends(int times) {
            copyResends = times;
            return this;
        }

        /** For tests. */
        Builder environment(NamedSettings variables) {
            environment = variables;
            return this;
        }

        /**
         * Creates the client, without I/O.
         *
         * @return the client; close it after use
         * @throws IllegalArgumentException if a setting is missing or invalid; the message lists all violations
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
                MisplacedSecret.check(checks, "clusterId", clusterId); // part of resume tokens
            }
            checkTls(checks, gateways);
            checks.throwIfAny();
            gateways.replaceAll(WireAddress::of); // a request to the first one is sent to the others, too
            UnusedIdentities.warn(
                    environment,
                    hasCredentials,
                    setup().endpoint().map(URI::toString).orElse(""));
            Optional<String> cluster = Optional.ofNullable(clusterId);
            HandshakeRenewal renewal = new HandshakeRenewal();
            GatewayTransport transport = gatewayTransport(gateways, renewal);
            super.transport(transport);
            RuntimeStarter starter = setup().prepareRuntime();
            CredentialsProvider<ServiceFabricCredentials> provider = source().connect(
                            new ClientConnection<>(starter, profile(gateways, cluster, ClientConnection.unused()), ""));
            if (given == null) {
                renewal.renewBy(provider);
            }
            if (provider instanceof CachingCredentialsProvider<ServiceFabricCredentials> cache) {
                starter.onClose(cache::abandon);
            }
            GatewayCredentials shown = new GatewayCredentials(provider, transport, serverTrust, ownTransport != null);
            ClientRuntime runtime = starter.start(profile(gateways, cluster, shown));
            return new DefaultServiceFabricClient(
                    runtime,
                    transport,
                    new ServiceFabricCopyOperation(ServiceFabricEndpoints.scope(gateways, cluster), copyResends));
        }

        /** A cluster may be told to accept certificates past their end, but no token. */
        private CredentialsSource<ServiceFabricCredentials> source() {
            return credentials == null ? source(requireNonNull(given, "given")) : credentials;
        }

        private static CredentialsSource<ServiceFabricCredentials> source(ServiceFabricCredentials given) {
            return connection -> given.certificate().isPresent()
                    ? CredentialsProvider.of(given)
                    : new GivenCredentials<>(given, connection.time());
        }

        private static ProviderProfile<ServiceFabricCredentials> profile(
                List<URI> gateways,
                Optional<String> cluster,
                CredentialsProvider<ServiceFabricCredentials> credentials) {
            return ProviderProfile.<ServiceFabricCredentials>builder("ServiceFabricClient", "servicefabric")
                    .endpoints(route -> gateways.get(0))
                    .credentials(credentials)
                    .signer(new ServiceFabricSigner())
                    .attemptHeaders(ServiceFabricCalls.attemptHeaders(cluster))
                    .errors(new ServiceFabricErrors())
                    .build();
        }

        private void checkTls(Checks checks, List<URI> gateways) {
            boolean plain = false;
            for (URI gateway : gateways) {
                plain |= "http".equalsIgnoreCase(gateway.getScheme());
            }
            checks.check(
                    ownTransport == null || !serverTrust.isPinned(),
                    "serverTrust cannot be combined with a transport, which has its own TLS settings");
            checks.check(!plain || !serverTrust.isPinned(), "serverTrust needs endpoints with https");
            if (given != null) {
                TlsIdentity identity = TlsIdentity.of(given, serverTrust);
                checks.check(
                        ownTransport == null || identity.isPlain(),
                        "credentials with a certificate or pins cannot be used with a transport, which has its own TLS"
                                + " settings");
                checks.check(
                        !plain || identity.isPlain(),
                        "credentials with a certificate or pins need endpoints with https");
            }
        }

        private GatewayTransport gatewayTransport(List<URI> gateways, HandshakeRenewal renewal) {
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
                    renewal);
        }
    }
}
