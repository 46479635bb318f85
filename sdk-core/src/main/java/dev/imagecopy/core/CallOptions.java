package dev.imagecopy.core;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of one call that differ from its client's. Created with {@link #builder()}. Immutable.
 *
 * @param callTimeout the longest the whole call may take, including retries and the wait for its turn; empty for the client's
 *     setting, which does not include that wait
 * @param attemptTimeout the longest one attempt may take; empty for the client's setting
 * @param retryPolicy how often the call is repeated; empty for the client's setting
 * @param idempotencyKey the key under which the service runs the call only once; empty for a new key
 * @param headers additional headers, sent along with the SDK's own
 */
public record CallOptions(
        Optional<Duration> callTimeout,
        Optional<Duration> attemptTimeout,
        Optional<RetryPolicy> retryPolicy,
        Optional<String> idempotencyKey,
        HttpHeaders headers) {
    private static final CallOptions DEFAULTS = new Builder().build();

    /** Checks everything, as the builder's setters do. */
    public CallOptions {
        checkPositive("callTimeout", callTimeout);
        checkPositive("attemptTimeout", attemptTimeout);
        requireNonNull(retryPolicy, "retryPolicy");
        checkKey(idempotencyKey);
        requireNonNull(headers, "headers");
    }

    private static void checkPositive(String name, Optional<Duration> timeout) {
        if (requireNonNull(timeout, name).isPresent()
                && (timeout.get().isNegative() || timeout.get().isZero())) {
            throw new IllegalArgumentException(name + " must be positive, but is " + timeout.get());
        }
    }

    private static void checkKey(Optional<String> key) {
        if (requireNonNull(key, "idempotencyKey").isPresent() && !isKey(key.get())) {
            throw new IllegalArgumentException("idempotencyKey must be 1 to 64 visible ASCII characters");
        }
    }

    private static boolean isKey(String text) {
        boolean valid = !text.isEmpty() && text.length() <= 64;
        for (int i = 0; i < text.length() && valid; i++) {
            valid = text.charAt(i) > ' ' && text.charAt(i) <= '~';
        }
        return valid;
    }

    /** Returns options that leave everything to the client's settings. */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /** Returns a builder that leaves everything to the client's settings until told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that holds these options. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.callTimeout = callTimeout;
        copy.attemptTimeout = attemptTimeout;
        copy.retryPolicy = retryPolicy;
        copy.idempotencyKey = idempotencyKey;
        copy.headers = headers.toBuilder();
        return copy;
    }

    /**
     * Returns a copy with another idempotency key.
     *
     * @param key 1 to 64 visible ASCII characters
     * @throws IllegalArgumentException as {@link Builder#idempotencyKey}
     */
    public CallOptions withIdempotencyKey(String key) {
        return new CallOptions(
                callTimeout, attemptTimeout, retryPolicy, Optional.of(requireNonNull(key, "idempotencyKey")), headers);
    }

    /** Returns a copy whose calls each have a key of their own. */
    public CallOptions withoutIdempotencyKey() {
        return idempotencyKey.isEmpty()
                ? this
                : new CallOptions(callTimeout, attemptTimeout, retryPolicy, Optional.empty(), headers);
    }

    /** Returns a copy with another limit for the whole call and another retry policy. */
    public CallOptions within(Duration timeLeft, RetryPolicy retries) {
        return new CallOptions(
                Optional.of(requireNonNull(timeLeft, "timeLeft")),
                attemptTimeout,
                Optional.of(requireNonNull(retries, "retries")),
                idempotencyKey,
                headers);
    }

    /** Returns a copy with other retries. */
    public CallOptions withRetryPolicy(RetryPolicy retries) {
        return new CallOptions(
                callTimeout, attemptTimeout, Optional.of(requireNonNull(retries, "retries")), idempotencyKey, headers);
    }

    /** Returns a copy that leaves both timeouts to the call and the client. */
    public CallOptions withoutTimeouts() {
        return new CallOptions(Optional.empty(), Optional.empty(), retryPolicy, idempotencyKey, headers);
    }

    /** Builds options. Not thread-safe. */
    public static final class Builder {
        private Optional<Duration> callTimeout = Optional.empty();
        private Optional<Duration> attemptTimeout = Optional.empty();
        private Optional<RetryPolicy> retryPolicy = Optional.empty();
        private Optional<String> idempotencyKey = Optional.empty();
        private HttpHeaders.Builder headers = HttpHeaders.builder();

        private Builder() {}

        /**
         * Sets a deadline for the whole call: retries, the waits between them and for credentials, look-ups that belong to it, and
         * the search for a copy whose reply was lost. Unlike the client's setting, it also includes the time that the call waits
         * for its turn, because the client is busy with 256 others or has a rate limit: this ends at the deadline, and nothing is
         * sent. A call that must not be repeated (a Huawei copy) is not sent either in the last tenth of its time, in which the
         * answer might come too late.
         *
         * @param timeout must be positive; default: the client's retry policy call timeout, which is 2 minutes unless set
         * @return this builder
         * @throws IllegalArgumentException if the timeout is not positive
         */
        public Builder callTimeout(Duration timeout) {
            callTimeout = Optional.of(requireNonNull(timeout, "callTimeout"));
            checkPositive("callTimeout", callTimeout);
            return this;
        }

        /**
         * Limits each attempt. An attempt never gets more time than is left of the call timeout.
         *
         * @param timeout must be positive; default: the client's retry policy attempt timeout, which is 30 s unless set
         * @return this builder
         * @throws IllegalArgumentException if the timeout is not positive
         */
        public Builder attemptTimeout(Duration timeout) {
            attemptTimeout = Optional.of(requireNonNull(timeout, "attemptTimeout"));
            checkPositive("attemptTimeout", attemptTimeout);
            return this;
        }

        /**
         * Sets how often, and after which delays, the call is retried.
         *
         * @param policy default: the client's retry policy
         * @return this builder
         */
        public Builder retryPolicy(RetryPolicy policy) {
            retryPolicy = Optional.of(requireNonNull(policy, "retryPolicy"));
            return this;
        }

        /**
         * Sets the key under which the call runs only once. Use it to repeat a call that an earlier process made: for the same key
         * and the same request there is no second copy. A client with an operation store ensures that on every cloud. Without a
         * store the service does, and starting a copy fails if the service does not support idempotency keys.
         *
         * @param key 1 to 64 visible ASCII characters; a provider may restrict this further. Default: a new key for each call
         * @return this builder
         * @throws IllegalArgumentException if the key is empty, longer than 64 characters or not visible ASCII
         */
        public Builder idempotencyKey(String key) {
            idempotencyKey = Optional.of(requireNonNull(key, "idempotencyKey"));
            checkKey(idempotencyKey);
            return this;
        }

        /**
         * Adds a header to every attempt. A header that the SDK sets itself is rejected when the call is made.
         *
         * @param name a token of RFC 9110
         * @param value visible ASCII
         * @return this builder
         * @throws IllegalArgumentException if the name or the value contains a character that HTTP does not allow
         */
        public Builder header(String name, String value) {
            headers.add(requireNonNull(name, "name"), requireNonNull(value, "value"));
            return this;
        }

        /**
         * Creates the options.
         *
         * @return the options
         */
        public CallOptions build() {
            return new CallOptions(callTimeout, attemptTimeout, retryPolicy, idempotencyKey, headers.build());
        }
    }
}
