package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that need the installation's list of endpoints while it is being asked for: nobody is blocked by it. */
@Timeout(60)
class DiscoveryTest {
    private static final String LIST = "{\"endpoints\":[{\"id\":\"clouddesktops\",\"address\":\"desk.example:443\"},"
            + "{\"id\":\"operation\",\"address\":\"op.example:443\"}]}";

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);
    private final YandexDesktopClient client = YandexDesktopClient.builder()
            .discoverEndpoints()
            .transport(transport)
            .timeSource(time)
            .callbackExecutor(Runnable::run)
            .credentials(YandexCredentials.iamToken("t1.script.token"))
            .build();

    @AfterEach
    void close() {
        client.close();
    }

    private static HttpResponse ok(String body) {
        return Script.response(200, body);
    }

    @Test
    void copyImageAsync_whileTheListIsAskedFor_returnsAtOnceAndAsksOnce() {
        transport
                .answerAfter(Duration.ofSeconds(8), ok(LIST))
                .answer(ok("{\"id\":\"fdo1\"}"))
                .answer(ok("{\"id\":\"fdo2\"}"));

        CompletableFuture<?> first = client.copyImageAsync(Clients.golden().build());
        CompletableFuture<?> second = client.copyImageAsync(Clients.golden().build());
        assertThat(transport.requests()).hasSize(1);
        assertThat(first).isNotDone();

        time.advance(Duration.ofSeconds(8));

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(transport.requests())
                .extracting(request -> request.uri().getHost())
                .containsExactly("api.cloud.yandex.net", "desk.example", "desk.example");
    }

    @Test
    void copyImageAsync_whenTheListDoesNotCome_endsAtTheCallsOwnDeadline() {
        transport.hang();
        CompletableFuture<?> copy = client.copyImageAsync(
                Clients.golden().build(),
                CallOptions.builder().callTimeout(Duration.ofSeconds(3)).build());

        time.advance(Duration.ofSeconds(3));

        assertThatThrownBy(copy::join).hasCauseInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void cancel_whileTheListIsAskedFor_leavesItToTheOthers() {
        transport.answerAfter(Duration.ofSeconds(8), ok(LIST)).answer(ok("{\"id\":\"fdo1\"}"));
        CompletableFuture<?> first = client.copyImageAsync(Clients.golden().build());
        CompletableFuture<?> second = client.copyImageAsync(Clients.golden().build());

        first.cancel(true);
        time.advance(Duration.ofSeconds(8));

        assertThat(second).isCompleted();
        assertThat(transport.requests()).hasSize(2);
    }

    @Test
    void close_whileTheListIsAskedFor_endsTheCall() {
        transport.hang();
        CompletableFuture<?> copy = client.copyImageAsync(Clients.golden().build());

        client.close();

        assertThatThrownBy(copy::join).hasCauseInstanceOf(ClientClosedException.class);
    }
}
