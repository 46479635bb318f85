package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.NoLeaksExtension;
import dev.imagecopy.testing.RecordedRequest;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexErrorDetails.QuotaViolation;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way over HTTP, against a service that checks everything itself. */
@ExtendWith(NoLeaksExtension.class)
@ParameterizedClass
@ValueSource(booleans = {true, false})
class YandexDesktopEndToEndTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final boolean typed;
    private YandexDesktopSimulator simulator;

    /** In the service's own shape, where answers tell their types, and in that of its page, where they do not. */
    YandexDesktopEndToEndTest(boolean typed) {
        this.typed = typed;
    }

    @BeforeEach
    void start() {
        simulator = YandexDesktopSimulator.start();
        simulator.typedAnswers(typed);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void copyImage_whenAwaited_yieldsTheVerifiedImage() throws Exception {
        simulator.script(Timeline.polls(3));
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            List<OperationState> states = new CopyOnWriteArrayList<>();

            Operation<DesktopImage> copy = client.copyImage(Clients.golden()
                    .name("Золотой образ (2026) ✓")
                    .description("two\nlines")
                    .label("team", "desk_1")
                    .build());
            copy.onProgress(snapshot -> states.add(snapshot.state()));
            DesktopImage image = copy.await(LONG);

            assertThat(image.id()).isEqualTo(simulator.copies().get(0).imageId());
            assertThat(copy.id()).isEqualTo(simulator.copies().get(0).operationId());
            assertThat(image.name()).hasValue("Золотой образ (2026) ✓");
            assertThat(image.folderId()).isEqualTo(YandexDesktopSimulator.FOLDER);
            assertThat(image.description()).hasValue("two\nlines");
            assertThat(image.labels()).containsExactly(Map.entry("team", "desk_1"));
            assertThat(image.status()).isEqualTo("ACTIVE");
            assertThat(image.minDiskBytes()).hasValue(64_424_509_440L);
            assertThat(image.createdAt()).isPresent();
            assertThat(copy.latest().requestId().orElseThrow()).startsWith("5a1b0c0d");
            assertThat(copy.latest().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(copy.latest().providerStatus()).isEqualTo("ACTIVE");
            assertThat(states).contains(OperationState.RUNNING);
            assertThat(simulator.copies()).hasSize(1);
            assertThat(simulator.arrivals("getOperation")).isEqualTo(4);
            assertThat(simulator.arrivals("getImage")).isEqualTo(1);
        }
    }

    @Test
    void copyImageAsync_whenAwaited_yieldsTheVerifiedImage() {
        simulator.script(Timeline.polls(2));
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            DesktopImage image = client.copyImageAsync(Clients.golden().build())
                    .thenCompose(copy -> copy.awaitAsync(LONG))
                    .join();

            assertThat(image.status()).isEqualTo("ACTIVE");
        }
    }

    @Test
    void copyImage_whenItFails_isRollingBackFirst() {
        simulator.script(Timeline.polls(1)
                .failing("FAILED_PRECONDITION", "image is broken")
                .rollingBackFor(2));
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            Operation<DesktopImage> copy = client.copyImage(Clients.golden().build());
            List<OperationState> states = new CopyOnWriteArrayList<>();
            copy.onProgress(snapshot -> states.add(snapshot.state()));

            assertThatThrownBy(() -> copy.await(LONG))
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageContaining("FAILED_PRECONDITION")
                    .hasMessageContaining("image is broken");
            assertThat(copy.latest().state()).isEqualTo(OperationState.FAILED);
            assertThat(states).contains(OperationState.ROLLING_BACK);
            assertThat(simulator.imageIds()).isEmpty();
        }
    }

    @Tag("YANDEX-30")
    @Tag("YANDEX-31")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyImage_whenTheReplyIsLost_isRepeatedWithItsKeyAndRunsOnce(boolean async) throws Exception {
        simulator.failNext(Fault.loseReply().on("copyImage").times(2));
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            Operation<DesktopImage> copy = async
                    ? client.copyImageAsync(Clients.golden().build()).join()
                    : client.copyImage(Clients.golden().build());

            assertThat(copy.await(LONG).status()).isEqualTo("ACTIVE");
            assertThat(simulator.copies()).hasSize(1);
            List<RecordedRequest> sent = simulator.requests().stream()
                    .filter(request -> request.call().equals("copyImage"))
                    .toList();
            assertThat(sent).hasSize(3);
            assertThat(sent.stream().map(request -> request.headers().first("Idempotency-Key")))
                    .containsOnly(Optional.of(simulator.copies().get(0).idempotencyKey()));
            assertThat(sent.stream()
                            .map(request -> request.headers().first("x-client-request-id"))
                            .distinct())
                    .hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void cancel_whenTheServiceKnowsOneMethod_findsIt(String method) {
        simulator.cancelWith(method);
        simulator.script(Timeline.polls(1000));
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            Operation<DesktopImage> copy = client.copyImage(Clients.golden().build());

            assertThat(copy.cancel()).isInstanceOf(CancelResult.Requested.class);
            assertThatThrownBy(() -> copy.await(LONG)).isInstanceOf(OperationCancelledException.class);
            assertThat(simulator.imageIds()).isEmpty();
        }
    }

    @Test
    void cancel_whenTheServiceKnowsNoMethod_saysSo() throws Exception {
        simulator.cancelWith();
        simulator.script(Timeline.polls(4));
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            Operation<DesktopImage> copy = client.copyImage(Clients.golden().build());

            assertThat(copy.cancel()).isInstanceOf(CancelResult.NotSupported.class);
            assertThat(copy.await(LONG).status()).isEqualTo("ACTIVE");
            assertThat(copy.cancel()).isEqualTo(new CancelResult.AlreadyFinished(OperationState.SUCCEEDED));
        }
    }

    @Test
    void copyImageFromDesktop_whenAwaited_yieldsTheImage() throws Exception {
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            YandexCopyFromDesktopRequest request = YandexCopyFromDesktopRequest.builder()
                    .desktopId(YandexDesktopSimulator.DESKTOP)
                    .name("from-desktop")
                    .build();

            assertThat(client.copyImageFromDesktop(request).await(LONG).name()).hasValue("from-desktop");
            assertThat(client.copyImageFromDesktopAsync(request)
                            .join()
                            .await(LONG)
                            .status())
                    .isEqualTo("ACTIVE");
            assertThat(simulator.copies()).hasSize(2);
        }
    }

    @Test
    void updateImage_whenOneFieldIsSet_keepsTheOthers() throws Exception {
        String id = simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "old", Map.of("keep", "me"));
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            DesktopImage image = client.updateImage(YandexUpdateImageRequest.builder()
                            .imageId(id)
                            .name("new")
                            .build())
                    .await(LONG);

            assertThat(image.name()).hasValue("new");
            assertThat(image.labels()).containsEntry("keep", "me");
            assertThat(client.updateImageAsync(YandexUpdateImageRequest.builder()
                                    .imageId(id)
                                    .labels(Map.of())
                                    .build())
                            .join()
                            .await(LONG)
                            .labels())
                    .isEmpty();
        }
    }

    @Test
    void deleteImage_whenAwaited_isGone() throws Exception {
        String id = simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "old", Map.of());
        String other = simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "older", Map.of());
        simulator.script(Timeline.polls(2));
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            Operation<Void> deletion = client.deleteImage(id);
            assertThat(client.resumeDeletion(deletion.resumeToken()).await(LONG))
                    .isNull();
            assertThat(client.deleteImageAsync(other).join().await(LONG)).isNull();

            assertThat(simulator.imageIds()).isEmpty();
            assertThat(client.findImage(id)).isEmpty();
            assertThatThrownBy(() -> client.resume(deletion.resumeToken()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("delete-image");
        }
    }

    @Test
    void listImages_whenThereAreSeveralPages_readsAll() {
        for (int n = 0; n < 25; n++) {
            simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "web-" + n, Map.of("n", String.valueOf(n)));
        }
        YandexImageQuery.Builder query = YandexImageQuery.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .pageSize(10);
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            assertThat(client.listImages(query.build())).hasSize(25);
            assertThat(client.listImagesAsync(query.build()).join()).hasSize(25);
            assertThat(simulator.arrivals("listImages")).isEqualTo(6);
            assertThat(client.listImages(query.name("web-7").build()))
                    .singleElement()
                    .satisfies(image -> assertThat(
                                    client.findImage(image.id()).orElseThrow().labels())
                            .containsEntry("n", "7"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void listImagesWithDetails_whenOneIsDeletedMeanwhile_tellsTheLabelsOfTheOthers(boolean async) {
        for (int n = 0; n < 3; n++) {
            simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "web-" + n, Map.of("n", String.valueOf(n)));
        }
        YandexImageQuery query = YandexImageQuery.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .pageSize(2)
                .build();
        simulator.failNext(YandexDesktopSimulator.error(404, 5, "gone").on("getImage"));
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            assertThat(client.listImages(query))
                    .allSatisfy(image -> assertThat(image.labels()).isEmpty());

            List<DesktopImage> detailed = async
                    ? client.listImagesWithDetailsAsync(query).join()
                    : client.listImagesWithDetails(query).toList();

            assertThat(detailed).extracting(DesktopImage::labels).containsExactly(Map.of("n", "1"), Map.of("n", "2"));
            assertThat(simulator.arrivals("getImage")).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void listImagesWithDetails_whenOneCannotBeRead_fails(boolean async) {
        simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "web", Map.of());
        simulator.failNext(YandexDesktopSimulator.error(403, 7, "no").on("getImage"));
        YandexImageQuery query = YandexImageQuery.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .build();
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            assertThatThrownBy(() -> {
                        Object unused = async
                                ? client.listImagesWithDetailsAsync(query).get()
                                : client.listImagesWithDetails(query).toList();
                    })
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isInstanceOf(PermissionDeniedException.class),
                            thrown -> assertThat(thrown).hasCauseInstanceOf(PermissionDeniedException.class));
        }
    }

    @Test
    void copyImage_whenTheTokenIsWrong_saysSoWithoutShowingIt() {
        try (YandexDesktopClient client = Clients.overHttp(simulator)
                .credentials(YandexCredentials.iamToken("t1.wrong-token-canary.xyz"))
                .build()) {
            assertThatThrownBy(() -> client.copyImage(Clients.golden().build()))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("401 UNAUTHENTICATED")
                    .hasMessageContaining("request-id 5a1b0c0d")
                    .hasMessageNotContaining("canary");
        }
    }

    @Test
    void copyImage_whenTheQuotaIsUsedUp_tellsItAsData() {
        simulator.limitImages(1);
        simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "only", Map.of());
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            assertThatThrownBy(() -> client.copyImage(Clients.golden().build()))
                    .isInstanceOfSatisfying(QuotaExceededException.class, refused -> assertThat(
                                    YandexErrorDetails.of(refused).quotaViolations())
                            .containsExactly(new QuotaViolation(
                                    "vdi.desktopImages.count",
                                    OptionalLong.of(1),
                                    OptionalDouble.of(1),
                                    OptionalLong.of(2))));
            assertThat(simulator.arrivals("copyImage")).isEqualTo(1);
        }
    }

    @Test
    void copyImage_whenAnIdempotencyKeyIsUsedAgain_givesTheSameOperationOrRefuses() {
        CallOptions keyed = CallOptions.builder()
                .idempotencyKey("2b2d7a4e-8a55-4c8e-9a5e-0d2f4f1f9b77")
                .build();
        try (YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            String id = client.copyImage(Clients.golden().build(), keyed).id();

            assertThat(client.copyImage(Clients.golden().build(), keyed).id()).isEqualTo(id);
            assertThatThrownBy(() ->
                            client.copyImage(Clients.golden().name("other").build(), keyed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("used for another request");
            assertThat(simulator.arrivals("copyImage")).isEqualTo(2);
            assertThat(simulator.copies()).hasSize(1);
        }
    }
}
