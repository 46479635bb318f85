package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider's code that fails on an answer must not hide that the service may have executed the call. */
class ProviderBugTest {
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);

    private final CallBench bench = new CallBench();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheErrorDecoderFails_isABadAnswer(Mode mode) {
        bench.errors = new CallBench.Errors() {
            @Override
            public boolean isError(HttpResponse response, JsonNode body) {
                throw new IllegalStateException("bug");
            }
        };
        bench.transport.otherwise(request -> CallBench.response(200, "{\"id\":\"x\"}"));

        assertThatThrownBy(() -> bench.make(mode, READ))
                .isInstanceOf(ResponseFormatException.class)
                .hasMessageContaining("200 with an answer that cannot be read: IllegalStateException");
        assertThatThrownBy(() -> bench.make(mode, COPY)).isInstanceOf(AmbiguousOutcomeException.class);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheServersTimeCannotBeRead_isAmbiguousIfItChangesSomething(Mode mode) {
        IllegalStateException bug = new IllegalStateException("bug");
        bench.errors = new CallBench.Errors() {
            @Override
            public Optional<Instant> serverTime(HttpResponse response) {
                throw bug;
            }
        };
        bench.transport.otherwise(request -> CallBench.response(403, "{\"recovery\":\"CORRECT_CLOCK\"}"));

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasCause(bug);
        assertThatThrownBy(() -> bench.make(mode, READ)).isSameAs(bug);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenItsReaderFails_showsWhere(Mode mode) {
        bench.transport.otherwise(request -> CallBench.response(200, "{\"id\":\"x\"}"));

        Throwable error = catchThrowable(() ->
                bench.make(mode, CallBench.row(Repeatability.SAFE).returningJson((body, response) -> brokenReader())));

        assertThat(error).hasRootCauseInstanceOf(JsonFormatException.class);
        assertThat(error).rootCause().satisfies(cause -> assertThat(cause.getStackTrace()[0].getMethodName())
                .isEqualTo("brokenReader"));
    }

    private static String brokenReader() {
        throw new IllegalStateException("bug");
    }
}
