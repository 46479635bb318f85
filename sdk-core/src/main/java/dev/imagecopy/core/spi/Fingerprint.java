package dev.imagecopy.core.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a request: SHA-256 of what it sends, in hexadecimal. It is computed on first use: most operations end without a
 * token or a comparison, and it requires encoding the request a second time and hashing it, 7 % of what a copy allocates.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class Fingerprint {
    private @Nullable Source<?> source; // guarded by this; null once the text is known
    private String text; // guarded by this

    private record Source<R>(ApiCall<R, ?> call, R request) {
        String text() {
            return call.fingerprint(request);
        }
    }

    private Fingerprint(@Nullable Source<?> source, String text) {
        this.source = source;
        this.text = text;
    }

    /**
     * Returns the fingerprint of a request, which must be immutable.
     *
     * @param call the call that sends the request
     * @param request the request
     * @param <R> the type of the request
     * @return its fingerprint
     */
    public static <R> Fingerprint of(ApiCall<R, ?> call, R request) {
        return new Fingerprint(new Source<>(call, request), "");
    }

    /**
     * Wraps a fingerprint that was stored as text.
     *
     * @param text the text, from {@link #text()}
     * @return the same fingerprint
     */
    public static Fingerprint of(String text) {
        return new Fingerprint(null, Objects.requireNonNull(text, "text"));
    }

    /**
     * Returns the fingerprint as text.
     *
     * @return 64 hexadecimal digits, or the text that was wrapped
     */
    public synchronized String text() {
        if (source != null) {
            text = source.text();
            source = null;
        }
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint print && print.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
