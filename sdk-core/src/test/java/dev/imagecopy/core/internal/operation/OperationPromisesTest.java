package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.retry.RetryPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What long operations promise beside their schedule: an end is an end, credentials stay fresh, tokens tell nothing. */
class OperationPromisesTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    @ParameterizedTest
    @CsvSource({
        "BLOCKING, ERROR, FAILED",
        "ASYNC, ERROR, FAILED",
        "BLOCKING, STOPPED, CANCELLED",
        "ASYNC, STOPPED, CANCELLED"
    })
    void end_whateverTheServiceSaysLater_neverChangesAndCostsNoCall(Style style, String word, OperationState end) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowAnswers(200, "{\"status\":\"" + word + "\"}");
            OperationSnapshot<String> last = style.poll(bench, operation);
            assertThat(last.state()).isEqualTo(end);
            int sent = bench.transport.requests().size();
            bench.nowSucceeds();

            assertThat(style.poll(bench, operation)).isSameAs(last);
            Throwable ended = catchThrowable(() -> style.await(bench, operation, CopyBench.HOUR));
            style.cancel(bench, operation);

            assertThat(ended).isNotNull();
            assertThat(operation.latest()).isSameAs(last);
            assertThat(bench.transport.requests()).hasSize(sent);
        }
    }

    @Test
    void end_whenAPollThatBeganEarlierIsAnsweredLater_staysWhatItIs() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answerAfter(Duration.ofSeconds(10), CopyBench.json(200, "{\"status\":\"RUNNING\"}"));
            CompletableFuture<OperationSnapshot<String>> slow = operation.pollAsync();
            slow.cancel(true); // nobody shares that poll any more: the next is one of its own
            bench.nowAnswers(200, "{\"status\":\"ERROR\"}");
            operation.poll();

            bench.time.advance(Duration.ofMinutes(1));

            assertThat(operation.latest().state()).isEqualTo(OperationState.FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_overManyHours_neverShowsCredentialsThatHaveEnded(Style style) {
        List<Instant> ends = new ArrayList<>();
        AtomicInteger number = new AtomicInteger();
        setup.credentials = new CachingCredentialsProvider<>(
                () -> {
                    Instant end = setup.manual.now().plus(Duration.ofHours(1));
                    ends.add(end);
                    return new CopyBench.Key(String.valueOf(number.getAndIncrement() + 1000), Optional.of(end));
                },
                setup.manual,
                new Random(1),
                Runnable::run,
                () -> {});
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            List<Duration> left = new ArrayList<>();
            bench.transport.otherwise(request -> {
                int key = Integer.parseInt(request.headers().first("X-Key").orElseThrow()) - 1000;
                left.add(Duration.between(bench.time.now(), ends.get(key)));
                boolean over = bench.time.nanoTime() > Duration.ofHours(12).toNanos();
                return CopyBench.json(200, over ? "{\"status\":\"DONE\",\"image\":\"i\"}" : "{\"status\":\"RUNNING\"}");
            });

            assertThat(style.await(bench, operation, Duration.ofHours(24))).isEqualTo("i");

            assertThat(left).hasSizeGreaterThan(1_000).noneMatch(ended -> ended.isNegative() || ended.isZero());
            assertThat(ends).hasSizeBetween(13, 15); // once an hour, 5 to 6 minutes early
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_whenAPollsCredentialsAreRefusedAsStale_refreshesAndGoesOn(Style style) {
        AtomicInteger number = new AtomicInteger(1000);
        setup.credentials = new CredentialsProvider<>() {
            @Override
            public CopyBench.Key resolve() {
                return new CopyBench.Key(String.valueOf(number.get()), Optional.empty());
            }

            @Override
            public void invalidate(CopyBench.Key refused) {
                number.incrementAndGet();
            }
        };
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.otherwise(
                    request -> request.headers().first("X-Key").orElse("").equals("1000")
                            ? CopyBench.json(401, "")
                            : CopyBench.json(200, "{\"status\":\"DONE\",\"image\":\"i\"}"));

            assertThat(style.await(bench, operation, CopyBench.HOUR)).isEqualTo("i");
            assertThat(operation.lastPollError()).isEmpty();
            assertThat(bench.polls()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void polls_whenTheyHaveUsedUpTheirRetryBudget_leaveThatOfOtherCallsAlone(Style style) {
        setup.retryPolicy = RetryPolicy.standard();
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowAnswers(429, "");
            Throwable refused = null;
            for (int i = 0; i < 100; i++) {
                refused = catchThrowable(() -> style.poll(bench, operation));
            }
            assertThat(refused)
                    .isInstanceOf(ThrottledException.class)
                    .hasMessageContaining("the client's retry budget is used up");

            bench.transport.answer(429, "").answer(200, "{\"id\":\"op-2\"}");

            assertThat(style.start(bench, "another").id()).isEqualTo("op-2");
        }
    }

    @Test
    void token_ofAnOperation_holdsNeitherSecretNorAddress() {
        try (CopyBench bench = new CopyBench(setup)) {
            String token = bench.start().resumeToken().value();

            String json = new String(Base64.getUrlDecoder().decode(token.substring(3)), StandardCharsets.UTF_8);

            assertThat(json).contains("op-1").doesNotContain(CopyBench.SECRET, "copy.example", "http");
        }
    }

    @ParameterizedTest
    @EnumSource
    void failure_ofTheOperation_carriesTheTokenAndLeavesTheHandleUsable(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowAnswers(200, "{\"status\":\"ERROR\"}");

            Throwable failed = catchThrowable(() -> style.await(bench, operation, CopyBench.HOUR));

            assertThat(failed).isInstanceOfSatisfying(OperationFailedException.class, error -> {
                assertThat(error.operationId()).isEqualTo("op-1");
                assertThat(error.resumeToken()).contains(operation.resumeToken());
                assertThat(error.snapshot()).isEqualTo(operation.latest());
            });
            assertThat(bench.runtime
                            .<String>resume(operation.resumeToken(), List.of(bench.type))
                            .poll()
                            .state())
                    .isEqualTo(OperationState.FAILED);
        }
    }
}
