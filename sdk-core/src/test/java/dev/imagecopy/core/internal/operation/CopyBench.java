package dev.imagecopy.core.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.client.TestSettings;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.CallInterceptor;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RuntimeStarter;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assertions;

/**
 * The whole engine of a small made-up service, on manual time and a scripted transport. Every random number is one half, so
 * intervals have no jitter; callbacks run on the thread that causes them; a call has one attempt.
 */
final class CopyBench implements AutoCloseable {
    static final RandomGenerator ONE_HALF = () -> Long.MIN_VALUE;
    static final String SECRET = "canary-5f1c9a";
    static final Duration HOUR = Duration.ofHours(1);

    final ManualTimeSource time;
    final FakeTransport transport;
    final CopyType type = new CopyType();
    final RuntimeStarter starter;
    final ClientRuntime runtime;
    private final Setup setup;

    CopyBench() {
        this(new Setup());
    }

    CopyBench(Setup setup) {
        this.setup = setup;
        time = setup.manual;
        transport = new FakeTransport(setup.time == null ? time : setup.time);
        starter = setup.prepare(setup.transport == null ? transport : setup.transport);
        runtime = starter.start(profile(setup.credentials));
    }

    /** What a test may change about the engine. */
    static final class Setup {
        final ManualTimeSource manual = new ManualTimeSource();
        TimeSource time;
        HttpTransport transport;
        PollPolicy pollPolicy = PollPolicy.standard();
        RetryPolicy retryPolicy = RetryPolicy.none();
        SdkListener listener = SdkListener.NONE;
        Optional<Executor> callbacks = Optional.of(Runnable::run);
        RandomGenerator random = ONE_HALF;
        CredentialsProvider<Key> credentials = CredentialsProvider.of(new Key(SECRET, Optional.empty()));
        List<CallInterceptor> interceptors = List.of();
        boolean closesTime;
        Optional<OperationStore> store = Optional.empty();

        RuntimeStarter prepare(HttpTransport over) {
            TestSettings settings = new TestSettings()
                    .transport(over)
                    .retryPolicy(retryPolicy)
                    .pollPolicy(pollPolicy)
                    .listener(listener)
                    .timeSource(time == null ? manual : time);
            callbacks.ifPresent(settings::callbackExecutor);
            store.ifPresent(settings::operationStore);
            interceptors.forEach(settings::addInterceptor);
            return DefaultRuntimeStarter.of(settings.settings(), random);
        }
    }

    /** Starts a copy that the service accepts under the id {@code op-1}. */
    Operation<String> start() {
        transport.answer(200, "{\"id\":\"op-1\"}");
        Operation<String> operation = runtime.start(type, "golden", CallOptions.defaults());
        transport.otherwise(request -> json(200, "{\"status\":\"RUNNING\"}"));
        return operation;
    }

    /** Counts the polls so far. */
    long polls() {
        return transport.requests().stream()
                .filter(request -> request.method().equals("GET")
                        && request.uri().getPath().startsWith("/copies/"))
                .count();
    }

    void nowAnswers(int status, String body) {
        transport.otherwise(request -> json(status, body));
    }

    void nowSucceeds() {
        nowAnswers(200, "{\"status\":\"DONE\",\"image\":\"img-1\"}");
    }

    @Override
    public void close() {
        runtime.close();
        if (setup.closesTime) {
            setup.time.close();
        }
        Assertions.assertEquals(List.of(), time.taskFailures(), "what timer tasks threw");
        Assertions.assertEquals(0, transport.open(), "open exchanges");
    }

    static HttpResponse json(int status, String body) {
        return new HttpResponse(
                status,
                HttpHeaders.builder().add("Content-Type", "application/json").build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    static TransportException lost() {
        return new TransportException("connection reset", SendPhase.MAYBE_SENT, ErrorContext.none(true), null);
    }

    static TransportException unsent() {
        return new TransportException("connection refused", SendPhase.NOT_SENT, ErrorContext.none(true), null);
    }

    /** What a future that is done failed with. */
    static Throwable failure(CompletableFuture<?> future) {
        Assertions.assertTrue(future.isDone(), "the future is not done");
        return Assertions.assertThrows(CompletionException.class, future::join).getCause();
    }

    private static ProviderProfile<Key> profile(CredentialsProvider<Key> credentials) {
        return ProviderProfile.<Key>builder("CopyClient", "made-up")
                .endpoints(route -> URI.create("https://copy.example"))
                .credentials(credentials)
                .signer((request, key, now) -> request.withHeaders(
                        request.headers().toBuilder().set("X-Key", key.value()).build()))
                .errors(new Errors())
                .build();
    }

    record Key(String value, Optional<Instant> expiresAt) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of(Secret.of(value));
        }
    }

    private static final class Errors implements ErrorDecoder {
        @Override
        public ServiceError decode(HttpResponse response, JsonNode body) {
            return switch (response.status()) {
                case 401 -> error(response, Recovery.REFRESH_CREDENTIALS, AuthenticationException::new);
                case 403 -> error(response, Recovery.NONE, PermissionDeniedException::new);
                case 404 -> error(response, Recovery.NONE, NotFoundException::new);
                case 429 -> error(response, Recovery.THROTTLED, ThrottledException::new);
                default -> error(response, Recovery.TRANSIENT, ServerErrorException::new);
            };
        }

        private static ServiceError error(
                HttpResponse response, Recovery recovery, BiFunction<ApiError, ErrorContext, ApiException> exception) {
            return new ServiceError(
                    new ApiError(response.status(), "Code" + response.status(), "no", null, null, null, Map.of()),
                    recovery,
                    exception);
        }
    }
}
