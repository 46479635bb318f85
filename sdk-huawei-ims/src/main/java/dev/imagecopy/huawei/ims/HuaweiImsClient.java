package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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
 * <p>Thread safety: safe for use by many threads.
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
     * @param options what this call does differently
     * @return the handle of the accepted copy
     * @throws IllegalArgumentException if the destination is the client's own region
     * @throws dev.imagecopy.core.error.ApiException if the service refused
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it cannot be told whether the copy began; carries a
     *     resume token
     * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0628.html">Replicating across regions</a>
     */
    Operation<HuaweiImage> copyImageToRegion(HuaweiCopyToRegionRequest request, CallOptions options);

    /**
     * Starts a copy as {@link #copyImageToRegion(HuaweiCopyToRegionRequest, CallOptions)} does, with the client's settings.
     *
     * @param request what to copy, already validated
     * @return the handle of the accepted copy
     */
    default Operation<HuaweiImage> copyImageToRegion(HuaweiCopyToRegionRequest request) {
        return copyImageToRegion(request, CallOptions.defaults());
    }

    /**
     * Starts a copy as {@link #copyImageToRegion(HuaweiCopyToRegionRequest, CallOptions)} does, without blocking.
     *
     * @param request what to copy, already validated
     * @param options what this call does differently
     * @return a future of the handle; cancelling it aborts the call in flight, which leaves the outcome unknown
     */
    CompletableFuture<Operation<HuaweiImage>> copyImageToRegionAsync(
            HuaweiCopyToRegionRequest request, CallOptions options);

    /**
     * Starts a copy as {@link #copyImageToRegion(HuaweiCopyToRegionRequest)} does, without blocking.
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
     * @param options what this call does differently
     * @return what the service tells
     * @throws IllegalArgumentException if the id is none
     * @throws dev.imagecopy.core.error.SdkException if the call fails
     * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0911.html">Querying job progress</a>
     */
    HuaweiJob describeJob(String jobId, CallOptions options);

    /**
     * Asks as {@link #describeJob(String, CallOptions)} does, with the client's settings.
     *
     * @param jobId the job's id
     * @return what the service tells
     */
    default HuaweiJob describeJob(String jobId) {
        return describeJob(jobId, CallOptions.defaults());
    }

    /**
     * Asks as {@link #describeJob(String, CallOptions)} does, without blocking.
     *
     * @param jobId the job's id
     * @param options what this call does differently
     * @return a future of what the service tells
     */
    CompletableFuture<HuaweiJob> describeJobAsync(String jobId, CallOptions options);

    /**
     * Asks as {@link #describeJob(String)} does, without blocking.
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
     * Lists images as {@link #listImages(HuaweiImageQuery, CallOptions)} does, with the client's settings.
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
     * Deletes an image and blocks until the service has answered. The image may be listed for some seconds more. An image
     * that is still being made cannot be deleted (IMG.0090).
     *
     * @param imageId the image's id
     * @param options what this call does differently
     * @throws IllegalArgumentException if the id is none
     * @throws dev.imagecopy.core.error.ApiException if the service refused
     * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0706.html">Deleting an image</a>
     */
    void deleteImage(String imageId, CallOptions options);

    /**
     * Deletes as {@link #deleteImage(String, CallOptions)} does, with the client's settings.
     *
     * @param imageId the image's id
     */
    default void deleteImage(String imageId) {
        deleteImage(imageId, CallOptions.defaults());
    }

    /**
     * Deletes as {@link #deleteImage(String, CallOptions)} does, without blocking.
     *
     * @param imageId the image's id
     * @param options what this call does differently
     * @return a future that completes when the service has answered
     */
    CompletableFuture<@Nullable Void> deleteImageAsync(String imageId, CallOptions options);

    /**
     * Deletes as {@link #deleteImage(String)} does, without blocking.
     *
     * @param imageId the image's id
     * @return a future that completes when the service has answered
     */
    default CompletableFuture<@Nullable Void> deleteImageAsync(String imageId) {
        return deleteImageAsync(imageId, CallOptions.defaults());
    }

    /** Collects a client's settings. Not safe for use by several threads. */
    final class Builder extends ClientBuilder<Builder> {
        private @Nullable String region;
        private @Nullable String projectId;
        private @Nullable CredentialsProvider<HuaweiCredentials> credentials;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Sets the region to work in.
         *
         * @param value a region's id, for example {@code eu-west-101}; any region is accepted. Required
         * @return this builder
         */
        public Builder region(String value) {
            region = value;
            return this;
        }

        /**
         * Sets the project to work in.
         *
         * @param value the id of a project of the region; default: {@code HUAWEICLOUD_SDK_PROJECT_ID} of the environment
         * @return this builder
         */
        public Builder projectId(String value) {
            projectId = value;
            return this;
        }

        /**
         * Sets the credentials.
         *
         * @param value default: {@link HuaweiCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(HuaweiCredentials value) {
            return credentials(CredentialsProvider.of(Objects.requireNonNull(value, "credentials")));
        }

        /**
         * Sets where credentials come from. Asked before every attempt: a provider that does I/O belongs into a
         * {@code CachingCredentialsProvider}.
         *
         * @param value default: {@link HuaweiCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(CredentialsProvider<HuaweiCredentials> value) {
            credentials = Objects.requireNonNull(value, "credentials");
            return this;
        }

        /**
         * Makes the client. Does no I/O and starts no thread.
         *
         * @return the client, to be closed after use
         * @throws IllegalArgumentException if a setting is wrong; the message names every violation
         */
        public HuaweiImsClient build() {
            String project = projectId == null ? System.getenv("HUAWEICLOUD_SDK_PROJECT_ID") : projectId;
            Checks checks =
                    Checks.of("HuaweiImsClient").region("region", region).id("projectId", project);
            checkSettings(checks);
            checks.throwIfAny();
            String ownRegion = Objects.requireNonNull(region);
            String ownProject = Objects.requireNonNull(project);
            return new DefaultHuaweiImsClient(
                    startRuntime(new ProviderProfile<>(
                            "HuaweiImsClient",
                            "huawei-ims",
                            new HuaweiImsEndpoints(ownRegion, endpointOverride()),
                            credentials == null ? HuaweiCredentialsProviders.defaultChain() : credentials,
                            new HuaweiImsSigner(),
                            headers -> addProject(headers, ownProject),
                            new HuaweiImsErrors())),
                    HuaweiImsCopyOperation.inRegion(ownRegion, ownProject),
                    HuaweiImsCopyOperation.toRegion(ownRegion, ownProject),
                    ownRegion);
        }

        /** Calls about another region's images name that region's project themselves. */
        private static void addProject(HttpHeaders.Builder headers, String projectId) {
            if (headers.build().first("X-Project-Id").isEmpty()) {
                headers.set("X-Project-Id", projectId);
            }
        }
    }
}
