package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.CredentialsSource.NamedSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often services that issue credentials are asked while they fail, however many sources and calls are in between. */
class SourceAttemptsTest {
    private static final ApiCall<String, String> ISSUE =
            ApiCall.<String>get("issue", "/issue").route(unused -> "").returning(response -> response.bodyAsText());
    private static final ApiCall<String, String> USE =
            ApiCall.<String>get("use", "/use").route(unused -> "").returning(response -> response.bodyAsText());

    private record Key(String name) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of(Secret.of(name));
        }
    }

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);
    private final ClientConnection<Key> connection = Connections.over(transport, time);

    private CredentialsSource<Key> issuedWith(CredentialsSource<Key> base) {
        return among -> {
            CallExecutor calls = among.signedBy(base.connect(among));
            return () -> new Key(calls.execute(ISSUE, "", CallOptions.defaults()));
        };
    }

    private CredentialsSource<Key> issuedTo(int sources) {
        CredentialsSource<Key> source = CredentialsSource.of(new Key("first"));
        for (int i = 0; i < sources; i++) {
            source = issuedWith(source).cached();
        }
        return CredentialsSource.chain(List.of(
                new NamedSource<>("absent", absent -> () -> {
                    throw CredentialsException.absent("nobody", true);
                }),
                new NamedSource<>("issued", source)));
    }

    @ParameterizedTest
    @CsvSource({"1, 503", "1, 429", "2, 503", "3, 503"})
    void service_thatKeepsFailing_isAskedAsOftenAsACallHasAttempts(int sources, int status) {
        transport.otherwise(request -> new HttpResponse(status, HttpHeaders.empty(), new byte[0]));
        CallExecutor calls = connection.signedBy(issuedTo(sources).connect(connection));

        assertThatThrownBy(() -> calls.execute(USE, "", CallOptions.defaults()))
                .isInstanceOfSatisfying(CredentialsException.class, e -> {
                    assertThat(e.retryable()).isTrue();
                    assertThat(e.attempts()).isZero();
                });

        assertThat(transport.requests())
                .hasSize(4)
                .allMatch(request -> request.uri().getPath().equals("/issue"));
    }

    @Timeout(60)
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void service_thatKeepsFailing_isAskedAsOftenByACallThatDoesNotBlock(int sources) {
        transport.otherwise(request -> new HttpResponse(503, HttpHeaders.empty(), new byte[0]));
        CredentialsProvider<Key> source = issuedTo(sources).connect(connection);
        var call = connection.signedBy(source).executeAsync(USE, "", CallOptions.defaults());
        while (!call.isDone()) {
            boolean pauses =
                    time.nextTaskIn().filter(next -> next.toSeconds() < 30).isPresent();
            if (!pauses || !time.advanceToNextTask()) {
                Thread.onSpinWait();
            }
        }

        assertThatThrownBy(call::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CredentialsException.class);
        assertThat(transport.requests()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void service_thatFailsForAMoment_issuesTheCredentials(int failures) {
        for (int i = 0; i < failures; i++) {
            transport.answer(503, "");
        }
        transport.answer(200, "key").answer(200, "used");
        CallExecutor calls = connection.signedBy(issuedTo(1).connect(connection));

        assertThat(calls.execute(USE, "", CallOptions.defaults())).isEqualTo("used");
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "2, 4", "6, 6"})
    void attemptsOfTheSource_countAmongThoseOfTheCall(int attempts, int asked) {
        transport.otherwise(request -> new HttpResponse(503, HttpHeaders.empty(), new byte[0]));
        CallExecutor calls = connection.signedBy(issuedTo(1).connect(connection));
        CallOptions options = CallOptions.builder()
                .retryPolicy(RetryPolicy.standard().withMaxAttempts(attempts))
                .build();

        assertThatThrownBy(() -> calls.execute(USE, "", options)).isInstanceOf(CredentialsException.class);

        assertThat(transport.requests()).hasSize(asked);
    }

    /** Between a call and the service that issues its credentials may be a provider of the application's. */
    @Timeout(60)
    @ParameterizedTest
    @CsvSource({"false, 503", "false, 429", "true, 503", "true, 429"})
    void service_thatTheApplicationsProviderAsks_isNotAskedAfterTheCallHasEnded(boolean async, int status) {
        List<Duration> askedAt = new CopyOnWriteArrayList<>();
        long begin = time.nanoTime();
        transport.otherwise(request -> {
            askedAt.add(Duration.ofNanos(time.nanoTime() - begin));
            time.sleepThrough(Duration.ofMillis(1200));
            return new HttpResponse(status, HttpHeaders.empty(), new byte[0]);
        });
        CredentialsProvider<Key> issued = issuedTo(1).connect(connection);
        CompletableFuture<Boolean> wasAsked = new CompletableFuture<>();
        CredentialsProvider<Key> applications = () -> {
            try {
                return issued.resolve();
            } finally {
                wasAsked.complete(true);
            }
        };
        CallExecutor calls =
                connection.signedBy(CredentialsSource.from(applications).connect(connection));
        CallOptions options =
                CallOptions.builder().callTimeout(Duration.ofSeconds(2)).build();

        var call = async
                ? calls.executeAsync(USE, "", options)
                : CompletableFuture.supplyAsync(() -> calls.execute(USE, "", options));
        while (!call.isDone() || !wasAsked.isDone()) {
            boolean pauses =
                    time.nextTaskIn().filter(next -> next.toSeconds() < 30).isPresent();
            if (!pauses || !time.advanceToNextTask()) {
                Thread.onSpinWait();
            }
        }

        assertThat(askedAt).isNotEmpty().allMatch(at -> at.compareTo(Duration.ofSeconds(2)) < 0);
    }
}
