package dev.imagecopy.alibaba.ecs;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaDeleteImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageStatus;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.testing.ManualTimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The requests and answers of the vendor's pages, as WireMock mappings that anybody can load: what the pages show must be what
 * goes on the wire, and what they show as answers must be understood.
 */
class ContractTest {
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().dynamicPort().usingFilesUnderClasspath("imagecopy-wiremock"));

    /** A UUID of version 4, which no test gives itself. */
    private static final String RANDOM_KEY = "ClientToken=[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}";

    private AlibabaEcsClient client;

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void open() {
        SERVER.resetRequests();
        client = AlibabaEcsClient.builder()
                .endpoint(URI.create(SERVER.baseUrl()))
                .region("cn-qingdao")
                .credentials(AlibabaCredentials.accessKey("testid", "testsecret"))
                .retryPolicy(RetryPolicy.none())
                .timeSource(new ManualTimeSource())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void copyImage_whenAsOnTheVendorsPage_sendsItsRequestAndReadsItsAnswer() throws IOException {
        String id = client.copyImage(
                        AlibabaCopyImageRequest.builder()
                                .imageId("m-281234567")
                                .targetRegion("cn-hangzhou")
                                .build(),
                        key("order-1"))
                .id();

        assertThat(id).isEqualTo("Img-231234567");
        assertGolden("copy-image");
    }

    @Test
    void copyImage_whenEveryParameterIsGiven_sendsThemAll() throws IOException {
        String id = client.copyImage(
                        AlibabaCopyImageRequest.builder()
                                .region("cn-hangzhou")
                                .imageId("m-bp1h46wfpjsjastd0001")
                                .targetRegion("cn-shanghai")
                                .name("YourImageName")
                                .description("This is description.")
                                .encrypted(true)
                                .kmsKeyId("e522b26d-abf6-4e0d-b5da-04b7f1d2b43c")
                                .encryptAlgorithm("hide")
                                .resourceGroupId("rg-bp67acfmxazb4p0001")
                                .tag("TestKey", "TestValue")
                                .tag("Second", "")
                                .build(),
                        key("123e4567-e89b-12d3-a456-426655440000"))
                .id();

        assertThat(id).isEqualTo("m-bp1h46wfpjsjastd0002");
        assertGolden("copy-image-all-parameters");
    }

    @Test
    void checkCopy_whenTheServiceAnswersDryRunOperation_passes() throws IOException {
        client.checkCopy(dryRun("m-dry"));
        assertGolden("copy-image-dry-run");
        client.checkCopy(dryRun("m-dry-xml"));
    }

    @Test
    void checkCopy_whenTheServiceIgnoresDryRun_failsAndIsNotRepeated() {
        assertThatThrownBy(() -> client.checkCopy(
                        dryRun("m-dry-ignored"),
                        CallOptions.builder()
                                .retryPolicy(RetryPolicy.standard())
                                .build()))
                .isInstanceOf(ResponseFormatException.class)
                .hasMessageContaining("may have started a copy");
        assertThat(SERVER.getAllServeEvents()).hasSize(1);
    }

    @Test
    void checkCopy_whenTheServiceIgnoresDryRunAndItsReplyIsLost_repeatsUnderOneKeyThatIsNotTheCallers() {
        SERVER.resetScenarios();
        SERVER.stubFor(post(anyUrl())
                .withQueryParam("ImageId", equalTo("m-dry-ignored"))
                .inScenario("the first reply is lost")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("lost")
                .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        assertThatThrownBy(() -> client.checkCopy(
                        dryRun("m-dry-ignored"),
                        CallOptions.builder()
                                .idempotencyKey("order-1")
                                .retryPolicy(RetryPolicy.standard())
                                .build()))
                .isInstanceOf(ResponseFormatException.class)
                .hasMessageContaining("may have started a copy");

        List<String> keys = SERVER.getAllServeEvents().stream()
                .map(event -> event.getRequest().queryParameter("ClientToken").firstValue())
                .toList();
        assertThat(keys).hasSize(2).containsOnly(keys.get(0)).doesNotContain("order-1");
    }

    @ParameterizedTest
    @CsvSource({
        "DestinationRegion.NotFound, InvalidRequestException, 400",
        "IncorrectImageStatus, ConflictException, 400",
        "InvalidDescription.Malformed, InvalidRequestException, 400",
        "InvalidImageId.NotFound, NotFoundException, 400",
        "InvalidImageName.Duplicated, ConflictException, 400",
        "InvalidImageName.Malformed, InvalidRequestException, 400",
        "InvalidImageName.Malformed-2, InvalidRequestException, 400",
        "SourceRegion.NotFound, InvalidRequestException, 400",
        "Forbidden, PermissionDeniedException, 403",
        "Forbbiden, PermissionDeniedException, 403",
        "IncorrectDestinationRegion, InvalidRequestException, 403",
        "InvalidSnapshot.TooOld, InvalidRequestException, 403",
        "OperationDeined.EncryptedSnapshot, InvalidRequestException, 403",
        "OperationDenied.ImageCopying, ConflictException, 403",
        "QuotaExceed.Image, QuotaExceededException, 403",
        "QuotaExceed.Snapshot, QuotaExceededException, 403",
        "RegionNotSupportCopy, InvalidRequestException, 403",
        "Throttling.User, ThrottledException, 400",
        "InvalidAccessKeyId.NotFound, AuthenticationException, 404",
        "IdempotentParameterMismatch, AlibabaIdempotencyMismatchException, 400",
        "InternalError, ServerErrorException, 500",
        "xml, QuotaExceededException, 403",
        "html, ServerErrorException, 502"
    })
    void copyImage_whenTheServiceRefuses_throwsTheTypedException(String name, String exception, int status) {
        SdkException thrown = catchThrowableOfType(
                SdkException.class,
                () -> client.copyImage(AlibabaCopyImageRequest.builder()
                        .imageId("m-281234567")
                        .targetRegion("cn-hangzhou")
                        .name(name)
                        .build()));

        SdkException cause = thrown instanceof AmbiguousOutcomeException ? (SdkException) thrown.getCause() : thrown;
        assertThat(cause.getClass().getSimpleName()).isEqualTo(exception);
        assertThat(((ApiException) cause).status()).isEqualTo(status);
    }

    @Test
    void listImages_whenAsOnTheVendorsPage_readsEveryField() throws IOException {
        AlibabaImage image = describe("m-bp1g7004ksh0oeuco0001").get(0);

        assertThat(image.region()).isEqualTo("cn-hangzhou");
        assertThat(image.name()).hasValue("testImageName");
        assertThat(image.description()).hasValue("testDescription");
        assertThat(image.knownStatus()).isEqualTo(AlibabaImageStatus.CREATING);
        assertThat(image.progressPercent()).hasValue(32);
        assertThat(image.remaining()).contains(Duration.ofMinutes(15));
        assertThat(image.sizeBytes()).hasValue(80L << 30);
        assertThat(image.copied()).contains(true);
        assertThat(image.encrypted()).contains(true);
        assertThat(image.createdAt()).contains(Instant.parse("2018-01-10T01:01:10Z"));
        assertThat(image.resourceGroupId()).hasValue("rg-bp67acfmxazb4p0001");
        assertThat(image.tags()).containsEntry("TestKey", "TestValue");
        assertGolden("describe-images");
    }

    @Test
    void listImages_whenEveryFilterIsGiven_sendsThemAll() throws IOException {
        assertThat(client.listImages(AlibabaImageQuery.builder()
                                .region("cn-hangzhou")
                                .imageId("m-bp1g7004ksh0oeuco0001")
                                .snapshotId("s-bp17ot2q7x72ggtw0001")
                                .imageFamily("hangzhou-daily-update")
                                .published(true)
                                .ownerId(1234567890)
                                .osType("linux")
                                .architecture("arm64")
                                .usage("none")
                                .instanceType("ecs.g5.large")
                                .actionType("CreateEcs")
                                .cloudInitSupported(true)
                                .ioOptimizedSupported(false)
                                .expiredShown(true)
                                .filter("NetworkType", "vpc")
                                .createdSince(Instant.parse("2026-11-21T10:00:59Z"))
                                .createdBefore(Instant.parse("2026-11-22T10:01:00Z"))
                                .build())
                        .count())
                .isOne();

        assertGolden("describe-images-all-filters");
    }

    @Test
    void listImages_whenThereIsNothing_isEmptyOrTyped() {
        assertThat(describe("m-none")).isEmpty();
        assertThatThrownBy(() -> describe("m-null")).isInstanceOf(ResponseFormatException.class);
    }

    @Test
    void listImages_whenThereAreSeveralPages_readsThemAllLeniently() {
        List<AlibabaImage> images = client.listImages(AlibabaImageQuery.builder()
                        .region("cn-beijing")
                        .pageSize(1)
                        .build())
                .toList();

        assertThat(images).extracting(AlibabaImage::id).containsExactly("m-1", "m-2");
        assertThat(images.get(1).status()).isEqualTo("SomethingNew");
        assertThat(images.get(1).knownStatus()).isEqualTo(AlibabaImageStatus.UNKNOWN);
        assertThat(images.get(1).progressPercent()).isEmpty();
    }

    @Test
    void cancelCopyImage_whenAsOnTheVendorsPage_isRequested() throws IOException {
        assertThat(client.cancelCopyImage("cn-hangzhou", "m-bp1caf3yicx5jlfl0001"))
                .isEqualTo(new CancelResult.Requested());
        assertGolden("cancel-copy-image");
    }

    @ParameterizedTest
    @CsvSource({"1, SUCCEEDED", "2, ", "3, ", "4, SUCCEEDED", "5, FAILED"})
    void cancelCopyImage_whenTheStatusIsIncorrect_tellsTheFiveMeaningsApart(int number, OperationState state) {
        CancelResult result = client.cancelCopyImage("cn-hangzhou", "m-incorrect-" + number);

        // These images cannot be looked at again, so the service's words decide.
        assertThat(result)
                .isEqualTo(
                        state == null
                                ? new CancelResult.NotSupported("IncorrectImageStatus: The specified "
                                        + (number == 2 ? "snapshot" : "image") + " is not coping.")
                                : new CancelResult.AlreadyFinished(state));
    }

    @Test
    void cancelCopyImage_whenItCannotBeCancelled_saysWhy() {
        assertThat(client.cancelCopyImage("cn-hangzhou", "m-CancelNotSupported"))
                .isEqualTo(new CancelResult.NotSupported(
                        "CancelNotSupported: The specified image coping can not be cancelled."));
        assertThat(client.cancelCopyImage("cn-hangzhou", "m-ImageCreatedNotFromCopy"))
                .isInstanceOf(CancelResult.NotSupported.class);
        assertThat(client.cancelCopyImage("cn-hangzhou", "m-InvalidImageId.NotFound"))
                .isInstanceOf(CancelResult.Unknown.class);
        assertThatThrownBy(() -> client.cancelCopyImage("cn-hangzhou", "m-InvalidRegionId.NotFound"))
                .hasMessageContaining("InvalidRegionId.NotFound");
    }

    @Test
    void deleteImage_whenAsOnTheVendorsPage_isDone() throws IOException {
        client.deleteImage("cn-hangzhou", "m-bp1g7004ksh0oeuco0001");
        assertGolden("delete-image");
        client.deleteImage("cn-hangzhou", "m-gone");
        assertThatThrownBy(() -> client.deleteImage("cn-hangzhou", "m-used"))
                .hasMessageContaining("ImageUsingByInstance");
    }

    @Test
    void deleteImage_byForce_saysSo() throws IOException {
        client.deleteImage(AlibabaDeleteImageRequest.builder()
                .region("cn-hangzhou")
                .imageId("m-bp1g7004ksh0oeuco0001")
                .force(true)
                .build());

        assertGolden("delete-image-force");
    }

    private List<AlibabaImage> describe(String imageId) {
        return client.listImages(AlibabaImageQuery.builder()
                        .region("cn-hangzhou")
                        .ownerAlias("")
                        .imageId(imageId)
                        .build())
                .toList();
    }

    private static AlibabaCopyImageRequest dryRun(String imageId) {
        return AlibabaCopyImageRequest.builder()
                .imageId(imageId)
                .targetRegion("cn-hangzhou")
                .build();
    }

    private static CallOptions key(String value) {
        return CallOptions.builder().idempotencyKey(value).build();
    }

    private static void assertGolden(String name) throws IOException {
        Request sent = SERVER.getAllServeEvents().get(0).getRequest();
        String url = sent.getUrl().replaceFirst(RANDOM_KEY, "ClientToken=<random>");
        StringBuilder text = new StringBuilder(sent.getMethod() + " " + url + "\n");
        TreeMap<String, String> headers = new TreeMap<>();
        sent.getHeaders()
                .all()
                .forEach(header -> headers.put(header.key().toLowerCase(Locale.ROOT), header.firstValue()));
        headers.keySet().removeAll(List.of("host", "user-agent", "accept-encoding", "connection"));
        headers.replace("x-acs-date", "<date>");
        headers.replace("x-acs-signature-nonce", "<nonce>");
        headers.computeIfPresent(
                "authorization", (key, value) -> value.replaceAll("Signature=[0-9a-f]{64}", "Signature=<signature>"));
        headers.forEach(
                (key, value) -> text.append(key).append(": ").append(value).append('\n'));
        try (InputStream golden = ContractTest.class.getResourceAsStream("/golden/" + name + ".txt")) {
            assertThat(text.toString()).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
