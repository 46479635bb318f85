package dev.imagecopy.testing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Server sockets that send at once, and whose connections can be reset. MockWebServer closes connections gracefully; a reset needs the socket itself,
 * with a linger time of zero, which the server does not expose. But it serves each connection on its own thread, which first
 * opens the connection's stream.
 */
final class ResettableSockets extends ServerSocketFactory {
    /** The backlog of connections. With MockWebServer's 50, a thousand simultaneous clients wait for seconds. */
    private static final int BACKLOG = 4096;

    @SuppressWarnings("ThreadLocalUsage") // one a simulator: its threads end with it
    private final ThreadLocal<@Nullable ServedSocket> current = new ThreadLocal<>();

    /** Resets the connection that this thread serves. */
    void resetCurrent() {
        ServedSocket socket = current();
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs a task once the connection that this thread serves has written bytes, or never if it does not. */
    void afterNextWrite(Runnable task) {
        current().afterNextWrite = task;
    }

    private ServedSocket current() {
        ServedSocket socket = current.get();
        if (socket == null) {
            throw new IllegalStateException("This thread serves no connection");
        }
        return socket;
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new ServerSocket() {
            @Override
            public void bind(SocketAddress address, int backlog) throws IOException {
                super.bind(address, BACKLOG);
            }

            @Override
            public Socket accept() throws IOException {
                Socket accepted = new ServedSocket();
                implAccept(accepted);
                // MockWebServer writes headers and body apart: the body would wait 40 ms for the acknowledgement of the
                // headers.
                accepted.setTcpNoDelay(true);
                return accepted;
            }
        };
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, BACKLOG);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        ServerSocket socket = createServerSocket();
        socket.bind(new InetSocketAddress(address, port), backlog);
        return socket;
    }

    private final class ServedSocket extends Socket {
        private @Nullable Runnable afterNextWrite;

        @Override
        public InputStream getInputStream() throws IOException {
            current.set(this);
            return super.getInputStream();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                    Runnable task = afterNextWrite;
                    afterNextWrite = null;
                    if (task != null) {
                        task.run();
                    }
                }
            };
        }
    }
}
