package dev.imagecopy.huawei.ims;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RuntimeStarter;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiDeleteImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies images of Huawei Cloud Image Management Service inside a region and into other regions.
 *
 * <p>The service has no idempotency keys, so {@link #copyImage(Object, CallOptions) copyImage} never sends a copy again that
 * may have arrived. After a lost reply it looks for an image with exactly that name that was created from that source after the
 * call started, and continues with it; if there is none, it throws an {@code AmbiguousOutcomeException} with a token to look
 * again. The operation's id is the job's id, or the new image's id after a lost reply. The job status INIT is QUEUED, RUNNING
 * is RUNNING, SUCCESS is SUCCEEDED, and FAIL is FAILED; copies cannot be cancelled.
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
     * Returns a new builder.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Like {@link #copyImage(Object, CallOptions)}, but into another region. The new image is looked up in the destination.
     *
     * @param request what to copy, already validated
     * @param options settings of this call that differ from the client's
     * @return the handle of the accepted copy
     * @throws IllegalArgumentException if the destination is the client's own region
     * @throws dev.imagecopy.core.error.ApiException if the service refused the call
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it is unknown whether the copy started; carries a resume
     *     token
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
     * Asks the service once for the state of a job, and blocks until it has answered.
     *
     * @param jobId the job's id
     * @param options settings of this call that differ from the client's
     * @return the job
     * @throws IllegalArgumentException if the id is invalid
     * @throws dev.imagecopy.core.error.SdkException if the call fails
     * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0911.html">Querying job progress</a>
     */
    HuaweiJob describeJob(String jobId, CallOptions options);

    /**
     * Like {@link #describeJob(String, CallOptions)}, with the client's settings.
     *
     * @param jobId the job's id
     * @return the job
     */
    default HuaweiJob describeJob(String jobId) {
        return describeJob(jobId, CallOptions.defaults());
    }

    /**
     * Like {@link #describeJob(String, CallOptions)}, but does not block.
     *
     * @param jobId the job's id
     * @param options settings of this call that differ from the client's
     * @return a future of the job; cancelling it aborts the call in flight
     */
    CompletableFuture<HuaweiJob> describeJobAsync(String jobId, CallOptions options);

    /**
     * Like {@link #describeJob(String)}, but does not block.
     *
     * @param jobId the job's id
     * @return a future of the job
     */
    default CompletableFuture<HuaweiJob> describeJobAsync(String jobId) {
        return describeJobAsync(jobId, CallOptions.defaults());
    }

    /**
     * Lists the images in the client's region. Pages are fetched as the stream is read, which blocks during that time.
     *
     * @param query which images to list
     * @param options settings of each call that differ from the client's
     * @return a lazy, sequential stream that need not be closed; reading it throws what the calls throw
     * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0602.html">Querying images</a>
     */
    Stream<HuaweiImage> listImages(HuaweiImageQuery query, CallOptions options);

    /**
     * Like {@link #listImages(HuaweiImageQuery, CallOptions)}, with the client's settings.
     *
     * @param query which images to list
     * @return a lazy stream
     */
    default Stream<HuaweiImage> listImages(HuaweiImageQuery query) {
        return listImages(query, CallOptions.defaults());
    }

    /**
     * Like {@link #listImages(HuaweiImageQuery, CallOptions)}, but does not block and collects all pages.
     *
     * @param query which images to list
     * @param options settings of each call that differ from the client's
     * @return a future of all images; cancelling it aborts the call in flight
     */
    CompletableFuture<List<HuaweiImage>> listImagesAsync(HuaweiImageQuery query, CallOptions options);

    /**
     * Like {@link #listImagesAsync(HuaweiImageQuery, CallOptions)}, with the client's settings.
     *
     * @param query which images to list
     * @return a future of all images
     */
    default CompletableFuture<List<HuaweiImage>> listImagesAsync(HuaweiImageQuery query) {
        return listImagesAsync(query, CallOptions.defaults());
    }

    /**
     * Looks up one image in the client's region, and blocks until the service has answered.
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return the image; empty if the service shows none
     * @throws IllegalArgumentException if the id is invalid
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
     * @return a future of the image; empty if the service shows none; cancelling it aborts the call in flight
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
     * Deletes an image and blocks until the service has answered. Lists may show the image for some seconds more. An image that
     * is still being created cannot be deleted (IMG.0090).
     *
     * @param request the image to delete, and whether to delete the backup of a full-ECS image with it
     * @param options settings of this call that differ from the client's
     * @throws dev.imagecopy.core.error.ApiException if the service refused the call
     * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0706.html">Deleting an image</a>
     */
    void deleteImage(HuaweiDeleteImageRequest request, CallOptions options);

    /**
     * Like {@link #deleteImage(HuaweiDeleteImageRequest, CallOptions)}, with the client's settings.
     *
     * @param request the image to delete, and whether to delete the backup of a full-ECS image with it
     */
    default void deleteImage(HuaweiDeleteImageRequest request) {
        deleteImage(request, CallOptions.defaults());
    }

    /**
     * Like {@link #deleteImage(HuaweiDeleteImageRequest, CallOptions)}, but does not block.
     *
     * @param request the image to delete, and whether to delete the backup of a full-ECS image with it
     * @param options settings of this call that differ from the client's
     * @return a future that completes when the service has answered; cancelling it aborts the call in flight
     */
    CompletableFuture<@Nullable Void> deleteImageAsync(HuaweiDeleteImageRequest request, CallOptions options);

    /**
     * Like {@link #deleteImage(HuaweiDeleteImageRequest)}, but does not block.
     *
     * @param request the image to delete, and whether to delete the backup of a full-ECS image with it
     * @return a future that completes when the service has answered
     */
    default CompletableFuture<@Nullable Void> deleteImageAsync(HuaweiDeleteImageRequest request) {
        return deleteImageAsync(request, CallOptions.defaults());
    }

    /**
     * Like {@link #deleteImage(HuaweiDeleteImageRequest, CallOptions)}, but keeps the backup of a full-ECS image.
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @throws IllegalArgumentException if the id is invalid
     * @throws dev.imagecopy.core.error.ApiException if the service refused the call
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
     * @return a future that completes when the service has answered; cancelling it aborts the call in flight
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
     * Like {@link #deleteImage(HuaweiDeleteImageRequest, CallOptions)}, but returns an operation that ends when lists no longer
     * show the image. Its result is the image as it was last seen.
     *
     * @param request the image to delete, and its enterprise project, in which lists are asked for it
     * @param options settings of this call that differ from the client's
     * @return the handle of the accepted deletion
     * @throws dev.imagecopy.core.error.ApiException if the service refused the call
     */
    Operation<HuaweiImage> deleteImageUntilGone(HuaweiDeleteImageRequest request, CallOptions options);

    /**
     * Like {@link #deleteImageUntilGone(HuaweiDeleteImageRequest, CallOptions)}, with the client's settings.
     *
     * @param request the image to delete
     * @return the handle of the accepted deletion
     */
    default Operation<HuaweiImage> deleteImageUntilGone(HuaweiDeleteImageRequest request) {
        return deleteImageUntilGone(request, CallOptions.defaults());
    }

    /**
     * Like {@link #deleteImageUntilGone(HuaweiDeleteImageRequest, CallOptions)}, but does not block.
     *
     * @param request the image to delete
     * @param options settings of this call that differ from the client's
     * @return a future of the handle; cancelling it aborts the call in flight
     */
    CompletableFuture<Operation<HuaweiImage>> deleteImageUntilGoneAsync(
            HuaweiDeleteImageRequest request, CallOptions options);

    /**
     * Like {@link #deleteImageUntilGone(HuaweiDeleteImageRequest)}, but does not block.
     *
     * @param request the image to delete
     * @return a future of the handle
     */
    default CompletableFuture<Operation<HuaweiImage>> deleteImageUntilGoneAsync(HuaweiDeleteImageRequest request) {
        return deleteImageUntilGoneAsync(request, CallOptions.defaults());
    }

    /**
     * Like {@link #deleteImageUntilGone(HuaweiDeleteImageRequest, CallOptions)}, but keeps the backup of a full-ECS image.
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return the handle of the accepted deletion
     * @throws IllegalArgumentException if the id is invalid
     * @throws dev.imagecopy.core.error.ApiException if the service refused the call
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
     * @return a future of the handle; cancelling it aborts the call in flight
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

    /** Builds a client. Not thread-safe. */
    final class Builder extends ClientBuilder<Builder> {
        private @Nullable String region;
        private @Nullable String projectId;
        private @Nullable String enterpriseProjectId;
        private @Nullable URI iamEndpoint;
        private @Nullable CredentialsSource<HuaweiCredentials> credentials;
        private HuaweiCopyVersion copyVersion = HuaweiCopyVersion.V1;
        private boolean correlationToken;
        private Duration waitForConflicts = Duration.ZERO;
        private NamedSettings environment = CredentialLookup.system().variables();

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Sets the region. It determines the addresses, unless {@link #endpoint} is set or they are overridden in one of the
         * vendor's ways: by an environment variable, for example {@code HUAWEICLOUD_SDK_REGION_IMS_EU_WEST_101}, or in the
         * section {@code IMS} of the file in {@code HUAWEICLOUD_SDK_REGIONS_FILE}, or else of {@code .huaweicloud/regions.yaml}
         * in the home folder. That file is read for the first call.
         *
         * @param value a region's id, for example {@code eu-west-101}; any region is accepted. Required
         * @return this builder
         */
        public Builder region(String value) {
            region = requireNonNull(value, "region");
            return this;
        }

        /**
         * Sets the project.
         *
         * @param value the id of a project in the region; default: the project of the credentials, or else the region's main
         *     project, which is looked up in the identity service for the first call
         * @return this builder
         */
        public Builder projectId(String value) {
            projectId = requireNonNull(value, "projectId");
            return this;
        }

        /**
         * Sets the enterprise project that the client works in: copies inside the region join it, and lists, look-ups and
         * searches show its images, unless a request names another. Users whose permissions end at one enterprise project need
         * it, since the service refuses lists without one to them. The new images of copies into other regions are looked for
         * in all enterprise projects that the user has permissions in, since the service does not say which they join.
         *
         * @param value a UUID, or {@code 0} for the default project; default: none, so that copies join the default project and
         *     lists show all images
         * @return this builder
         */
        public Builder enterpriseProjectId(String value) {
            enterpriseProjectId = requireNonNull(value, "enterpriseProjectId");
            return this;
        }

        /**
         * Sets the address of the identity service, which issues tokens and lists projects.
         *
         * @param value an address in the form that {@link #endpoint} takes; default: the environment variable
         *     {@code HUAWEICLOUD_SDK_IAM_ENDPOINT}, otherwise the {@link #endpoint} if one was set, otherwise the region's.
         *     Credentials that name their own identity service ({@code iam_endpoint} in the vendor's file) use that one
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
         * Sets the provider of credentials. It is asked before every attempt, so wrap a provider that does I/O in a
         * {@code CachingCredentialsProvider}.
         *
         * @param value default: {@link HuaweiCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(CredentialsProvider<HuaweiCredentials> value) {
            return credentials(CredentialsSource.from(Objects.requireNonNull(value, "credentials")));
        }

        /**
         * Sets the source of credentials, which uses the client's own connections.
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
         * Chooses the version of the call that copies inside a region.
         *
         * @param value default: {@link HuaweiCopyVersion#V1}
         * @return this builder
         */
        public Builder copyVersion(HuaweiCopyVersion value) {
            copyVersion = Objects.requireNonNull(value, "copyVersion");
            return this;
        }

        /**
         * Appends a unique word of 39 letters and digits to the description of each new image, so that a copy can be identified
         * beyond doubt after a lost reply. Without it, it is identified by name, source and time.
         *
         * @param value default: false
         * @return this builder
         */
        public Builder correlationToken(boolean value) {
            correlationToken = value;
            return this;
        }

        /**
         * Lets copies into other regions wait if the service refuses them because five are in progress (IMG.0149). They are
         * sent again after 30 to 60 s; during that time the call blocks, even beyond the call timeout.
         *
         * @param value the longest time that one call waits in total, zero or more; default: zero, the error is thrown
         * @return this builder
         */
        public Builder waitForConflicts(Duration value) {
            waitForConflicts = Objects.requireNonNull(value, "waitForConflicts");
            return this;
        }

        /** For tests. */
        Builder environment(NamedSettings value) {
            environment = value;
            return this;
        }

        /**
         * Creates the client. Does no I/O and starts no thread.
         *
         * @return the client, to be closed after use
         * @throws IllegalArgumentException if a setting is invalid; the message lists every violation
         */
        public HuaweiImsClient build() {
            Checks checks = Checks.of("HuaweiImsClient").region("region", region);
            if (projectId != null) {
                checks.id("projectId", projectId);
                MisplacedSecret.check(checks, "projectId", projectId); // part of resume tokens
            }
            EnterpriseProject enterpriseProject = EnterpriseProject.of(enterpriseProjectId, checks);
            checks.check(!waitForConflicts.isNegative(), "waitForConflicts must not be negative");
            setup().check(checks);
            String own = region == null ? "" : region;
            Addresses addresses = Addresses.of(own, setup().endpoint(), iamEndpoint, environment, checks);
            checks.throwIfAny();
            UnusedPlaces.warn(
                    environment,
                    own,
                    addresses.iam(),
                    new UnusedPlaces.Chosen(
                            projectId != null,
                            setup().endpoint().isPresent() || iamEndpoint != null,
                            enterpriseProjectId != null));
            RuntimeStarter starter = setup().prepareRuntime();
            ClientConnection<HuaweiCredentials> connection =
                    new ClientConnection<>(starter, identityService(addresses.iam()), own);
            ProjectScope project = new ProjectScope(source().connect(connection), connection);
            ClientRuntime runtime =
                    starter.start(ProviderProfile.<HuaweiCredentials>builder("HuaweiImsClient", "huawei-ims")
                            .endpoints(addresses.ims())
                            .credentials(project)
                            .signer(new HuaweiImsSigner())
                            .attemptHeaders(HuaweiImsCalls.attemptHeaders(project::current))
                            .errors(new HuaweiImsErrors())
                            .account(connection.account())
                            .build());
            JobQueries jobs = new JobQueries(project::current);
            HuaweiImsCopyOperation.Setting setting = new HuaweiImsCopyOperation.Setting(
                    own, project, enterpriseProject, jobs, new RegionClocks(), waitForConflicts, correlationToken);
            return new DefaultHuaweiImsClient(
                    runtime,
                    HuaweiImsCopyOperation.inRegion(setting, copyVersion),
                    HuaweiImsCopyOperation.toRegion(setting),
                    new HuaweiImsDeleteOperation(own, project, enterpriseProject),
                    jobs,
                    own,
                    enterpriseProject);
        }

        private CredentialsSource<HuaweiCredentials> source() {
            return credentials == null ? HuaweiCredentialsProviders.defaultChain() : credentials;
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
    }
}
