package dev.imagecopy.core;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one call does differently from its client's settings. Immutable. */
public final class CallOptions {
    private static final CallOptions DEFAULTS = new Builder().build();

    private final @Nullable Duration callTimeout;
    private final @Nullable Duration attemptTimeout;
    private final @Nullable RetryPolicy retryPolicy;
    private final @Nullable String idempotencyKey;
    private final HttpHeaders headers;

    private CallOptions(Builder builder) {
        callTimeout = builder.callTimeout;
        attemptTimeout = builder.attemptTimeout;
        retryPolicy = builder.retryPolicy;
        idempotencyKey = builder.idempotencyKey;
        headers = builder.headers.build();
    }

    /**
     * Returns options that change nothing.
     *
     * @return the client's settings
     */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Starts options that change nothing yet.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the longest the whole call may take, retries included.
     *
     * @return the timeout, empty for the client's
     */
    public Optional<Duration> callTimeout() {
        return Optional.ofNullable(callTimeout);
    }

    /**
     * Returns the longest one attempt may take.
     *
     * @return the timeout, empty for the client's
     */
    public Optional<Duration> attemptTimeout() {
        return Optional.ofNullable(attemptTimeout);
    }

    /**
     * Returns how often the call is repeated.
     *
     * @return the policy, empty for the client's
     */
    public Optional<RetryPolicy> retryPolicy() {
        return Optional.ofNullable(retryPolicy);
    }

    /**
     * Returns the key under which the service runs the call once.
     *
     * @return the key, empty for one made anew for this call
     */
    public Optional<String> idempotencyKey() {
        return Optional.ofNullable(idempotencyKey);
    }

    /**
     * Returns further headers.
     *
     * @return the headers to send beside the SDK's own
     */
    public HttpHeaders headers() {
        return headers;
    }

    /**
     * Returns a copy with another idempotency key.
     *
     * @param key 1 to 64 visible ASCII characters
     * @return the changed copy
     * @throws IllegalArgumentException as {@link Builder#idempotencyKey}
     */
    public CallOptions withIdempotencyKey(String key) {
        Builder copy = new Builder(headers);
        copy.callTimeout = callTimeout;
        copy.attemptTimeout = attemptTimeout;
        copy.retryPolicy = retryPolicy;
        return copy.idempotencyKey(key).build();
    }

    /**
     * Returns a copy that leaves the timeouts to the call and the client.
     *
     * @return the changed copy
     */
    public CallOptions withoutTimeouts() {
        Builder copy = new Builder(headers);
        copy.retryPolicy = retryPolicy;
        copy.idempotencyKey = idempotencyKey;
        return copy.build();
    }

    @Override
    public String toString() {
        return "CallOptions[callTimeout=" + callTimeout + ", attemptTimeout=" + attemptTimeout + ", retryPolicy="
                + retryPolicy + ", idempotencyKey=" + idempotencyKey + ", headers=" + headers + "]";
    }

    /** Collects options. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable Duration callTimeout;
        private @Nullable Duration attemptTimeout;
        private @Nullable RetryPolicy retryPolicy;
        private @Nullable String idempotencyKey;
        private final HttpHeaders.Builder headers;

        private Builder() {
            this(HttpHeaders.empty());
        }

        private Builder(HttpHeaders present) {
            headers = present.toBuilder();
        }

        /**
         * Limits the whole call, retries and waits between them included.
         *
         * @param timeout positive; default: the client's, which is 2 minutes unless set
         * @return this builder
         * @throws IllegalArgumentException if the timeout is not positive
         */
        public Builder callTimeout(Duration timeout) {
            callTimeout = positive("callTimeout", timeout);
            return this;
        }

        /**
         * Limits each attempt. It is clipped to what is left of the call timeout.
         *
         * @param timeout positive; default: the client's, which is 30 s unless set
         * @return this builder
         * @throws IllegalArgumentException if the timeout is not positive
         */
        public Builder attemptTimeout(Duration timeout) {
            attemptTimeout = positive("attemptTimeout", timeout);
            return this;
        }

        /**
         * Sets how often the call is repeated.
         *
         * @param policy default: the client's
         * @return this builder
         */
        public Builder retryPolicy(RetryPolicy policy) {
            retryPolicy = Objects.requireNonNull(policy, "retryPolicy");
            return this;
        }

        /**
         * Sets the key under which the service runs the call once, for services that have such keys. Use it to repeat a
         * call of an earlier process: with the same key and the same request the service does not copy again.
         *
         * @param key 1 to 64 visible ASCII characters; each provider states its own form. Default: a new one for each call
         * @return this builder
         * @throws IllegalArgumentException if the key is empty, longer than 64 characters or not visible ASCII
         */
        public Builder idempotencyKey(String key) {
            Objects.requireNonNull(key, "idempotencyKey");
            if (key.isEmpty() || key.length() > 64 || !isVisibleAscii(key)) {
                throw new IllegalArgumentException("idempotencyKey must be 1 to 64 visible ASCII characters");
            }
            idempotencyKey = key;
            return this;
        }

        private static boolean isVisibleAscii(String key) {
            for (int i = 0; i < key.length(); i++) {
                if (key.charAt(i) < 0x21 || key.charAt(i) > 0x7e) {
                    return false;
                }
            }
            return true;
        }

        /**
         * Adds a header to every attempt. Headers that the SDK sets itself are refused when the call is made.
         *
         * @param name a token of RFC 9110
         * @param value visible ASCII
         * @return this builder
         * @throws IllegalArgumentException if name or value holds a character that HTTP does not allow
         */
        public Builder header(String name, String value) {
            headers.add(name, value);
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         */
        public CallOptions build() {
            return new CallOptions(this);
        }

        private static Duration positive(String name, Duration timeout) {
            Objects.requireNonNull(timeout, name);
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException(name + " must be positive, but is " + timeout);
            }
            return timeout;
        }
    }
}
