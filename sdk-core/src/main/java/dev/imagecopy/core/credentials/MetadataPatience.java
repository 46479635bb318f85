package dev.imagecopy.core.credentials;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.retry.RetryPolicy;
import java.time.Duration;

/**
 * How long to wait for a metadata service. As long as it is unknown whether there is one, each request is sent once and takes
 * at most a second, since outside the cloud nobody answers. A service that has answered before, or that was chosen, gets 20
 * seconds for each request; one that was chosen is retried according to the client's policy.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class MetadataPatience {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** A token may get lost on its way into a container, and the values can be requested without one. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private static final CallOptions PROBE = once(Duration.ofSeconds(1));
    private static final CallOptions KNOWN = once(LONG);
    private static final CallOptions CHOSEN =
            CallOptions.builder().callTimeout(LONG).build();

    private static final CallOptions SHORTLY_KNOWN = once(SHORT);
    private static final CallOptions SHORTLY_CHOSEN =
            CallOptions.builder().callTimeout(SHORT).build();

    private final boolean chosen;
    private final boolean presumed;
    private volatile boolean known;

    private MetadataPatience(boolean chosen, boolean presumed) {
        this.chosen = chosen;
        this.presumed = presumed;
    }

    /** For a source that the application has chosen. */
    public static MetadataPatience chosen() {
        return new MetadataPatience(true, false);
    }

    /** For one of several places to look. */
    public static MetadataPatience probing() {
        return new MetadataPatience(false, false);
    }

    /**
     * For a source that a profile chooses without naming an identity: the profile may have come to a machine that is not one of the
     * cloud, so it is looked for as shortly as if nobody had said anything, and nobody's silence is taken for a temporary failure.
     */
    public static MetadataPatience presumed() {
        return new MetadataPatience(false, true);
    }

    /** Returns the options of the next request. */
    public CallOptions options() {
        return chosen ? CHOSEN : known ? KNOWN : PROBE;
    }

    /** Returns the options of the request for a token, which is optional. */
    CallOptions optionsForToken() {
        return chosen ? SHORTLY_CHOSEN : known ? SHORTLY_KNOWN : PROBE;
    }

    private static CallOptions once(Duration timeout) {
        return CallOptions.builder()
                .callTimeout(timeout)
                .retryPolicy(RetryPolicy.none())
                .build();
    }

    /**
     * Creates the exception for a request without an answer: nobody is there, unless the service has answered before.
     *
     * @param reason what happened, in one line without secrets
     * @param failed what the request ended with
     */
    public CredentialsException noAnswer(String reason, SdkException failed) {
        CredentialsException silent = known
                ? new CredentialsException(reason, ErrorContext.none(true), null)
                : CredentialsException.absent(reason, !presumed);
        return silent.dueTo(failed);
    }

    /** Records that the service exists. */
    public void answered() {
        known = true;
    }
}
