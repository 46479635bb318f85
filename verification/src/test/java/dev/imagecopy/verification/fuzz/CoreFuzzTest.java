package dev.imagecopy.verification.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.testsupport.tokens.ForgedToken;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class CoreFuzzTest {
    private static final List<byte[]> ANSWERS = Stream.of(
                    "sdk-servicefabric", "sdk-huawei-ims", "sdk-yandex-desktop", "sdk-alibaba-ecs")
            .flatMap(module -> GoldenFiles.answers(module).stream())
            .toList();

    private static YandexDesktopClient client(FakeTransport transport, ManualTimeSource time) {
        return YandexDesktopClient.builder()
                .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                .transport(transport)
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .build();
    }

    @Test
    void json_whateverItHolds_isReadOrRefused() {
        Fuzzing.of("JSON", JsonFormatException.class).run(mutator -> {
            visit(Json.parse(mutator.damage(mutator.pick(ANSWERS), ANSWERS)));
            return true;
        });
    }

    private static void visit(JsonNode value) {
        assertThat(LenientJson.asLong(value).isPresent()
                        && LenientJson.asBoolean(value).isPresent())
                .isFalse();
        assertThat(LenientJson.asDouble(value).orElse(0)).isFinite();
        assertThat(LenientJson.scalar(value)).isNotNull();
        LenientJson.items(value).forEach(CoreFuzzTest::visit);
        value.properties().forEach(member -> visit(member.getValue()));
    }

    /** Damaged before it is encoded, so that damage gets as far as the fields, or after. */
    @Test
    void resumeToken_whateverItHolds_isReadOrRefused() {
        List<byte[]> tokens = new ArrayList<>(GoldenFiles.tokens());
        ManualTimeSource time = new ManualTimeSource();
        try (YandexDesktopClient client = client(new FakeTransport(time), time)) {
            tokens.add(Mutator.bytes(accepted().value()));
            Fuzzing.of(5_000, "resume token", IllegalArgumentException.class, SdkException.class)
                    .run(mutator -> {
                        byte[] token = mutator.oneIn(8) ? mutator.pick(tokens) : tokens.get(tokens.size() - 1);
                        byte[] damaged = mutator.oneIn(3)
                                ? mutator.damage(token, tokens)
                                : encoded(mutator.damage(content(token), List.of(content(token))));
                        ResumeToken read = ResumeToken.parse(new String(damaged, StandardCharsets.UTF_8));
                        return !client.resume(read).latest().operationId().isEmpty();
                    });
        }
    }

    /** A token of the client that reads the damaged ones. */
    private static ResumeToken accepted() {
        ManualTimeSource time = new ManualTimeSource();
        try (YandexDesktopClient client = client(new FakeTransport(time).answer(200, "{\"id\":\"fdo1\"}"), time)) {
            return client.copyImage(YandexCopyImageRequest.builder()
                            .folderId(YandexDesktopSimulator.FOLDER)
                            .name("golden-2026-11")
                            .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                            .build())
                    .resumeToken();
        }
    }

    private static byte[] content(byte[] token) {
        return Mutator.bytes(ForgedToken.content(new String(token, StandardCharsets.UTF_8).strip()));
    }

    private static byte[] encoded(byte[] content) {
        return Mutator.bytes(ForgedToken.holding(new String(content, StandardCharsets.UTF_8)));
    }

    /** Hints decide when the next attempt comes: never before the last one, never after the deadline. */
    @Test
    void hints_whateverTheyHold_neverDelayACallPastItsDeadline() {
        List<String> names =
                List.of("Retry-After", "retry-after-ms", "x-ms-retry-after-ms", "x-acs-retry-after", "Date");
        List<String> values = List.of(
                "7", "120", "1500", "0.5", "Wed, 21 Oct 2026 07:28:00 GMT", "Wednesday, 21-Oct-26 07:28:00 GMT");
        Fuzzing.of(5_000, "retry hints", SdkException.class).run(mutator -> {
            ManualTimeSource time = new ManualTimeSource();
            HttpHeaders.Builder headers = HttpHeaders.builder();
            for (String name : names) {
                if (mutator.oneIn(2)) {
                    headers.addReceived(name, new String(mutator.damaged(values), StandardCharsets.ISO_8859_1));
                }
            }
            HttpResponse busy = new HttpResponse(mutator.oneIn(2) ? 429 : 503, headers.build(), new byte[0]);
            FakeTransport transport =
                    new FakeTransport(time).answer(busy).answer(busy).answer(200, "{\"id\":\"fd8\"}");
            Instant start = time.now();
            try (YandexDesktopClient client = client(transport, time)) {
                client.findImage("fd8");
                return true;
            } finally {
                assertThat(time.now()).isBetween(start, start.plus(Duration.ofMinutes(2)));
            }
        });
    }

    @Test
    void compressedBody_whateverItHolds_isReadOrRefused() throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        for (byte[] answer : ANSWERS) {
            bodies.add(compressed(answer));
            bodies.add(deflated(answer));
        }
        bodies.add(compressed(new byte[8 << 20]));
        List<String> codings =
                List.of("gzip", "gzip", "gzip", "deflate", "x-gzip", "br", "identity", "gzip, gzip", "\u00e9");
        Answering answering = new Answering();
        try (MockWebServer server = new MockWebServer();
                OkHttpTransport transport = OkHttpTransport.create()) {
            server.setDispatcher(answering);
            server.start();
            URI address = server.url("/").uri();
            Fuzzing.of(500, "compressed body", SdkException.class).run(mutator -> {
                byte[] body = mutator.pick(bodies);
                answering.next = new MockResponse.Builder()
                        .addHeaderLenient("Content-Encoding", mutator.pick(codings))
                        .body(new Buffer().write(mutator.oneIn(3) ? body : mutator.damage(body, bodies)))
                        .build();
                HttpResponse response =
                        transport.send(HttpRequest.of("GET", address, HttpHeaders.empty()), Duration.ofSeconds(10));
                assertThat(response.body().length).isLessThanOrEqualTo(16 << 20);
                return true;
            });
        }
    }

    private static final class Answering extends Dispatcher {
        private volatile MockResponse next;

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            return next;
        }
    }

    private static byte[] compressed(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] deflated(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
