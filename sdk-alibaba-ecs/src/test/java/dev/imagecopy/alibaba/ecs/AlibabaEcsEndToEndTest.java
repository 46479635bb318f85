package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.NoLeaksExtension;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way over HTTP, against a service that checks everything itself. */
@ExtendWith(NoLeaksExtension.class)
class AlibabaEcsEndToEndTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private AlibabaEcsSimulator simulator;

    @BeforeEach
    void start() {
        simulator = AlibabaEcsSimulator.start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @EnumSource(SignatureVersion.class)
    void copyImage_whenAwaited_yieldsTheNewImage(SignatureVersion version) throws Exception {
        simulator.script(Timeline.polls(3).queuedFor(2));
        simulator.addEncryptedImage(AlibabaEcsSimulator.SOURCE_REGION, "m-encrypted", "encrypted");
        simulator.addKmsKey("cn-shanghai", "e522b26d-abf6-4e0d-b5da-04b7******3c");
        try (AlibabaEcsClient client =
                Clients.overHttp(simulator).signatureVersion(version).build()) {
            List<OperationState> states = new CopyOnWriteArrayList<>();

            Operation<AlibabaImage> copy = client.copyImage(Clients.toShanghai()
                    .imageId("m-encrypted")
                    .name("golden-copy")
                    .description("a b+c*d~e/中文 ✓")
                    .encrypted(true)
                    .kmsKeyId("e522b26d-abf6-4e0d-b5da-04b7******3c")
                    .resourceGroupId("rg-bp67acfmxazb4p0001")
                    .tag("team", "ünïcode & more")
                    .tag("empty", "")
                    .build());
            copy.onProgress(snapshot -> states.add(snapshot.state()));
            AlibabaImage image = copy.await(LONG);

            assertThat(image.id())
                    .isEqualTo(copy.id())
                    .isEqualTo(simulator.copies().get(0).imageId());
            assertThat(image.region()).isEqualTo("cn-shanghai");
            assertThat(image.name()).hasValue("golden-copy");
            assertThat(image.description()).hasValue("a b+c*d~e/中文 ✓");
            assertThat(image.tags()).containsEntry("team", "ünïcode & more").containsEntry("empty", "");
            assertThat(image.encrypted()).contains(true);
            assertThat(image.copied()).contains(true);
            assertThat(copy.latest().requestId()).isPresent();
            assertThat(copy.latest().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(copy.latest().progressPercent()).hasValue(100);
            assertThat(states).startsWith(OperationState.QUEUED).contains(OperationState.RUNNING);
            assertThat(simulator.copies()).hasSize(1);
            assertThat(simulator.arrivals("describeImages")).isEqualTo(6);
        }
    }

    @Test
    void copyImageAsync_whenAwaited_yieldsTheNewImage() {
        simulator.script(Timeline.polls(2));
        try (AlibabaEcsClient client = Clients.overHttp(simulator).build()) {
            AlibabaImage image = client.copyImageAsync(Clients.toShanghai().build())
                    .thenCompose(copy -> copy.awaitAsync(LONG))
                    .join();

            assertThat(image.status()).isEqualTo("Available");
        }
    }

    @Test
    void copyImage_whenTheServiceFails_tellsSo() {
        simulator.script(Timeline.polls(1).failing("CreateFailed", ""));
        try (AlibabaEcsClient client = Clients.overHttp(simulator).build()) {
            Operation<AlibabaImage> copy = client.copyImage(Clients.toShanghai().build());

            assertThatThrownBy(() -> copy.await(LONG))
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageContaining("CreateFailed");
            assertThat(copy.latest().providerStatus()).isEqualTo("CreateFailed");
        }
    }

    @Test
    void copyImage_whenTheImageVanishes_fails() {
        simulator.script(Timeline.polls(2).vanishing());
        PollPolicy withoutGrace =
                Clients.FAST.toBuilder().notFoundGrace(Duration.ZERO).build();
        try (AlibabaEcsClient client =
                Clients.overHttp(simulator).pollPolicy(withoutGrace).build()) {
            Operation<AlibabaImage> copy = client.copyImage(Clients.toShanghai().build());

            assertThatThrownBy(() -> copy.await(LONG)).isInstanceOf(OperationFailedException.class);
            assertThat(copy.latest().providerStatus()).isEqualTo("VANISHED");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyImage_whenTheReplyIsLost_isRepeatedWithItsTokenAndRunsOnce(boolean async) throws Exception {
        simulator.failNext(Fault.loseReply().on("copyImage").times(2));
        try (AlibabaEcsClient client = Clients.overHttp(simulator).build()) {
            Operation<AlibabaImage> copy = async
                    ? client.copyImageAsync(Clients.toShanghai().build()).join()
                    : client.copyImage(Clients.toShanghai().build());

            assertThat(copy.await(LONG).status()).isEqualTo("Available");
            assertThat(simulator.copies()).hasSize(1);
            assertThat(simulator.arrivals("copyImage")).isEqualTo(3);
            assertThat(simulator.requests().stream()
                            .filter(request -> request.call().equals("copyImage"))
                            .map(request -> request.headers().first("x-acs-signature-nonce"))
                            .distinct())
                    .hasSize(3);
        }
    }

    @Test
    void cancel_whenTheCopyRuns_removesTheImage() {
        simulator.script(Timeline.polls(1000));
        try (AlibabaEcsClient client = Clients.overHttp(simulator).build()) {
            Operation<AlibabaImage> copy = client.copyImage(Clients.toShanghai().build());

            assertThat(copy.cancel()).isInstanceOf(CancelResult.Requested.class);
            assertThat(simulator.imageIds("cn-shanghai")).isEmpty();
        }
    }

    @Test
    void cancelCopyImage_whenTheCopyIsOver_saysSo() throws Exception {
        try (AlibabaEcsClient client = Clients.overHttp(simulator).build()) {
            Operation<AlibabaImage> copy = client.copyImage(Clients.toShanghai().build());
            copy.await(LONG);

            assertThat(client.cancelCopyImage("cn-shanghai", copy.id()))
                    .isEqualTo(new CancelResult.AlreadyFinished(OperationState.SUCCEEDED));
            assertThat(client.cancelCopyImageAsync("cn-shanghai", copy.id()).join())
                    .isEqualTo(new CancelResult.AlreadyFinished(OperationState.SUCCEEDED));
            assertThat(client.cancelCopyImage("cn-hangzhou", AlibabaEcsSimulator.SOURCE_IMAGE))
                    .isInstanceOf(CancelResult.NotSupported.class);
        }
    }

    @Test
    void checkCopy_whenTheCopyWouldBeAccepted_makesNone() {
        try (AlibabaEcsClient client = Clients.overHttp(simulator).build()) {
            client.checkCopy(Clients.toShanghai().build());
            client.checkCopyAsync(Clients.toShanghai().build()).join();

            assertThat(simulator.copies()).isEmpty();
            assertThatThrownBy(() -> client.checkCopy(
                            Clients.toShanghai().imageId("m-unknown").build()))
                    .hasMessageContaining("InvalidImageId.NotFound");
        }
    }

    @Test
    void findImage_showsTheImageOfThatId_orNone() {
        try (AlibabaEcsClient client = Clients.overHttp(simulator).build()) {
            assertThat(client.findImage("cn-hangzhou", "m-bp1h46wfpjsjastc0001"))
                    .hasValueSatisfying(image -> assertThat(image.id()).isEqualTo("m-bp1h46wfpjsjastc0001"));
            assertThat(client.findImageAsync("cn-hangzhou", "m-bp1h46wfpjsjastc0001")
                            .join())
                    .map(AlibabaImage::id)
                    .hasValue("m-bp1h46wfpjsjastc0001");
            assertThat(client.findImage("cn-hangzhou", "m-nobodyknows")).isEmpty();
            assertThat(client.findImage("cn-shanghai", "m-bp1h46wfpjsjastc0001"))
                    .isEmpty();
        }
    }

    @Test
    void listImages_whenNamesAreAlike_keepsTheExactOne() {
        for (int n = 0; n < 25; n++) {
            simulator.addImage("cn-beijing", "m-like" + n, "web-" + n);
        }
        simulator.addImage("cn-beijing", "m-exact", "web");
        AlibabaImageQuery byName = AlibabaImageQuery.builder()
                .region("cn-beijing")
                .name("web")
                .pageSize(10)
                .build();
        try (AlibabaEcsClient client = Clients.overHttp(simulator).build()) {
            assertThat(client.listImages(byName)).extracting(AlibabaImage::id).containsExactly("m-exact");
            assertThat(client.listImagesAsync(byName).join()).hasSize(1);
            assertThat(client.listImages(AlibabaImageQuery.builder()
                            .region("cn-beijing")
                            .pageSize(10)
                            .build()))
                    .hasSize(26);
            assertThat(simulator.arrivals("describeImages")).isEqualTo(9);
        }
    }

    @Test
    void deleteImage_whenTheImageIsMissing_isDone() {
        simulator.addImage("cn-beijing", "m-old", "old");
        try (AlibabaEcsClient client = Clients.overHttp(simulator).build()) {
            client.deleteImage("cn-beijing", "m-old");
            client.deleteImage("cn-beijing", "m-old");
            simulator.failNext(AlibabaEcsSimulator.error(404, "InvalidImageId.NotFound", "gone"));
            client.deleteImageAsync("cn-beijing", "m-old").join();

            assertThat(simulator.imageIds("cn-beijing")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(SignatureVersion.class)
    void copyImage_whenTheSecretIsWrong_saysThatAndShowsNeitherText(SignatureVersion version) {
        try (AlibabaEcsClient client = Clients.overHttp(simulator)
                .signatureVersion(version)
                .credentials(AlibabaCredentials.accessKey(AlibabaEcsSimulator.ACCESS_KEY_ID, "wrong-secret-canary"))
                .build()) {
            assertThatThrownBy(() -> client.copyImage(Clients.toShanghai().build()))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("SignatureDoesNotMatch")
                    .hasMessageContaining("the access key secret is wrong")
                    .hasMessageNotContaining("wrong-secret-canary")
                    .hasMessageNotContaining("RegionId")
                    .satisfies(thrown -> assertThat(((AuthenticationException) thrown).bodyExcerpt())
                            .hasValueSatisfying(excerpt -> assertThat(excerpt).doesNotContain("RegionId")));
        }
    }

    @Test
    void copyImage_whenAnIdempotencyKeyIsUsedForSomethingElse_throwsItsOwnException() {
        CallOptions keyed = CallOptions.builder().idempotencyKey("order-4711").build();
        try (AlibabaEcsClient client = Clients.overHttp(simulator).build()) {
            String id = client.copyImage(Clients.toShanghai().build(), keyed).id();
            assertThat(client.copyImage(Clients.toShanghai().build(), keyed).id())
                    .isEqualTo(id);

            assertThatThrownBy(() ->
                            client.copyImage(Clients.toShanghai().name("other").build(), keyed))
                    .isInstanceOf(AlibabaIdempotencyMismatchException.class);
            assertThat(simulator.copies()).hasSize(1);
        }
    }
}
