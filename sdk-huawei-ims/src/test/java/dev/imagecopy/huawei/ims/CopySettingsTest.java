package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a client can be told about copies: version, token in the description, queue for other regions; and deletions. */
class CopySettingsTest {
    private static final Pattern TOKEN = Pattern.compile("imgcopy[0-9a-f]{32}");

    @Test
    void copyImage_ofVersion21_fallsBackWhereItIsNotOffered() {
        try (FakeIms ims = new FakeIms(builder -> builder.copyVersion(HuaweiCopyVersion.V2_1))) {
            ims.transport.answer(404, "{\"error_msg\":\"not published\",\"error_code\":\"APIGW.0101\"}");
            assertThat(ims.accepted().id()).isEqualTo("job-1");
            assertThat(ims.transport.requests().stream()
                            .map(request -> request.uri().getPath()))
                    .containsExactly("/v2.1/cloudimages/source/copy", "/v1/cloudimages/source/copy");
        }
    }

    @Test
    void copyImage_withACorrelationToken_takesOnlyTheImageThatHasIt() {
        try (FakeIms ims = new FakeIms(builder -> builder.correlationToken(true))) {
            ims.transport.fail(new TransportException("lost", SendPhase.MAYBE_SENT, ErrorContext.none(true), null));
            ims.transport.otherwise(request -> FakeIms.json(200, images(ims, token(ims))));
            Operation<HuaweiImage> copy = ims.client.copyImage(FakeIms.request());
            assertThat(copy.id()).isEqualTo("ours");
            assertThat(copy.latest().state()).isEqualTo(OperationState.RUNNING);
            assertThat(ims.sent("POST")).isEqualTo(1);
        }
    }

    private static String token(FakeIms ims) {
        Matcher matcher =
                TOKEN.matcher(new String(ims.transport.requests().get(0).body(), StandardCharsets.UTF_8));
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    private static String images(FakeIms ims, String token) {
        String rest = "\"name\":\"golden\",\"status\":\"saving\",\"created_at\":\"" + ims.time.now() + "\"";
        return "{\"images\":[{\"id\":\"theirs\"," + rest + "},{\"id\":\"ours\",\"__description\":\"" + token + "\","
                + rest + "}]}";
    }

    @Tag("FAULT-85")
    @Test
    void copyImage_withTwoCandidatesAfterALostReply_takesNeither() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.fail(new TransportException("lost", SendPhase.MAYBE_SENT, ErrorContext.none(true), null));
            ims.transport.otherwise(request -> FakeIms.json(200, images(ims, "")));
            assertThatThrownBy(() -> ims.client.copyImage(FakeIms.request()))
                    .isInstanceOf(AmbiguousOutcomeException.class);
        }
    }

    @Test
    void copyImageToRegion_whenFiveAreUnderWay_isRefusedUnlessItMayWait() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(400, busy());
            assertThatThrownBy(() -> ims.client.copyImageToRegion(abroad()))
                    .isInstanceOf(ThrottledException.class)
                    .hasMessageContaining("IMG.0149");
        }
        try (FakeIms ims = new FakeIms(builder -> builder.waitForConflicts(Duration.ofMinutes(10)))) {
            for (int i = 0; i < 6; i++) {
                ims.transport.answer(400, busy());
            }
            ims.transport.answer(200, "{\"job_id\":\"job-1\"}");
            assertThat(ims.client.copyImageToRegion(abroad()).id()).isEqualTo("job-1");
            assertThat(ims.time.sleeps()).extracting(Duration::toSeconds).containsExactly(30L, 45L, 60L, 60L, 60L, 60L);
        }
    }

    /** The chosen version is asked first each time, since a gateway's word is not for ever. */
    @Test
    void copyImage_whenTheOtherVersionIsBusy_waitsLikeTheChosenOne() {
        try (FakeIms ims = new FakeIms(builder -> builder.waitForConflicts(Duration.ofMinutes(10)))) {
            ims.transport
                    .answer(404, notOffered())
                    .answer(400, busy())
                    .answer(404, notOffered())
                    .answer(400, busy())
                    .answer(404, notOffered())
                    .answer(200, "{\"job_id\":\"job-1\"}");

            assertThat(ims.client.copyImage(FakeIms.request()).id()).isEqualTo("job-1");
            assertThat(ims.time.sleeps()).extracting(Duration::toSeconds).containsExactly(30L, 45L);
        }
        try (FakeIms ims = new FakeIms(builder -> builder.waitForConflicts(Duration.ofMinutes(10)))) {
            ims.transport
                    .answer(404, notOffered())
                    .answer(400, busy())
                    .answer(404, notOffered())
                    .answer(200, "{\"job_id\":\"job-1\"}");

            assertThat(ims.time
                            .runUntilDone(ims.client.copyImageAsync(FakeIms.request()))
                            .join()
                            .id())
                    .isEqualTo("job-1");
        }
    }

    @Test
    void copyImageToRegion_whenItsPatienceEnds_isRefused() {
        try (FakeIms ims = new FakeIms(builder -> builder.waitForConflicts(Duration.ofMinutes(1)))) {
            ims.transport.otherwise(request -> FakeIms.json(400, busy()));
            assertThatThrownBy(() -> ims.client.copyImageToRegion(abroad())).isInstanceOf(ThrottledException.class);
            assertThat(ims.sent("POST")).isEqualTo(3);
        }
    }

    @Test
    void copyImageToRegion_withoutTheTargetsProjectId_asksForItBeforeTheCopy() throws Exception {
        ManualTimeSource time = new ManualTimeSource();
        try (HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
                HuaweiImsClient client = HuaweiImsClient.builder()
                        .region(HuaweiImsSimulator.REGION)
                        .projectId(HuaweiImsSimulator.PROJECT_ID)
                        .credentials(HuaweiCredentials.accessKey(
                                HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                        .transport(simulator.transport())
                        .timeSource(time)
                        .callbackExecutor(Runnable::run)
                        .build()) {
            simulator.script(Timeline.polls(2));
            Operation<HuaweiImage> copy = client.copyImageToRegion(HuaweiCopyToRegionRequest.builder()
                    .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                    .name("abroad")
                    .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                    .agencyName(HuaweiImsSimulator.AGENCY)
                    .build());
            while (!copy.latest().state().isTerminal()) {
                assertThat(copy.poll().state()).isNotEqualTo(OperationState.FAILED);
            }
            HuaweiImage image = copy.latest().result().orElseThrow();
            assertThat(image.projectId()).hasValue(HuaweiImsSimulator.TARGET_PROJECT_ID);
            assertThat(simulator.requests().stream().map(request -> request.call()))
                    .startsWith("listProjects", "copyImageToRegion")
                    .endsWith("describeJob", "listImages");
            assertThat(client.resume(copy.resumeToken()).poll().state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    @Test
    void copyImageToRegion_whenInterruptedWhileItAsksForTheProject_endsAndSendsNoCopy() throws Exception {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answerAfter(Duration.ofSeconds(20), FakeIms.json(200, "{\"projects\":[{\"id\":\"there\"}]}"));
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                end.complete(catchThrowable(() -> ims.client.copyImageToRegion(withoutProject())));
                assertThat(Thread.interrupted()).isTrue();
            });
            caller.start();
            while (caller.getState() != Thread.State.WAITING && caller.isAlive()) {
                Thread.onSpinWait();
            }

            caller.interrupt();

            assertThat(end.orTimeout(60, TimeUnit.SECONDS).join()).isInstanceOf(SdkInterruptedException.class);
            ims.time.advance(Duration.ofMinutes(1));
            assertThat(ims.sent("POST")).isZero();
        }
    }

    @Test
    void copyImageToRegion_whenClosedWhileItAsksForTheProject_endsAndSendsNoCopy() throws Exception {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.hang();
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread caller = new Thread(
                    () -> end.complete(catchThrowable(() -> ims.client.copyImageToRegion(withoutProject()))));
            caller.start();
            while (caller.getState() != Thread.State.WAITING && caller.isAlive()) {
                Thread.onSpinWait();
            }

            ims.client.close();

            assertThat(end.orTimeout(60, TimeUnit.SECONDS).join()).isInstanceOf(ClientClosedException.class);
            assertThat(ims.sent("POST")).isZero();
        }
    }

    private static HuaweiCopyToRegionRequest withoutProject() {
        return HuaweiCopyToRegionRequest.builder()
                .imageId("source")
                .name("abroad")
                .targetRegion("ap-southeast-3")
                .agencyName("agency")
                .build();
    }

    @Test
    void deleteImageUntilGone_whenListsShowTheImageAsDeleted_waitsOn() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(204, "");
            Operation<HuaweiImage> deletion = ims.client.deleteImageUntilGone("img-1");
            ims.transport
                    .answer(200, "{\"images\":[{\"id\":\"img-1\",\"status\":\"active\"}]}")
                    .answer(200, "{\"images\":[{\"id\":\"img-1\",\"status\":\"deleted\"}]}")
                    .answer(200, "{\"images\":[]}");

            assertThat(deletion.poll().state()).isEqualTo(OperationState.RUNNING);
            assertThat(deletion.poll().state()).isEqualTo(OperationState.RUNNING);
            assertThat(deletion.poll().state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    @Test
    void deleteImageUntilGone_waitsUntilNoListShowsTheImage() {
        ManualTimeSource time = new ManualTimeSource();
        try (HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
                HuaweiImsClient client = HuaweiImsClient.builder()
                        .region(HuaweiImsSimulator.REGION)
                        .projectId(HuaweiImsSimulator.PROJECT_ID)
                        .credentials(HuaweiCredentials.accessKey(
                                HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                        .transport(simulator.transport())
                        .timeSource(time)
                        .callbackExecutor(Runnable::run)
                        .build()) {
            simulator.lingerAfterDelete(2);
            Operation<HuaweiImage> deletion = client.deleteImageUntilGone(HuaweiImsSimulator.SOURCE_IMAGE);
            assertThat(deletion.poll().state()).isEqualTo(OperationState.RUNNING);
            assertThat(deletion.poll().state()).isEqualTo(OperationState.RUNNING);
            assertThat(deletion.poll().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(deletion.latest().result().orElseThrow().id()).isEqualTo(HuaweiImsSimulator.SOURCE_IMAGE);
        }
    }

    @Test
    void deleteImageUntilGone_whoseOutcomeIsUnknown_mayBeStartedAgain() {
        try (FakeIms ims = new FakeIms()) {
            for (int i = 0; i < 2; i++) {
                ims.transport
                        .answer(502, "")
                        .answer(404, "{\"error_msg\":\"not found\",\"error_code\":\"APIGW.0106\"}");
            }

            assertThatThrownBy(() -> ims.client.deleteImageUntilGone("img-1"))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("it may be started again, since deleting twice leads to the same state");
            assertThatThrownBy(() -> ims.time
                            .runUntilDone(ims.client.deleteImageUntilGoneAsync("img-1"))
                            .join())
                    .hasCauseInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("it may be started again, since deleting twice leads to the same state");
        }
    }

    private static HuaweiCopyToRegionRequest abroad() {
        return HuaweiCopyToRegionRequest.builder()
                .imageId("source")
                .name("abroad")
                .targetRegion("ap-southeast-3")
                .targetProjectId("target")
                .agencyName("agency")
                .build();
    }

    private static String notOffered() {
        return "{\"error_msg\":\"not published\",\"error_code\":\"APIGW.0101\",\"request_id\":\"r\"}";
    }

    private static String busy() {
        return "{\"error\":{\"message\":\"five are under way\",\"code\":\"IMG.0149\"}}";
    }
}
