package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.CallInterceptor;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a client builder collected. An empty optional means that the engine makes and owns the thing. */
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
        Optional<Secret> resumeTokenKey) {

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the settings, unchecked; each setter refuses null by its name. */
    public static final class Builder {
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

        private Builder() {}

        public Builder transport(HttpTransport value) {
            transport = Objects.requireNonNull(value, "transport");
            return this;
        }

        public Builder connectTimeout(Duration value) {
            connectTimeout = Objects.requireNonNull(value, "connectTimeout");
            return this;
        }

        public Builder attemptTimeout(Duration value) {
            attemptTimeout = Objects.requireNonNull(value, "attemptTimeout");
            return this;
        }

        public Builder callTimeout(Duration value) {
            callTimeout = Objects.requireNonNull(value, "callTimeout");
            return this;
        }

        public Builder retryPolicy(RetryPolicy value) {
            retryPolicy = Objects.requireNonNull(value, "retryPolicy");
            return this;
        }

        public Builder pollPolicy(PollPolicy value) {
            pollPolicy = Objects.requireNonNull(value, "pollPolicy");
            return this;
        }

        public Builder rateLimiter(RateLimiter value) {
            rateLimiter = Objects.requireNonNull(value, "rateLimiter");
            return this;
        }

        public Builder listener(SdkListener value) {
            listener = Objects.requireNonNull(value, "listener");
            return this;
        }

        public Builder addInterceptor(CallInterceptor value) {
            interceptors.add(Objects.requireNonNull(value, "interceptor"));
            return this;
        }

        public Builder callbackExecutor(Executor value) {
            callbackExecutor = Objects.requireNonNull(value, "callbackExecutor");
            return this;
        }

        public Builder timeSource(TimeSource value) {
            timeSource = Objects.requireNonNull(value, "timeSource");
            return this;
        }

        public Builder userAgentSuffix(String value) {
            userAgentSuffix = Objects.requireNonNull(value, "userAgentSuffix");
            return this;
        }

        public Builder resumeTokenKey(Secret value) {
            resumeTokenKey = Objects.requireNonNull(value, "resumeTokenKey");
            return this;
        }

        public EngineSettings build() {
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
}
