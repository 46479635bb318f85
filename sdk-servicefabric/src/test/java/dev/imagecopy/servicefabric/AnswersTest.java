package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Edge case 25: everything that gateways, proxies and fakes answer. */
class AnswersTest {
    private static final String LISTED_MARKER =
            "{\"StoreFiles\":[{\"StoreRelativePath\":\"App\\\\v2\\\\_.dir\",\"FileSize\":\"0\",\"FileVersion\":{"
                    + "\"VersionNumber\":\"7\",\"EpochDataLossNumber\":\"1\",\"EpochConfigurationNumber\":\"1\"}}],"
                    + "\"StoreFolders\":[]}";

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);
    private final ServiceFabricClient client = builder().build();

    @AfterEach
    void close() {
        client.close();
    }

    /** Only a path that is gone was deleted by the attempt whose outcome is unknown. */
    @Test
    void deleteContent_whenTheImageStoreIsNotFoundAtTheSecondAttempt_isRepeatedOrFails() {
        try (ServiceFabricClient retrying =
                builder().retryPolicy(RetryPolicy.standard()).build()) {
            transport
                    .answer(503, refusal("E_ABORT"))
                    .answer(404, refusal("FABRIC_E_PARTITION_NOT_FOUND"))
                    .answer(200, "");
            retrying.deleteContent("App\\v2");
            assertThat(transport.requests()).hasSize(3);

            transport.answer(503, refusal("E_ABORT")).answer(404, refusal("FABRIC_E_SERVICE_DOES_NOT_EXIST"));
            assertThat(catchThrowable(() -> retrying.deleteContent("App\\v2"))).isNotNull();

            transport.answer(503, refusal("E_ABORT")).answer(404, refusal("FABRIC_E_FILE_NOT_FOUND"));
            retrying.deleteContent("App\\v2");
        }
    }

    private static String refusal(String code) {
        return "{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"m\"}}";
    }

    @Tag("SF-25")
    @ParameterizedTest
    @ValueSource(strings = {"", "  \r\n"})
    void copy_whenAnswered200WithoutABody_succeeds(String body) {
        transport.answer(404, "").answer(200, body);

        Operation<CopiedContent> copy = client.copyImage(TestClients.copy("App\\v1", "App\\v2"));
        CopiedContent copied = new Jumping(time).finish(copy);

        assertThat(copied.destination()).isEqualTo("App\\v2");
        assertThat(copy.latest().requestId()).isPresent();
    }

    @Tag("SF-25")
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Unexpected\":[1,2]}", "null", "<html>ok</html>", "{\"cut"})
    void copy_whenAnswered200WithABody_isVerifiedByTheMarker(String body) {
        transport.answer(404, "").answer(200, body).answer(200, LISTED_MARKER);

        Operation<CopiedContent> copy = client.copyImage(TestClients.copy("App\\v1", "App\\v2"));
        CopiedContent copied = new Jumping(time).finish(copy);

        assertThat(copied.evidence()).isEqualTo(Evidence.VERIFIED);
        assertThat(copied.version()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 205})
    void copy_whenAnsweredWithAnotherSuccess_isVerifiedByTheMarker(int status) {
        transport.answer(404, "").answer(status, "").answer(200, LISTED_MARKER);

        Operation<CopiedContent> copy = client.copyImage(TestClients.copy("App\\v1", "App\\v2"));

        assertThat(new Jumping(time).finish(copy).evidence()).isEqualTo(Evidence.VERIFIED);
    }

    @Tag("SF-25")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"Error\":{\"Code\":\"E_INVALIDARG\",\"Message\":\"m\"}}|E_INVALIDARG|m",
                "400|{\"error\":{\"code\":\"E_INVALIDARG\",\"message\":\"m\"}}|E_INVALIDARG|m",
                "400|{\"Error\":{\"Code\":\"E_INVALIDARG\"}}|E_INVALIDARG|''",
                "400|{\"Error\":{\"Code\":\"E_INVALIDARG\",\"Message\":\"Null\"}}|E_INVALIDARG|''",
                "400|{\"Error\":{\"Code\":\"E_INVALIDARG\",\"Message\":null,\"More\":{}}}|E_INVALIDARG|''",
                "400|{\"Error\":{\"Code\":\"SomethingNew\",\"Message\":\"m\"}}|SomethingNew|m"
            })
    void refusals_areReadAsFarAsTheyGo(int status, String body, String code, String message) {
        transport.answer(status, body);

        InvalidRequestException error = refused(InvalidRequestException.class);

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.serviceMessage()).isEqualTo(message);
        assertThat(error.status()).isEqualTo(status);
    }

    @Tag("SF-25")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Error\":\"text\"}",
                "{\"Error\":{\"Code\":\"E_INVAL",
                "{\"Error\":{\"Code\":403,\"Message\":\"m\"}}",
                "[]",
                "<html><title>Bad</title></html>"
            })
    void refusals_ofAnotherShape_areNotBelieved(String body) {
        transport.answer(404, body);

        ResponseFormatException error = catchThrowableOfType(
                ResponseFormatException.class, () -> client.listContent("App").toList());

        assertThat(error.status()).isEqualTo(404);
        assertThat(error.retryable()).isTrue();
    }

    @Tag("SF-25")
    @ParameterizedTest
    @CsvSource({
        "500, ServerErrorException, true",
        "502, ServerErrorException, true",
        "503, ServerErrorException, true",
        "504, ServerErrorException, true",
        "418, ApiException, false",
        "429, ThrottledException, true",
        "410, NotFoundException, false",
        "412, ConflictException, false"
    })
    void bodilessRefusals_areToldByTheirStatus(int status, String type, boolean retryable) {
        transport.answer(status, "");

        ApiException error = refused(ApiException.class);

        assertThat(error.getClass().getSimpleName()).isEqualTo(type);
        assertThat(error.retryable()).isEqualTo(retryable);
        assertThat(error).hasMessageContaining(status + " without a body");
    }

    @Tag("SF-25")
    @ParameterizedTest
    @CsvSource({
        "500, SomethingNew, false",
        "503, SomethingNew, true",
        "504, SomethingNew, true",
        "409, SomethingNew, false"
    })
    void unknownCodes_areClassedByTheirStatus(int status, String code, boolean retryable) {
        transport.answer(status, "{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"\"}}");

        assertThat(refused(ApiException.class).retryable()).isEqualTo(retryable);
    }

    @Tag("SF-25")
    @Test
    void wrongCharset_losesLettersAndNothingElse() {
        byte[] latin1 = "{\"Error\":{\"Code\":\"E_FAIL\",\"Message\":\"fehlgeschl\u00e4gt\"}}"
                .getBytes(StandardCharsets.ISO_8859_1);
        transport.answer(new HttpResponse(500, HttpHeaders.empty(), latin1));

        assertThat(refused(ServerErrorException.class)).hasMessageContaining("500");
    }

    @Tag("SF-25")
    @Test
    void longMessages_areCut() {
        transport.answer(500, "x".repeat(200_000));

        assertThat(refused(ServerErrorException.class)
                        .bodyExcerpt()
                        .orElseThrow()
                        .length())
                .isLessThanOrEqualTo(2100);
    }

    @Tag("SF-25")
    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"StoreFiles\":[{}]}", "{\"StoreFolders\":[{\"FileCount\":\"1\"}]}", "<html>", "{"})
    void listingsThatAreNone_areFormatErrors(String body) {
        transport.answer(200, body);

        assertThatThrownBy(() -> client.listContent("App").toList()).isInstanceOf(ResponseFormatException.class);
    }

    @Tag("SF-25")
    @Test
    void listings_areReadLeniently() {
        transport.answer(
                200,
                "{\"StoreFiles\":[{\"StoreRelativePath\":\"a\",\"FileSize\":5,\"ModifiedDate\":\"yesterday\"}],"
                        + "\"StoreFolders\":null,\"ContinuationToken\":\"\",\"More\":1}");

        assertThat(client.listContent("App")).singleElement().satisfies(file -> {
            assertThat(file.sizeBytes()).hasValue(5);
            assertThat(file.version()).isEmpty();
            assertThat(file.modifiedAt()).isEmpty();
        });
    }

    @Tag("SF-26")
    @Test
    void aSupplierThatThrows_isAskedAgainNextTime() {
        AtomicInteger asked = new AtomicInteger();
        try (ServiceFabricClient renewing = builder()
                .credentials(ServiceFabricCredentials.bearer(() -> {
                    if (asked.incrementAndGet() == 2) {
                        throw new IllegalStateException("the token service is down");
                    }
                    return "token-" + asked.get();
                }))
                .build()) {
            transport.answer(401, "").answer(404, "");

            assertThatThrownBy(() -> renewing.listContent("App").toList())
                    .hasMessageContaining("source of credentials failed");
            assertThatThrownBy(() -> renewing.listContent("App").toList()).isInstanceOf(NotFoundException.class);
        }
        assertThat(asked).hasValue(3);
        assertThat(transport.requests().get(1).headers().first("Authorization")).contains("Bearer token-3");
    }

    @Tag("SF-26")
    @Test
    void aSecond403_isAClearError() {
        try (ServiceFabricClient renewing = builder()
                .credentials(ServiceFabricCredentials.bearer(() -> "token-" + System.nanoTime()))
                .build()) {
            transport.answer(403, "").answer(403, "");

            assertThatThrownBy(() -> renewing.listContent("App").toList())
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("no body")
                    .hasMessageNotContaining("token-");
        }
        assertThat(transport.requests()).hasSize(2);
    }

    @Test
    void requests_carryANewIdEachAndNoCredentialsWithoutAny() {
        transport.answer(503, "").answer(404, "");
        try (ServiceFabricClient retrying =
                builder().retryPolicy(RetryPolicy.standard()).build()) {
            assertThatThrownBy(() -> retrying.listContent("App").toList()).isInstanceOf(NotFoundException.class);
        }

        assertThat(transport.requests())
                .extracting(request ->
                        request.headers().first("X-ServiceFabricRequestId").orElseThrow())
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(transport.requests())
                .noneMatch(request -> request.headers().first("Authorization").isPresent());
    }

    private <E extends ApiException> E refused(Class<E> type) {
        return catchThrowableOfType(type, () -> client.listContent("App").toList());
    }

    private ServiceFabricClient.Builder builder() {
        return ServiceFabricClient.builder()
                .endpoint(URI.create("https://cluster.test:19080"))
                .transport(transport)
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .retryPolicy(RetryPolicy.none());
    }
}
