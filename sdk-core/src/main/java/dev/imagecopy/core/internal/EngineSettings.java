package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.CallInterceptor;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The settings from a client's builder. If one is empty, the engine creates and owns the object. */
public record EngineSettings(
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
        Optional<TimeSource> timeSource,
        String userAgentSuffix,
        Optional<Secret> resumeTokenKey,
        Optional<OperationStore> operationStore) {}
