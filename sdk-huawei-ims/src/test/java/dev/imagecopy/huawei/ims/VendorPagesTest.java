package dev.imagecopy.huawei.ims;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiDeleteImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import dev.imagecopy.huawei.ims.model.HuaweiJobStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The requests and answers that the vendor's pages show, as stubs and golden files. */
class VendorPagesTest {
    private static final String PROJECT = "0123456789abcdef0123456789abcdef";
    private static final String IMAGE = "465076de-dc36-4aec-80f5-ef9d8009428f";
    private static final Pattern SIGNED = Pattern.compile("SignedHeaders=([^,]+),");

    private static WireMockServer server;

    @BeforeAll
    static void start() {
        server = new WireMockServer(options().dynamicPort().usingFilesUnderClasspath("imagecopy-wiremock"));
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void forgetRequests() {
        server.resetRequests();
    }

    private static HuaweiImsClient.Builder builder() {
        return withoutProject().projectId(PROJECT);
    }

    private static HuaweiImsClient.Builder withoutProject() {
        return HuaweiImsClient.builder()
                .endpoint(URI.create(server.baseUrl()))
                .region("eu-west-101")
                .retryPolicy(RetryPolicy.none())
                .credentials(HuaweiCredentials.accessKey("FAKEAKFORTESTS000001", "fakeSkForTestsOnly01"));
    }

    @Test
    void copyImage_asOnThePage_sendsThePagesRequestAndReadsItsAnswer() throws IOException {
        try (HuaweiImsClient client = builder().build()) {
            assertThat(client.copyImage(HuaweiCopyImageRequest.builder()
                                    .imageId(IMAGE)
                                    .name("ims_encrypted_copy3")
                                    .description("test copy")
                                    .cmkId("bd66288c-9081-460a-8227-4cbd0c814cb4")
                                    .build())
                            .id())
                    .isEqualTo("edc89b490d7d4392898e19b2deb34797");
        }
        assertGolden("copy-image", 0);
    }

    @Test
    void copyImage_ofVersion21_sendsTheSameBodyToTheOtherPath() throws IOException {
        try (HuaweiImsClient client =
                builder().copyVersion(HuaweiCopyVersion.V2_1).build()) {
            assertThat(client.copyImage(HuaweiCopyImageRequest.builder()
                                    .imageId(IMAGE)
                                    .name("copy-1")
                                    .description("d")
                                    .cmkId("bd66288c-9081-460a-8227-4cbd0c814cb4")
                                    .enterpriseProjectId("0")
                                    .build())
                            .id())
                    .isEqualTo("edc89b490d7d4392898e19b2deb34797");
        }
        assertGolden("copy-image-v21", 0);
    }

    @Test
    void copyImageToRegion_asOnThePage_sendsThePagesRequest() throws IOException {
        try (HuaweiImsClient client = builder().build()) {
            assertThat(client.copyImageToRegion(HuaweiCopyToRegionRequest.builder()
                                    .imageId(IMAGE)
                                    .name("test-copy-1001-4")
                                    .description("test")
                                    .targetRegion("eu-west-0")
                                    .targetProjectId("another")
                                    .agencyName("ims_copy_image")
                                    .build())
                            .id())
                    .isEqualTo("edc89b490d7d4392898e19b2deb34797");
        }
        assertGolden("copy-image-to-region", 0);
    }

    @Test
    void describeJob_ofARunningJob_readsProgressAndTask() throws IOException {
        HuaweiJob job = describe("ff80808280c204e30180d2784c3c0d86");
        assertThat(job.status()).isEqualTo("RUNNING");
        assertThat(job.knownStatus()).isEqualTo(HuaweiJobStatus.RUNNING);
        assertThat(job.type()).hasValue("imsCopyImageInRegionJob");
        assertThat(job.progressPercent()).hasValue(40);
        assertThat(job.currentTask()).hasValue("CopyImageInRegionTask:");
        assertThat(job.imageId()).isPresent();
        assertThat(job.beginTime()).hasValue(Instant.parse("2022-05-17T14:42:20.859Z"));
        assertThat(job.endTime()).isEmpty();
        assertThat(job.errorCode()).isEmpty();
        assertGolden("describe-job", 0);
    }

    @Test
    void describeJob_ofAJobThatSucceeded_readsTheNewImage() {
        HuaweiJob job = describe("ff80808280c204e30180d2784c3c0d87");
        assertThat(job.status()).isEqualTo("SUCCESS");
        assertThat(job.progressPercent()).hasValue(100);
        assertThat(job.currentTask()).isEmpty();
        assertThat(job.imageName()).hasValue("ims_encrypted_copy3");
    }

    @Test
    void describeJob_ofAJobThatFailed_readsCodeReasonAndSubJobs() {
        HuaweiJob job = describe("ff80808280c204e30180d2784c3c0d88");
        assertThat(job.errorCode()).hasValue("IMG.0097");
        assertThat(job.failReason()).hasValue("The key is disabled");
        assertThat(job.subJobs()).singleElement().satisfies(subJob -> {
            assertThat(subJob.id()).isEqualTo("ff80808280c204e30180d2784c3c0d89");
            assertThat(subJob.errorCode()).hasValue("IMG.0097");
        });
    }

    @Test
    void describeJob_whereTheNewerQueryIsNotOffered_asksTheOlderOneFromThenOn() throws IOException {
        try (HuaweiImsClient client = builder().build()) {
            HuaweiJob job = client.describeJob("edc89b490d7d4392898e19b2deb34700");
            assertThat(job.beginTime()).hasValue(Instant.parse("2015-06-04T18:11:06.586Z"));
            assertThat(client.describeJob("edc89b490d7d4392898e19b2deb34700")).isEqualTo(job);
        }
        assertThat(requests()).hasSize(3);
        assertGolden("describe-job-legacy", 1);
    }

    @Test
    void listImages_asOnThePage_readsEveryFieldLeniently() throws IOException {
        List<HuaweiImage> images;
        try (HuaweiImsClient client = builder().build()) {
            images = client.listImages(HuaweiImageQuery.builder()
                            .name("golden")
                            .imageType("private")
                            .build())
                    .toList();
        }
        assertThat(images).singleElement().satisfies(image -> {
            assertThat(image.status()).isEqualTo("active");
            assertThat(image.description()).hasValue("original");
            assertThat(image.minDiskGb()).hasValue(40);
            assertThat(image.sizeBytes()).hasValue(449261568);
            assertThat(image.sourceImageId()).hasValue(IMAGE);
            assertThat(image.cmkId()).hasValue("bd66288c-9081-460a-8227-4cbd0c814cb4");
            assertThat(image.createdAt()).hasValue(Instant.parse("2018-09-06T14:03:27Z"));
            assertThat(image.attributes())
                    .containsEntry("__support_kvm", "true")
                    .containsEntry("max_ram", "4096")
                    .doesNotContainKey("virtual_size");
        });
        assertGolden("list-images", 0);
    }

    @Test
    void listImages_withEveryFilterOfThePage_sendsThemAll() throws IOException {
        try (HuaweiImsClient client = builder().build()) {
            assertThat(client.listImages(everyFilter()).count()).isOne();
        }
        assertGolden("list-images-all-filters", 0);
    }

    private static HuaweiImageQuery everyFilter() {
        return HuaweiImageQuery.builder()
                .imageId(IMAGE)
                .name("golden")
                .status("active")
                .imageType("private")
                .enterpriseProjectId("0")
                .projectId(PROJECT)
                .visibility("private")
                .memberStatus("accepted")
                .deletionProtected(false)
                .tag("team.desk")
                .diskFormat("zvhd2")
                .containerFormat("bare")
                .minDiskGb(40)
                .minRamMb(0)
                .virtualEnvType("FusionCompute")
                .osType("Linux")
                .platform("Ubuntu")
                .osBit("64")
                .architecture("x86")
                .flavorId("s6.large.2")
                .cmkId("bd66288c-9081-460a-8227-4cbd0c814cb4")
                .wholeImage(false)
                .createdSince(Instant.parse("2026-11-21T10:00:00Z"))
                .updatedSince(Instant.parse("2026-11-22T10:00:00Z"))
                .sortKey("name")
                .sortDirection("asc")
                .pageSize(100)
                .build();
    }

    @Test
    void deleteImage_withItsBackup_saysSoInTheBody() throws IOException {
        HuaweiDeleteImageRequest request = HuaweiDeleteImageRequest.builder()
                .imageId(IMAGE)
                .deleteBackup(true)
                .build();
        try (HuaweiImsClient client = builder().build()) {
            client.deleteImage(request);
            client.deleteImageAsync(request).join();
            client.deleteImage(request.toBuilder().deleteBackup(false).build());
        }
        assertGolden("delete-image-and-backup", 0);
        assertGolden("delete-image-and-backup", 1);
        assertGolden("delete-image", 2);
    }

    @Test
    void deleteImage_asOnThePage_takes204() throws IOException {
        try (HuaweiImsClient client = builder().build()) {
            client.deleteImage(IMAGE);
        }
        assertGolden("delete-image", 0);
    }

    @Test
    void password_asOnThePage_logsInAndSendsTheToken() throws IOException {
        try (HuaweiImsClient client = builder()
                .credentials(HuaweiCredentialsProviders.password("IAMDomain", "IAMUser", "IAMPassword"))
                .build()) {
            assertThat(client.describeJob("ff80808280c204e30180d2784c3c0d86").status())
                    .isEqualTo("RUNNING");
        }
        assertGolden("issue-token", 0);
        assertThat(requests().get(1).containsHeader("Authorization")).isFalse();
    }

    @Test
    void projectId_whenNotSet_isAskedOfTheIdentityServiceOnce() throws IOException {
        try (HuaweiImsClient client = withoutProject().build()) {
            client.deleteImage(IMAGE);
            client.deleteImage(IMAGE);
        }
        assertGolden("list-projects", 0);
        assertGolden("delete-image", 1);
        assertThat(requests()).hasSize(3);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("answer-400", InvalidRequestException.class, "IMG.0024"),
                Arguments.of("answer-400-name", ConflictException.class, "IMG.0009"),
                Arguments.of("answer-400-quota", QuotaExceededException.class, "IMG.0015"),
                Arguments.of("answer-401", AuthenticationException.class, "APIGW.0301"),
                Arguments.of("answer-401-eps", PermissionDeniedException.class, "EPS.0003"),
                Arguments.of("answer-401-iam", AuthenticationException.class, "401"),
                Arguments.of("answer-403", PermissionDeniedException.class, "APIGW.0302"),
                Arguments.of("answer-404", NotFoundException.class, "IMG.0027"),
                Arguments.of("answer-429", ThrottledException.class, "APIGW.0308"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void copyImage_whenRefused_throwsTheFamilyWithTheServicesCode(
            String name, Class<? extends ApiException> family, String code) {
        assertThatThrownBy(() -> copy(name)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e).isExactlyInstanceOf(family);
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.requestId()).hasValue("7d1a6d0dcdbf8d54b2b8b1f5f1a7e9c3");
            assertThat(e.serviceMessage()).isNotEmpty();
        });
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("serverErrors")
    void copyImage_whenTheServiceFails_isNotSentAgainAndTheOutcomeIsUnknown(String name, int status) {
        assertThatThrownBy(() -> copy(name))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ServerErrorException.class, e -> assertThat(e.status()).isEqualTo(status));
        assertThat(requests().stream().filter(request -> request.getMethod().isOneOf(RequestMethod.POST)))
                .hasSize(1);
    }

    static Stream<Arguments> serverErrors() {
        return Stream.of(Arguments.of("answer-500", 500), Arguments.of("answer-503", 503));
    }

    private static void copy(String name) {
        try (HastyTime time = new HastyTime();
                HuaweiImsClient client = builder().timeSource(time).build()) {
            client.copyImage(
                    HuaweiCopyImageRequest.builder().imageId(IMAGE).name(name).build());
        }
    }

    private static HuaweiJob describe(String jobId) {
        try (HuaweiImsClient client = builder().build()) {
            return client.describeJob(jobId);
        }
    }

    /** In order of arrival; WireMock keeps the latest first. */
    private static List<LoggedRequest> requests() {
        List<LoggedRequest> requests = new ArrayList<>();
        server.getAllServeEvents().forEach(event -> requests.add(0, event.getRequest()));
        return requests;
    }

    /** Compares what went on the wire with a golden file, but for what differs each time: dates and signatures. */
    private static void assertGolden(String name, int index) throws IOException {
        LoggedRequest request = requests().get(index);
        Map<String, String> headers = new TreeMap<>();
        for (String header : List.of("Accept", "Content-Type", "X-Project-Id")) {
            if (request.containsHeader(header)) {
                headers.put(header, request.getHeader(header));
            }
        }
        if (request.containsHeader("Authorization")) {
            Matcher signed = SIGNED.matcher(request.getHeader("Authorization"));
            assertThat(signed.find()).isTrue();
            headers.put("SignedHeaders", signed.group(1));
        }
        StringBuilder text = new StringBuilder(request.getMethod() + " " + request.getUrl() + "\n");
        headers.forEach((header, value) ->
                text.append(header).append(": ").append(value).append('\n'));
        text.append('\n');
        if (!request.getBodyAsString().isEmpty()) {
            text.append(request.getBodyAsString()).append('\n');
        }
        try (InputStream golden = VendorPagesTest.class.getResourceAsStream("/golden/" + name + ".http")) {
            assertThat(text.toString())
                    .isEqualTo(new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(request.getHeader("User-Agent")).isNotEmpty();
        assertThat(request.containsHeader("Transfer-Encoding")).isFalse();
    }
}
