package dev.imagecopy.benchmarks.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;

/** Reads requests from one connection and answers each with one write. */
final class StubConnection implements Runnable {
    private static final int START_BYTES = 16 << 10;

    private final Socket socket;
    private final Arrivals arrivals;
    private byte[] bytes = new byte[START_BYTES];
    private int size;

    StubConnection(Socket socket, Arrivals arrivals) {
        this.socket = socket;
        this.arrivals = arrivals;
    }

    @Override
    public void run() {
        arrivals.connected();
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            while (true) {
                int head = readHead(in);
                if (head < 0) {
                    return;
                }
                String request = new String(bytes, 0, head, ISO_8859_1);
                int end = head + contentLength(request);
                while (size < end) {
                    fill(in);
                }
                String body = end == head ? "" : new String(bytes, head, end - head, ISO_8859_1);
                System.arraycopy(bytes, end, bytes, 0, size - end);
                size -= end;
                out.write(StubAnswers.to(request, body, arrivals));
            }
        } catch (IOException gone) {
            return; // the client closed the connection, which is how all of them end
        }
    }

    /** The length of the request line and headers; negative when the connection ended between two requests. */
    private int readHead(InputStream in) throws IOException {
        int from = 0;
        while (true) {
            for (int i = from; i + 3 < size; i++) {
                if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                    return i + 4;
                }
            }
            from = Math.max(0, size - 3);
            if (size == 0) {
                int n = in.read(bytes, 0, bytes.length);
                if (n < 0) {
                    return -1;
                }
                size = n;
            } else {
                fill(in);
            }
        }
    }

    private void fill(InputStream in) throws IOException {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        int n = in.read(bytes, size, bytes.length - size);
        if (n < 0) {
            throw new EOFException();
        }
        size += n;
    }

    private static int contentLength(String head) {
        String length = StubAnswers.header(head, "content-length");
        return length.isEmpty() ? 0 : Integer.parseInt(length);
    }
}
