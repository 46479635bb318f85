package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.NoLeaksExtension;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole copies over HTTP. */
class HuaweiImsEndToEndTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    /** Both ways to call, in one suite. */
    enum Style {
        BLOCKING {
            @Override
            Operation<HuaweiImage> copy(HuaweiImsClient client, HuaweiCopyImageRequest request) {
                return client.copyImage(request);
            }

            @Override
            HuaweiImage await(Operation<HuaweiImage> copy) throws Exception {
                return copy.await(LONG);
            }
        },
        ASYNC {
            @Override
            Operation<HuaweiImage> copy(HuaweiImsClient client, HuaweiCopyImageRequest request) throws Exception {
                return unwrap(client.copyImageAsync(request)::get);
            }

            @Override
            HuaweiImage await(Operation<HuaweiImage> copy) throws Exception {
                return unwrap(copy.awaitAsync(LONG)::get);
            }
        };

        abstract Operation<HuaweiImage> copy(HuaweiImsClient client, HuaweiCopyImageRequest request) throws Exception;

        abstract HuaweiImage await(Operation<HuaweiImage> copy) throws Exception;

        private static <T> T unwrap(Callable<T> get) throws Exception {
            try {
                return get.call();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private static HuaweiImsSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = HuaweiImsSimulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static HuaweiImsClient.Builder builder() {
        return HuaweiImsClient.builder()
                .endpoint(simulator.endpoint())
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(Clients.CREDENTIALS)
                .pollPolicy(PollPolicy.standard().toBuilder()
                        .initialDelay(Duration.ofMillis(1))
                        .minInterval(Duration.ofMillis(1))
                        .maxInterval(Duration.ofMillis(2))
                        .build());
    }

    private static HuaweiCopyImageRequest request(String name) {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name(name)
                .build();
    }

    @ParameterizedTest
    @EnumSource(Style.class)
    void copyImage_whenAllGoesWell_showsEveryStateAndYieldsTheNewImage(Style style) throws Exception {
        simulator.script(Timeline.polls(4).queuedFor(1));
        List<OperationSnapshot<HuaweiImage>> seen = new CopyOnWriteArrayList<>();
        try (HuaweiImsClient client = builder().build()) {
            Operation<HuaweiImage> copy = style.copy(client, request("well-" + style));
            copy.onProgress(seen::add);
            HuaweiImage image = style.await(copy);

            assertThat(copy.id()).matches("[0-9a-f]{32}");
            assertThat(image.id()).isNotEqualTo(HuaweiImsSimulator.SOURCE_IMAGE);
            assertThat(image.name()).isEqualTo("well-" + style);
            assertThat(image.region()).isEqualTo(HuaweiImsSimulator.REGION);
            assertThat(copy.latest().requestId()).isPresent();
            assertThat(copy.latest().state()).isEqualTo(OperationState.SUCCEEDED);
        }
        assertThat(seen.stream().map(OperationSnapshot::providerStatus).distinct())
                .startsWith("", "INIT", "RUNNING");
        assertThat(seen.stream().filter(s -> s.state() == OperationState.RUNNING))
                .extracting(snapshot -> snapshot.progressPercent().orElse(-1))
                .containsExactly(0, 25, 50, 75);
    }

    @ParameterizedTest
    @EnumSource(Style.class)
    void copyImage_whenTheJobFails_throwsTheServicesCodeAndReason(Style style) throws Exception {
        simulator.script(Timeline.polls(1).failing("IMG.0095", "The KMS key was deleted"));
        try (HuaweiImsClient client = builder().build()) {
            Operation<HuaweiImage> copy = style.copy(client, request("fails-" + style));
            assertThatThrownBy(() -> style.await(copy)).isInstanceOfSatisfying(OperationFailedException.class, e -> {
                assertThat(e).hasMessageContaining("IMG.0095 \"The KMS key was deleted\"");
                assertThat(e.snapshot().failure().orElseThrow().code()).isEqualTo("IMG.0095");
                assertThat(e.resumeToken()).isPresent();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Style.class)
    void copyImage_whenTheReplyIsLost_findsTheImageByNameAndSendsNothingTwice(Style style) throws Exception {
        simulator.script(Timeline.polls(2));
        int before = simulator.arrivals("copyImage");
        simulator.failNext(Fault.loseReply().on("copyImage"));
        try (HastyTime time = new HastyTime();
                HuaweiImsClient client = builder().timeSource(time).build()) {
            Operation<HuaweiImage> copy = style.copy(client, request("lost-" + style));
            HuaweiImage image = style.await(copy);

            assertThat(image.name()).isEqualTo("lost-" + style);
            assertThat(image.status()).isEqualTo("active");
            assertThat(copy.id()).isEqualTo(image.id());
        }
        assertThat(simulator.arrivals("copyImage") - before).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Style.class)
    void copyImage_whenTheRequestIsLost_saysThatTheOutcomeIsUnknown(Style style) {
        int before = simulator.arrivals("copyImage");
        int copies = simulator.copies().size();
        simulator.failNext(Fault.dropRequest().on("copyImage"));
        try (HastyTime time = new HastyTime();
                HuaweiImsClient client = builder().timeSource(time).build()) {
            assertThatThrownBy(() -> style.copy(client, request("dropped-" + style)))
                    .isInstanceOfSatisfying(AmbiguousOutcomeException.class, e -> assertThat(e.resumeToken())
                            .isPresent());
        }
        assertThat(simulator.arrivals("copyImage") - before).isEqualTo(1);
        assertThat(simulator.copies()).hasSize(copies);
    }

    @ParameterizedTest
    @EnumSource(Style.class)
    void copyImage_withAWrongSecret_throwsTheVendorsCodeAndShowsNoSecret(Style style) {
        try (HuaweiImsClient client = builder()
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, "wrong-secret"))
                .build()) {
            assertThatThrownBy(() -> style.copy(client, request("never")))
                    .isInstanceOfSatisfying(AuthenticationException.class, e -> {
                        assertThat(e.status()).isEqualTo(401);
                        assertThat(e.code()).isEqualTo("APIGW.0301");
                        assertThat(e).hasMessageContaining("verify aksk signature fail");
                        assertThat(e).hasMessageContaining("HuaweiImsClient.copyImage failed");
                    })
                    .hasMessageNotContaining("wrong-secret");
        }
    }

    @Test
    void copyImageToRegion_whenAllGoesWell_yieldsTheImageOfTheDestination() throws Exception {
        simulator.script(Timeline.polls(1));
        try (HuaweiImsClient client = builder().build()) {
            HuaweiImage image = client.copyImageToRegion(HuaweiCopyToRegionRequest.builder()
                            .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                            .name("abroad")
                            .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                            .targetProjectId(HuaweiImsSimulator.TARGET_PROJECT_ID)
                            .agencyName(HuaweiImsSimulator.AGENCY)
                            .build())
                    .await(LONG);

            assertThat(image.region()).isEqualTo(HuaweiImsSimulator.TARGET_REGION);
            assertThat(image.projectId()).hasValue(HuaweiImsSimulator.TARGET_PROJECT_ID);
            assertThat(simulator.imageIds(HuaweiImsSimulator.TARGET_PROJECT_ID)).contains(image.id());
        }
    }

    @Test
    void resume_inAnotherClient_goesOnWithTheSameJob() throws Exception {
        simulator.script(Timeline.polls(3));
        try (HuaweiImsClient first = builder().build();
                HuaweiImsClient second = builder().build()) {
            Operation<HuaweiImage> copy = first.copyImage(request("resumed"));
            Operation<HuaweiImage> resumed = second.resume(copy.resumeToken());

            assertThat(resumed.id()).isEqualTo(copy.id());
            assertThat(resumed.await(LONG).name()).isEqualTo("resumed");
            assertThat(second.describeJob(copy.id()).status()).isEqualTo("SUCCESS");
        }
    }

    @Test
    void resume_inAClientOfAnotherProject_isRefusedWithBothNames() {
        simulator.script(Timeline.immediate());
        try (HuaweiImsClient first = builder().build();
                HuaweiImsClient other = builder().projectId("another").build()) {
            Operation<HuaweiImage> copy = first.copyImage(request("elsewhere"));
            assertThatThrownBy(() -> other.resume(copy.resumeToken()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(HuaweiImsSimulator.PROJECT_ID)
                    .hasMessageContaining("another");
        }
    }

    @Test
    void cancel_isNotSupportedAndChangesNothing() {
        simulator.script(Timeline.polls(5));
        try (HuaweiImsClient client = builder().build()) {
            int requests = simulator.requests().size();
            Operation<HuaweiImage> copy = client.copyImage(request("uncancelled"));
            assertThat(copy.cancel()).isInstanceOf(CancelResult.NotSupported.class);
            assertThat(simulator.requests()).hasSize(requests + 1);
        }
    }

    @Test
    void listImages_acrossPages_yieldsEveryImageOnce() throws Exception {
        simulator.addProject("la-south-2", "manyimages", "la-south-2");
        for (int i = 0; i < 7; i++) {
            simulator.addImage("manyimages", "image-" + i, "many");
        }
        HuaweiImageQuery query =
                HuaweiImageQuery.builder().name("many").pageSize(3).build();
        try (HuaweiImsClient client =
                builder().region("la-south-2").projectId("manyimages").build()) {
            assertThat(client.listImages(query).map(HuaweiImage::id)).hasSize(7).doesNotHaveDuplicates();
            assertThat(client.listImagesAsync(query).get()).hasSize(7);
        }
    }

    @Test
    void deleteImage_whenTheReplyIsLost_takesGoneForDone() {
        simulator.addImage(HuaweiImsSimulator.PROJECT_ID, "doomed", "doomed");
        simulator.failNext(Fault.loseReply().on("deleteImage"));
        try (HastyTime time = new HastyTime();
                HuaweiImsClient client = builder().timeSource(time).build()) {
            client.deleteImage("doomed");
        }
        assertThat(simulator.imageIds(HuaweiImsSimulator.PROJECT_ID)).doesNotContain("doomed");
    }

    @Test
    @ExtendWith(NoLeaksExtension.class)
    void close_afterACopy_leavesNothingBehind() throws Exception {
        simulator.script(Timeline.polls(1));
        try (HuaweiImsClient client = builder().build()) {
            assertThat(client.copyImage(request("clean")).await(LONG).name()).isEqualTo("clean");
        }
    }
}
