package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Request;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.yandex.desktop.YandexErrorDetails.FieldViolation;
import dev.imagecopy.yandex.desktop.auth.Keys;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The requests and answers of the vendor's pages, as WireMock mappings that anybody can load: what the pages show must be what
 * goes on the wire, and what they show as answers must be understood.
 */
class ContractTest {
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().dynamicPort().usingFilesUnderClasspath("imagecopy-wiremock"));
    private static final CallOptions KEYED = CallOptions.builder()
            .idempotencyKey("2b2d7a4e-8a55-4c8e-9a5e-0d2f4f1f9b77")
            .build();

    private YandexDesktopClient client;

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
        client = builder()
                .credentials(YandexCredentials.iamToken("t1.contract.token"))
                .build();
    }

    private static YandexDesktopClient.Builder builder() {
        return YandexDesktopClient.builder()
                .endpoint(URI.create(SERVER.baseUrl()))
                .retryPolicy(RetryPolicy.none())
                .timeSource(new ManualTimeSource());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void copyImage_whenAsOnTheVendorsPage_sendsItsRequestAndReadsItsAnswers() throws IOException {
        Operation<DesktopImage> copy = client.copyImage(page().build(), KEYED);
        assertGolden("copy-image", 0);
        assertThat(copy.id()).isEqualTo("fdopage");
        assertThat(copy.latest().state()).isEqualTo(OperationState.RUNNING);

        assertThat(copy.poll().state()).isEqualTo(OperationState.SUCCEEDED);
        assertGolden("get-operation", 1);
        assertGolden("get-image", 0);
        DesktopImage image = copy.latest().result().orElseThrow();
        assertThat(image.id()).isEqualTo("fdvpage");
        assertThat(image.labels()).isEqualTo(Map.of("team", "desk"));
        assertThat(image.description()).hasValue("text");
        assertThat(image.createdAt()).hasValue(Instant.parse("2023-09-13T06:38:12.285Z"));
        assertThat(image.sizeBytes()).hasValue(21_474_836_480L);
        assertThat(copy.latest().requestId()).hasValue("0a5bfc2c-7f3b-4c33-9d2f-5a0a4b1f0e11");
    }

    @Tag("YANDEX-5")
    @Test
    void copyImage_whenTheReplyIsAlreadyDone_needsNoPoll() throws IOException {
        Operation<DesktopImage> copy = client.copyImage(
                page().imageId("fd8page00000000000002")
                        .label("team", "desk")
                        .description("Text")
                        .build(),
                KEYED);

        assertGolden("copy-image-all-fields", 1);
        assertThat(copy.latest().state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(copy.latest().result().orElseThrow().id()).isEqualTo("fdvpage");
    }

    @Test
    void copyImageFromDesktop_whenAsInTheInterfaceDescription_sendsItsRequest() throws IOException {
        Operation<DesktopImage> copy = client.copyImageFromDesktop(
                YandexCopyFromDesktopRequest.builder()
                        .desktopId("e3vpage00000000000001")
                        .folderId("b1gpage00000000000001")
                        .name("golden")
                        .build(),
                KEYED);

        assertGolden("copy-image-from-desktop", 0);
        assertThat(copy.id()).isEqualTo("fdopage");
    }

    @Test
    void listImages_whenThereAreTwoPages_asksForBoth() throws IOException {
        List<DesktopImage> images = client.listImages(YandexImageQuery.builder()
                        .folderId("b1gpage00000000000001")
                        .name("golden")
                        .orderBy("createdAt")
                        .pageSize(2)
                        .build())
                .toList();

        assertGolden("list-images", 1);
        assertGolden("list-images-page-2", 0);
        assertThat(images).extracting(DesktopImage::id).containsExactly("fdvpage", "fdvbare", "fdvlast");
        assertThat(images.get(1).sizeBytes()).isEmpty();
        assertThat(images.get(1).createdAt()).isEmpty();
    }

    @Test
    void updateImage_whenTwoFieldsAreSet_masksThemAlone() throws IOException {
        Operation<DesktopImage> update = client.updateImage(
                YandexUpdateImageRequest.builder()
                        .imageId("fdvpage")
                        .name("golden")
                        .labels(Map.of())
                        .build(),
                KEYED);

        assertGolden("update-image", 1);
        assertThat(update.latest().state()).isEqualTo(OperationState.SUCCEEDED);
    }

    @Tag("YANDEX-1")
    @Test
    void deleteImage_whenTheResponseIsEmpty_isDone() throws IOException {
        Operation<Void> deletion = client.deleteImage("fdvpage", KEYED);

        assertGolden("delete-image", 0);
        assertThat(deletion.latest().state()).isEqualTo(OperationState.SUCCEEDED);
    }

    @Test
    void cancel_whenAsOnTheServicesPage_isAGet() throws IOException {
        Operation<DesktopImage> copy = client.copyImage(page().build());

        assertThat(copy.cancel()).isInstanceOf(CancelResult.Requested.class);
        assertGolden("cancel-operation", 0);
    }

    @Test
    void tokens_whenAsOnTheVendorsPages_areAskedFor() throws IOException {
        useToken(YandexCredentials.serviceAccountKeyJson(Keys.file("ajekey", "ajesa", Keys.rsa())));
        assertGolden("create-token", 1);
        useToken(YandexCredentials.workloadIdentity("ajesa", () -> "oidc"));
        assertGolden("exchange-token", 1);
        useToken(YandexCredentials.metadataService(URI.create(SERVER.baseUrl())));
        assertGolden("metadata-token", 1);
    }

    private static void useToken(CredentialsSource<YandexCredentials> source) {
        try (YandexDesktopClient own = builder().credentials(source).build()) {
            assertThat(own.findImage("fdvpage").orElseThrow().id()).isEqualTo("fdvpage");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, CANCELLED, 499, ApiException, true",
        "2, UNKNOWN, 500, ServerErrorException, true",
        "3, INVALID_ARGUMENT, 400, InvalidRequestException, false",
        "4, DEADLINE_EXCEEDED, 504, ServerErrorException, true",
        "6, ALREADY_EXISTS, 409, ConflictException, false",
        "7, PERMISSION_DENIED, 403, PermissionDeniedException, false",
        "8, RESOURCE_EXHAUSTED, 429, ThrottledException, true",
        "9, FAILED_PRECONDITION, 400, ConflictException, false",
        "10, ABORTED, 409, ConflictException, true",
        "11, OUT_OF_RANGE, 400, InvalidRequestException, false",
        "12, UNIMPLEMENTED, 501, InvalidRequestException, false",
        "13, INTERNAL, 500, ServerErrorException, true",
        "14, UNAVAILABLE, 503, ServerErrorException, true",
        "15, DATA_LOSS, 500, ServerErrorException, true",
        "16, UNAUTHENTICATED, 401, AuthenticationException, false",
    })
    void error_whenItHasADocumentedCode_isTyped(int number, String code, int status, String type, boolean retryable) {
        ApiException refused = refusal("code-" + number);

        assertThat(refused.getClass().getSimpleName()).isEqualTo(type);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.serviceMessage()).isEqualTo("refused with " + code);
        assertThat(refused.retryable()).isEqualTo(retryable);
        assertThat(refused.requestId()).hasValue("7c3f8f0e-3b3c-4a92-9f0b-1f8f2c7d5a10");
        assertThat(refused.details()).containsEntry("x-server-trace-id", "a1b2c3d4e5f60718");
        assertThat(refused.details().get("x-client-request-id")).hasSize(36);
    }

    @ParameterizedTest
    @CsvSource({
        "401, AuthenticationException, false",
        "403, PermissionDeniedException, false",
        "405, InvalidRequestException, false",
        "408, ServerErrorException, true",
        "409, ConflictException, false",
        "413, InvalidRequestException, false",
        "429, ThrottledException, true",
        "500, ServerErrorException, true",
        "503, ServerErrorException, true",
        "504, ServerErrorException, true",
        "302, ApiException, false",
    })
    void error_whenItHasNoBody_isTypedByItsStatus(int status, String type, boolean retryable) {
        ApiException refused = refusal("status-" + status);

        assertThat(refused.getClass().getSimpleName()).isEqualTo(type);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.retryable()).isEqualTo(retryable);
        assertThat(refused.requestId()).hasValue("0a5bfc2c-7f3b-4c33-9d2f-5a0a4b1f0e11");
    }

    @Test
    void error_whenABalancerAnswers_isTypedByItsStatus() {
        ApiException refused = refusal("balancer");

        assertThat(refused.getClass().getSimpleName()).isEqualTo("ServerErrorException");
        assertThat(refused.bodyExcerpt().orElseThrow()).contains("502 Bad Gateway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code-5", "status-404", "code-text"})
    void findImage_whenTheServiceSaysNotFoundInAnyForm_isEmpty(String image) {
        assertThat(client.findImage(image)).isEmpty();
    }

    @Test
    void error_whenItHasDetails_tellsThemAsData() {
        YandexErrorDetails details = YandexErrorDetails.of(refusal("details"));

        assertThat(details.fieldViolations())
                .containsExactly(new FieldViolation("name", "too long"), new FieldViolation("labels", "too many"));
        assertThat(details.reason()).hasValue("VALIDATION");
        assertThat(details.domain()).hasValue("clouddesktops");
        assertThat(details.retryDelay()).hasValue(Duration.ofMillis(1500));
        assertThat(details.requestId()).hasValue("7c3f8f0e-3b3c-4a92-9f0b-1f8f2c7d5a10");
    }

    @Tag("YANDEX-34")
    @ParameterizedTest
    @CsvSource({
        "quota, QuotaExceededException, false, vdi.desktopImages.count",
        "rate, ThrottledException, true, vdi.requests.rate",
        "active-operations, ThrottledException, true, vdi.operations.count",
    })
    void error_whenResourcesAreExhausted_tellsWhatPassesFromWhatDoesNot(
            String id, String type, boolean retryable, String metric) {
        ApiException refused = refusal(id);

        assertThat(refused.getClass().getSimpleName()).isEqualTo(type);
        assertThat(refused.retryable()).isEqualTo(retryable);
        assertThat(YandexErrorDetails.of(refused).quotaViolations())
                .singleElement()
                .satisfies(quota -> {
                    assertThat(quota.metric()).isEqualTo(metric);
                    assertThat(quota.limit()).hasValue(8);
                    assertThat(quota.usage()).hasValue(8);
                    assertThat(quota.required()).hasValue(9);
                });
    }

    private ApiException refusal(String imageId) {
        return catchThrowableOfType(ApiException.class, () -> client.findImage(imageId));
    }

    private static YandexCopyImageRequest.Builder page() {
        return YandexCopyImageRequest.builder()
                .folderId("b1gpage00000000000001")
                .name("golden")
                .imageId("fd8page00000000000001");
    }

    /** Compares a request, counted from the latest, with what the vendor's pages say. */
    private static void assertGolden(String name, int fromLatest) throws IOException {
        Request sent = SERVER.getAllServeEvents().get(fromLatest).getRequest();
        TreeMap<String, String> headers = new TreeMap<>();
        sent.getHeaders()
                .all()
                .forEach(header -> headers.put(header.key().toLowerCase(Locale.ROOT), header.firstValue()));
        headers.keySet().removeAll(List.of("host", "user-agent", "accept-encoding", "connection"));
        headers.remove("content-length");
        // WireMock's server writes the charset's name in a case of its own.
        headers.computeIfPresent("content-type", (key, type) -> type.toLowerCase(Locale.ROOT));
        headers.computeIfPresent("x-client-request-id", (key, id) -> id.length() == 36 ? "<uuid>" : id);
        StringBuilder text = new StringBuilder(sent.getMethod() + " " + sent.getUrl() + "\n");
        headers.forEach(
                (key, value) -> text.append(key).append(": ").append(value).append('\n'));
        String body = sent.getBodyAsString().replaceAll("\"eyJ[^\"]*\"", "\"<jwt>\"");
        text.append(body.isEmpty() ? "" : "\n" + body + "\n");
        try (InputStream golden = ContractTest.class.getResourceAsStream("/golden/" + name + ".txt")) {
            assertThat(text.toString()).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
