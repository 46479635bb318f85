package dev.imagecopy.testsupport.sockets;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback interface that reads and counts whole requests, and then treats the connection as scripted. Request
 * n gets step n; further requests get the last step.
 */
public final class ScriptedServer implements AutoCloseable {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)\\r?$");

    private final ServerSocket listener;
    private final List<Step> steps;
    private final boolean readsRequests;
    private final @Nullable SSLContext tls;
    private final AtomicInteger arrivals = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch dropped = new CountDownLatch(1);
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private ScriptedServer(@Nullable SSLContext tls, boolean readsRequests, Step... steps) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        this.readsRequests = readsRequests;
        this.tls = tls;
        this.steps = List.of(steps);
        run(this::accept);
    }

    /** Runs a step after each whole request. */
    public static ScriptedServer start(Step... steps) {
        return make(null, true, steps);
    }

    /** Runs the step on each connection, before anything is read. */
    public static ScriptedServer startRaw(Step step) {
        return make(null, false, step);
    }

    /** Speaks HTTP/2 over TLS on each connection, and runs the actions after each whole request. */
    public static ScriptedServer startHttp2(SSLContext tls, Http2Script.Action... actions) {
        return make(tls, false, Http2Script.onRequest(actions));
    }

    private static ScriptedServer make(@Nullable SSLContext tls, boolean readsRequests, Step... steps) {
        try {
            return new ScriptedServer(tls, readsRequests, steps);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The number of whole requests that arrived. */
    public int arrivals() {
        return arrivals.get();
    }

    public int connections() {
        return connections.get();
    }

    /** The head and body of each request so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public void awaitArrival() throws InterruptedException {
        if (!arrived.tryAcquire(60, TimeUnit.SECONDS)) {
            throw new AssertionError("no request arrived");
        }
    }

    /** Waits until a connection has been closed. */
    public void awaitDrop() throws InterruptedException {
        if (!dropped.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the connection was not dropped");
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            connections.incrementAndGet();
            sockets.add(socket);
            run(() -> serve(new Peer(tls == null ? socket : secured(socket, tls))));
        }
    }

    private static Socket secured(Socket plain, SSLContext tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        socket.setUseClientMode(false);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        return socket;
    }

    private void serve(Peer peer) throws IOException {
        try {
            runSteps(peer);
        } finally {
            dropped.countDown();
        }
    }

    private void runSteps(Peer peer) throws IOException {
        if (!readsRequests) {
            steps.get(0).on(peer, this);
            return;
        }
        for (String request = peer.readRequest(); request != null; request = peer.readRequest()) {
            requests.add(request);
            int number = arrivals.getAndIncrement();
            arrived.release();
            steps.get(Math.min(number, steps.size() - 1)).on(peer, this);
        }
    }

    /** Counts a request that a raw step has read. */
    public void countArrival() {
        arrivals.incrementAndGet();
        arrived.release();
    }

    private static void run(IoTask task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // The peer or the test ended the connection.
                    }
                },
                "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private interface IoTask {
        void run() throws IOException;
    }

    /** What to do with a connection once a request has been read. */
    public interface Step {
        void on(Peer peer, ScriptedServer server) throws IOException;

        static Step answer(int status, String headers, String body) {
            return (peer, server) -> peer.send("HTTP/1.1 " + status + " Scripted\r\nContent-Length: " + body.length()
                    + "\r\n" + headers + "\r\n" + body);
        }

        static Step answer(int status) {
            return answer(status, "", "");
        }

        /** Sends text unchanged, and leaves the connection open. */
        static Step raw(String text) {
            return (peer, server) -> peer.send(text);
        }

        static Step hangUp() {
            return (peer, server) -> peer.close();
        }

        static Step reset() {
            return (peer, server) -> peer.reset();
        }

        /** Sends nothing until the peer closes the connection. */
        static Step awaitDrop() {
            return (peer, server) -> peer.awaitEnd();
        }

        default Step then(Step next) {
            return (peer, server) -> {
                on(peer, server);
                next.on(peer, server);
            };
        }
    }

    /** The client's end of a connection. */
    public static final class Peer {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        public InputStream in() {
            return in;
        }

        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Waits, unless the client sends something or closes the connection. */
        public void pause(int millis) throws IOException {
            socket.setSoTimeout(millis);
            try {
                if (in.read() < 0) {
                    throw new EOFException();
                }
            } catch (SocketTimeoutException waited) {
                socket.setSoTimeout(0);
            }
        }

        public void close() throws IOException {
            socket.close();
        }

        /** Sends no more, but reads on: what the client still sends does not tear the connection down under what was sent. */
        public void endOutput() throws IOException {
            socket.shutdownOutput();
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        public void awaitEnd() {
            try {
                while (in.read() >= 0) {
                    // further input does not matter
                }
            } catch (IOException reset) {
                // that is an end as well
            }
        }

        /** Head and body, or null if the peer has closed the connection. */
        private @Nullable String readRequest() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    return null;
                }
                head.write(b);
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            Matcher length = CONTENT_LENGTH.matcher(text);
            int bodyLength = length.find() ? Integer.parseInt(length.group(1)) : 0;
            byte[] body = in.readNBytes(bodyLength);
            return body.length < bodyLength ? null : text + new String(body, StandardCharsets.ISO_8859_1);
        }
    }
}
