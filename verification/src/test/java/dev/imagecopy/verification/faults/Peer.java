package dev.imagecopy.verification.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.NonNull;

/** A service on loopback that answers request n as the case says, and counts. */
final class Peer implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final AtomicInteger posts = new AtomicInteger();

    private Peer(BiFunction<Integer, RecordedRequest, MockResponse> answers) {
        server.setServerSocketFactory(new PromptSockets());
        server.setDispatcher(new Dispatcher() {
            private int number;

            @Override
            public synchronized @NonNull MockResponse dispatch(@NonNull RecordedRequest request) {
                if ("POST".equals(request.getMethod())) {
                    posts.incrementAndGet();
                }
                return answers.apply(++number, request);
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
        return new Peer((number, request) -> answers.apply(number));
    }

    static Peer always(MockResponse answer) {
        return answering(number -> answer);
    }

    static Peer firstThenOk(MockResponse first) {
        return answering(number -> number == 1 ? first : ok());
    }

    /** Takes one copy and answers poll n of it, counted from 1. */
    static Peer copying(IntFunction<MockResponse> polls) {
        return answering(number -> number == 1 ? json("{\"id\":\"op-1\"}") : polls.apply(number - 1));
    }

    /** Takes any number of copies, all of which are done at once. */
    static Peer copyingAtOnce() {
        return new Peer((number, request) ->
                "POST".equals(request.getMethod()) ? json("{\"id\":\"op-" + number + "\"}") : done());
    }

    static MockResponse ok() {
        return json("{\"id\":\"thing-1\"}");
    }

    static MockResponse running() {
        return json("{\"status\":\"RUNNING\"}");
    }

    static MockResponse done() {
        return json("{\"status\":\"DONE\",\"image\":\"image-1\"}");
    }

    static MockResponse json(String body) {
        return new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .body(body)
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

    /** How many requests to start something arrived. */
    int posts() {
        return posts.get();
    }

    RecordedRequest take() throws InterruptedException {
        return server.takeRequest();
    }

    @Override
    public void close() {
        server.close();
    }

    /** The server writes head and body apart; held back for an acknowledgement, each answer would take 40 ms. */
    private static final class PromptSockets extends ServerSocketFactory {
        @Override
        public ServerSocket createServerSocket() throws IOException {
            return new ServerSocket() {
                @Override
                public Socket accept() throws IOException {
                    Socket socket = super.accept();
                    socket.setTcpNoDelay(true);
                    return socket;
                }
            };
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
            throw new UnsupportedOperationException();
        }
    }
}
