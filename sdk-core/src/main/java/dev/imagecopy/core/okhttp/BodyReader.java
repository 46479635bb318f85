package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.spi.Checks;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.GzipSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Reads and decompresses a body, and stops if it exceeds a limit. Bytes are taken out of Okio's buffer chunk by chunk:
 * otherwise its checksum iterates over the whole buffer for each chunk, and 127 KiB that decompress to 128 MiB take 13 s.
 */
final class BodyReader {
    static final int MAX_SUCCESS_BYTES = 4 << 20;
    static final int MAX_ERROR_BYTES = 256 << 10;
    static final int MAX_RATIO = 100;
    static final int RATIO_FREE_BYTES = 64 << 10;
    private static final String CONTENT_LENGTH = "Content-Length";

    private static final int FIRST_BYTES = 64 << 10;
    private static final int CHUNK_BYTES = 8 << 10;

    private final Call call;
    private final Wire wire;
    private final int limit;
    private byte[] bytes = new byte[0];
    private int size;

    private BodyReader(Call call, Source body, int limit) {
        this.call = call;
        this.wire = new Wire(body);
        this.limit = limit;
    }

    /**
     * Reads the body.
     *
     * @throws BadResponseException if the body violates a limit or a rule; the call is then cancelled
     * @throws IOException if the body is incomplete
     */
    static byte[] read(Call call, Response response, int status) throws IOException {
        int limit = status >= 200 && status < 300 ? MAX_SUCCESS_BYTES : MAX_ERROR_BYTES;
        return new BodyReader(call, response.body().source(), limit).read(response);
    }

    private byte[] read(Response response) throws IOException {
        Source content = wire;
        try {
            requireOneLength(response.headers());
            if (isGzip(response.headers("Content-Encoding"))) {
                BufferedSource raw = Okio.buffer((Source) wire);
                content = raw.exhausted() ? raw : new GzipSource(raw); // an empty body is not compressed either
            } else {
                reserve(response.body().contentLength());
            }
            drain(content);
            return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        } catch (IOException e) {
            if (wire.failure != null) {
                throw e;
            }
            call.cancel(); // no other request may read the rest of this response, and close() must not wait for it
            throw e instanceof BadResponseException
                    ? e
                    : new BadResponseException("the response's compression is corrupt", true);
        } finally {
            closeQuietly(content); // releases the inflater
        }
    }

    private void reserve(long promised) throws BadResponseException {
        if (promised > limit) {
            throw tooLarge();
        }
        bytes = new byte[(int) Math.max(0, Math.min(promised, FIRST_BYTES))];
    }

    private void drain(Source content) throws IOException {
        Buffer chunk = new Buffer();
        for (long n = content.read(chunk, CHUNK_BYTES); n >= 0; n = content.read(chunk, CHUNK_BYTES)) {
            long total = size + n;
            if (total > limit || (total > RATIO_FREE_BYTES && total > MAX_RATIO * wire.count)) {
                throw tooLarge();
            }
            if (total > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.max(total, Math.min(2L * bytes.length, limit)));
            }
            while (size < total) {
                size += chunk.read(bytes, size, (int) total - size);
            }
        }
    }

    private BadResponseException tooLarge() {
        return new BadResponseException(
                "the response is larger than " + (limit >> 10) + " KiB, or than " + MAX_RATIO + " times what was sent",
                false);
    }

    /**
     * Contradictory or invalid lengths mean that somebody on the way may disagree about where the response ends (RFC 9112,
     * 6.3).
     */
    private static void requireOneLength(Headers headers) throws BadResponseException {
        String last = headers.get(CONTENT_LENGTH);
        for (int i = 0; i < headers.size() && last != null; i++) {
            String length = headers.value(i);
            if (headers.name(i).equalsIgnoreCase(CONTENT_LENGTH) && !(length.equals(last) && isNumber(length))) {
                throw new BadResponseException("the response's length is contradictory or not a number", false);
            }
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 18 && Checks.isDigits(text);
    }

    private static boolean isGzip(List<String> fields) throws BadResponseException {
        String encoding = fields.isEmpty() ? "" : String.join(",", fields);
        if (encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip")) {
            return true;
        }
        if (encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
            return false;
        }
        throw new BadResponseException("the response is compressed in a way that was not requested", false);
    }

    private static void closeQuietly(Source source) {
        try {
            source.close();
        } catch (IOException | RuntimeException alreadyReported) {
            // Errors have been thrown by a read already; a negative Content-Length makes OkHttp throw once more.
        }
    }

    /** The body as it is received: counts its bytes, and distinguishes a lost connection from corrupt compression. */
    private static final class Wire extends ForwardingSource {
        private long count;
        private @Nullable IOException failure;

        Wire(Source source) {
            super(source);
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            try {
                long n = super.read(sink, byteCount);
                count += Math.max(0, n);
                return n;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
