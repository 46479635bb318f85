package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ForwardingTimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When services that issue credentials are asked again: not sooner than they want, nor after the last call that waits for them. */
@Timeout(60)
class TokenServicePausesTest {
    private static final ApiCall<String, String> ISSUE =
            ApiCall.<String>get("issue", "/issue").route(unused -> "").returning(response -> response.bodyAsText());
    private static final ApiCall<String, String> USE =
            ApiCall.<String>get("use", "/use").route(unused -> "").returning(response -> response.bodyAsText());
    private static final CallOptions SEVERAL = CallOptions.defaults();
    private static final CallOptions ONE =
            CallOptions.builder().retryPolicy(RetryPolicy.none()).build();

    private record Key(String name) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of(Secret.of(name));
        }
    }

    /** The time, in which something else happens during each pause of a thread. */
    private final class Pauses extends ForwardingTimeSource {
        Pauses() {
            super(time);
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            whilePausing.run();
            super.sleep(duration);
        }
    }

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);
    private final ClientConnection<Key> connection = Connections.over(transport, new Pauses());
    private final List<Long> askedAt = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> fetchEnded = new CompletableFuture<>();
    private final CompletableFuture<CompletableFuture<String>> made = new CompletableFuture<>();
    private Runnable whilePausing = () -> {};

    private CallExecutor callsWith(CallOptions ofSource) {
        CredentialsSource<Key> source = among -> {
            CallExecutor calls = among.signedBy(CredentialsProvider.of(new Key("first")));
            return () -> {
                try {
                    return new Key(calls.execute(ISSUE, "", ofSource));
                } finally {
                    fetchEnded.complete("");
                }
            };
        };
        return connection.signedBy(source.cached().connect(connection));
    }

    private void refuse(int status, String header, String value) {
        HttpHeaders headers = HttpHeaders.builder().set(header, value).build();
        transport.otherwise(request -> {
            askedAt.add(Duration.between(ManualTimeSource.START, time.now()).toMillis());
            return new HttpResponse(status, headers, new byte[0]);
        });
    }

    private static CallOptions within(int seconds) {
        return CallOptions.builder().callTimeout(Duration.ofSeconds(seconds)).build();
    }

    private Throwable failure(CallExecutor calls, CallOptions options, boolean async) {
        return async
                ? ended(
                        calls.executeAsync(USE, "", options),
                        options.callTimeout().orElseThrow().dividedBy(2))
                : catchThrowable(() -> calls.execute(USE, "", options));
    }

    /** Lets pauses pass, but not deadlines: other threads are at work. */
    private Throwable ended(CompletableFuture<?> call, Duration longest) {
        while (!call.isDone()) {
            boolean pauses = time.nextTaskIn()
                    .filter(next -> next.compareTo(longest) < 0)
                    .isPresent();
            if (!pauses || !time.advanceToNextTask()) {
                Thread.onSpinWait();
            }
        }
        return catchThrowable(call::join).getCause();
    }

    @ParameterizedTest
    @CsvSource({"503, false", "503, true", "429, false", "429, true"})
    void service_thatAsksForMoreTimeThanACallHasLeft_isNotAskedAgain(int status, boolean async) {
        refuse(status, "Retry-After", "3");

        Throwable failure = failure(callsWith(SEVERAL), within(6), async);
        time.advance(Duration.ofMinutes(1));

        assertThat(failure).isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                .isTrue());
        assertThat(askedAt).containsExactly(0L, 3000L);
    }

    @ParameterizedTest
    @CsvSource({"503, false", "503, true", "429, false", "429, true"})
    void service_whoseRequestsAreNotRepeatedByTheirSource_isAskedAgainWhenItWants(int status, boolean async) {
        refuse(status, "Retry-After", "2");

        assertThat(failure(callsWith(ONE), within(60), async)).isInstanceOf(CredentialsException.class);

        assertThat(askedAt).hasSize(4);
        for (int i = 1; i < askedAt.size(); i++) {
            assertThat(askedAt.get(i) - askedAt.get(i - 1)).isGreaterThanOrEqualTo(2000);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void service_thatCountsCallsByTheMinute_isNotAskedAgainInTheSameMinute(boolean async) {
        refuse(429, "Window", "1");

        for (CallOptions ofSource : List.of(SEVERAL, ONE)) {
            askedAt.clear();

            Throwable failure = failure(callsWith(ofSource), within(20), async);

            assertThat(failure)
                    .isInstanceOf(CredentialsException.class)
                    .message()
                    .doesNotContain("the service asks")
                    .containsPattern("the next attempt is due in [0-9]+ ms, but only");
            assertThat(askedAt).hasSize(1);
        }
    }

    @Test
    void service_thatFailsSlowly_isNotAskedAfterTheCallHasEnded() {
        for (int i = 0; i < 8; i++) {
            transport.answerAfter(Duration.ofSeconds(3), new HttpResponse(503, HttpHeaders.empty(), new byte[0]));
        }

        assertThat(failure(callsWith(SEVERAL), within(5), false)).isNotNull();

        assertThat(transport.requests()).hasSize(2);
    }

    @Test
    void fetch_thatACallWithMoreTimeJoins_goesOnForIt() {
        CallExecutor calls = callsWith(SEVERAL);
        refuse(503, "Retry-After", "3");
        List<CompletableFuture<String>> joined = new CopyOnWriteArrayList<>();
        transport.answerWith(request -> {
            joined.add(calls.executeAsync(USE, "", within(300)));
            askedAt.add(0L);
            return new HttpResponse(503, HttpHeaders.empty(), new byte[0]);
        });

        CompletableFuture<String> first = calls.executeAsync(USE, "", within(5));
        assertThat(ended(first, Duration.ofMillis(2900))).isNotNull();
        assertThat(ended(joined.get(0), Duration.ofSeconds(30))).isInstanceOf(CredentialsException.class);

        assertThat(askedAt).hasSize(4);
    }

    @Test
    void fetch_whoseOnlyCallIsCancelledDuringARequest_asksNoMore() {
        CallExecutor calls = callsWith(SEVERAL);
        refuse(503, "Retry-After", "3");
        transport.answerWith(request -> {
            made.join().cancel(true);
            return new HttpResponse(503, HttpHeaders.empty(), new byte[0]);
        });

        made.complete(calls.executeAsync(USE, "", within(300)));
        fetchEnded.join();

        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void fetch_whoseOnlyCallIsCancelledDuringAPause_asksNoMore() {
        CallExecutor calls = callsWith(SEVERAL);
        refuse(503, "Retry-After", "3");
        whilePausing = () -> made.join().cancel(true);

        made.complete(calls.executeAsync(USE, "", within(300)));
        fetchEnded.join();

        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void fetch_whoseCallWithMoreTimeIsCancelled_goesOnForTheOther() {
        CallExecutor calls = callsWith(SEVERAL);
        refuse(503, "Retry-After", "3");
        transport.answerWith(request -> {
            CompletableFuture<String> other = calls.executeAsync(USE, "", within(5));
            assertThat(other).isNotDone();
            made.join().cancel(true);
            return new HttpResponse(
                    503, HttpHeaders.builder().set("Retry-After", "2").build(), new byte[0]);
        });

        made.complete(calls.executeAsync(USE, "", within(300)));
        fetchEnded.join();

        assertThat(askedAt).containsExactly(2000L);
    }
}
