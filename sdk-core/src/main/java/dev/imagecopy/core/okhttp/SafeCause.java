package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpRequest;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Keeps a cause as it is only if none of its messages can hold a query, a header value or what the peer sent; otherwise gives
 * a stand-in that tells the type and the stack.
 */
final class SafeCause {
    private static final int LONGEST_MESSAGE = 1000;
    private static final int SHORTEST_SECRET = 4;
    private static final int DEEPEST = 8;

    private SafeCause() {}

    static Throwable of(Throwable cause, HttpRequest request) {
        if (isSafe(cause, request, 0)) {
            return cause;
        }
        String message = cause.getClass().getName() + ", message withheld";
        Throwable standIn = cause instanceof SSLException ? new SSLException(message) : new IOException(message);
        standIn.setStackTrace(cause.getStackTrace());
        return standIn;
    }

    private static boolean isSafe(Throwable e, HttpRequest request, int depth) {
        String message = e.getMessage();
        if (depth > DEEPEST || e instanceof ProtocolException || (message != null && !isSafe(message, request))) {
            return false; // OkHttp's ProtocolException quotes the peer
        }
        return Stream.concat(Stream.ofNullable(e.getCause()), Stream.of(e.getSuppressed()))
                .allMatch(next -> isSafe(next, request, depth + 1));
    }

    private static boolean isSafe(String message, HttpRequest request) {
        return message.length() <= LONGEST_MESSAGE
                && message.indexOf('?') < 0
                && !message.contains("content=") // Okio prints the bytes that it could not read
                && message.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t')
                && secrets(request).noneMatch(message::contains);
    }

    private static Stream<String> secrets(HttpRequest request) {
        Stream.Builder<String> values = Stream.builder();
        request.headers().forEach((name, value) -> values.add(value));
        Stream.ofNullable(request.uri().getRawQuery()).forEach(values::add);
        return values.build().filter(value -> value.length() >= SHORTEST_SECRET);
    }
}
