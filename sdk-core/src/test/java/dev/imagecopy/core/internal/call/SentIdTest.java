package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Request ids of the client's choice, for a service that sends none of its own. */
class SentIdTest {
    /** The bench sends "a" in it with each attempt. */
    private static final String ID = "X-Attempt-Id";

    private final CallBench bench = new CallBench();

    SentIdTest() {
        bench.errors = new ErrorDecoder() {
            @Override
            public String sentIdHeader() {
                return ID;
            }

            @Override
            public boolean isError(HttpResponse response, JsonNode body) {
                return !response.isSuccessful() || LenientJson.isPresent(body.path("code"));
            }

            @Override
            public ServiceError decode(HttpResponse response, JsonNode body) {
                String id = response.headers().first(ID).orElse(null);
                return new ServiceError(
                        new ApiError(response.status(), "code", "", id, null, null, Map.of()),
                        Recovery.NONE,
                        ApiException::new);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"SYNC, SAFE, 200", "ASYNC, SAFE, 200", "SYNC, SAFE, 400", "ASYNC, ONCE, 200", "SYNC, ONCE, 400"})
    void refusal_ofAServiceThatSendsNoId_namesTheSentOne(Mode mode, Repeatability repeatability, int status) {
        bench.transport.answer(status, "{\"code\":\"no\"}");

        ApiException refused =
                catchThrowableOfType(ApiException.class, () -> bench.make(mode, CallBench.call(repeatability)));

        assertThat(refused.requestId()).contains("a");
    }

    /** A copy of the headers for each poll would only cost memory. */
    @ParameterizedTest
    @CsvSource({"SYNC, SAFE, none", "ASYNC, SAFE, none", "SYNC, ONCE, a", "ASYNC, CONVERGENT, a"})
    void answer_isGivenTheSentIdOnlyIfTheCallChangesSomething(Mode mode, Repeatability repeatability, String seen) {
        ApiCall<String, String> call = CallBench.row(repeatability)
                .returning(response -> response.headers().first(ID).orElse("none"));
        bench.transport.answer(200, "");

        assertThat(bench.make(mode, call)).isEqualTo(seen);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void events_nameTheIdOfTheServiceOrElseTheSentOne(Mode mode) {
        bench.transport
                .answer(200, "{\"id\":\"x\"}")
                .answer(CallBench.response(200, "{\"id\":\"x\"}", ID, "of-the-service"));

        bench.make(mode, CallBench.call(Repeatability.SAFE));
        bench.make(mode, CallBench.call(Repeatability.SAFE));

        assertThat(bench.heard.attempts)
                .extracting(attempt -> attempt.response().requestId().orElse("none"))
                .containsExactly("a", "of-the-service");
    }
}
