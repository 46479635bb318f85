package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.ServiceTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a call that starts an operation counts as sent. Answers take no time, so only pauses and queues move it. */
class CallFirstByteTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final Duration IN_THE_QUEUE = Duration.ofSeconds(5);

    private final CallBench bench = new CallBench();
    private final OperationHandle operation = new OperationHandle(
            new OperationHandle.Place("test", "copy-image", "here", "project-1"),
            new OperationHandle.Start("key", Fingerprint.of(""), bench.time.now(), KeptRequest.none()),
            "",
            "golden",
            Map.of());

    private void send(Mode mode, ApiCall<String, String> call) {
        TracedFlow flow = mode == Mode.SYNC
                ? new BlockingFlow(bench.executor(), CallOptions.defaults(), "")
                : new AsyncFlow(bench.executor(), CallOptions.defaults(), "");
        flow.starts(operation.request().firstByte());
        CompletableFuture<String> answer = bench.time.runUntilDone(flow.call(call, "img-1"));
        assertThat(answer).isDone();
    }

    private void send(Mode mode) {
        send(mode, CallBench.call(Repeatability.KEYED));
    }

    /** How long after the start of the call it was sent, in milliseconds; empty if it was never sent. */
    private Optional<Long> sentAfter() {
        Instant started = operation.startedAt();
        ServiceTime.learn(Optional.of(bench.time.now()), operation, bench.time);
        return operation.request().firstByte().serviceTime().map(sent -> Duration.between(started, sent)
                .toMillis());
    }

    private HttpResponse afterTheQueue(HttpRequest request) {
        bench.time.advance(IN_THE_QUEUE);
        SendOrder.Turn turn = SendOrder.of(request).turnOrNull();
        assertThat(turn).isNotNull();
        turn.comes();
        return CallBench.response(200, OK);
    }

    @ParameterizedTest
    @EnumSource
    void call_whenAnAttemptMayHaveArrived_countsFromThatOne(Mode mode) {
        bench.lose(2).transport.answer(200, OK);

        send(mode);

        assertThat(bench.pauses()).hasSize(2);
        assertThat(sentAfter()).contains(0L);
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheFirstAttemptsWereNotSent_countsFromTheNext(Mode mode) {
        bench.transport.fail(CallBench.unsent()).fail(CallBench.unsent()).answer(200, OK);

        send(mode);

        assertThat(bench.pauses()).hasSize(2).allMatch(pause -> pause > 0);
        assertThat(sentAfter())
                .contains(bench.pauses().stream().mapToLong(Long::longValue).sum());
    }

    @ParameterizedTest
    @EnumSource
    void call_whenALaterAttemptWasNotSent_stillCountsFromTheFirst(Mode mode) {
        bench.lose(1).transport.fail(CallBench.unsent()).answer(200, OK);

        send(mode);

        assertThat(sentAfter()).contains(0L);
    }

    @ParameterizedTest
    @EnumSource
    void call_whenNoAttemptWasSent_countsAsNotSent(Mode mode) {
        bench.transport.otherwise(request -> {
            throw CallBench.unsent();
        });

        send(mode);

        assertThat(sentAfter()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void call_thatWaitsForAConnection_countsFromItsTurn(Mode mode) {
        bench.transport.answerWith(this::afterTheQueue);

        send(mode);

        assertThat(sentAfter()).contains(IN_THE_QUEUE.toMillis());
    }

    @ParameterizedTest
    @EnumSource
    void call_whenOnlyALaterAttemptWaitsForAConnection_countsFromTheFirst(Mode mode) {
        bench.lose(1).transport.answerWith(this::afterTheQueue);

        send(mode);

        assertThat(sentAfter()).contains(0L);
    }

    @ParameterizedTest
    @EnumSource
    void read_thatPrecedesTheOperation_doesNotCount(Mode mode) {
        bench.transport.answer(200, OK);

        send(mode, CallBench.call(Repeatability.SAFE));

        assertThat(sentAfter()).isEmpty();
    }
}
