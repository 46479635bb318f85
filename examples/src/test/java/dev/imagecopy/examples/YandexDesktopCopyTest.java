package dev.imagecopy.examples;

import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.time.Duration;

class YandexDesktopCopyTest extends CopyProgramTest {
    private final YandexDesktopSimulator service = YandexDesktopSimulator.start();

    @Override
    Simulator service() {
        return service;
    }

    @Override
    int run(String secret, Duration patience, String... arguments) throws InterruptedException {
        YandexDesktopClient.Builder settings = YandexDesktopClient.builder()
                .endpoint(service.endpoint())
                .credentials(YandexCredentials.iamToken(secret))
                .pollPolicy(FastPolling.POLICY);
        return YandexDesktopCopy.run(settings, patience, out, arguments);
    }

    @Override
    String secret() {
        return YandexDesktopSimulator.IAM_TOKEN;
    }

    @Override
    String[] copy() {
        return new String[] {YandexDesktopSimulator.FOLDER, YandexDesktopSimulator.SOURCE_IMAGE, "golden-copy"};
    }

    @Override
    String[] resume(String token) {
        return new String[] {token};
    }

    @Override
    String failureCode() {
        return "8"; // RESOURCE_EXHAUSTED
    }
}
