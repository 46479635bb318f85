package dev.imagecopy.core.internal;

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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final ApiCall<String, String> TEXT_CALL =
            ApiCall.<String>get("check", "/").returning(HttpResponse::bodyAsText);

    @Test
    void read_whenARefusalThatIsNoErrorIsNotJson_givesItToACallThatReadsNoJson() {
        Answer<String> answer = Answer.read(
                TEXT_CALL, answer(400, "<passed/>"), decoder(false, null), text -> text, new ManualTimeSource());

        assertThat(answer.failure()).isNull();
        assertThat(answer.value()).isEqualTo("<passed/>");
    }

    @Test
    void read_whenTheDecoderChoseAnExcerpt_keepsIt() {
        ApiException shown = refusal(decoder(true, "only this"));
        ApiException whole = refusal(decoder(true, null));

        assertThat(shown.bodyExcerpt()).contains("only this");
        assertThat(whole.bodyExcerpt()).contains("the whole body");
    }

    private static ApiException refusal(ErrorDecoder errors) {
        Answer<String> answer =
                Answer.read(TEXT_CALL, answer(400, "the whole body"), errors, text -> text, new ManualTimeSource());
        return (ApiException) answer.failure().exception.apply(ErrorContext.none(false));
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
