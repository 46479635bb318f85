package dev.imagecopy.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP front, seen from a bare socket, which repeats and hides nothing. */
@ExtendWith(NoLeaksExtension.class)
class SimulatorHttpTest {
    private static final String COPY = "{\"source\":\"image-1\"}";

    private final ManualTimeSource time = new ManualTimeSource();
    private ShelfSimulator simulator;

    @BeforeAll
    static void loadTheServer() {
        ShelfSimulator.start().close();
    }

    @BeforeEach
    void start() {
        simulator = ShelfSimulator.start(time);
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void answer_carriesStatusHeadersLengthAndDate() throws IOException {
        assertThat(post("/copies"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Type: application/json\r\n")
                .contains("Content-Length: 15\r\n")
                .contains("Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n")
                .endsWith("\r\n\r\n{\"id\":\"copy-0\"}");
        assertThat(simulator.endpoint().toString()).matches("http://localhost:\\d+/");
    }

    @Test
    void request_isRecordedAsItCame() throws IOException {
        post("/a%2Fb/$/c:copy?x=%2B+1&y");

        RecordedRequest request = simulator.requests().get(0);
        assertThat(request.call()).isEqualTo("copyImage");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/a%2Fb/$/c:copy");
        assertThat(request.query()).isEqualTo("x=%2B+1&y");
        assertThat(request.headers().first("authorization")).contains("Bearer t0ps3cret");
        assertThat(request.body()).isEqualTo(COPY);
        assertThat(request.receivedAt()).isEqualTo(ManualTimeSource.START);
        assertThat(request.toString()).isEqualTo("copyImage: POST /a%2Fb/$/c:copy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ImageStore/a%5Cb%24/%20/..%2f;v=1",
                "/a//b/../c",
                "/v1/images:copy",
                "/%C3%A9",
                "/__admin/mappings"
            })
    void path_arrivesUnchanged(String path) throws IOException {
        post(path);

        assertThat(simulator.requests().get(0).path()).isEqualTo(path);
    }

    @Test
    void malformedEscape_isRefusedBeforeTheService() throws IOException {
        assertThat(post("/%C3%28")).startsWith("HTTP/1.1 400 ");
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void status_answersWithoutExecuting() throws IOException {
        simulator.failNext(Fault.status(429)
                .header("Retry-After", "7")
                .body("text/plain", "slow down")
                .on("copyImage")
                .times(2));

        assertThat(get("/copy-0")).startsWith("HTTP/1.1 404 ");
        assertThat(post("/"))
                .startsWith("HTTP/1.1 429 ")
                .contains("Retry-After: 7\r\n")
                .endsWith("\r\n\r\nslow down");
        assertThat(post("/")).startsWith("HTTP/1.1 429 ");
        assertThat(simulator.copies()).isEmpty();
        assertThat(post("/")).startsWith("HTTP/1.1 200 ");
        assertThat(simulator.arrivals("copyImage")).isEqualTo(3);
        assertThat(simulator.pendingFaults()).isZero();
    }

    @Test
    void dropRequest_closesWithoutExecuting() throws IOException {
        simulator.failNext(Fault.dropRequest());

        assertThat(post("/")).isEmpty();
        assertThat(simulator.arrivals("copyImage")).isEqualTo(1);
        assertThat(simulator.copies()).isEmpty();
    }

    @Test
    void loseReply_executesAndCloses() throws IOException {
        simulator.failNext(Fault.loseReply());

        assertThat(post("/")).isEmpty();
        assertThat(simulator.copies()).hasSize(1);
    }

    @Test
    void loseReply_onAConnectionInUse_closesIt() throws IOException {
        simulator.failNext(Fault.loseReply().skipping(1));
        try (Socket socket = connect()) {
            write(socket, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + COPY.length() + "\r\n\r\n" + COPY);
            StringBuilder first = new StringBuilder();
            while (!first.toString().endsWith("{\"id\":\"copy-0\"}")) {
                first.append((char) socket.getInputStream().read());
            }
            write(socket, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + COPY.length() + "\r\n\r\n" + COPY);

            assertThat(reply(socket)).isEmpty();
        }
        assertThat(simulator.copies()).hasSize(2);
    }

    @Test
    void longHead_isAccepted() throws IOException {
        assertThat(post("/?signature=" + "x".repeat(20_000))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void resetReply_executesAndResets() {
        simulator.failNext(Fault.resetReply());

        assertThatThrownBy(() -> post("/")).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        assertThat(simulator.copies()).hasSize(1);
    }

    @Test
    void garbageReply_executesAndSendsNoHttp() throws IOException {
        simulator.failNext(Fault.garbageReply());

        assertThat(post("/")).isNotEmpty().doesNotContain("HTTP/1.1");
        assertThat(simulator.copies()).hasSize(1);
    }

    @Test
    void truncateReply_sendsTheHeadAndHalfOfTheBody() throws IOException {
        simulator.failNext(Fault.truncateReply());

        assertThat(post("/")).contains("Content-Length: 15\r\n").endsWith("\r\n\r\n{\"id\":\"");
        assertThat(simulator.copies()).hasSize(1);
    }

    @Test
    void delayReply_executesAtOnceAndAnswersWhenTheTimeHasCome() throws Exception {
        simulator.failNext(Fault.delayReply(Duration.ofMinutes(5)));
        try (Socket socket = send("POST", "/")) {
            assertThat(time.awaitPendingTask(Duration.ofMinutes(1))).isTrue();
            assertThat(simulator.copies()).hasSize(1);
            assertThat(socket.getInputStream().available()).isZero();

            time.advance(Duration.ofMinutes(5));

            assertThat(reply(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void close_abandonsAnswersThatWaitAndEndsItsThreads() throws Exception {
        simulator.failNext(Fault.delayReply(Duration.ofDays(1)));
        try (Socket socket = send("POST", "/")) {
            assertThat(simulator.awaitArrivals("copyImage", 1, Duration.ofMinutes(1)))
                    .isTrue();

            simulator.close();

            assertThat(reply(socket)).isEmpty();
        }
        for (Thread thread : simulatorThreads()) {
            thread.join(60_000);
        }
        assertThat(simulatorThreads()).isEmpty();
    }

    @Test
    void close_twice_doesNothing() {
        simulator.close();
        simulator.close();
    }

    @Test
    void refuseConnection_isNotForAPort() {
        assertThatThrownBy(() -> simulator.failNext(Fault.refuseConnection()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bugOfTheSimulator_isShown() throws IOException {
        try (Socket socket = send("POST", "/", "no json")) {
            assertThat(reply(socket)).startsWith("HTTP/1.1 500 ").contains("Simulator bug", "The text is not JSON");
        }
    }

    @Test
    void chosenPort_isListenedOn_andTakenOne_isNamed() throws IOException {
        int port = simulator.endpoint().getPort();
        simulator.close();
        simulator = ShelfSimulator.start(StartOptions.defaults().time(time).port(port));

        assertThat(simulator.endpoint().getPort()).isEqualTo(port);
        assertThat(post("/")).startsWith("HTTP/1.1 200 ");
        assertThatThrownBy(() -> ShelfSimulator.start(StartOptions.defaults().port(port)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("port " + port);
    }

    @Test
    void tls_isTrustedByWhoeverTakesTheCertificateOver_andByNobodyElse() throws Exception {
        simulator.close();
        simulator = ShelfSimulator.start(StartOptions.defaults().time(time).tls());
        HttpRequest request = HttpRequest.newBuilder(simulator.endpoint())
                .POST(HttpRequest.BodyPublishers.ofString(COPY))
                .build();
        HttpClient trusting =
                HttpClient.newBuilder().sslContext(simulator.sslContext()).build();

        assertThat(simulator.endpoint().getScheme()).isEqualTo("https");
        assertThat(trusting.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo("{\"id\":\"copy-0\"}");
        assertThat(simulator.trustManager().getAcceptedIssuers()).hasSize(1);
        assertThat(simulator.certificatePem()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void resetReply_overTls_resetsToo() throws Exception {
        simulator.close();
        simulator = ShelfSimulator.start(StartOptions.defaults().time(time).tls());
        simulator.failNext(Fault.resetReply());
        try (Socket socket = simulator.sslContext().getSocketFactory().createSocket("localhost", port())) {
            write(socket, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + COPY.length() + "\r\n\r\n" + COPY);

            assertThatThrownBy(() -> reply(socket))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(simulator.copies()).hasSize(1);
    }

    @Test
    void withoutTls_thereIsNothingToTrust() {
        assertThatThrownBy(simulator::trustManager).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void furtherSimulator_loadsItsServerNoSecondTime() {
        ShelfSimulator.start().close();
        long loaded = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();

        ShelfSimulator.start().close();

        // The server alone is thousands of classes; other threads may load some meanwhile.
        assertThat(ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() - loaded)
                .isLessThan(500);
    }

    private String post(String target) throws IOException {
        try (Socket socket = send("POST", target)) {
            return reply(socket);
        }
    }

    private String get(String target) throws IOException {
        try (Socket socket = send("GET", target, "")) {
            return reply(socket);
        }
    }

    private Socket send(String method, String target) throws IOException {
        return send(method, target, COPY);
    }

    private Socket send(String method, String target, String body) throws IOException {
        Socket socket = connect();
        String head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t0ps3cret\r\n"
                + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n";
        write(socket, head + body);
        return socket;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getByName("localhost"), port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private int port() {
        return simulator.endpoint().getPort();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static String reply(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    private static Set<Thread> simulatorThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("MockWebServer"))
                .collect(Collectors.toSet());
    }
}
