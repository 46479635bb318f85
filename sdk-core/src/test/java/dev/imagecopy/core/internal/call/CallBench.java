package dev.imagecopy.core.internal.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.client.TestSettings;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.event.CallStarted;
import dev.imagecopy.core.event.CredentialsRefreshed;
import dev.imagecopy.core.event.RetryDecided;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.CallInterceptor;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.internal.ClockOffset;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.internal.Lifecycle;
import dev.imagecopy.core.internal.operation.DefaultRuntimeStarter;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Endpoints;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** Single calls to a made-up service, blocking or not, in manual time. Set the fields before the first call. */
final class CallBench implements AutoCloseable {
    /** How a call is made; every promise holds for both. */
    enum Mode {
        SYNC,
        ASYNC
    }

    static final Duration STEP = Duration.ofMillis(100);

    final ManualTimeSource time = new ManualTimeSource();
    final FakeTransport transport = new FakeTransport(time);
    final Listener heard = new Listener();
    final RetryBudget budget = new RetryBudget();
    final AtomicInteger signatures = new AtomicInteger();
    TimeSource clock = time;
    HttpTransport over = transport;
    Endpoints endpoints = route -> URI.create("https://service.test/base");
    ErrorDecoder errors = new Errors();
    CredentialsProvider<Token> credentials = CredentialsProvider.of(new Token("test-token-1"));
    SdkListener listener = heard;
    List<CallInterceptor> interceptors = List.of();
    Optional<RateLimiter> rateLimiter = Optional.empty();
    RetryPolicy retryPolicy = RetryPolicy.standard();
    Duration callTimeout = Duration.ofMinutes(2);
    double random = 0.5;
    String account = "";
    String userAgentSuffix = "";
    private ClientContext<Token> context;
    private DefaultCallExecutor<Token> executor;

    record Token(String value) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of(Secret.of(value));
        }
    }

    static ApiCall<String, String> call(Repeatability repeatability) {
        return row(repeatability).returningJson((body, response) -> LenientJson.nonEmptyText(body.path("id"))
                .orElseThrow(() -> new dev.imagecopy.core.json.JsonFormatException("id is missing")));
    }

    static ApiCall.Builder<String> row(Repeatability repeatability) {
        return ApiCall.<String>of("copyImage", "POST", "/v1/images/{image}/copy", repeatability)
                .pathId("image", image -> image)
                .query("secret-query", image -> "q")
                .json((image, json) -> json.put("name", "n"));
    }

    DefaultCallExecutor<Token> executor() {
        if (executor == null) {
            executor = new DefaultCallExecutor<>(context(), budget);
        }
        return executor;
    }

    ClockOffset clockOffset() {
        return context().clockOffset();
    }

    Lifecycle lifecycle() {
        return context().lifecycle();
    }

    ClientContext<Token> context() {
        if (context == null) {
            context = newContext();
        }
        return context;
    }

    private ClientContext<Token> newContext() {
        TestSettings settings = new TestSettings()
                .transport(over)
                .callTimeout(callTimeout)
                .retryPolicy(retryPolicy)
                .listener(listener)
                .callbackExecutor(Runnable::run)
                .userAgentSuffix(userAgentSuffix)
                .timeSource(clock);
        rateLimiter.ifPresent(settings::rateLimiter);
        interceptors.forEach(settings::addInterceptor);
        ProviderProfile<Token> profile = ProviderProfile.<Token>builder("TestClient", "test")
                .endpoints(endpoints)
                .credentials(credentials)
                .signer(new Signer())
                .attemptHeaders(headers -> headers.set("X-Attempt-Id", "a"))
                .errors(errors)
                .account(account)
                .build();
        return DefaultRuntimeStarter.of(settings.settings(), generator()).towards(profile);
    }

    private final class Signer implements RequestSigner<Token> {
        @Override
        public HttpRequest sign(HttpRequest request, Token token, Instant at) {
            return request.withHeaders(request.headers().toBuilder()
                    .set("X-Auth-Token", token.value())
                    .set("X-Date", at.toString())
                    .set("X-Nonce", "nonce-" + signatures.incrementAndGet())
                    .build());
        }

        @Override
        public boolean owns(String name) {
            return Set.of("x-auth-token", "x-date", "x-nonce").contains(name);
        }
    }

    private RandomGenerator generator() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return random;
            }
        };
    }

    <T> T make(Mode mode, ApiCall<String, T> call) {
        return make(mode, call, CallOptions.defaults());
    }

    <T> T make(Mode mode, ApiCall<String, T> call, CallOptions options) {
        if (mode == Mode.SYNC) {
            return executor().execute(call, "img-1", options);
        }
        CompletableFuture<T> future = start(call, options);
        while (!future.isDone() && time.advanceToNextTask()) {
            // time passes until the call ends
        }
        if (!future.isDone()) {
            throw new AssertionError("the future hangs and no task is pending");
        }
        return Futures.completed(future);
    }

    <T> CompletableFuture<T> start(ApiCall<String, T> call, CallOptions options) {
        return executor().executeAsync(call, "img-1", options);
    }

    /** When each attempt went out, in milliseconds since the start, if answers take no time. */
    List<Long> pauses() {
        return heard.retries.stream().map(event -> event.delay().toMillis()).toList();
    }

    List<String> sentHeaders(String name) {
        return transport.requests().stream()
                .map(request -> request.headers().first(name).orElse("-"))
                .toList();
    }

    CallBench lose(int times) {
        for (int i = 0; i < times; i++) {
            transport.fail(lost());
        }
        return this;
    }

    static TransportException lost() {
        return new TransportException(
                "connection reset",
                SendPhase.MAYBE_SENT,
                ErrorContext.none(true),
                new SocketException("Connection reset"));
    }

    static TransportException unsent() {
        return new TransportException(
                "connection refused", SendPhase.NOT_SENT, ErrorContext.none(true), new SocketException("refused"));
    }

    static HttpResponse response(int status, String body, String... namesAndValues) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.addReceived(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new HttpResponse(status, headers.build(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        lifecycle().close();
    }

    /** Hears everything. */
    static final class Listener implements SdkListener {
        final List<CallStarted> started = new CopyOnWriteArrayList<>();
        final List<AttemptFinished> attempts = new CopyOnWriteArrayList<>();
        final List<RetryDecided> retries = new CopyOnWriteArrayList<>();
        final List<CallFinished> finished = new CopyOnWriteArrayList<>();
        final List<CredentialsRefreshed> refreshes = new CopyOnWriteArrayList<>();
        Runnable onRetry = () -> {};

        @Override
        public void callStarted(CallStarted event) {
            started.add(event);
        }

        @Override
        public void attemptFinished(AttemptFinished event) {
            attempts.add(event);
        }

        @Override
        public void retryDecided(RetryDecided event) {
            retries.add(event);
            onRetry.run();
        }

        @Override
        public void callFinished(CallFinished event) {
            finished.add(event);
        }

        @Override
        public void credentialsRefreshed(CredentialsRefreshed event) {
            refreshes.add(event);
        }
    }

    /** Credentials that change when they are refused. */
    static final class Rotating implements CredentialsProvider<Token> {
        final List<Token> refused = new ArrayList<>();
        private int number = 1;

        @Override
        public Token resolve() {
            return new Token("test-token-" + number);
        }

        @Override
        public void invalidate(Token token) {
            refused.add(token);
            if (token.equals(resolve())) {
                number++;
            }
        }
    }

    /** The service's error table: a {@code recovery} in the body wins, the status says the rest. */
    static class Errors implements ErrorDecoder {
        @Override
        public boolean isError(HttpResponse response, JsonNode body) {
            return !response.isSuccessful() || LenientJson.isPresent(body.path("code"));
        }

        @Override
        public ServiceError decode(HttpResponse response, JsonNode body) {
            int status = response.status();
            Recovery recovery = LenientJson.scalar(body.path("recovery"))
                    .map(Recovery::valueOf)
                    .orElse(recovery(status));
            Duration hint = LenientJson.asLong(body.path("hintMillis")).isPresent()
                    ? Duration.ofMillis(
                            LenientJson.asLong(body.path("hintMillis")).getAsLong())
                    : null;
            ApiError error = new ApiError(
                    status,
                    LenientJson.text(body.path("code")),
                    LenientJson.text(body.path("message")),
                    response.headers().first("X-Request-Id").orElse(null),
                    hint,
                    null,
                    LenientJson.isPresent(body.path("host"))
                            ? Map.of("HostId", LenientJson.text(body.path("host")))
                            : Map.of());
            ServiceError refusal = new ServiceError(error, recovery, exception(status));
            long window = LenientJson.asLong(body.path("windowSeconds")).orElse(0);
            return window == 0 ? refusal : refusal.withThrottleWindow(Duration.ofSeconds(window));
        }

        @Override
        public List<String> retryAfterMillisHeaders() {
            return List.of("x-ms-retry-after-ms", "x-acs-retry-after");
        }

        private static Recovery recovery(int status) {
            return switch (status) {
                case 401 -> Recovery.REFRESH_CREDENTIALS;
                case 429 -> Recovery.THROTTLED;
                default -> status >= 500 ? Recovery.TRANSIENT : Recovery.NONE;
            };
        }

        private static BiFunction<ApiError, ErrorContext, ApiException> exception(int status) {
            return switch (status) {
                case 401 -> AuthenticationException::new;
                case 403 -> PermissionDeniedException::new;
                case 404 -> NotFoundException::new;
                case 409 -> ConflictException::new;
                case 429 -> ThrottledException::new;
                default -> status >= 500 ? ServerErrorException::new : InvalidRequestException::new;
            };
        }
    }
}
