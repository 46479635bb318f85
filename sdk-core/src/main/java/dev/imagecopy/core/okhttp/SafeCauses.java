package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.Checks;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Keeps secrets out of the causes of exceptions: OkHttp's messages may quote the request or the peer. */
final class SafeCauses {
    private static final String WITHHELD =
            ", message withheld, since it may quote the request or what the other side sent: an interceptor of an OkHttpClient"
                    + " that is given to OkHttpTransport.using sees it";

    private static final int LONGEST_MESSAGE = 1000;
    private static final int SHORTEST_SECRET = 4;
    private static final int DEEPEST = 8;

    private SafeCauses() {}

    /**
     * Returns the cause itself if none of its messages can contain a query, a header value or what the peer sent; otherwise a
     * substitute that only shows its type and stack trace.
     */
    static Throwable of(Throwable cause, HttpRequest request) {
        return of(cause, request, ProxySetting.NONE);
    }

    /** As {@link #of(Throwable, HttpRequest)}, and if none of its messages quotes the name of a proxy. */
    static Throwable of(Throwable cause, HttpRequest request, ProxySetting proxies) {
        return isSafe(cause, request, proxies, 0) ? cause : standIn(cause);
    }

    /** A substitute for a cause whose messages say nothing that needs to be seen, and may quote a setting. */
    static Throwable standIn(Throwable cause) {
        String message = cause.getClass().getName() + WITHHELD;
        Throwable standIn = cause instanceof SSLException ? new SSLException(message) : new IOException(message);
        standIn.setStackTrace(cause.getStackTrace());
        return standIn;
    }

    private static boolean isSafe(Throwable e, HttpRequest request, ProxySetting proxies, int depth) {
        String message = e.getMessage();
        if (depth > DEEPEST
                || e instanceof ProtocolException // OkHttp's quotes the peer
                || (message != null && (!isSafe(message, request) || proxies.isQuotedIn(message)))) {
            return false;
        }
        return (e.getCause() == null || isSafe(e.getCause(), request, proxies, depth + 1))
                && Stream.of(e.getSuppressed()).allMatch(suppressed -> isSafe(suppressed, request, proxies, depth + 1));
    }

    private static boolean isSafe(String message, HttpRequest request) {
        String query = request.uri().getRawQuery();
        HttpHeaders headers = request.headers();
        return message.length() <= LONGEST_MESSAGE
                && message.indexOf('?') < 0
                && !message.contains("content=") // Okio prints the bytes that it could not read
                && (query == null || !quotes(message, query))
                && Checks.all(message, c -> c >= ' ' || c == '\n' || c == '\t')
                && IntStream.range(0, headers.size()).noneMatch(i -> quotes(message, headers.value(i)));
    }

    private static boolean quotes(String message, String secret) {
        return secret.length() >= SHORTEST_SECRET && message.contains(secret);
    }
}
