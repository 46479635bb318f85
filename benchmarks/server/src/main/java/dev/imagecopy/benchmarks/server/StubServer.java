package dev.imagecopy.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that plays the four services as fast as it can: a thread for each connection, no parsing beyond what routing
 * needs, answers of the size and shape that the services send. Copies never finish. It checks nothing; the simulators do.
 *
 * <p>A blocking read and a blocking write for each exchange cost less than a selector up to some hundred connections, and
 * that is what a client opens. As a program it prints its address and ends with its standard input.
 */
public final class StubServer implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final ServerSocket socket;
    private final Arrivals arrivals = new Arrivals();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "stub-connection");
        thread.setDaemon(true);
        return thread;
    });

    private StubServer(ServerSocket socket) {
        this.socket = socket;
    }

    /**
     * Starts a server on a free loopback port.
     *
     * @return the server
     * @throws IOException if there is no port
     */
    public static StubServer start() throws IOException {
        StubServer server =
                new StubServer(new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
        server.threads.execute(server::accept);
        return server;
    }

    /**
     * Runs a server until standard input ends.
     *
     * @param arguments none
     * @throws IOException if there is no port
     */
    public static void main(String[] arguments) throws IOException {
        try (StubServer server = start()) {
            System.out.println(server.address());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    /**
     * Returns where the server listens.
     *
     * @return for example {@code http://127.0.0.1:41234}
     */
    public String address() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /**
     * Returns what has arrived so far.
     *
     * @return the counters
     */
    public Arrivals arrivals() {
        return arrivals;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                threads.execute(new StubConnection(connection, arrivals));
            }
        } catch (IOException closed) {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
