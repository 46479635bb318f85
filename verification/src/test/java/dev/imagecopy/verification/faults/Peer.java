package dev.imagecopy.verification.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.function.IntFunction;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.NonNull;

/** A service on loopback that answers request n as the case says, and counts. */
final class Peer implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();

    private Peer(IntFunction<MockResponse> answers) {
        server.setDispatcher(new Dispatcher() {
            private int number;

            @Override
            public synchronized @NonNull MockResponse dispatch(@NonNull RecordedRequest request) {
                return answers.apply(++number);
            }
        });
        try {
            server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers request n, counted from 1. */
    static Peer answering(IntFunction<MockResponse> answers) {
        return new Peer(answers);
    }

    static Peer always(MockResponse answer) {
        return new Peer(number -> answer);
    }

    static Peer firstThenOk(MockResponse first) {
        return new Peer(number -> number == 1 ? first : ok());
    }

    static MockResponse ok() {
        return new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .body("{\"id\":\"thing-1\"}")
                .build();
    }

    static MockResponse status(int code, String... headers) {
        MockResponse.Builder answer = new MockResponse.Builder().code(code).body("{\"code\":\"Code" + code + "\"}");
        for (int i = 0; i < headers.length; i += 2) {
            answer.addHeader(headers[i], headers[i + 1]);
        }
        return answer.build();
    }

    URI uri() {
        return server.url("/").uri();
    }

    int arrivals() {
        return server.getRequestCount();
    }

    RecordedRequest take() throws InterruptedException {
        return server.takeRequest();
    }

    @Override
    public void close() {
        server.close();
    }
}
