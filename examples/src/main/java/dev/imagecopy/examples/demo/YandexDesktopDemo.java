package dev.imagecopy.examples.demo;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.util.concurrent.CompletableFuture;

/** Copies a compute image to Cloud Desktop. */
public final class YandexDesktopDemo implements ProviderDemo<DesktopImage> {
    private final YandexDesktopSimulator simulator = YandexDesktopSimulator.start();
    private final YandexDesktopClient client;

    public YandexDesktopDemo(DemoSettings settings) {
        simulator.script(settings.timeline(0, 3));
        client = YandexDesktopClient.builder()
                .endpoint(simulator.endpoint())
                .credentials(YandexCredentials.iamToken(settings.secret(YandexDesktopSimulator.IAM_TOKEN)))
                .pollPolicy(settings.pollPolicy())
                .build();
    }

    @Override
    public String provider() {
        return "Yandex Cloud Desktop";
    }

    @Override
    public String source() {
        return YandexDesktopSimulator.SOURCE_IMAGE;
    }

    @Override
    public CompletableFuture<Operation<DesktopImage>> startCopy() {
        return client.copyImageAsync(YandexCopyImageRequest.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                .name("golden-2026-11")
                .build());
    }

    @Override
    public String destination(DesktopImage copy) {
        return copy.id();
    }

    @Override
    public void close() {
        client.close();
        simulator.close();
    }
}
