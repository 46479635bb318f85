package dev.imagecopy.verification.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.retry.Backoff;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.verification.schedules.ModelType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The smallest client there can be: one call of each repeatability, a token in a header, errors by HTTP status. It runs the
 * whole engine and the real transport without any provider's rules.
 */
final class Probe implements AutoCloseable {
    /** What a probe proves itself with. */
    record Token(Secret token, Optional<Instant> expiresAt) implements Credentials {
        Token(Secret token) {
            this(token, Optional.empty());
        }

        @Override
        public List<Secret> secrets() {
            return List.of(token);
        }
    }

    /** Settings under which repeats come at once. */
    static final RetryPolicy QUICK = RetryPolicy.standard()
            .withTransientBackoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)))
            .withThrottledBackoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)));

    /** Polls that come at once. */
    static final PollPolicy HASTY = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ofMillis(1))
            .minInterval(Duration.ofMillis(5))
            .maxInterval(Duration.ofMillis(5))
            .build();

    private static final ModelType COPIES = new ModelType(Repeatability.ONCE);

    private final ClientRuntime runtime;

    private Probe(ClientRuntime runtime) {
        this.runtime = runtime;
    }

    static Builder at(URI endpoint) {
        return new Builder().endpoint(endpoint).allowPlaintext();
    }

    /** In memory and on one thread: what is due on the clock happens where the clock is moved. */
    static Builder inMemory(HttpTransport transport, TimeSource time) {
        return new Builder()
                .endpoint(URI.create("https://probe.invalid"))
                .transport(transport)
                .timeSource(time)
                .callbackExecutor(Runnable::run);
    }

    /** An answer in memory. */
    static HttpResponse json(String body) {
        return new HttpResponse(200, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** One call that names the thing which the service made. */
    static ApiCall<String, String> call(Repeatability repeatability) {
        ApiCall.Builder<String> row = repeatability == Repeatability.SAFE
                ? ApiCall.get("look", "/things")
                : ApiCall.<String>of("make", "POST", "/things", repeatability)
                        .keyHeader("Idempotency-Key")
                        .json((name, json) -> json.put("name", name).put("secret", Watch.CANARY));
        return row.query("token", name -> Watch.CANARY)
                .returningJson((body, response) -> LenientJson.nonEmptyText(body.path("id"))
                        .orElseThrow(() -> new JsonFormatException("the response has no id")));
    }

    String send(Repeatability repeatability, Mode mode) throws Exception {
        return send(repeatability, mode, CallOptions.defaults());
    }

    String send(Repeatability repeatability, Mode mode, CallOptions options) throws Exception {
        if (mode == Mode.SYNC) {
            return runtime.execute(call(repeatability), "thing", options);
        }
        return Mode.join(runtime.executeAsync(call(repeatability), "thing", options));
    }

    /** Starts a copy, which must not be sent twice. */
    Operation<String> copy(Mode mode) throws Exception {
        return copy(mode, COPIES, "golden");
    }

    Operation<String> copy(Mode mode, OperationType<String, String> type, String name) throws Exception {
        return mode == Mode.SYNC
                ? runtime.start(type, name, CallOptions.defaults())
                : Mode.join(runtime.startAsync(type, name, CallOptions.defaults()));
    }

    Operation<String> resume(ResumeToken token) {
        return runtime.resume(token, List.of(COPIES));
    }

    /** Makes a call that must fail. */
    Throwable fail(Repeatability repeatability, Mode mode) {
        return fail(repeatability, mode, CallOptions.defaults());
    }

    Throwable fail(Repeatability repeatability, Mode mode, CallOptions options) {
        return Mode.failure(() -> send(repeatability, mode, options));
    }

    ClientRuntime runtime() {
        return runtime;
    }

    @Override
    public void close() {
        runtime.close();
    }

    /** Settings of a probe. */
    static final class Builder extends ClientBuilder<Builder> {
        private CredentialsProvider<Token> credentials = CredentialsProvider.of(new Token(Secret.of(Watch.CANARY)));

        @Override
        protected Builder self() {
            return this;
        }

        Builder credentials(CredentialsProvider<Token> source) {
            credentials = source;
            return this;
        }

        Probe build() {
            Checks checks = Checks.of("ProbeClient");
            setup().check(checks);
            checks.throwIfAny();
            URI endpoint = setup().endpoint().orElseThrow();
            return new Probe(setup().startRuntime(ProviderProfile.<Token>builder("ProbeClient", "probe")
                    .endpoints(route -> endpoint)
                    .credentials(credentials)
                    .signer((request, token, time) -> request.withHeaders(request.headers().toBuilder()
                            .set("X-Auth-Token", token.token().reveal())
                            .set("X-Date", time.toString())
                            .build()))
                    .errors(Probe::decode)
                    .build()));
        }
    }

    private static ServiceError decode(HttpResponse response, JsonNode body) {
        int status = response.status();
        String code = LenientJson.text(body.path("code"));
        ApiError error = new ApiError(status, code, LenientJson.text(body.path("message")), null, null, null, Map.of());
        Recovery recovery = recovery(status, code);
        return new ServiceError(error, recovery, exception(status));
    }

    private static Recovery recovery(int status, String code) {
        if (status == 401) {
            return Recovery.REFRESH_CREDENTIALS;
        }
        if (code.equals("ClockSkew")) {
            return Recovery.CORRECT_CLOCK;
        }
        if (status == 429) {
            return Recovery.THROTTLED;
        }
        return status >= 500 || status == 408 ? Recovery.TRANSIENT : Recovery.NONE;
    }

    private static BiFunction<ApiError, ErrorContext, ? extends ApiException> exception(int status) {
        return switch (status) {
            case 400 -> InvalidRequestException::new;
            case 401 -> AuthenticationException::new;
            case 403 -> PermissionDeniedException::new;
            case 404 -> NotFoundException::new;
            case 429 -> ThrottledException::new;
            default -> status >= 500 ? ServerErrorException::new : ApiException::new;
        };
    }
}
