package dev.imagecopy.core.credentials;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.retry.RetryPolicy;
import java.time.Duration;

/**
 * How long a metadata service is waited for. While nobody knows whether there is one, each question is asked once and takes at
 * most a second, since off the cloud nobody answers. A service that has answered before, or that was chosen, gets 20 seconds for
 * each question; one that was chosen is asked again as the client's policy says.
 *
 * <p>Thread safety: safe for use by many threads.
 */
public final class MetadataPatience {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** A token may get lost on its way into a container, and the values can be asked for without. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private static final CallOptions PROBE = once(Duration.ofSeconds(1));
    private static final CallOptions KNOWN = once(LONG);
    private static final CallOptions CHOSEN =
            CallOptions.builder().callTimeout(LONG).build();

    private static final CallOptions SHORTLY_KNOWN = once(SHORT);
    private static final CallOptions SHORTLY_CHOSEN =
            CallOptions.builder().callTimeout(SHORT).build();

    private final boolean chosen;
    private volatile boolean known;

    private MetadataPatience(boolean chosen) {
        this.chosen = chosen;
    }

    /** For a source that the application has chosen. */
    public static MetadataPatience chosen() {
        return new MetadataPatience(true);
    }

    /** For one of several places to look. */
    public static MetadataPatience probing() {
        return new MetadataPatience(false);
    }

    /** What the next question does differently from other calls. */
    public CallOptions options() {
        return chosen ? CHOSEN : known ? KNOWN : PROBE;
    }

    /** The same for the question for a token, which there is a way around. */
    CallOptions optionsForToken() {
        return chosen ? SHORTLY_CHOSEN : known ? SHORTLY_KNOWN : PROBE;
    }

    private static CallOptions once(Duration timeout) {
        return CallOptions.builder()
                .callTimeout(timeout)
                .retryPolicy(RetryPolicy.none())
                .build();
    }

    /** Notes that the service is there. */
    public void answered() {
        known = true;
    }
}
