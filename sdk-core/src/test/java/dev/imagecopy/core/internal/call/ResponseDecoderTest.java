package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.testing.ManualTimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResponseDecoderTest {
    private static final ApiCall<String, String> TEXT_CALL =
            ApiCall.<String>get("check", "/").returning(HttpResponse::bodyAsText);

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

    private static DecodedResponse<String> decode(ApiCall<String, String> call, HttpResponse response) {
        return new ResponseDecoder<>(call, decoder(true, null), text -> text, (document, raw) -> false)
                .decode(response, new ManualTimeSource());
    }

    private static DecodedResponse<String> decode(HttpResponse response, ErrorDecoder errors) {
        return new ResponseDecoder<>(TEXT_CALL, errors, text -> text, (document, raw) -> false)
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
