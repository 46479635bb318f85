package dev.imagecopy.huawei.ims;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RuntimeStarter;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies images of Huawei Cloud Image Management Service inside a region and into other regions.
 *
 * <p>The service has no idempotency key, so {@link #copyImage(Object, CallOptions) copyImage} sends a copy that may have
 * arrived never again: after a lost reply it looks for an image of exactly that name, made from that source since the call
 * began, and goes on with it; when there is none it throws {@code AmbiguousOutcomeException} with a token to look again. The
 * operation's id is the job's id, or the new image's after a lost reply. INIT is QUEUED, RUNNING is RUNNING, SUCCESS is
 * SUCCEEDED, FAIL is FAILED; copies cannot be cancelled.
 *
 * <pre>{@code
 * try (HuaweiImsClient ims = HuaweiImsClient.builder().region("eu-west-101").projectId("0123…").build()) {
 *     Operation<HuaweiImage> copy = ims.copyImage(HuaweiCopyImageRequest.builder()
 *             .imageId("465076de-dc36-4aec-80f5-ef9d8009428f").name("golden-2026-11").build());
 *     HuaweiImage image = copy.await(Duration.ofMinutes(60));
 * }
 * }</pre>
 *
 * <p>Thread safety: safe for use by multiple threads.
 *
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0627.html">Replicating an image within a region</a>
 */
public interface HuaweiImsClient extends ImageCopyClient<HuaweiCopyImageRequest, HuaweiImage> {

    /**
     * Starts a client's settings.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a copy into another region, as {@link #copyImage(Object, CallOptions)} does inside the region. The new image is
     * looked up in the destination.
     *
     * @param request what to copy, already validated
     * @param options settings of this call that differ from the client's
     * @return the handle of the accepted copy
     * @throws IllegalArgumentException if the destination is the client's own region
     * @throws dev.imagecopy.core.error.ApiException if the service refused
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it cannot be told whether the copy began; carries a
     *     resume token
     * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0628.html">Replicating across regions</a>
     */
    Operation<HuaweiImage> copyImageToRegion(HuaweiCopyToRegionRequest request, CallOptions options);

    /**
     * Like {@link #copyImageToRegion(HuaweiCopyToRegionRequest, CallOptions)}, with the client's settings.
     *
     * @param request what to copy, already validated
     * @return the handle of the accepted copy
     */
    default Operation<HuaweiImage> copyImageToRegion(HuaweiCopyToRegionRequest request) {
        return copyImageToRegion(request, CallOptions.defaults());
    }

    /**
     * Like {@link #copyImageToRegion(HuaweiCopyToRegionRequest, CallOptions)}, but does not block.
     *
     * @param request what to copy, already validated
     * @param options settings of this call that differ from the client's
     * @return a future of the handle; cancelling it aborts the call in flight, which leaves the outcome unknown
     */
    CompletableFuture<Operation<HuaweiImage>> copyImageToRegionAsync(
            HuaweiCopyToRegionRequest request, CallOptions options);

    /**
     * Like {@link #copyImageToRegion(HuaweiCopyToRegionRequest)}, but does not block.
     *
     * @param request what to copy, already validated
     * @return a future of the handle
     */
    default CompletableFuture<Operation<HuaweiImage>> copyImageToRegionAsync(HuaweiCopyToRegionRequest request) {
        return copyImageToRegionAsync(request, CallOptions.defaults());
    }

    /**
     * Asks once how a job stands, and blocks until the service has answered.
     *
     * @param jobId the job's id
     * @param options settings of this call that differ from the client's
     * @return what the service tells
     * @throws IllegalArgumentException if the id is none
     * @throws dev.imagecopy.core.error.SdkException if the call fails
     * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0911.html">Querying job progress</a>
     */
    HuaweiJob describeJob(String jobId, CallOptions options);

    /**
     * Like {@link #describeJob(String, CallOptions)}, with the client's settings.
     *
     * @param jobId the job's id
     * @return what the service tells
     */
    default HuaweiJob describeJob(String jobId) {
        return describeJob(jobId, CallOptions.defaults());
    }

    /**
     * Like {@link #describeJob(String, CallOptions)}, but does not block.
     *
     * @param jobId the job's id
     * @param options settings of this call that differ from the client's
     * @return a future of what the service tells
     */
    CompletableFuture<HuaweiJob> describeJobAsync(String jobId, CallOptions options);

    /**
     * Like {@link #describeJob(String)}, but does not block.
     *
     * @param jobId the job's id
     * @return a future of what the service tells
     */
    default CompletableFuture<HuaweiJob> describeJobAsync(String jobId) {
        return describeJobAsync(jobId, CallOptions.defaults());
    }

    /**
     * Lists images of the client's region, page by page as the stream is read. Reading blocks while a page is fetched.
     *
     * @param query which images
     * @param options what each call does differently
     * @return a lazy, sequential stream that needs no closing; reading it throws what the calls throw
     * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0602.html">Querying images</a>
     */
    Stream<HuaweiImage> listImages(HuaweiImageQuery query, CallOptions options);

    /**
     * Like {@link #listImages(HuaweiImageQuery, CallOptions)}, with the client's settings.
     *
     * @param query which images
     * @return a lazy stream
     */
    default Stream<HuaweiImage> listImages(HuaweiImageQuery query) {
        return listImages(query, CallOptions.defaults());
    }

    /**
     * Lists images, all pages, without blocking.
     *
     * @param query which images
     * @param options what each call does differently
     * @return a future of all images
     */
    CompletableFuture<List<HuaweiImage>> listImagesAsync(HuaweiImageQuery query, CallOptions options);

    /**
     * Lists images, all pages, without blocking, with the client's settings.
     *
     * @param query which images
     * @return a future of all images
     */
    default CompletableFuture<List<HuaweiImage>> listImagesAsync(HuaweiImageQuery query) {
        return listImagesAsync(query, CallOptions.defaults());
    }

    /**
     * Looks for one image of the client's region, and blocks until the service has answered.
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return the image; empty if the service shows none
     * @throws IllegalArgumentException if the id is none
     * @throws dev.imagecopy.core.error.SdkException if the call fails
     */
    Optional<HuaweiImage> findImage(String imageId, CallOptions options);

    /**
     * Like {@link #findImage(String, CallOptions)}, with the client's settings.
     *
     * @param imageId the image's id
     * @return the image; empty if the service shows none
     */
    default Optional<HuaweiImage> findImage(String imageId) {
        return findImage(imageId, CallOptions.defaults());
    }

    /**
     * Like {@link #findImage(String, CallOptions)}, but does not block.
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return a future of the image; empty if the service shows none
     */
    CompletableFuture<Optional<HuaweiImage>> findImageAsync(String imageId, CallOptions options);

    /**
     * Like {@link #findImage(String)}, but does not block.
     *
     * @param imageId the image's id
     * @return a future of the image; empty if the service shows none
     */
    default CompletableFuture<Optional<HuaweiImage>> findImageAsync(String imageId) {
        return findImageAsync(imageId, CallOptions.defaults());
    }

    /**
     * Deletes an image and blocks until the service has answered. The image may be listed for some seconds more. An image
     * that is still being made cannot be deleted (IMG.0090).
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @throws IllegalArgumentException if the id is none
     * @throws dev.imagecopy.core.error.ApiException if the service refused
     * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0706.html">Deleting an image</a>
     */
    void deleteImage(String imageId, CallOptions options);

    /**
     * Like {@link #deleteImage(String, CallOptions)}, with the client's settings.
     *
     * @param imageId the image's id
     */
    default void deleteImage(String imageId) {
        deleteImage(imageId, CallOptions.defaults());
    }

    /**
     * Like {@link #deleteImage(String, CallOptions)}, but does not block.
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return a future that completes when the service has answered
     */
    CompletableFuture<@Nullable Void> deleteImageAsync(String imageId, CallOptions options);

    /**
     * Like {@link #deleteImage(String)}, but does not block.
     *
     * @param imageId the image's id
     * @return a future that completes when the service has answered
     */
    default CompletableFuture<@Nullable Void> deleteImageAsync(String imageId) {
        return deleteImageAsync(imageId, CallOptions.defaults());
    }

    /**
     * Deletes an image as {@link #deleteImage(String, CallOptions)} does, and lets wait until no list shows it anymore. The
     * operation yields what was last seen of the image.
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return the handle of the accepted deletion
     * @throws IllegalArgumentException if the id is none
     * @throws dev.imagecopy.core.error.ApiException if the service refused
     */
    Operation<HuaweiImage> deleteImageUntilGone(String imageId, CallOptions options);

    /**
     * Like {@link #deleteImageUntilGone(String, CallOptions)}, with the client's settings.
     *
     * @param imageId the image's id
     * @return the handle of the accepted deletion
     */
    default Operation<HuaweiImage> deleteImageUntilGone(String imageId) {
        return deleteImageUntilGone(imageId, CallOptions.defaults());
    }

    /**
     * Like {@link #deleteImageUntilGone(String, CallOptions)}, but does not block.
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return a future of the handle
     */
    CompletableFuture<Operation<HuaweiImage>> deleteImageUntilGoneAsync(String imageId, CallOptions options);

    /**
     * Like {@link #deleteImageUntilGone(String)}, but does not block.
     *
     * @param imageId the image's id
     * @return a future of the handle
     */
    default CompletableFuture<Operation<HuaweiImage>> deleteImageUntilGoneAsync(String imageId) {
        return deleteImageUntilGoneAsync(imageId, CallOptions.defaults());
    }

    /** Collects a client's settings. Not thread-safe. */
    final class Builder extends ClientBuilder<Builder> {
        private @Nullable String region;
        private @Nullable String projectId;
        private @Nullable URI iamEndpoint;
        private CredentialsSource<HuaweiCredentials> credentials = HuaweiCredentialsProviders.defaultChain();
        private HuaweiCopyVersion copyVersion = HuaweiCopyVersion.V1;
        private boolean correlationToken;
        private Duration waitForConflicts = Duration.ZERO;
        private UnaryOperator<@Nullable String> environment = System::getenv;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Sets the region to work in. Its addresses follow from it, unless {@link #endpoint} is set or another is named in
         * the vendor's ways: by the environment, for example {@code HUAWEICLOUD_SDK_REGION_IMS_EU_WEST_101}, or in the part
         * {@code IMS} of the file that {@code HUAWEICLOUD_SDK_REGIONS_FILE} names, else of
         * {@code .huaweicloud/regions.yaml} in the home folder. That file is read when the first call is made.
         *
         * @param value a region's id, for example {@code eu-west-101}; any region is accepted. Required
         * @return this builder
         */
        public Builder region(String value) {
            region = requireNonNull(value, "region");
            return this;
        }

        /**
         * Sets the project to work in.
         *
         * @param value the id of a project of the region; default: the one that comes with the credentials, or else the
         *     region's main project, which the identity service is asked for when the first call is made
         * @return this builder
         */
        public Builder projectId(String value) {
            projectId = requireNonNull(value, "projectId");
            return this;
        }

        /**
         * Sets where the identity service answers, which tells projects and gives tokens.
         *
         * @param value an address of the form that {@link #endpoint} takes; default: {@code HUAWEICLOUD_SDK_IAM_ENDPOINT} of
         *     the environment, else the {@link #endpoint} if one was set, else the region's
         * @return this builder
         */
        public Builder iamEndpoint(URI value) {
            iamEndpoint = requireNonNull(value, "iamEndpoint");
            return this;
        }

        /**
         * Sets the credentials.
         *
         * @param value default: {@link HuaweiCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(HuaweiCredentials value) {
            return credentials(CredentialsSource.of(Objects.requireNonNull(value, "credentials")));
        }

        /**
         * Sets where credentials come from. Asked before every attempt: a provider that does I/O belongs into a
         * {@code CachingCredentialsProvider}.
         *
         * @param value default: {@link HuaweiCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(CredentialsProvider<HuaweiCredentials> value) {
            return credentials(CredentialsSource.from(Objects.requireNonNull(value, "credentials")));
        }

        /**
         * Sets where credentials come from, over the client's own connections.
         *
         * @param value one of {@link HuaweiCredentialsProviders}; default:
         *     {@link HuaweiCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(CredentialsSource<HuaweiCredentials> value) {
            credentials = Objects.requireNonNull(value, "credentials");
            return this;
        }

        /**
         * Chooses the version of the copy inside the region.
         *
         * @param value default: {@link HuaweiCopyVersion#V1}
         * @return this builder
         */
        public Builder copyVersion(HuaweiCopyVersion value) {
            copyVersion = Objects.requireNonNull(value, "copyVersion");
            return this;
        }

        /**
         * Ends the description of each new image with a word of its own, 39 letters and digits, by which a copy is found
         * after a lost reply without any doubt. Without it, name, source and time must do.
         *
         * @param value default: false
         * @return this builder
         */
        public Builder correlationToken(boolean value) {
            correlationToken = value;
            return this;
        }

        /**
         * Lets copies into other regions wait for their turn when the service refuses them because five are under way
         * (IMG.0149). They are tried again every 30 s; the call blocks meanwhile, beyond the call timeout.
         *
         * @param patience how long to wait at most, zero or more; default: zero, so the refusal is thrown
         * @return this builder
         */
        public Builder waitForConflicts(Duration patience) {
            waitForConflicts = Objects.requireNonNull(patience, "patience");
            return this;
        }

        /** For tests. */
        Builder environment(UnaryOperator<@Nullable String> value) {
            environment = value;
            return this;
        }

        /**
         * Creates the client. Does no I/O and starts no thread.
         *
         * @return the client, to be closed after use
         * @throws IllegalArgumentException if a setting is wrong; the message names every violation
         */
        public HuaweiImsClient build() {
            Checks checks = Checks.of("HuaweiImsClient").region("region", region);
            if (projectId != null) {
                checks.id("projectId", projectId);
            }
            checks.check(!waitForConflicts.isNegative(), "waitForConflicts must not be negative");
            setup().check(checks);
            String own = region == null ? "" : region;
            Addresses addresses = Addresses.of(own, setup().endpoint(), iamEndpoint, environment, checks);
            checks.throwIfAny();
            RuntimeStarter starter = setup().prepareRuntime();
            ClientConnection<HuaweiCredentials> connection =
                    new ClientConnection<>(starter, identityService(addresses.iam()), own);
            ProjectScope project = new ProjectScope(credentials.connect(connection), connection);
            ClientRuntime runtime =
                    starter.start(ProviderProfile.<HuaweiCredentials>builder("HuaweiImsClient", "huawei-ims")
                            .endpoints(addresses.ims())
                            .credentials(project)
                            .signer(new HuaweiImsSigner())
                            .attemptHeaders(headers -> addProject(headers, project.current()))
                            .errors(new HuaweiImsErrors())
                            .account(connection.account())
                            .build());
            JobQueries jobs = new JobQueries(project::current);
            HuaweiImsCopyOperation.Setting setting =
                    new HuaweiImsCopyOperation.Setting(own, project, jobs, waitForConflicts);
            return new DefaultHuaweiImsClient(
                    runtime,
                    HuaweiImsCopyOperation.inRegion(setting, copyVersion),
                    HuaweiImsCopyOperation.toRegion(setting),
                    new HuaweiImsDeleteOperation(own, project),
                    jobs,
                    own,
                    correlationToken);
        }

        private ProviderProfile<HuaweiCredentials> identityService(URI address) {
            return ProviderProfile.<HuaweiCredentials>builder("HuaweiImsClient", "huawei-iam")
                    .endpoints(route -> address)
                    .credentials(ClientConnection.unused())
                    .signer(new HuaweiImsSigner())
                    .errors(new HuaweiImsErrors())
                    .account(projectId == null ? "" : projectId)
                    .build();
        }

        /** Calls about another region's images name that region's project themselves. */
        private static void addProject(HttpHeaders.Builder headers, String projectId) {
            if (!projectId.isEmpty() && headers.build().first("X-Project-Id").isEmpty()) {
                headers.set("X-Project-Id", projectId);
            }
        }
    }
}
