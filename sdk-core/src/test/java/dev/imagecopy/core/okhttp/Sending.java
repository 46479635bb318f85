package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Both ways to send, so that one suite covers both. */
enum Sending {
    SYNC {
        @Override
        HttpResponse send(HttpTransport transport, HttpRequest request, Duration timeout) {
            return transport.send(request, timeout);
        }
    },
    ASYNC {
        @Override
        HttpResponse send(HttpTransport transport, HttpRequest request, Duration timeout) {
            try {
                return transport.sendAsync(request, timeout).get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    };

    static final Duration AMPLE = Duration.ofSeconds(20);

    abstract HttpResponse send(HttpTransport transport, HttpRequest request, Duration timeout);

    HttpResponse send(HttpTransport transport, HttpRequest request) {
        return send(transport, request, AMPLE);
    }
}
