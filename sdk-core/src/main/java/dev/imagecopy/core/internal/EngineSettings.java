package dev.imagecopy.core.internal;

import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.CallInterceptor;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What a client builder collected, already validated. An empty optional means that the engine makes and owns the thing. */
public final class EngineSettings {
    final Optional<HttpTransport> transport;
    final Duration connectTimeout;
    final Duration attemptTimeout;
    final Duration callTimeout;
    final RetryPolicy retryPolicy;
    final PollPolicy pollPolicy;
    final Optional<RateLimiter> rateLimiter;
    final SdkListener listener;
    final List<CallInterceptor> interceptors;
    final Optional<Executor> callbackExecutor;
    final TimeSource time;
    final boolean ownsTime;
    final String userAgentSuffix;

    /** Takes each as it is. */
    public EngineSettings(
            Optional<HttpTransport> transport,
            Duration connectTimeout,
            Duration attemptTimeout,
            Duration callTimeout,
            RetryPolicy retryPolicy,
            PollPolicy pollPolicy,
            Optional<RateLimiter> rateLimiter,
            SdkListener listener,
            List<CallInterceptor> interceptors,
            Optional<Executor> callbackExecutor,
            TimeSource time,
            boolean ownsTime,
            String userAgentSuffix) {
        this.transport = transport;
        this.connectTimeout = connectTimeout;
        this.attemptTimeout = attemptTimeout;
        this.callTimeout = callTimeout;
        this.retryPolicy = retryPolicy;
        this.pollPolicy = pollPolicy;
        this.rateLimiter = rateLimiter;
        this.listener = listener;
        this.interceptors = interceptors;
        this.callbackExecutor = callbackExecutor;
        this.time = time;
        this.ownsTime = ownsTime;
        this.userAgentSuffix = userAgentSuffix;
    }
}
