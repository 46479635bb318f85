package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a flow remembers of its calls, by which an operation is settled and reported. */
class FlowRecordTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);

    private final CallBench bench = new CallBench();

    private TracedFlow flow(Mode mode) {
        return mode == Mode.SYNC
                ? new BlockingFlow(bench.executor(), CallOptions.defaults(), "copyImageToRegion")
                : new AsyncFlow(bench.executor(), CallOptions.defaults(), "copyImageToRegion");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void requestId_isThatOfTheLatestAnswer(Mode mode) {
        TracedFlow flow = flow(mode);
        bench.transport
                .answer(CallBench.response(200, OK, "X-Request-Id", "r-1"))
                .answer(CallBench.response(404, "", "X-Request-Id", "r-2"))
                .answer(200, OK);
        assertThat(flow.requestId()).isEmpty();

        flow.call(COPY, "img-1");
        assertThat(flow.requestId()).contains("r-1");
        flow.call(READ, "img-1");
        assertThat(flow.requestId()).contains("r-2");
        flow.call(READ, "img-1");
        assertThat(flow.requestId()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void flow_hasChangedSomethingOnceTheServiceAcceptedAChange(Mode mode) {
        TracedFlow flow = flow(mode);
        bench.transport.answer(200, OK).answer(404, "").answer(200, OK);

        assertThat(flow.call(READ, "img-1")).isCompletedWithValue("x");
        assertThat(flow.hasChangedSomething()).isFalse();
        assertThat(flow.call(COPY, "img-1")).isCompletedExceptionally();
        assertThat(flow.hasChangedSomething()).isFalse();
        assertThat(flow.call(COPY, "img-1")).isCompletedWithValue("x");
        assertThat(flow.hasChangedSomething()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenItFails_namesTheMethodThatTheApplicationCalled(Mode mode) {
        bench.transport.otherwise(request -> CallBench.response(404, ""));
        TracedFlow flow = flow(mode);

        for (CompletableFuture<String> call : List.of(flow.call(READ, "img-1"), flow.background(COPY, "img-1"))) {
            assertThat(catchThrowable(call::get))
                    .hasCauseInstanceOf(NotFoundException.class)
                    .cause()
                    .hasMessageStartingWith("TestClient.copyImageToRegion failed: 404");
        }
    }
}
