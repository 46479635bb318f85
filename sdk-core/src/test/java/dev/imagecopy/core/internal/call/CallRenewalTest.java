package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.internal.call.CallBench.Token;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.SendOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls whose credentials are fetched again when their turn in the transport's queue comes. */
class CallRenewalTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);

    private final CallBench bench = new CallBench();
    private final List<Duration> waits = new ArrayList<>();
    private final List<Duration> granted = new ArrayList<>();
    private final List<HttpRequest> sent = new ArrayList<>();

    private static SendOrder.Turn turnOf(HttpRequest request) {
        return Objects.requireNonNull(SendOrder.of(request).turnOrNull());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void copy_whenCredentialsAreGoneAtItsTurn_failsWithoutAnythingSent(Mode mode) {
        List<CompletableFuture<Token>> answers = new ArrayList<>(List.of(
                CompletableFuture.completedFuture(new Token("test-token-1")),
                CompletableFuture.failedFuture(new CredentialsException("none", ErrorContext.none(false), null))));
        bench.credentials = answering(answers);
        bench.transport.answerWith(request -> renewedInVain(request));

        assertThatThrownBy(() -> bench.make(mode, COPY)).isInstanceOf(CredentialsException.class);
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void copy_whenASourceBreaksAtItsTurn_failsWithWhatItThrew(Mode mode) {
        IllegalStateException bug = new IllegalStateException("bug");
        List<CompletableFuture<Token>> answers = new ArrayList<>(List.of(
                CompletableFuture.completedFuture(new Token("test-token-1")), CompletableFuture.failedFuture(bug)));
        bench.credentials = answering(answers);
        bench.transport.answerWith(request -> renewedInVain(request));

        assertThatThrownBy(() -> bench.make(mode, COPY)).isSameAs(bug);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whoseCredentialsTakeTimeAtItsTurn_losesThatTimeButNotTheNextWait(Mode mode) {
        bench.callTimeout = Duration.ofSeconds(10);
        bench.credentials = () -> {
            bench.time.advance(waits.isEmpty() ? Duration.ZERO : Duration.ofSeconds(4));
            return new Token("test-token-1");
        };
        bench.transport.answerWith(request -> {
            SendOrder.Turn turn = turnOf(request);
            waits.add(turn.longestWait());
            bench.time.advance(HOUR);
            sent.add(turn.renewed(request).join());
            bench.time.advance(HOUR);
            granted.add(turn.comes());
            return CallBench.response(200, OK);
        });

        bench.make(mode, READ);

        assertThat(granted).containsExactly(Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void copy_whoseCredentialsTakeTooLongAtItsTurn_failsWithoutAnythingSent(Mode mode) {
        CompletableFuture<Token> never = new CompletableFuture<>();
        bench.callTimeout = Duration.ofSeconds(10);
        bench.credentials = answering(
                new ArrayList<>(List.of(CompletableFuture.completedFuture(new Token("test-token-1")), never)));
        bench.transport.answerWith(request -> {
            SendOrder.Turn turn = turnOf(request);
            waits.add(turn.longestWait());
            bench.time.advance(HOUR);
            CompletableFuture<HttpRequest> renewed = turn.renewed(request);
            bench.time.advance(Duration.ofSeconds(10));
            assertThat(renewed).isCompletedExceptionally();
            throw (RuntimeException)
                    Objects.requireNonNull(catchThrowable(renewed::join)).getCause();
        });

        assertThatThrownBy(() -> bench.make(mode, COPY)).isInstanceOf(DeadlineExceededException.class);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void copy_whoseTurnDoesNotComeInTime_saysThatItWaitedForAPlace(Mode mode) {
        bench.transport.answerWith(request -> {
            bench.time.advance(turnOf(request).longestWait());
            throw new DeadlineExceededException("no place became free", ErrorContext.none(true), null);
        });

        assertThatThrownBy(() -> bench.make(
                        mode,
                        COPY,
                        CallOptions.builder()
                                .callTimeout(Duration.ofSeconds(100))
                                .build()))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("copyImage failed: no place became free [")
                .hasNoCause();
        assertThat(bench.transport.requests()).hasSize(1);
    }

    private static CredentialsProvider<Token> answering(List<CompletableFuture<Token>> answers) {
        return new CredentialsProvider<>() {
            @Override
            public Token resolve() {
                return resolveAsync().join();
            }

            @Override
            public CompletableFuture<Token> resolveAsync() {
                return answers.remove(0);
            }
        };
    }

    private HttpResponse renewedInVain(HttpRequest request) {
        SendOrder.Turn turn = turnOf(request);
        waits.add(turn.longestWait());
        bench.time.advance(HOUR);
        try {
            sent.add(turn.renewed(request).join());
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
        throw new AssertionError("renewed");
    }
}
