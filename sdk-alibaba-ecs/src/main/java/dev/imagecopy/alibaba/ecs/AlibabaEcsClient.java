package dev.imagecopy.alibaba.ecs;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentialsProviders;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaDeleteImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RuntimeStarter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies custom images of Alibaba Cloud ECS within a region and between regions, with one client for all regions: CopyImage is
 * sent to the source's region, and all calls about the new image to the destination's.
 *
 * <p>{@link #copyImage(Object, CallOptions) copyImage} sends the call's idempotency key as {@code ClientToken}. It is the same
 * for all attempts, so a lost reply never leads to a second copy. The operation's id is the new image's id. The image status
 * Waiting is QUEUED, Creating is RUNNING, and Available is SUCCEEDED; CreateFailed, UnAvailable and an image that disappears
 * are FAILED.
 *
 * <pre>{@code
 * try (AlibabaEcsClient ecs = AlibabaEcsClient.builder().region("cn-hangzhou").build()) {
 *     Operation<AlibabaImage> copy = ecs.copyImage(AlibabaCopyImageRequest.builder()
 *             .imageId("m-bp1h46wfpjsjastd****").targetRegion("cn-shanghai").name("golden-2026-11").build());
 *     AlibabaImage image = copy.await(Duration.ofMinutes(60));
 * }
 * }</pre>
 *
 * <p>Thread safety: safe for use by multiple threads.
 *
 * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-copyimage">CopyImage</a>
 */
public interface AlibabaEcsClient extends ImageCopyClient<AlibabaCopyImageRequest, AlibabaImage> {
    /**
     * Returns a new builder.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Asks the service whether it would accept a copy, without starting it ({@code DryRun}). Blocks until it has answered.
     *
     * @param request the copy to check
     * @param options settings of this call that differ from the client's; its idempotency key is not used, each check has one of its own
     * @throws dev.imagecopy.core.error.ApiException if the copy would be refused; the same exception as for the copy itself
     * @throws dev.imagecopy.core.error.ResponseFormatException if the service did not check, and may have started a copy
     * @throws IllegalArgumentException if neither the request nor the client has a region
     */
    void checkCopy(AlibabaCopyImageRequest request, CallOptions options);

    /**
     * Like {@link #checkCopy(AlibabaCopyImageRequest, CallOptions)}, with the client's settings.
     *
     * @param request the copy to check
     */
    default void checkCopy(AlibabaCopyImageRequest request) {
        checkCopy(request, CallOptions.defaults());
    }

    /**
     * Like {@link #checkCopy(AlibabaCopyImageRequest, CallOptions)}, but does not block.
     *
     * @param request the copy to check
     * @param options settings of this call that differ from the client's; its idempotency key is not used, each check has one of its own
     * @return a future that completes if the copy would be accepted; cancelling it aborts the call
     */
    CompletableFuture<@Nullable Void> checkCopyAsync(AlibabaCopyImageRequest request, CallOptions options);

    /**
     * Like {@link #checkCopy(AlibabaCopyImageRequest)}, but does not block.
     *
     * @param request the copy to check
     * @return a future that completes if the copy would be accepted
     */
    default CompletableFuture<@Nullable Void> checkCopyAsync(AlibabaCopyImageRequest request) {
        return checkCopyAsync(request, CallOptions.defaults());
    }

    /**
     * Lists images. Pages are fetched as the stream is read, which blocks during that time.
     *
     * @param query which images to list
     * @param options settings of each call that differ from the client's
     * @return a lazy, sequential stream that need not be closed; reading it throws what the calls throw
     * @throws IllegalArgumentException if neither the query nor the client has a region
     * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeimages">DescribeImages</a>
     */
    Stream<AlibabaImage> listImages(AlibabaImageQuery query, CallOptions options);

    /**
     * Like {@link #listImages(AlibabaImageQuery, CallOptions)}, with the client's settings.
     *
     * @param query which images to list
     * @return a lazy stream
     */
    default Stream<AlibabaImage> listImages(AlibabaImageQuery query) {
        return listImages(query, CallOptions.defaults());
    }

    /**
     * Like {@link #listImages(AlibabaImageQuery, CallOptions)}, but does not block and collects all pages.
     *
     * @param query which images to list
     * @param options settings of each call that differ from the client's
     * @return a future of all images; cancelling it aborts the call in flight
     */
    CompletableFuture<List<AlibabaImage>> listImagesAsync(AlibabaImageQuery query, CallOptions options);

    /**
     * Like {@link #listImagesAsync(AlibabaImageQuery, CallOptions)}, with the client's settings.
     *
     * @param query which images to list
     * @return a future of all images
     */
    default CompletableFuture<List<AlibabaImage>> listImagesAsync(AlibabaImageQuery query) {
        return listImagesAsync(query, CallOptions.defaults());
    }

    /**
     * Looks up one image, whatever its status, and blocks until the service has answered.
     *
     * @param region the image's region
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return the image; empty if the service shows none
     * @throws IllegalArgumentException if the region or the id is invalid
     * @throws dev.imagecopy.core.error.SdkException if the call fails
     * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeimages">DescribeImages</a>
     */
    Optional<AlibabaImage> findImage(String region, String imageId, CallOptions options);

    /** Like {@link #findImage(String, String, CallOptions)}, with the client's settings. */
    default Optional<AlibabaImage> findImage(String region, String imageId) {
        return findImage(region, imageId, CallOptions.defaults());
    }

    /** Like {@link #findImage(String, String, CallOptions)}, but does not block; cancelling the future aborts the call. */
    CompletableFuture<Optional<AlibabaImage>> findImageAsync(String region, String imageId, CallOptions options);

    /** Like {@link #findImageAsync(String, String, CallOptions)}, with the client's settings. */
    default CompletableFuture<Optional<AlibabaImage>> findImageAsync(String region, String imageId) {
        return findImageAsync(region, imageId, CallOptions.defaults());
    }

    /**
     * Asks the service to cancel a copy, best effort, and blocks until it has answered. The service deletes the new image and
     * leaves the source unchanged. If it says that the image's status does not allow this, the image is looked up again.
     *
     * @param region the copy's destination region
     * @param imageId the new image's id
     * @param options settings of these calls that differ from the client's
     * @return the result of the request
     * @throws IllegalArgumentException if the region or the id is invalid
     * @throws dev.imagecopy.core.error.SdkException if the request failed for a reason other than the copy's state
     * @see <a href="https://www.alibabacloud.com/help/en/ecs/api-cancelcopyimage">CancelCopyImage</a>
     */
    CancelResult cancelCopyImage(String region, String imageId, CallOptions options);

    /**
     * Like {@link #cancelCopyImage(String, String, CallOptions)}, with the client's settings.
     *
     * @param region the copy's destination region
     * @param imageId the new image's id
     * @return the result of the request
     */
    default CancelResult cancelCopyImage(String region, String imageId) {
        return cancelCopyImage(region, imageId, CallOptions.defaults());
    }

    /**
     * Like {@link #cancelCopyImage(String, String, CallOptions)}, but does not block.
     *
     * @param region the copy's destination region
     * @param imageId the new image's id
     * @param options settings of these calls that differ from the client's
     * @return a future of the result of the request; cancelling it aborts the call in flight
     */
    CompletableFuture<CancelResult> cancelCopyImageAsync(String region, String imageId, CallOptions options);

    /**
     * Like {@link #cancelCopyImage(String, String)}, but does not block.
     *
     * @param region the copy's destination region
     * @param imageId the new image's id
     * @return a future of the result of the request
     */
    default CompletableFuture<CancelResult> cancelCopyImageAsync(String region, String imageId) {
        return cancelCopyImageAsync(region, imageId, CallOptions.defaults());
    }

    /**
     * Deletes an image and blocks until the service has answered. An image that does not exist counts as deleted. An image that
     * a copy is still creating cannot be deleted: cancel the copy instead.
     *
     * @param request the image to delete, and whether to delete it even if instances use it
     * @param options settings of this call that differ from the client's
     * @throws IllegalArgumentException if neither the request nor the client has a region
     * @throws dev.imagecopy.core.error.ApiException if the service refused, for example because an instance uses the image
     * @see <a href="https://alibabacloud.com/help/en/ecs/api-deleteimage">DeleteImage</a>
     */
    void deleteImage(AlibabaDeleteImageRequest request, CallOptions options);

    /**
     * Like {@link #deleteImage(AlibabaDeleteImageRequest, CallOptions)}, with the client's settings.
     *
     * @param request the image to delete, and whether to delete it even if instances use it
     */
    default void deleteImage(AlibabaDeleteImageRequest request) {
        deleteImage(request, CallOptions.defaults());
    }

    /**
     * Like {@link #deleteImage(AlibabaDeleteImageRequest, CallOptions)}, but does not block.
     *
     * @param request the image to delete, and whether to delete it even if instances use it
     * @param options settings of this call that differ from the client's
     * @return a future that completes when the service has answered; cancelling it aborts the call in flight
     */
    CompletableFuture<@Nullable Void> deleteImageAsync(AlibabaDeleteImageRequest request, CallOptions options);

    /**
     * Like {@link #deleteImage(AlibabaDeleteImageRequest)}, but does not block.
     *
     * @param request the image to delete, and whether to delete it even if instances use it
     * @return a future that completes when the service has answered
     */
    default CompletableFuture<@Nullable Void> deleteImageAsync(AlibabaDeleteImageRequest request) {
        return deleteImageAsync(request, CallOptions.defaults());
    }

    /**
     * Like {@link #deleteImage(AlibabaDeleteImageRequest, CallOptions)}, unless instances use the image.
     *
     * @param region the image's region
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @throws IllegalArgumentException if the region or the id is invalid
     */
    void deleteImage(String region, String imageId, CallOptions options);

    /**
     * Like {@link #deleteImage(String, String, CallOptions)}, with the client's settings.
     *
     * @param region the image's region
     * @param imageId the image's id
     */
    default void deleteImage(String region, String imageId) {
        deleteImage(region, imageId, CallOptions.defaults());
    }

    /**
     * Like {@link #deleteImage(String, String, CallOptions)}, but does not block.
     *
     * @param region the image's region
     * @param imageId the image's id
     * @param options settings of this call that differ from the client's
     * @return a future that completes when the service has answered; cancelling it aborts the call in flight
     */
    CompletableFuture<@Nullable Void> deleteImageAsync(String region, String imageId, CallOptions options);

    /**
     * Like {@link #deleteImage(String, String)}, but does not block.
     *
     * @param region the image's region
     * @param imageId the image's id
     * @return a future that completes when the service has answered
     */
    default CompletableFuture<@Nullable Void> deleteImageAsync(String region, String imageId) {
        return deleteImageAsync(region, imageId, CallOptions.defaults());
    }

    /** Builds a client. Not thread-safe. */
    final class Builder extends ClientBuilder<Builder> {
        private @Nullable String region;
        private String accountId = "";
        private Duration waitForConflicts = Duration.ZERO;
        private AlibabaEndpointMode endpointMode = AlibabaEndpointMode.PUBLIC;
        private SignatureVersion signatureVersion = SignatureVersion.ACS3_HMAC_SHA256;
        private @Nullable CredentialsSource<AlibabaCredentials> credentials;
        private NamedSettings environment = System::getenv;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Sets the region for requests and queries without one.
         *
         * @param value a region's id, for example {@code cn-hangzhou}; required
         * @return this builder
         */
        public Builder region(String value) {
            region = requireNonNull(value, "region");
            return this;
        }

        /**
         * Sets the account, so that resume tokens of another account are rejected without a call.
         *
         * @param value the account's id; default: unknown
         * @return this builder
         */
        public Builder accountId(String value) {
            accountId = requireNonNull(value, "accountId");
            return this;
        }

        /**
         * Lets a copy wait if the service says that the same image is already being copied
         * ({@code OperationDenied.ImageCopying}, {@code OperationDenied.ImageCopyConflict}). It is sent again every 15 to 60 s,
         * with the same idempotency key; during that time the call blocks.
         *
         * @param value the longest time that one call waits in total, zero or more; default: zero, the error is thrown
         * @return this builder
         */
        public Builder waitForConflicts(Duration value) {
            waitForConflicts = Objects.requireNonNull(value, "waitForConflicts");
            return this;
        }

        /**
         * Chooses which of the vendor's addresses to call. An {@link #endpoint} takes precedence.
         *
         * @param value default: {@link AlibabaEndpointMode#PUBLIC}
         * @return this builder
         */
        public Builder endpointMode(AlibabaEndpointMode value) {
            endpointMode = Objects.requireNonNull(value, "endpointMode");
            return this;
        }

        /**
         * Chooses how requests are signed.
         *
         * @param value default: {@link SignatureVersion#ACS3_HMAC_SHA256}
         * @return this builder
         */
        public Builder signatureVersion(SignatureVersion value) {
            signatureVersion = Objects.requireNonNull(value, "signatureVersion");
            return this;
        }

        /**
         * Sets the credentials.
         *
         * @param value default: {@link AlibabaCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(AlibabaCredentials value) {
            return credentials(CredentialsSource.of(Objects.requireNonNull(value, "credentials")));
        }

        /**
         * Sets the provider of credentials. It is asked before every attempt, so wrap a provider that does I/O in a
         * {@code CachingCredentialsProvider}.
         *
         * @param value default: {@link AlibabaCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(CredentialsProvider<AlibabaCredentials> value) {
            return credentials(CredentialsSource.from(Objects.requireNonNull(value, "credentials")));
        }

        /**
         * Sets the source of credentials, which uses the client's own connections.
         *
         * @param value one of {@link AlibabaCredentialsProviders}; default:
         *     {@link AlibabaCredentialsProviders#defaultChain()}
         * @return this builder
         */
        public Builder credentials(CredentialsSource<AlibabaCredentials> value) {
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
        public AlibabaEcsClient build() {
            Checks checks = Checks.of("AlibabaEcsClient").region("region", region);
            if (!accountId.isEmpty()) {
                checks.id("accountId", accountId);
            }
            checks.check(!waitForConflicts.isNegative(), "waitForConflicts must not be negative");
            MisplacedSecret.check(checks, "accountId", accountId); // part of resume tokens
            setup().check(checks);
            checks.throwIfAny();
            String own = requireNonNull(region, "region");
            boolean addressChosen = setup().endpoint().isPresent() || endpointMode != AlibabaEndpointMode.PUBLIC;
            AlibabaEcsEndpoints endpoints = new AlibabaEcsEndpoints(endpointMode, setup().endpoint());
            UnusedPlaces.warn(environment, own, addressChosen ? Optional.empty() : Optional.of(endpoints.apply(own)));
            RuntimeStarter starter = setup().prepareRuntime();
            SignedTexts signedTexts = new SignedTexts();
            AlibabaEcsErrors errors = new AlibabaEcsErrors(signedTexts);
            ClientConnection<AlibabaCredentials> connection =
                    new ClientConnection<>(starter, tokenService(signedTexts, errors), own, addressChosen);
            ClientRuntime runtime =
                    starter.start(ProviderProfile.<AlibabaCredentials>builder("AlibabaEcsClient", "alibaba-ecs")
                            .endpoints(endpoints)
                            .credentials(source().connect(connection))
                            .signer(signer(signedTexts))
                            .errors(errors)
                            .account(accountId)
                            .build());
            return new DefaultAlibabaEcsClient(runtime, new AlibabaEcsCopyOperation(accountId, own, waitForConflicts));
        }

        private CredentialsSource<AlibabaCredentials> source() {
            return credentials == null ? AlibabaCredentialsProviders.defaultChain() : credentials;
        }

        /** The profile of the Security Token Service, whose address depends on the role. */
        private ProviderProfile<AlibabaCredentials> tokenService(SignedTexts signedTexts, AlibabaEcsErrors errors) {
            return ProviderProfile.<AlibabaCredentials>builder("AlibabaEcsClient", "alibaba-sts")
                    .endpoints(URI::create)
                    .credentials(ClientConnection.unused())
                    .signer(new AlibabaEcsSigner(() -> UUID.randomUUID().toString(), signedTexts))
                    .errors(errors)
                    .account(accountId)
                    .build();
        }

        /** A random UUID has 122 random bits, so no two attempts anywhere share a nonce. */
        private RequestSigner<AlibabaCredentials> signer(SignedTexts signedTexts) {
            return switch (signatureVersion) {
                case ACS3_HMAC_SHA256 ->
                    new AlibabaEcsSigner(() -> UUID.randomUUID().toString(), signedTexts);
                case RPC_V1_HMAC_SHA1 ->
                    new AlibabaEcsRpcV1Signer(() -> UUID.randomUUID().toString(), signedTexts);
            };
        }
    }
}
