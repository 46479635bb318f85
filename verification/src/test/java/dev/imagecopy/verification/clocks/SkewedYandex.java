package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.util.Map;

/** The client signs in with an authorized key: nothing else of it has a date. */
final class SkewedYandex extends SkewedCloud<YandexCopyImageRequest, DesktopImage> {
    private final YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
    private final String image = simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "i", Map.of());
    private final YandexDesktopClient client = inProcess(Clouds.yandex(time))
            .credentials(YandexCredentials.serviceAccountKeyJson(simulator.authorizedKeyJson()))
            .build();

    @Override
    YandexDesktopSimulator simulator() {
        return simulator;
    }

    @Override
    YandexDesktopClient client() {
        return client;
    }

    /** Signs in. */
    @Override
    void prepare() {
        assertThat(client.findImage(image)).isPresent();
    }

    @Override
    YandexCopyImageRequest request() {
        return Clouds.yandexCopy();
    }

    private static YandexCopyFromDesktopRequest fromDesktop() {
        return YandexCopyFromDesktopRequest.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .desktopId(YandexDesktopSimulator.DESKTOP)
                .name("from-desktop")
                .build();
    }

    private YandexUpdateImageRequest rename() {
        return YandexUpdateImageRequest.builder().imageId(image).name("renamed").build();
    }

    @Override
    void fill() {
        super.fill();
        YandexImageQuery all = YandexImageQuery.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .build();
        operation(
                "copyImageFromDesktop",
                () -> client.copyImageFromDesktop(fromDesktop()),
                () -> client.copyImageFromDesktopAsync(fromDesktop()));
        call("findImage", () -> client.findImage(image).orElseThrow(), () -> client.findImageAsync(image));
        call("listImages", () -> client.listImages(all).toList(), () -> client.listImagesAsync(all));
        call(
                "listImagesWithDetails",
                () -> client.listImagesWithDetails(all).toList(),
                () -> client.listImagesWithDetailsAsync(all));
        operation("updateImage", () -> client.updateImage(rename()), () -> client.updateImageAsync(rename()));
        operation("deleteImage", () -> client.deleteImage(image), () -> client.deleteImageAsync(image));
        act("resumeDeletion", mode -> {
            simulator.failNext(Fault.loseReply().on("deleteImage"));
            Operation<Void> deletion =
                    answer(mode, () -> client.deleteImage(image), () -> client.deleteImageAsync(image));
            finish(mode, client.resumeDeletion(deletion.resumeToken()));
        });
    }
}
