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
                int end = bodyEnd(in, head, request);
                while (size < end) {
                    fill(in);
                }
                String body = end == head ? "" : new String(bytes, head, end - head, ISO_8859_1);
                System.arraycopy(bytes, end, bytes, 0, size - end);
                size -= end;
                out.write(answer(request, body));
            }
        } catch (IOException gone) {
            return; // the client closed the connection, which is how all of them end
        }
    }

    private byte[] answer(String head, String body) {
        int space = head.indexOf(' ');
        String target = head.substring(space + 1, head.indexOf(' ', space + 1));
        StubAnswer answer =
                StubAnswers.to(head.substring(0, space), target, name -> header(head, name), body, arrivals);
        return ("HTTP/1.1 " + (answer.status() == 200 ? "200 OK" : "404 Not Found") + "\r\n"
                        + "Date: Sat, 21 Nov 2026 10:00:00 GMT\r\nServer: stub\r\n"
                        + "Content-Type: application/json;charset=utf-8\r\nX-Request-Id: " + StubAnswer.REQUEST_ID
                        + "\r\nContent-Length: " + answer.body().length() + "\r\n\r\n" + answer.body())
                .getBytes(ISO_8859_1);
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

    /** Where the body ends. One that comes in chunks, as two of the vendors' clients send it, is put together in place. */
    private int bodyEnd(InputStream in, int head, String request) throws IOException {
        if (!header(request, "transfer-encoding").equalsIgnoreCase("chunked")) {
            return head + contentLength(request);
        }
        int end = head;
        int chunk = head;
        while (true) {
            int data = lineEnd(in, chunk);
            int length = Integer.parseInt(new String(bytes, chunk, data - 2 - chunk, ISO_8859_1), 16);
            while (size < data + length + 2) {
                fill(in);
            }
            System.arraycopy(bytes, data, bytes, end, length);
            end += length;
            chunk = data + length + 2;
            if (length == 0) {
                System.arraycopy(bytes, chunk, bytes, end, size - chunk);
                size -= chunk - end;
                return end;
            }
        }
    }

    /** Where the line after one that begins somewhere begins. */
    private int lineEnd(InputStream in, int start) throws IOException {
        for (int i = start; ; i++) {
            while (size < i + 2) {
                fill(in);
            }
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i + 2;
            }
        }
    }

    private static int contentLength(String head) {
        String length = header(head, "content-length");
        return length.isEmpty() ? 0 : Integer.parseInt(length);
    }

    /** A header's value, by its name in lower case; empty if there is none. */
    private static String header(String head, String name) {
        int start = head.indexOf('\n') + 1;
        while (start > 0 && start < head.length()) {
            if (head.regionMatches(true, start, name, 0, name.length()) && head.charAt(start + name.length()) == ':') {
                return head.substring(start + name.length() + 1, head.indexOf('\r', start))
                        .trim();
            }
            start = head.indexOf('\n', start) + 1;
        }
        return "";
    }
}
