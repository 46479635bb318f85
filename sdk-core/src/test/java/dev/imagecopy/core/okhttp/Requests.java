package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests as the tests send them, and the failures they end in. */
final class Requests {
    private Requests() {}

    static HttpRequest get(URI uri) {
        return HttpRequest.of("GET", uri, HttpHeaders.empty());
    }

    static HttpRequest post(URI uri) {
        return HttpRequest.of("POST", uri, HttpHeaders.empty()).withBody("{}".getBytes(StandardCharsets.UTF_8));
    }

    static TransportException failure(Sending sending, OkHttpTransport transport, HttpRequest request) {
        return failure(sending, transport, request, Sending.AMPLE);
    }

    static TransportException failure(
            Sending sending, OkHttpTransport transport, HttpRequest request, Duration timeout) {
        return catchThrowableOfType(TransportException.class, () -> sending.send(transport, request, timeout));
    }

    static HttpRequest of(String method, URI uri) {
        return method.equals("POST") ? post(uri) : HttpRequest.of(method, uri, HttpHeaders.empty());
    }
}
