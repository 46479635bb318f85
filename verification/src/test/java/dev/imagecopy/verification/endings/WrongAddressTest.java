package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import dev.imagecopy.verification.clouds.Clockwork;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An address that is no service's: the message names the likely cause. */
class WrongAddressTest {
    private static final int ATTEMPTS = 4;

    private final ManualTimeSource time = new ManualTimeSource();
    private final Clockwork clock = Clockwork.start(time);

    @AfterEach
    void stopTheClock() {
        clock.close();
    }

    static Stream<Arguments> clouds() {
        return Stream.of(Cloud.values())
                .flatMap(cloud -> Stream.of(Arguments.of(cloud, false), Arguments.of(cloud, true)));
    }

    @ParameterizedTest
    @MethodSource("clouds")
    void copyImage_whenThePortSpeaksPlainHttp_saysSoAndAsksOnce(Cloud cloud, boolean async) {
        Step plain = Step.raw("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        try (ScriptedServer server = ScriptedServer.startRaw(plain);
                Stage<?, ?, ?> stage = cloud.stage(time);
                OkHttpTransport transport = OkHttpTransport.create()) {
            stage.at(URI.create("https://localhost:" + server.port()));
            stage.over(transport);

            TransportException failure = notSent(stage.copyFailure(async));

            assertThat(failure)
                    .hasMessageContaining(".copyImage failed: TLS failed: the port does not speak https, but probably"
                            + " plain http");
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.attempts()).isEqualTo(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** A name server that is overloaded for a moment says the same, so the name is looked up for each attempt. */
    @ParameterizedTest
    @MethodSource("clouds")
    void copyImage_whenTheHostDoesNotExist_namesTheRegionAndTheEndpoint(Cloud cloud, boolean async) {
        AtomicInteger lookUps = new AtomicInteger();
        Dns nowhere = host -> {
            lookUps.incrementAndGet();
            throw new UnknownHostException(host);
        };
        try (Stage<?, ?, ?> stage = cloud.stage(time);
                OkHttpTransport transport = OkHttpTransport.using(
                        new OkHttpClient.Builder().dns(nowhere).build())) {
            if (cloud == Cloud.SERVICE_FABRIC) {
                stage.at(URI.create("https://cluster.example:19080"));
            }
            stage.over(transport);

            TransportException failure = notSent(stage.copyFailure(async));

            assertThat(failure)
                    .hasMessageContaining(
                            ".copyImage failed: the host name could not be resolved: is the region, or the"
                                    + " endpoint, misspelled?");
            assertThat(failure.attempts()).isEqualTo(ATTEMPTS);
            assertThat(lookUps).hasValue(ATTEMPTS);
        }
    }

    private static TransportException notSent(Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(TransportException.class, e -> assertThat(e.sendPhase())
                .isEqualTo(SendPhase.NOT_SENT));
        return (TransportException) failure;
    }
}
