package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiDeleteImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.RecordedRequest;
import dev.imagecopy.testing.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user whose permissions end at one enterprise project can use every method: the service refuses lists that name none. */
class EnterpriseProjectTest {
    private static final String OURS = "4a6c3b1e-9d4f-4c0e-8b65-0d6f3c1f2a77";
    private static final String THEIRS = "11111111-2222-3333-4444-555555555555";
    private static final String IMAGE = "our-image";

    private final ManualTimeSource time = new ManualTimeSource();
    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);

    @AfterEach
    void close() {
        simulator.close();
    }

    /** Refuses lists that do not name an enterprise project which the user has permissions in. */
    private record Rights(HttpTransport service) implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return isRefused(request) ? refusal() : service.send(request, timeout);
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            return isRefused(request)
                    ? CompletableFuture.completedFuture(refusal())
                    : service.sendAsync(request, timeout);
        }

        private static boolean isRefused(HttpRequest request) {
            String query = String.valueOf(request.uri().getRawQuery());
            return request.uri().getPath().equals("/v2/cloudimages")
                    && !query.contains("enterprise_project_id=" + OURS)
                    && !query.contains("enterprise_project_id=all_granted_eps");
        }

        private static HttpResponse refusal() {
            return new HttpResponse(
                    401,
                    HttpHeaders.builder()
                            .add("Content-Type", "application/json")
                            .build(),
                    "{\"error\":{\"code\":\"EPS.0003\",\"message\":\"policy doesn't allow\"}}"
                            .getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            service.close();
        }
    }

    private HuaweiImsClient.Builder builder() {
        return Clients.inProcess(simulator, time).transport(new Rights(simulator.transport()));
    }

    private HuaweiImsClient ourClient() {
        return builder().enterpriseProjectId(OURS).build();
    }

    private static HuaweiCopyImageRequest golden() {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("golden")
                .build();
    }

    private static HuaweiCopyToRegionRequest abroad() {
        return HuaweiCopyToRegionRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("abroad")
                .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                .agencyName(HuaweiImsSimulator.AGENCY)
                .build();
    }

    private void addOurImage() {
        simulator.addImage(HuaweiImsSimulator.PROJECT_ID, IMAGE, "ours");
        simulator.setImageAttribute(HuaweiImsSimulator.PROJECT_ID, IMAGE, "enterprise_project_id", OURS);
    }

    private <T> T done(CompletableFuture<T> future) {
        return time.runUntilDone(future).join();
    }

    private HuaweiImage awaited(Operation<HuaweiImage> operation) {
        return done(operation.awaitAsync(Duration.ofHours(1)));
    }

    private List<String> lists() {
        return simulator.requests().stream()
                .filter(request -> request.call().equals("listImages"))
                .map(RecordedRequest::query)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyImage_ofAClientWithAnEnterpriseProject_joinsIt(boolean async) {
        try (HuaweiImsClient client = ourClient()) {
            HuaweiImage image = awaited(async ? done(client.copyImageAsync(golden())) : client.copyImage(golden()));

            assertThat(client.findImage(image.id()).orElseThrow().enterpriseProjectId())
                    .hasValue(OURS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyImage_whenTheReplyIsLost_looksInTheClientsEnterpriseProject(boolean async) {
        simulator.script(Timeline.polls(2));
        simulator.failNext(Fault.loseReply().on("copyImage"));
        try (HuaweiImsClient client = ourClient()) {
            Operation<HuaweiImage> copy = async ? done(client.copyImageAsync(golden())) : client.copyImage(golden());
            awaited(copy);
        }
        assertThat(lists()).hasSizeGreaterThan(1).allMatch(query -> query.contains("enterprise_project_id=" + OURS));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyImage_thatNamesAnEnterpriseProject_joinsThatOne(boolean async) {
        HuaweiCopyImageRequest named =
                golden().toBuilder().enterpriseProjectId(OURS).build();
        try (HuaweiImsClient client = builder().enterpriseProjectId(THEIRS).build()) {
            HuaweiImage image = awaited(async ? done(client.copyImageAsync(named)) : client.copyImage(named));

            HuaweiImageQuery ofOurs = HuaweiImageQuery.builder()
                    .imageId(image.id())
                    .enterpriseProjectId(OURS)
                    .build();
            assertThat(client.listImages(ofOurs)).hasSize(1);
            assertThat(done(client.listImagesAsync(ofOurs))).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyImageToRegion_looksForItsImageInAllThatTheUserHasPermissionsIn(boolean async) {
        simulator.failNext(Fault.loseReply().on("copyImageToRegion"));
        try (HuaweiImsClient client = ourClient()) {
            HuaweiImage image =
                    awaited(async ? done(client.copyImageToRegionAsync(abroad())) : client.copyImageToRegion(abroad()));

            assertThat(image.region()).isEqualTo(HuaweiImsSimulator.TARGET_REGION);
        }
        assertThat(lists()).isNotEmpty().allMatch(query -> query.contains("enterprise_project_id=all_granted_eps"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findImageAndListImages_showTheImagesOfTheClientsEnterpriseProject(boolean async) {
        addOurImage();
        simulator.addImage(HuaweiImsSimulator.PROJECT_ID, "their-image", "theirs");
        HuaweiImageQuery all = HuaweiImageQuery.builder().pageSize(1).build();
        try (HuaweiImsClient client = ourClient()) {
            Optional<HuaweiImage> found = async ? done(client.findImageAsync(IMAGE)) : client.findImage(IMAGE);
            List<HuaweiImage> listed = async
                    ? done(client.listImagesAsync(all))
                    : client.listImages(all).toList();

            assertThat(found).isPresent();
            assertThat(listed).extracting(HuaweiImage::id).containsExactly(IMAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deleteImageUntilGone_asksListsOfTheEnterpriseProject(boolean async) {
        addOurImage();
        simulator.lingerAfterDelete(2);
        try (HuaweiImsClient client = ourClient()) {
            awaited(async ? done(client.deleteImageUntilGoneAsync(IMAGE)) : client.deleteImageUntilGone(IMAGE));
        }
        assertThat(lists()).hasSize(3).allMatch(query -> query.contains("enterprise_project_id=" + OURS));
        assertThat(simulator.imageIds(HuaweiImsSimulator.PROJECT_ID)).doesNotContain(IMAGE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deleteImageUntilGone_ofARequestWithAnEnterpriseProject_keepsItInItsToken(boolean async) {
        addOurImage();
        simulator.lingerAfterDelete(2);
        HuaweiDeleteImageRequest request = HuaweiDeleteImageRequest.builder()
                .imageId(IMAGE)
                .enterpriseProjectId(OURS)
                .build();
        try (HuaweiImsClient client = builder().build();
                HuaweiImsClient later = builder().build()) {
            Operation<HuaweiImage> deletion =
                    async ? done(client.deleteImageUntilGoneAsync(request)) : client.deleteImageUntilGone(request);

            awaited(later.resume(deletion.resumeToken()));
        }
        assertThat(lists()).hasSize(3).allMatch(query -> query.contains("enterprise_project_id=" + OURS));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deleteImageUntilGone_withItsBackup_deletesBoth(boolean async) {
        simulator.addFullServerImage(HuaweiImsSimulator.PROJECT_ID, IMAGE, "whole");
        HuaweiDeleteImageRequest request = HuaweiDeleteImageRequest.builder()
                .imageId(IMAGE)
                .deleteBackup(true)
                .build();
        try (HuaweiImsClient client = ourClient()) {
            awaited(async ? done(client.deleteImageUntilGoneAsync(request)) : client.deleteImageUntilGone(request));
        }
        assertThat(simulator.requests())
                .filteredOn(sent -> sent.method().equals("DELETE"))
                .singleElement()
                .extracting(RecordedRequest::body)
                .asString()
                .contains("delete_backup");
    }

    @Test
    void lookUp_ofACopy_looksInTheClientsEnterpriseProject() {
        try (HuaweiImsClient client = ourClient()) {
            awaited(client.copyImage(golden()));

            assertThat(client.copies().lookUp(golden(), CallOptions.defaults())).isInstanceOf(TargetLook.Ready.class);
            assertThat(client.copies().lookUp(abroad(), CallOptions.defaults())).isInstanceOf(TargetLook.Missing.class);
        }
    }

    @Test
    void resume_withTheTokenOfALostCopy_looksInItsEnterpriseProject() {
        simulator.script(Timeline.polls(3));
        simulator.failNext(Fault.loseReply().on("copyImage"));
        try (HuaweiImsClient client = ourClient();
                HuaweiImsClient later = builder().build()) {
            Operation<HuaweiImage> copy = client.copyImage(golden());

            Operation<HuaweiImage> resumed = later.resume(copy.resumeToken());
            awaited(resumed);
            assertThat(resumed.latest().state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "marketing", "00", "all_granted_eps", "4a6c3b1e9d4f4c0e8b650d6f3c1f2a77", "0\n"})
    void builder_withAWrongEnterpriseProject_isRefusedBeforeACall(String wrong) {
        assertThatThrownBy(() -> builder().enterpriseProjectId(wrong).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("enterpriseProjectId must be '0' or a UUID (IMG.0154)");
        assertThatThrownBy(() -> HuaweiDeleteImageRequest.builder()
                        .imageId(IMAGE)
                        .enterpriseProjectId(wrong)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("enterpriseProjectId");
    }
}
