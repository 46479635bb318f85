package dev.imagecopy.yandex.desktop;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.Endpoints;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RuntimeStarter;
import dev.imagecopy.yandex.desktop.auth.SecretForms;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.auth.YandexCredentialsProviders;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies images to Yandex Cloud Desktop: compute images with {@link #copyImage(Object, CallOptions) copyImage}, and stopped
 * desktops with {@link #copyImageFromDesktop(YandexCopyFromDesktopRequest, CallOptions) copyImageFromDesktop}.
 *
 * <ul>
 *   <li>Each call that changes something has an {@code Idempotency-Key}: a new random UUID, unless
 *       {@link CallOptions.Builder#idempotencyKey} sets one. It is the same for all attempts and is stored in the resume token,
 *       so a lost reply never leads to a second image.
 *   <li>An operation that fails is ROLLING_BACK until the service has undone its work, and then FAILED. An operation that ends
 *       without an error has only SUCCEEDED if its image is ACTIVE and has the requested folder and name.
 *   <li>Each attempt has a new {@code x-client-request-id}; snapshots and exceptions contain the ids that the service returns.
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
     * Starts the creation of an image from a desktop, which must be stopped, and blocks until the service has accepted it.
     *
     * @param request the desktop, and the properties of the new image
     * @param options settings of this call that differ from the client's
     * @return the handle of the operation
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it is unknown whether the operation started
     * @throws dev.imagecopy.core.error.SdkException for any other failure; nothing was started
     * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/copyFromDesktop">the vendor's page</a>
     */
    Operation<DesktopImage> copyImageFromDesktop(YandexCopyFromDesktopRequest request, CallOptions options);

    /**
     * Like {@link #copyImageFromDesktop(YandexCopyFromDesktopRequest, CallOptions)}, with the client's settings.
     *
     * @param request the desktop, and the properties of the new image
     * @return the handle of the operation
     */
    default Operation<DesktopImage> copyImageFromDesktop(YandexCopyFromDesktopRequest request) {
        return copyImageFromDesktop(request, CallOptions.defaults());
    }

    /**
     * Like {@link #copyImageFromDesktop(YandexCopyFromDesktopRequest, CallOptions)}, but does not block.
     *
     * @param request the desktop, and the properties of the new image
     * @param options settings of this call that differ from the client's
     * @return a future of the handle of the operation; cancelling it aborts the call in flight
     */
    CompletableFuture<Operation<DesktopImage>> copyImageFromDesktopAsync(
            YandexCopyFromDesktopRequest request, CallOptions options);

    /**
     * Like {@link #copyImageFromDesktop(YandexCopyFromDesktopRequest)}, but does not block.
     *
     * @param request the desktop, and the properties of the new image
     * @return a future of the handle of the operation
     */
    default CompletableFuture<Operation<DesktopImage>> copyImageFromDesktopAsync(YandexCopyFromDesktopRequest request) {
        return copyImageFromDesktopAsync(request, CallOptions.defaults());
    }

    /**
     * Looks up one desktop image, including its labels, and blocks until the service has answered.
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

    /** Like {@link #findImage(String, CallOptions)}, but does not block; cancelling the future aborts the call. */
    CompletableFuture<Optional<DesktopImage>> findImageAsync(String imageId, CallOptions options);

    /** Like {@link #findImageAsync(String, CallOptions)}, with the client's settings. */
    default CompletableFuture<Optional<DesktopImage>> findImageAsync(String imageId) {
        return findImageAsync(imageId, CallOptions.defaults());
    }

    /**
     * Lists a folder's desktop images. Pages are fetched as the stream is read, which blocks during that time. The service
     * omits labels in lists; {@link #listImagesWithDetails(YandexImageQuery)} includes them.
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
     * Like {@link #listImages(YandexImageQuery, CallOptions)}, but also fetches each image individually, to include its labels:
     * one call per page and one per image, made when the stream reaches it. An image that is deleted between the two is left
     * out.
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
     * Like {@link #listImagesWithDetails(YandexImageQuery, CallOptions)}, but does not block; the calls are made one after
     * another.
     *
     * @param query which images to list
     * @param options settings of each call that differ from the client's
     * @return a future of all images; cancelling it aborts the call in flight
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
     * Starts an update of a desktop image and blocks until the service has accepted it. Only the fields that the request sets
     * are changed.
     *
     * @param request what to change
     * @param options settings of this call that differ from the client's
     * @return the handle of the operation
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it is unknown whether the operation started
     * @throws dev.imagecopy.core.error.SdkException for any other failure; nothing was started
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
     * Starts the deletion of a desktop image and blocks until the service has accepted it. The result of the operation is null.
     *
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return the handle of the operation
     * @throws IllegalArgumentException if the id is invalid
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it is unknown whether the operation started
     * @throws dev.imagecopy.core.error.SdkException for any other failure; nothing was started
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
     * Resumes a deletion, like {@link #resume} for operations whose result is an image. Does no I/O.
     *
     * @param token the token, from the operation's handle or from an exception
     * @return a handle on the operation
     * @throws IllegalArgumentException if the token is damaged, or does not belong to this client
     */
    Operation<Void> resumeDeletion(ResumeToken token);

    /** Builds a client. Not thread-safe. */
    final class Builder extends ClientBuilder<Builder> {
        private String folderId = "";
        private @Nullable YandexInstallation installation;
        private YandexDesktopHost desktopHost = YandexDesktopHost.CLOUDDESKTOPS;
        private boolean discovers;
        private Duration waitForConflicts = Duration.ZERO;
        private @Nullable CredentialsSource<YandexCredentials> credentials;
        private NamedSettings environment = CredentialLookup.system().variables();

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Sets the folder that the client works in, so that resume tokens of another folder are rejected without a call. It is no
         * default for requests, and neither is a variable such as {@code YC_FOLDER_ID}: one that names another folder causes a
         * warning, and without this setting any does as soon as a copy from a desktop names no folder.
         *
         * @param value the folder's id; default: any
         * @return this builder
         */
        public Builder folderId(String value) {
            folderId = requireNonNull(value, "folderId");
            return this;
        }

        /**
         * Chooses one of the vendor's clouds. An {@link #endpoint} takes precedence.
         *
         * @param value default: the one that the environment variable {@code YC_ENDPOINT} names, otherwise
         *     {@link YandexInstallation#RUSSIA}; if the variable names an unknown one, the client is not built
         * @return this builder
         */
        public Builder installation(YandexInstallation value) {
            installation = Objects.requireNonNull(value, "installation");
            return this;
        }

        /**
         * Chooses one of the two documented host names of Cloud Desktop. An {@link #endpoint} takes precedence.
         *
         * @param value default: {@link YandexDesktopHost#CLOUDDESKTOPS}
         * @return this builder
         */
        public Builder desktopHost(YandexDesktopHost value) {
            desktopHost = Objects.requireNonNull(value, "desktopHost");
            return this;
        }

        /**
         * Uses the addresses in the installation's own list instead of those known to the SDK. The list is fetched for the
         * first call, within its deadline and without blocking if it is asynchronous, and cached for an hour. An
         * {@link #endpoint} takes precedence.
         *
         * @return this builder
         * @see <a href="https://yandex.cloud/en/docs/api-design-guide/concepts/endpoints">the vendor's page</a>
         */
        public Builder discoverEndpoints() {
            discovers = true;
            return this;
        }

        /**
         * Lets calls that start an operation wait if the service refuses them because another operation conflicts with them, or
         * because too many are active. They wait for that operation to end, and are then sent again under the same key.
         *
         * @param value the longest time that one call waits in total, zero or more; default: zero, the error is thrown
         * @return this builder
         */
        public Builder waitForConflicts(Duration value) {
            waitForConflicts = requireNonNull(value, "waitForConflicts");
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
         * Sets the provider of credentials. It is asked before every attempt, so wrap a provider that does I/O in a
         * {@code CachingCredentialsProvider}.
         *
         * @param value default: {@link YandexCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(CredentialsProvider<YandexCredentials> value) {
            return credentials(CredentialsSource.from(Objects.requireNonNull(value, "credentials")));
        }

        /**
         * Sets the source of credentials, which uses the client's own connections.
         *
         * @param value for example {@link YandexCredentials#serviceAccountKey(java.nio.file.Path)}; default:
         *     {@link YandexCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(CredentialsSource<YandexCredentials> value) {
            credentials = Objects.requireNonNull(value, "credentials");
            return this;
        }

        /** For tests. */
        Builder environment(NamedSettings variables) {
            environment = variables;
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
            checks.check(!waitForConflicts.isNegative(), "waitForConflicts must not be negative");
            SecretForms.checkId(checks, "folderId", folderId); // part of resume tokens
            setup().check(checks);
            boolean isChosen = installation != null || setup().endpoint().isPresent();
            YandexInstallation chosen = isChosen
                    ? Objects.requireNonNullElse(installation, YandexInstallation.RUSSIA)
                    : YandexInstallation.named(environment, checks);
            checks.throwIfAny();
            UnusedPlaces places = new UnusedPlaces(environment);
            places.warn(folderId, isChosen ? Optional.empty() : Optional.of(chosen));
            YandexDesktopEndpoints endpoints = new YandexDesktopEndpoints(chosen, desktopHost, setup().endpoint());
            RuntimeStarter starter = setup().prepareRuntime();
            Endpoints routes = discovers && setup().endpoint().isEmpty()
                    ? new DiscoveredEndpoints(
                            endpoints, starter.companion(profile(endpoints, ClientConnection.unused())), starter.time())
                    : endpoints;
            ProviderProfile<YandexCredentials> issuers = profiled(routes, ClientConnection.<YandexCredentials>unused())
                    .account(folderId)
                    .build();
            ClientConnection<YandexCredentials> connection = new ClientConnection<>(starter, issuers, "");
            ClientRuntime runtime = starter.start(profile(routes, source().connect(connection)));
            return new DefaultYandexDesktopClient(runtime, folderId, waitForConflicts, places);
        }

        private CredentialsSource<YandexCredentials> source() {
            return credentials == null ? YandexCredentialsProviders.defaultChain() : credentials;
        }

        private static ProviderProfile<YandexCredentials> profile(
                Endpoints endpoints, CredentialsProvider<YandexCredentials> credentials) {
            return profiled(endpoints, credentials).build();
        }

        private static ProviderProfile.Builder<YandexCredentials> profiled(
                Endpoints endpoints, CredentialsProvider<YandexCredentials> credentials) {
            return ProviderProfile.<YandexCredentials>builder("YandexDesktopClient", "yandex-desktop")
                    .endpoints(endpoints)
                    .credentials(credentials)
                    .signer(new YandexDesktopSigner())
                    .attemptHeaders(YandexDesktopCalls::attemptHeaders)
                    .errors(new YandexDesktopErrors());
        }
    }
}
