package dev.imagecopy.core.spi;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What tells a request from any other: SHA-256 of what it sends, in hexadecimal. That of a request is computed when it is first
 * asked for: most operations end without a token or a comparison, and it takes a second writing of the request and a hash, 7 %
 * of what a copy allocates.
 *
 * <p>Thread safety: safe for use by many threads.
 */
public final class Fingerprint {
    private @Nullable Supplier<String> source; // guarded by this; null once the text is known
    private String text; // guarded by this

    private Fingerprint(@Nullable Supplier<String> source, String text) {
        this.source = source;
        this.text = text;
    }

    /**
     * Takes the fingerprint of a request, which must be immutable.
     *
     * @param call how the request is sent
     * @param request the request
     * @param <R> what the caller passes
     * @return its fingerprint
     */
    public static <R> Fingerprint of(ApiCall<R, ?> call, R request) {
        return new Fingerprint(() -> call.fingerprint(request), "");
    }

    /**
     * Wraps a fingerprint that was written down.
     *
     * @param text what {@link #text()} gave
     * @return the same fingerprint
     */
    public static Fingerprint of(String text) {
        return new Fingerprint(null, Objects.requireNonNull(text, "text"));
    }

    /**
     * Writes the fingerprint.
     *
     * @return 64 hexadecimal digits, or what was wrapped
     */
    public synchronized String text() {
        if (source != null) {
            text = source.get();
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
