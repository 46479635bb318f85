package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.retry.Backoff;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.net.URI;
import java.time.Duration;

/** Clients and requests that many tests start from. */
final class Clients {
    private static final PollPolicy FAST = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ZERO)
            .minInterval(Duration.ofMillis(1))
            .maxInterval(Duration.ofMillis(5))
            .build();

    private Clients() {}

    /** In real time, with waits that nobody notices. */
    static YandexDesktopClient.Builder fast(URI endpoint) {
        Backoff soon = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));
        return YandexDesktopClient.builder()
                .endpoint(endpoint)
                .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                .pollPolicy(FAST)
                .retryPolicy(new RetryPolicy(4, soon, soon));
    }

    static YandexDesktopClient.Builder overHttp(YandexDesktopSimulator simulator) {
        return fast(simulator.endpoint());
    }

    /** In the simulator's time, with the standard policies and the vendor's own addresses. */
    static YandexDesktopClient.Builder inProcess(YandexDesktopSimulator simulator, TimeSource time) {
        return YandexDesktopClient.builder()
                .transport(simulator.transport())
                .timeSource(time)
                .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN));
    }

    static YandexCopyImageRequest.Builder golden() {
        return YandexCopyImageRequest.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .name("golden-2026-11")
                .imageId(YandexDesktopSimulator.SOURCE_IMAGE);
    }
}
