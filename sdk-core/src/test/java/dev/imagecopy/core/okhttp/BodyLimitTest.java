package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies are read whole and inflated, up to a limit, and what breaks a rule takes its connection with it. */
class BodyLimitTest extends LeakCheckedTest {
    private static final int SUCCESS_LIMIT = 4 << 20;
    private static final int ERROR_LIMIT = 256 << 10;
    private static final byte[] BOMB = gzip(new byte[128 << 20]);

    static Stream<Arguments> limits() {
        return Stream.of(200, 404, 500).flatMap(status -> Stream.of(Framing.values())
                .map(framing -> Arguments.of(status, status == 200 ? SUCCESS_LIMIT : ERROR_LIMIT, framing)));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void send_whenTheBodyIsAsLargeAsAllowed_returnsAllOfIt(int status, int limit, Framing framing) {
        byte[] body = noise(limit);

        HttpResponse answer = exchange(framing.answer(status, body));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void send_whenTheBodyIsLarger_isRefusedWithTheStatus(int status, int limit, Framing framing) {
        assertRefused(
                status,
                framing.answer(status, noise(limit + 1)),
                "the response is larger than " + limit / 1024 + " KiB, or than 100 times what was sent",
                false);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void send_whenTheBodyIsABomb_isRefused(int status) {
        assertThat(BOMB.length).isLessThan(140 << 10);

        assertRefused(
                status,
                gzipped(status, BOMB),
                "the response is larger than " + (status == 200 ? 4096 : 256) + " KiB, or than 100 times what was sent",
                false);
    }

    /** Who inflated a bomb to its end before refusing it would never refuse this one. */
    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void send_whenTheBodyIsABombWithoutEnd_isRefused(int status) {
        assertRefused(
                status,
                endlessBomb(status),
                "the response is larger than " + (status == 200 ? 4096 : 256) + " KiB, or than 100 times what was sent",
                false);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheBodyIsRefusedHalfway_dropsTheConnection(Sending sending) throws InterruptedException {
        Step endless = (peer, server) -> {
            peer.send("HTTP/1.1 500 Scripted\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                peer.send("400\r\n" + "x".repeat(1024) + "\r\n");
            }
        };
        ScriptedServer server = closing(ScriptedServer.start(endless));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        assertThatExceptionOfType(ResponseFormatException.class)
                .isThrownBy(() -> sending.send(transport, Requests.get(server.uri("/"))));

        server.awaitDrop();
    }

    @Test
    void send_whenTheBodyInflatesMoreThanAHundredfold_isRefusedBelowTheLimit() {
        assertRefused(
                200,
                gzipped(200, gzip(new byte[2 << 20])),
                "the response is larger than 4096 KiB, or than 100 times what was sent",
                false);
    }

    @Test
    void send_whenASmallBodyInflatesMoreThanAHundredfold_isAnswered() {
        assertThat(exchange(gzipped(200, gzip(new byte[64 << 10]))).body()).hasSize(64 << 10);
    }

    @Test
    void send_whenTheBodyIsGzip_inflatesItAndKeepsTheHeaders() {
        byte[] body = "{\"status\":\"RUNNING\"}".getBytes(StandardCharsets.UTF_8);

        HttpResponse answer = exchange(gzipped(200, gzip(body)));

        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().first("content-encoding")).contains("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "identity"})
    void send_whenThereIsNoBody_ignoresItsEncoding(String encoding) {
        assertThat(exchange(answer(200, "Content-Encoding: " + encoding + "\r\n", new byte[0]))
                        .body())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", "\u00e9"})
    void send_whenTheEncodingWasNotAskedFor_isRefused(String encoding) {
        assertRefused(
                200,
                answer(200, "Content-Encoding: " + encoding + "\r\n", new byte[] {1, 2, 3}),
                "the response is compressed in a way that was not requested",
                false);
    }

    static Stream<Arguments> corruptGzip() {
        byte[] good = gzip(noise(10_000));
        byte[] badChecksum = good.clone();
        badChecksum[good.length - 8] ^= 1;
        byte[] badContent = good.clone();
        Arrays.fill(badContent, 20, 40, (byte) 0xff);
        return Stream.of(
                Arguments.of("no gzip at all", "{\"plain\":true}".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("wrong checksum", badChecksum),
                Arguments.of("wrong content", badContent),
                Arguments.of("header only", Arrays.copyOf(good, 10)),
                Arguments.of("half a header", Arrays.copyOf(good, 4)),
                Arguments.of("ends early", Arrays.copyOf(good, good.length - 100)),
                Arguments.of("goes on after its end", Arrays.copyOf(good, good.length + 5)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corruptGzip")
    void send_whenTheGzipIsCorrupt_isRefused(String name, byte[] body) {
        assertRefused(200, gzipped(200, body), "the response's compression is corrupt", true);
        assertRefused(503, gzipped(503, body), "the response's compression is corrupt", true);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheConnectionEndsWithinTheGzip_isATransportFailure(Sending sending) {
        byte[] body = gzip(noise(10_000));
        Step half = (peer, server) -> {
            peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n");
            peer.send(Arrays.copyOf(body, body.length / 2));
            peer.close();
        };
        ScriptedServer server = closing(ScriptedServer.start(half));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        TransportException failure = Requests.failure(sending, transport, Requests.get(server.uri("/")));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.ANSWERED);
        assertThat(failure.reason()).isEqualTo("the response was cut off or incorrectly framed");
    }

    @ParameterizedTest
    @CsvSource({"'2', '3'", "'2', '02'", "'2', ''", "'-2', '-2'", "'two', 'two'", "'99999999999999999999', "})
    void send_whenTheLengthIsContradictory_isRefused(String first, String second) {
        String lengths =
                "Content-Length: " + first + "\r\n" + (second == null ? "" : "Content-Length: " + second + "\r\n");
        assertRefused(
                200,
                Step.raw("HTTP/1.1 200 OK\r\n" + lengths + "\r\n{}").then(Step.awaitDrop()),
                "the response's length is contradictory or not a number",
                false);
    }

    @Test
    void send_whenTheLengthIsSaidTwice_isAnswered() {
        HttpResponse answer = exchange(Step.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}"));

        assertThat(answer.bodyAsText()).isEqualTo("{}");
    }

    @Test
    void send_whenAHeadRequestPromisesALargeBody_isAnswered() {
        ScriptedServer server =
                closing(ScriptedServer.start(Step.raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        assertThat(Sending.SYNC
                        .send(transport, Requests.of("HEAD", server.uri("/")))
                        .body())
                .isEmpty();
    }

    private HttpResponse exchange(Step step) {
        ScriptedServer server = closing(ScriptedServer.start(step));
        return Sending.SYNC.send(closing(OkHttpTransport.create()), Requests.get(server.uri("/")));
    }

    private void assertRefused(int status, Step step, String reason, boolean retryable) {
        for (Sending sending : Sending.values()) {
            ScriptedServer server = closing(ScriptedServer.start(step, Step.answer(200)));
            OkHttpTransport transport = closing(OkHttpTransport.create());

            SdkException failure = catchThrowableOfType(
                    SdkException.class, () -> sending.send(transport, Requests.get(server.uri("/"))));

            assertThat(failure).isInstanceOfSatisfying(ResponseFormatException.class, e -> {
                assertThat(e.reason()).isEqualTo(reason);
                assertThat(e.status()).isEqualTo(status);
                assertThat(e.retryable()).isEqualTo(retryable);
            });
            assertThat(sending.send(transport, Requests.get(server.uri("/next")))
                            .status())
                    .isEqualTo(200);
        }
    }

    /** How a body is sent. */
    enum Framing {
        LENGTH {
            @Override
            Step answer(int status, byte[] body) {
                return BodyLimitTest.answer(status, "", body);
            }
        },
        CHUNKED {
            @Override
            Step answer(int status, byte[] body) {
                return (peer, server) -> {
                    peer.send("HTTP/1.1 " + status + " Scripted\r\nTransfer-Encoding: chunked\r\n\r\n");
                    for (int at = 0; at < body.length; at += 50_000) {
                        byte[] chunk = Arrays.copyOfRange(body, at, Math.min(at + 50_000, body.length));
                        peer.send(Integer.toHexString(chunk.length) + "\r\n");
                        peer.send(chunk);
                        peer.send("\r\n");
                    }
                    peer.send("0\r\n\r\n");
                };
            }
        },
        GZIP {
            @Override
            Step answer(int status, byte[] body) {
                return gzipped(status, gzip(body));
            }
        };

        abstract Step answer(int status, byte[] body);
    }

    private static Step gzipped(int status, byte[] gzip) {
        return answer(status, "Content-Encoding: gzip\r\n", gzip);
    }

    private static Step answer(int status, String headers, byte[] body) {
        return (peer, server) -> {
            peer.send("HTTP/1.1 " + status + " Scripted\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n");
            peer.send(body);
        };
    }

    private static Step endlessBomb(int status) {
        return (peer, server) -> {
            peer.send(
                    "HTTP/1.1 " + status + " Scripted\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
            ByteArrayOutputStream inflating = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(inflating, true)) {
                while (true) {
                    gzip.write(new byte[1 << 20]);
                    gzip.flush();
                    peer.send(Integer.toHexString(inflating.size()) + "\r\n");
                    peer.send(inflating.toByteArray());
                    peer.send("\r\n");
                    inflating.reset();
                }
            }
        };
    }

    /** Bytes that do not compress. */
    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
