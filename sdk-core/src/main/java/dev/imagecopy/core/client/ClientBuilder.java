package dev.imagecopy.core.client;

import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.CallInterceptor;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.internal.EngineSettings;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ClientSetup;
import dev.imagecopy.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all clients have. A provider's builder adds its own and a {@code build()} that validates everything,
 * names all violations at once and does no I/O.
 *
 * <p>What is handed to a builder (transport, time source, executor, limiter) stays the caller's: closing the client does not
 * close it. What is not handed over the client makes, and closes, itself. Every method refuses null with a
 * {@code NullPointerException} that names the setting. Not safe for use by several threads.
 *
 * @param <B> the provider's builder
 */
public abstract class ClientBuilder<B extends ClientBuilder<B>> {
    private @Nullable URI endpoint;
    private @Nullable HttpTransport transport;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration attemptTimeout = Duration.ofSeconds(30);
    private Duration callTimeout = Duration.ofMinutes(2);
    private RetryPolicy retryPolicy = RetryPolicy.standard();
    private PollPolicy pollPolicy = PollPolicy.standard();
    private @Nullable RateLimiter rateLimiter;
    private SdkListener listener = SdkListener.NONE;
    private final List<CallInterceptor> interceptors = new ArrayList<>();
    private @Nullable Executor callbackExecutor;
    private @Nullable TimeSource timeSource;
    private String userAgentSuffix = "";
    private @Nullable Secret resumeTokenKey;
    private boolean plaintextAllowed;

    /** For provider builders. */
    protected ClientBuilder() {}

    /** {@return this builder} */
    protected abstract B self();

    /**
     * Sends every call to one address instead of the provider's own ones, for example a simulator or a private gateway.
     *
     * @param base an absolute https address without user info, query, fragment or dot segments; http only for loopback, or
     *     after {@link #allowPlaintext()}
     * @return this builder
     */
    public B endpoint(URI base) {
        endpoint = Objects.requireNonNull(base, "endpoint");
        return self();
    }

    /**
     * Sends calls through a transport of the caller's, which stays the caller's to close.
     *
     * @param value default: an OkHttp transport of the client's own
     * @return this builder
     */
    public B transport(HttpTransport value) {
        transport = Objects.requireNonNull(value, "transport");
        return self();
    }

    /**
     * Limits connecting (name resolution, TCP and TLS) of the client's own transport.
     *
     * @param timeout 1 ms to 24 days; default 5 s
     * @return this builder
     */
    public B connectTimeout(Duration timeout) {
        connectTimeout = Objects.requireNonNull(timeout, "connectTimeout");
        return self();
    }

    /**
     * Limits each attempt of a call. It is clipped to what is left of the call timeout.
     *
     * @param timeout positive; default 30 s
     * @return this builder
     */
    public B attemptTimeout(Duration timeout) {
        attemptTimeout = Objects.requireNonNull(timeout, "attemptTimeout");
        return self();
    }

    /**
     * Limits each call, with its retries and the waits between them.
     *
     * @param timeout positive; default 2 minutes
     * @return this builder
     */
    public B callTimeout(Duration timeout) {
        callTimeout = Objects.requireNonNull(timeout, "callTimeout");
        return self();
    }

    /**
     * Sets how often and how patiently calls are repeated.
     *
     * @param policy default: {@link RetryPolicy#standard()}
     * @return this builder
     */
    public B retryPolicy(RetryPolicy policy) {
        retryPolicy = Objects.requireNonNull(policy, "retryPolicy");
        return self();
    }

    /**
     * Sets when waits ask the service.
     *
     * @param policy default: {@link PollPolicy#standard()}
     * @return this builder
     */
    public B pollPolicy(PollPolicy policy) {
        pollPolicy = Objects.requireNonNull(policy, "pollPolicy");
        return self();
    }

    /**
     * Limits the rate of calls on this side. Hand one object to all clients of an account.
     *
     * @param limiter default: no limit
     * @return this builder
     */
    public B rateLimiter(RateLimiter limiter) {
        rateLimiter = Objects.requireNonNull(limiter, "rateLimiter");
        return self();
    }

    /**
     * Observes the client.
     *
     * @param value default: nobody
     * @return this builder
     */
    public B listener(SdkListener value) {
        listener = Objects.requireNonNull(value, "listener");
        return self();
    }

    /**
     * Adds a hook that may add headers to each attempt. Hooks run in the order in which they were added.
     *
     * @param interceptor the hook
     * @return this builder
     */
    public B addInterceptor(CallInterceptor interceptor) {
        interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
        return self();
    }

    /**
     * Runs progress listeners and completes futures on an executor of the caller's, which stays the caller's to close. What
     * it runs may block and may call the client; an executor that refuses or throws leaves no future incomplete.
     *
     * @param executor default: daemon threads of the client's own, at most 64 for futures and 256 for listeners, started when
     *     needed
     * @return this builder
     */
    public B callbackExecutor(Executor executor) {
        callbackExecutor = Objects.requireNonNull(executor, "callbackExecutor");
        return self();
    }

    /**
     * Signs resume tokens. A copy whose reply was lost may be sent again from a token that carries this client's signature, as
     * it may where the token's account, project or folder is the builder's own; any other token only leads to reads. Give all
     * processes that resume each other's copies the same key.
     *
     * @param key a random text of at least 32 characters; default: none, so tokens are not signed
     * @return this builder
     */
    public B resumeTokenKey(Secret key) {
        resumeTokenKey = Objects.requireNonNull(key, "resumeTokenKey");
        return self();
    }

    /**
     * Replaces the clocks, for tests.
     *
     * @param source default: the system's clocks; stays the caller's to close
     * @return this builder
     */
    public B timeSource(TimeSource source) {
        timeSource = Objects.requireNonNull(source, "timeSource");
        return self();
    }

    /**
     * Adds a word of the application's to the User-Agent header.
     *
     * @param suffix visible ASCII, at most 100 characters; default: none
     * @return this builder
     */
    public B userAgentSuffix(String suffix) {
        userAgentSuffix = Objects.requireNonNull(suffix, "userAgentSuffix");
        return self();
    }

    /**
     * Accepts an {@link #endpoint} with plain http that is not on this machine. Credentials then travel unprotected.
     *
     * @return this builder
     */
    public B allowPlaintext() {
        plaintextAllowed = true;
        return self();
    }

    /**
     * Returns what was set, for the {@code build()} of a provider's builder.
     *
     * @return the settings as they are now
     */
    protected final ClientSetup setup() {
        return new DefaultClientSetup(Optional.ofNullable(endpoint), settings(), plaintextAllowed);
    }

    EngineSettings settings() {
        return new EngineSettings(
                Optional.ofNullable(transport),
                connectTimeout,
                attemptTimeout,
                callTimeout,
                retryPolicy,
                pollPolicy,
                Optional.ofNullable(rateLimiter),
                listener,
                List.copyOf(interceptors),
                Optional.ofNullable(callbackExecutor),
                Optional.ofNullable(timeSource),
                userAgentSuffix,
                Optional.ofNullable(resumeTokenKey));
    }
}
