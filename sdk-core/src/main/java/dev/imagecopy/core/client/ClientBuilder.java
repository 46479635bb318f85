package dev.imagecopy.core.client;

import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.CallInterceptor;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.internal.EngineSettings;
import dev.imagecopy.core.operation.OperationStore;
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
 * The settings that all clients share. A provider's builder adds its own, and a {@code build()} that validates everything,
 * reports all violations at once and does no I/O.
 *
 * <p>What is passed to a builder (transport, time source, executor, limiter) remains the caller's: closing the client does not
 * close it. What is not passed, the client creates and closes itself. Every method rejects null with a
 * {@code NullPointerException} that names the setting. Not thread-safe.
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
    private @Nullable OperationStore operationStore;
    private boolean plaintextAllowed;

    /** For provider builders. */
    protected ClientBuilder() {}

    /** {@return this builder} */
    protected abstract B self();

    /**
     * Sends every call to this address instead of the provider's own endpoints, for example to a simulator or a private
     * gateway.
     *
     * @param base an absolute https address without user info, query, fragment or dot segments; http only for loopback
     *     addresses, or with {@link #allowPlaintext()}
     * @return this builder
     */
    public B endpoint(URI base) {
        endpoint = Objects.requireNonNull(base, "endpoint");
        return self();
    }

    /**
     * Sends calls through the caller's own transport, which the client does not close.
     *
     * @param value default: an OkHttp transport that the client creates and closes
     * @return this builder
     */
    public B transport(HttpTransport value) {
        transport = Objects.requireNonNull(value, "transport");
        return self();
    }

    /**
     * Limits how long the client's own transport may take to connect (TCP and TLS). No effect on a transport that was passed
     * in.
     *
     * @param timeout 1 ms to 24 days; default 5 s
     * @return this builder
     */
    public B connectTimeout(Duration timeout) {
        connectTimeout = Objects.requireNonNull(timeout, "connectTimeout");
        return self();
    }

    /**
     * Limits each attempt of a call. An attempt never gets more time than is left of the call timeout.
     *
     * @param timeout must be positive; default 30 s
     * @return this builder
     */
    public B attemptTimeout(Duration timeout) {
        attemptTimeout = Objects.requireNonNull(timeout, "attemptTimeout");
        return self();
    }

    /**
     * Limits each call, including its retries and the waits between them. The time that a call waits for its turn does not
     * count: because the client has 256 exchanges in progress already, or because of its {@link #rateLimiter rate limit}. Nor does
     * the time that calls wait for their turn on which it depends, since they get its credentials, address or project. So
     * thousands of copies can be started at once, and each has this time from its turn on. What ends a wait for a turn is the
     * caller: by cancelling the future, interrupting the thread, closing the client, or with a deadline of its own in
     * {@link dev.imagecopy.core.CallOptions.Builder#callTimeout}, which includes such waits.
     *
     * <p>A call that must not be repeated (a Huawei copy) is not sent in the last tenth of its time, in which the answer might
     * come too late, and its outcome would be unknown.
     *
     * @param timeout must be positive; default 2 minutes
     * @return this builder
     */
    public B callTimeout(Duration timeout) {
        callTimeout = Objects.requireNonNull(timeout, "callTimeout");
        return self();
    }

    /**
     * Sets how often, and after which delays, calls are retried.
     *
     * @param policy default: {@link RetryPolicy#standard()}
     * @return this builder
     */
    public B retryPolicy(RetryPolicy policy) {
        retryPolicy = Objects.requireNonNull(policy, "retryPolicy");
        return self();
    }

    /**
     * Sets when operations are polled.
     *
     * @param policy default: {@link PollPolicy#standard()}
     * @return this builder
     */
    public B pollPolicy(PollPolicy policy) {
        pollPolicy = Objects.requireNonNull(policy, "pollPolicy");
        return self();
    }

    /**
     * Limits the rate of calls on the client's side. Pass the same object to all clients of an account. Calls wait for their
     * permit as long as it takes, unless they have a {@linkplain dev.imagecopy.core.CallOptions.Builder#callTimeout deadline of
     * their own}: one that would have to wait beyond it fails at once.
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
     * @param value default: a listener that does nothing
     * @return this builder
     */
    public B listener(SdkListener value) {
        listener = Objects.requireNonNull(value, "listener");
        return self();
    }

    /**
     * Adds an interceptor, which may add headers to each attempt. Interceptors run in the order in which they were added.
     *
     * @param interceptor the interceptor
     * @return this builder
     */
    public B addInterceptor(CallInterceptor interceptor) {
        interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
        return self();
    }

    /**
     * Runs progress listeners and completes futures on the caller's own executor, which the client does not shut down. The
     * tasks may block and may use the client. If the executor rejects a task or throws, the futures are completed nevertheless.
     * The client's own threads are interrupted if they still block 0.4 s after it was closed; those of the caller's executor are
     * not.
     *
     * @param executor default: daemon threads of the client, at most 64 for futures and 256 for listeners, started on demand
     * @return this builder
     */
    public B callbackExecutor(Executor executor) {
        callbackExecutor = Objects.requireNonNull(executor, "callbackExecutor");
        return self();
    }

    /**
     * Signs resume tokens. A copy whose reply was lost may be sent again on behalf of a token only if the token has this
     * client's signature, or if its account, project or folder is the one that the builder was given; any other token only
     * leads to reads. Use the same key in all processes that resume each other's copies.
     *
     * @param key a random text of at least 32 characters; default: none, tokens are not signed
     * @return this builder
     */
    public B resumeTokenKey(Secret key) {
        resumeTokenKey = Objects.requireNonNull(key, "resumeTokenKey");
        return self();
    }

    /**
     * Keeps every copy in a store, so that none is started twice, whenever the process ends: each is stored before the first
     * byte is sent, and <b>nothing is sent if that fails</b>. On every cloud, a copy under an idempotency key that the store
     * already contains continues that copy; a key that belongs to another request is rejected. {@code resumeAll} resumes what
     * an earlier process has left.
     *
     * <p>Clients of several accounts may share a store if each builder sets its account, project or folder.
     *
     * @param store the store, which the caller closes after its clients. By default there is none, and idempotency keys are
     *     rejected if the service has none
     * @return this builder
     */
    public B operationStore(OperationStore store) {
        operationStore = Objects.requireNonNull(store, "operationStore");
        return self();
    }

    /**
     * Replaces the clocks, for tests.
     *
     * @param source default: the system clocks; the client does not close it
     * @return this builder
     */
    public B timeSource(TimeSource source) {
        timeSource = Objects.requireNonNull(source, "timeSource");
        return self();
    }

    /**
     * Adds a text to the User-Agent header, for example the application's name and version.
     *
     * @param suffix visible ASCII, at most 100 characters; default: none
     * @return this builder
     */
    public B userAgentSuffix(String suffix) {
        userAgentSuffix = Objects.requireNonNull(suffix, "userAgentSuffix");
        return self();
    }

    /**
     * Accepts an {@link #endpoint} with plain http on another machine. Credentials then travel unprotected.
     *
     * @return this builder
     */
    public B allowPlaintext() {
        plaintextAllowed = true;
        return self();
    }

    /**
     * Returns the settings, for the {@code build()} of a provider's builder.
     *
     * @return the current settings
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
                Optional.ofNullable(resumeTokenKey),
                Optional.ofNullable(operationStore));
    }
}
