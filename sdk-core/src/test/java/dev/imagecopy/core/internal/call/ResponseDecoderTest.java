package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.testing.ManualTimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseDecoderTest {
    private static final ApiCall<String, String> TEXT_CALL =
            ApiCall.<String>get("check", "/").returning(HttpResponse::bodyAsText);
    private static final ApiCall<String, String> JSON_CALL =
            ApiCall.<String>get("check", "/").returningJson((body, response) -> body.toString());

    @Test
    void decode_whenARefusalThatIsNoErrorIsNotJson_givesItToACallThatReadsNoJson() {
        DecodedResponse<String> decoded = decode(answer(400, "<passed/>"), decoder(false, null));

        assertThat(decoded).isInstanceOfSatisfying(DecodedResponse.Value.class, read -> assertThat(read.value())
                .isEqualTo("<passed/>"));
    }

    @Test
    void decode_whenTheDecoderChoseAnExcerpt_keepsIt() {
        ApiException shown = refusal(decoder(true, "only this"));
        ApiException whole = refusal(decoder(true, null));

        assertThat(shown.bodyExcerpt()).contains("only this");
        assertThat(whole.bodyExcerpt()).contains("the whole body");
    }

    @Test
    void decode_whenTheRowAcceptsTheError_givesTheResultThatItMeans() {
        ApiCall<String, String> accepting =
                TEXT_CALL.accepting(error -> error.error().status() == 404 ? Optional.of("nothing") : Optional.empty());

        assertThat(decode(accepting, answer(404, "")))
                .isInstanceOfSatisfying(DecodedResponse.Value.class, read -> assertThat(read.value())
                        .isEqualTo("nothing"));
        assertThat(decode(accepting, answer(400, ""))).isInstanceOf(DecodedResponse.Refusal.class);
        assertThat(decode(accepting.replayed("key", () -> Duration.ofHours(1)), answer(404, "")))
                .isInstanceOf(DecodedResponse.Value.class);
    }

    @Test
    void decode_givesTheDecoderOfErrorsTheDocumentOfACallThatReadsJson() {
        Foreign errors = new Foreign(false, Recovery.NONE);

        decode(JSON_CALL, answer(200, "{\"id\":\"x\"}"), errors);
        decode(TEXT_CALL, answer(200, "{\"id\":\"x\"}"), errors);
        decode(TEXT_CALL, answer(400, "{\"code\":\"x\"}"), errors);

        assertThat(errors.seen)
                .extracting(JsonNode::toString)
                .containsExactly("{\"id\":\"x\"}", "", "{\"code\":\"x\"}");
    }

    @Test
    void decode_whenARefusalThatIsNoErrorHasNoBody_leavesItToTheReader() {
        ApiCall<String, String> status = ApiCall.<String>get("check", "/")
                .returningJson((body, response) -> body.isMissingNode() ? "nothing" : body.toString());

        assertThat(decode(status, answer(404, ""), decoder(false, null)))
                .isInstanceOfSatisfying(DecodedResponse.Value.class, read -> assertThat(read.value())
                        .isEqualTo("nothing"));
    }

    @Test
    void decode_whenAnIdContainsPartOfASecret_refusesADocumentButNotAText() {
        ResponseDecoder<String> documents =
                new ResponseDecoder<>(JSON_CALL, decoder(false, null), text -> text, document -> true);
        ResponseDecoder<String> texts =
                new ResponseDecoder<>(TEXT_CALL, decoder(false, null), text -> text, document -> true);
        HttpResponse response = answer(200, "{\"id\":\"x\"}");

        assertThat(shown(documents.decode(response, new ManualTimeSource())))
                .hasMessageContaining("an id or a name contains part of a secret");
        assertThat(texts.decode(response, new ManualTimeSource())).isInstanceOf(DecodedResponse.Value.class);
    }

    /** Somebody between us and the service may have answered after the service had executed the call. */
    @ParameterizedTest
    @EnumSource(names = {"NONE", "REJECTED", "REFRESH_CREDENTIALS", "AT_WORK"})
    void decode_whenTheServiceHasNoSuchError_saysThatTheAnswerIsNotTheServices(Recovery recovery) {
        DecodedResponse<String> decoded =
                decode(JSON_CALL, answer(400, "{\"code\":\"x\"}"), new Foreign(true, recovery));

        assertThat(shown(decoded))
                .isInstanceOf(ResponseFormatException.class)
                .hasMessageContaining("the response is not an error of the service");
        assertThat(failure(decoded).maybeExecuted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "THROTTLED"})
    void decode_whenAForeignErrorPassesByItself_isThatErrorOfACallThatMayHaveArrived(Recovery recovery) {
        ApiCall<String, String> accepting = JSON_CALL.accepting(error -> Optional.of("taken for the service's"));

        DecodedResponse<String> decoded =
                decode(accepting, answer(503, "{\"code\":\"x\"}"), new Foreign(true, recovery));

        assertThat(shown(decoded)).isExactlyInstanceOf(ApiException.class);
        assertThat(failure(decoded).recovery()).isEqualTo(recovery);
        assertThat(failure(decoded).maybeExecuted()).isTrue();
    }

    @Test
    void decode_whenTheServiceOrAProxyBeforeItRefuses_believesIt() {
        Foreign errors = new Foreign(true, Recovery.NONE);
        ApiCall<String, String> anonymous = ApiCall.<String>of("check", "GET", "/", Repeatability.SAFE)
                .anonymous()
                .returning(HttpResponse::bodyAsText);

        for (DecodedResponse<String> decoded : List.of(
                decode(JSON_CALL, answer(407, "{\"code\":\"x\"}"), errors),
                decode(anonymous, answer(400, "{\"code\":\"x\"}"), errors),
                decode(JSON_CALL, answer(400, " "), errors),
                decode(JSON_CALL, answer(400, "{\"code\":\"x\"}"), new Foreign(false, Recovery.NONE)))) {
            assertThat(shown(decoded)).isExactlyInstanceOf(ApiException.class);
            assertThat(failure(decoded).maybeExecuted()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<center>The plain HTTP request was sent to HTTPS port</center>",
                "Reason: You're speaking plain HTTP to an SSL-enabled server port.",
                "Client sent an HTTP request to an HTTPS server.",
                "Bad Request: This combination of host and port requires TLS."
            })
    void decode_whenPlainHttpWasSentToASecurePort_saysSo(String page) {
        Foreign errors = new Foreign(true, Recovery.NONE);

        assertThat(shown(decode(JSON_CALL, answer(400, page), errors)))
                .hasMessageContaining("plain http was sent to a port that speaks https");
        assertThat(shown(decode(JSON_CALL, answer(403, page), errors)))
                .hasMessageContaining("the response is not an error of the service");
    }

    /** Remembers which documents it was asked about, and takes every refusal for an error of the same kind. */
    private static final class Foreign implements ErrorDecoder {
        final List<JsonNode> seen = new ArrayList<>();
        private final boolean foreign;
        private final Recovery recovery;

        Foreign(boolean foreign, Recovery recovery) {
            this.foreign = foreign;
            this.recovery = recovery;
        }

        @Override
        public boolean isError(HttpResponse response, JsonNode body) {
            seen.add(body);
            return !response.isSuccessful();
        }

        @Override
        public boolean isForeign(HttpResponse response, JsonNode body) {
            return foreign;
        }

        @Override
        public ServiceError decode(HttpResponse response, JsonNode body) {
            ApiError said = new ApiError(response.status(), "code", "", null, null, null, Map.of());
            return new ServiceError(said, recovery, ApiException::new);
        }
    }

    private static AttemptFailure failure(DecodedResponse<String> decoded) {
        return ((DecodedResponse.Refusal<String>) decoded).failure();
    }

    private static SdkException shown(DecodedResponse<String> decoded) {
        return failure(decoded).exception().apply(ErrorContext.none(false));
    }

    private static DecodedResponse<String> decode(
            ApiCall<String, String> call, HttpResponse response, ErrorDecoder errors) {
        return new ResponseDecoder<>(call, errors, text -> text, document -> false)
                .decode(response, new ManualTimeSource());
    }

    private static DecodedResponse<String> decode(ApiCall<String, String> call, HttpResponse response) {
        return new ResponseDecoder<>(call, decoder(true, null), text -> text, document -> false)
                .decode(response, new ManualTimeSource());
    }

    private static DecodedResponse<String> decode(HttpResponse response, ErrorDecoder errors) {
        return new ResponseDecoder<>(TEXT_CALL, errors, text -> text, document -> false)
                .decode(response, new ManualTimeSource());
    }

    private static ApiException refusal(ErrorDecoder errors) {
        DecodedResponse<String> decoded = decode(answer(400, "the whole body"), errors);
        return (ApiException) ((DecodedResponse.Refusal<String>) decoded)
                .failure()
                .exception()
                .apply(ErrorContext.none(false));
    }

    private static ErrorDecoder decoder(boolean error, @Nullable String excerpt) {
        return new ErrorDecoder() {
            @Override
            public boolean isError(HttpResponse response, JsonNode body) {
                return error;
            }

            @Override
            public ServiceError decode(HttpResponse response, JsonNode body) {
                ApiError said = new ApiError(response.status(), "code", "", null, null, excerpt, Map.of());
                return new ServiceError(said, Recovery.NONE, ApiException::new);
            }
        };
    }

    private static HttpResponse answer(int status, String body) {
        return new HttpResponse(status, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }
}
