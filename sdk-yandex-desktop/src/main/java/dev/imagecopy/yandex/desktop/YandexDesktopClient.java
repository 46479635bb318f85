package dev.imagecopy.yandex.desktop;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RuntimeStarter;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.auth.YandexCredentialsProviders;
import dev.imagecopy.yandex.desktop.auth.YandexIamCalls;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Copies images into Yandex Cloud Desktop: compute images with {@link #copyImage(Object, CallOptions) copyImage}, stopped
 * desktops with {@link #copyImageFromDesktop(YandexCopyFromDesktopRequest, CallOptions) copyImageFromDesktop}.
 *
 * <ul>
 *   <li>Each call that changes something carries an {@code Idempotency-Key}, a new random UUID unless
 *       {@link CallOptions.Builder#idempotencyKey} sets one. It stays the same for all attempts and is kept in the resume
 *       token, so a lost reply never makes a second image.
 *   <li>An operation that fails stays ROLLING_BACK until the service has undone its work, and is FAILED then. One that is
 *       over without an error has SUCCEEDED only when its image is ACTIVE and has the folder and name asked for.
 *   <li>Each attempt carries a new {@code x-client-request-id}; results and exceptions tell the ids that the service sends.
 * </ul>
 *
 * <pre>{@code
 * try (YandexDesktopClient desktop = YandexDesktopClient.builder().build()) { // IAM token from YC_IAM_TOKEN
 *     Operation<DesktopImage> copy = desktop.copyImage(YandexCopyImageRequest.builder()
 *             .folderId("b1g…").name("golden-2026-11").imageId("fd8…").build());
 *     DesktopImage image = copy.await(Duration.ofMinutes(60));
 * }
 * }</pre>
 *
 * <p>Thread safety: safe for use by multiple threads.
 *
 * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/copy">DesktopImage.Copy</a>
 */
public interface YandexDesktopClient extends ImageCopyClient<YandexCopyImageRequest, DesktopImage> {
    /**
     * Returns a new builder.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Starts making an image of a desktop, which must be stopped, and blocks until the service has accepted.
     *
     * @param request which desktop, and what the image will be
     * @param options settings of this call that differ from the client's
     * @return the handle of the operation
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it is unknown whether the operation began
     * @throws dev.imagecopy.core.error.SdkException for everything else that fails; nothing was begun then
     * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/copyFromDesktop">the vendor's page</a>
     */
    Operation<DesktopImage> copyImageFromDesktop(YandexCopyFromDesktopRequest request, CallOptions options);

    /**
     * Like {@link #copyImageFromDesktop(YandexCopyFromDesktopRequest, CallOptions)}, with the client's settings.
     *
     * @param request which desktop, and what the image will be
     * @return the handle of the operation
     */
    default Operation<DesktopImage> copyImageFromDesktop(YandexCopyFromDesktopRequest request) {
        return copyImageFromDesktop(request, CallOptions.defaults());
    }

    /**
     * Like {@link #copyImageFromDesktop(YandexCopyFromDesktopRequest, CallOptions)}, but does not block.
     *
     * @param request which desktop, and what the image will be
     * @param options settings of this call that differ from the client's
     * @return a future of the handle of the operation; cancelling it aborts the call in flight
     */
    CompletableFuture<Operation<DesktopImage>> copyImageFromDesktopAsync(
            YandexCopyFromDesktopRequest request, CallOptions options);

    /**
     * Like {@link #copyImageFromDesktop(YandexCopyFromDesktopRequest)}, but does not block.
     *
     * @param request which desktop, and what the image will be
     * @return a future of the handle of the operation
     */
    default CompletableFuture<Operation<DesktopImage>> copyImageFromDesktopAsync(YandexCopyFromDesktopRequest request) {
        return copyImageFromDesktopAsync(request, CallOptions.defaults());
    }

    /**
     * Looks for one desktop image, labels included, and blocks until the service has answered.
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return the image; empty if there is none
     * @throws IllegalArgumentException if the id is invalid
     * @throws dev.imagecopy.core.error.SdkException if the call fails
     * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/get">the vendor's page</a>
     */
    Optional<DesktopImage> findImage(String imageId, CallOptions options);

    /** Like {@link #findImage(String, CallOptions)}, with the client's settings. */
    default Optional<DesktopImage> findImage(String imageId) {
        return findImage(imageId, CallOptions.defaults());
    }

    /** Looks as {@link #findImage(String, CallOptions)} does, without blocking; cancelling the future aborts the call. */
    CompletableFuture<Optional<DesktopImage>> findImageAsync(String imageId, CallOptions options);

    /** Like {@link #findImageAsync(String, CallOptions)}, with the client's settings. */
    default CompletableFuture<Optional<DesktopImage>> findImageAsync(String imageId) {
        return findImageAsync(imageId, CallOptions.defaults());
    }

    /**
     * Lists a folder's desktop images, page by page as the stream is read; reading blocks while a page is fetched. The service
     * leaves the labels out of lists: {@link #listImagesWithDetails(YandexImageQuery)} tells them.
     *
     * @param query which images to list
     * @param options settings of each call that differ from the client's
     * @return a lazy, sequential stream that need not be closed; reading it throws what the calls throw
     * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/list">the vendor's page</a>
     */
    Stream<DesktopImage> listImages(YandexImageQuery query, CallOptions options);

    /**
     * Like {@link #listImages(YandexImageQuery, CallOptions)}, with the client's settings.
     *
     * @param query which images to list
     * @return a lazy, sequential stream that need not be closed; reading it throws what the calls throw
     */
    default Stream<DesktopImage> listImages(YandexImageQuery query) {
        return listImages(query, CallOptions.defaults());
    }

    /**
     * Like {@link #listImages(YandexImageQuery, CallOptions)}, but does not block.
     *
     * @param query which images to list
     * @param options settings of each call that differ from the client's
     * @return a future of all images; cancelling it aborts the call in flight
     */
    CompletableFuture<List<DesktopImage>> listImagesAsync(YandexImageQuery query, CallOptions options);

    /**
     * Like {@link #listImages(YandexImageQuery)}, but does not block.
     *
     * @param query which images to list
     * @return a future of all images
     */
    default CompletableFuture<List<DesktopImage>> listImagesAsync(YandexImageQuery query) {
        return listImagesAsync(query, CallOptions.defaults());
    }

    /**
     * Lists as {@link #listImages(YandexImageQuery, CallOptions)} does, and reads each image by itself, so that its labels are
     * there too: one call for each page and one for each image, made when the stream reaches it. An image that is deleted
     * between the two is left out.
     *
     * @param query which images to list
     * @param options settings of each call that differ from the client's
     * @return a lazy, sequential stream that need not be closed; reading it throws what the calls throw
     */
    Stream<DesktopImage> listImagesWithDetails(YandexImageQuery query, CallOptions options);

    /**
     * Like {@link #listImagesWithDetails(YandexImageQuery, CallOptions)}, with the client's settings.
     *
     * @param query which images to list
     * @return a lazy, sequential stream that need not be closed; reading it throws what the calls throw
     */
    default Stream<DesktopImage> listImagesWithDetails(YandexImageQuery query) {
        return listImagesWithDetails(query, CallOptions.defaults());
    }

    /**
     * Lists as {@link #listImagesWithDetails(YandexImageQuery, CallOptions)} does, without blocking: one call after the other.
     *
     * @param query which images to list
     * @param options settings of each call that differ from the client's
     * @return a future of all images
     */
    CompletableFuture<List<DesktopImage>> listImagesWithDetailsAsync(YandexImageQuery query, CallOptions options);

    /**
     * Like {@link #listImagesWithDetails(YandexImageQuery)}, but does not block.
     *
     * @param query which images to list
     * @return a future of all images
     */
    default CompletableFuture<List<DesktopImage>> listImagesWithDetailsAsync(YandexImageQuery query) {
        return listImagesWithDetailsAsync(query, CallOptions.defaults());
    }

    /**
     * Starts changing a desktop image and blocks until the service has accepted. Only what the request sets changes.
     *
     * @param request what to change
     * @param options settings of this call that differ from the client's
     * @return the handle of the operation
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it is unknown whether the operation began
     * @throws dev.imagecopy.core.error.SdkException for everything else that fails; nothing was begun then
     * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/update">the vendor's page</a>
     */
    Operation<DesktopImage> updateImage(YandexUpdateImageRequest request, CallOptions options);

    /**
     * Like {@link #updateImage(YandexUpdateImageRequest, CallOptions)}, with the client's settings.
     *
     * @param request what to change
     * @return the handle of the operation
     */
    default Operation<DesktopImage> updateImage(YandexUpdateImageRequest request) {
        return updateImage(request, CallOptions.defaults());
    }

    /**
     * Like {@link #updateImage(YandexUpdateImageRequest, CallOptions)}, but does not block.
     *
     * @param request what to change
     * @param options settings of this call that differ from the client's
     * @return a future of the handle of the operation; cancelling it aborts the call in flight
     */
    CompletableFuture<Operation<DesktopImage>> updateImageAsync(YandexUpdateImageRequest request, CallOptions options);

    /**
     * Like {@link #updateImage(YandexUpdateImageRequest)}, but does not block.
     *
     * @param request what to change
     * @return a future of the handle of the operation
     */
    default CompletableFuture<Operation<DesktopImage>> updateImageAsync(YandexUpdateImageRequest request) {
        return updateImageAsync(request, CallOptions.defaults());
    }

    /**
     * Starts deleting a desktop image and blocks until the service has accepted. Waiting for the operation yields null.
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return the handle of the operation
     * @throws IllegalArgumentException if the id is invalid
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it is unknown whether the operation began
     * @throws dev.imagecopy.core.error.SdkException for everything else that fails; nothing was begun then
     * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/delete">the vendor's page</a>
     */
    Operation<Void> deleteImage(String imageId, CallOptions options);

    /**
     * Like {@link #deleteImage(String, CallOptions)}, with the client's settings.
     *
     * @param imageId the image's id
     * @return the handle of the operation
     */
    default Operation<Void> deleteImage(String imageId) {
        return deleteImage(imageId, CallOptions.defaults());
    }

    /**
     * Like {@link #deleteImage(String, CallOptions)}, but does not block.
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return a future of the handle of the operation; cancelling it aborts the call in flight
     */
    CompletableFuture<Operation<Void>> deleteImageAsync(String imageId, CallOptions options);

    /**
     * Like {@link #deleteImage(String)}, but does not block.
     *
     * @param imageId the image's id
     * @return a future of the handle of the operation
     */
    default CompletableFuture<Operation<Void>> deleteImageAsync(String imageId) {
        return deleteImageAsync(imageId, CallOptions.defaults());
    }

    /**
     * Picks up a deletion, as {@link #resume} picks up the operations that yield an image. Does no I/O.
     *
     * @param token what the operation's handle, or an exception, gave
     * @return a handle on the operation
     * @throws IllegalArgumentException if the token is damaged or belongs elsewhere
     */
    Operation<Void> resumeDeletion(ResumeToken token);

    /** Builds a client. Not thread-safe. */
    final class Builder extends ClientBuilder<Builder> {
        private String folderId = "";
        private YandexInstallation installation = YandexInstallation.RUSSIA;
        private YandexDesktopHost desktopHost = YandexDesktopHost.CLOUDDESKTOPS;
        private boolean discovers;
        private Duration patience = Duration.ZERO;
        private CredentialsSource<YandexCredentials> credentials = YandexCredentialsProviders.defaultChain();

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Tells the folder that the client works in, so that resume tokens of another folder are refused without a call.
         *
         * @param value the folder's id; default: any
         * @return this builder
         */
        public Builder folderId(String value) {
            folderId = requireNonNull(value, "folderId");
            return this;
        }

        /**
         * Chooses among the vendor's clouds. An {@link #endpoint} goes before.
         *
         * @param value default: {@link YandexInstallation#RUSSIA}
         * @return this builder
         */
        public Builder installation(YandexInstallation value) {
            installation = Objects.requireNonNull(value, "installation");
            return this;
        }

        /**
         * Chooses between the two documented host names of Cloud Desktop. An {@link #endpoint} goes before.
         *
         * @param value default: {@link YandexDesktopHost#CLOUDDESKTOPS}
         * @return this builder
         */
        public Builder desktopHost(YandexDesktopHost value) {
            desktopHost = Objects.requireNonNull(value, "desktopHost");
            return this;
        }

        /**
         * Takes addresses from the installation's own list instead of those that the SDK knows. The list is asked for by the
         * first call, which blocks meanwhile even if it is an asynchronous one, and kept for an hour. A service that the list
         * does not have is a {@code NotFoundException} that says so. An {@link #endpoint} goes before.
         *
         * @return this builder
         * @see <a href="https://yandex.cloud/en/docs/api-design-guide/concepts/endpoints">the vendor's page</a>
         */
        public Builder discoverEndpoints() {
            discovers = true;
            return this;
        }

        /**
         * Lets calls that begin something wait when the service refuses them because another operation is in the way, or too
         * many are active: for the end of that operation, and then once more, under the same key.
         *
         * @param longest how long one call may wait in all; default: zero, which means not at all
         * @return this builder
         */
        public Builder waitForConflicts(Duration longest) {
            patience = requireNonNull(longest, "longest");
            return this;
        }

        /**
         * Sets the credentials.
         *
         * @param value default: {@link YandexCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(YandexCredentials value) {
            return credentials(CredentialsSource.of(Objects.requireNonNull(value, "credentials")));
        }

        /**
         * Sets where credentials come from. Asked before every attempt: a provider that does I/O belongs into a
         * {@code CachingCredentialsProvider}.
         *
         * @param value default: {@link YandexCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(CredentialsProvider<YandexCredentials> value) {
            return credentials(CredentialsSource.from(Objects.requireNonNull(value, "credentials")));
        }

        /**
         * Sets where credentials come from when a service has to be asked for them: over this client's transport, with
         * tokens kept and refreshed.
         *
         * @param value for example {@link YandexCredentials#serviceAccountKey(java.nio.file.Path)}; default:
         *     {@link YandexCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(CredentialsSource<YandexCredentials> value) {
            credentials = Objects.requireNonNull(value, "credentials");
            return this;
        }

        /**
         * Creates the client. Does no I/O and starts no thread.
         *
         * @return the client, to be closed after use
         * @throws IllegalArgumentException if a setting is invalid; the message lists every violation
         */
        public YandexDesktopClient build() {
            Checks checks = Checks.of("YandexDesktopClient");
            if (!folderId.isEmpty()) {
                checks.id("folderId", folderId).length("folderId", folderId, 1, 50);
            }
            checks.check(!patience.isNegative(), "waitForConflicts must not be negative");
            setup().check(checks);
            checks.throwIfAny();
            YandexDesktopEndpoints endpoints =
                    new YandexDesktopEndpoints(installation, desktopHost, setup().endpoint());
            RuntimeStarter starter = setup().prepareRuntime();
            Function<String, URI> routes = discovers && setup().endpoint().isEmpty()
                    ? new DiscoveredEndpoints(
                            endpoints, starter.companion(profile(endpoints, ClientConnection.unused())), starter.time())
                    : endpoints;
            ClientConnection<YandexCredentials> connection = new ClientConnection<>(
                    starter,
                    profile(
                            route -> route.equals(YandexIamCalls.AUDIENCE)
                                    ? endpoints.jwtAudience()
                                    : routes.apply(route),
                            ClientConnection.unused()),
                    "");
            ClientRuntime runtime = starter.start(profile(routes, credentials.connect(connection)));
            return new DefaultYandexDesktopClient(runtime, folderId, patience);
        }

        private static ProviderProfile<YandexCredentials> profile(
                Function<String, URI> endpoints, CredentialsProvider<YandexCredentials> credentials) {
            return ProviderProfile.<YandexCredentials>builder("YandexDesktopClient", "yandex-desktop")
                    .endpoints(endpoints)
                    .credentials(credentials)
                    .signer(new YandexDesktopSigner())
                    .attemptHeaders(headers -> headers.set(
                            RpcStatus.CLIENT_REQUEST_ID,
                            UUID.randomUUID().toString()))
                    .errors(new YandexDesktopErrors())
                    .build();
        }
    }
}
