package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code YC_FOLDER_ID}, by which the vendor's tools choose a folder, and by which a client chooses none. */
class FolderOfAVariableTest {
    private static final String WARNING =
            "WARN YandexDesktopClient ignores YC_FOLDER_ID, which is set: name the folder in"
                    + " each request, and with YandexDesktopClient.Builder.folderId";

    private final ManualTimeSource time = new ManualTimeSource();

    @ParameterizedTest
    @CsvSource({"'', false", "b1gcanary, false", "b1gother, true"})
    void folder_isNamedIfTheClientHasAnother(String folderOfClient, boolean isNamed) {
        assertThat(warnings(folderOfClient, client -> {})).isEqualTo(isNamed ? List.of(WARNING) : List.of());
    }

    @Test
    void folder_besideRequestsThatNameTheirs_isNoMistake() {
        assertThat(warnings("", client -> {
                    client.copyImage(YandexCopyImageRequest.builder()
                            .folderId("b1gother")
                            .imageId("fdv1")
                            .name("golden")
                            .build());
                    client.copyImageFromDesktop(YandexCopyFromDesktopRequest.builder()
                            .desktopId("d1")
                            .folderId("b1gother")
                            .build());
                }))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void folder_besideACopyFromADesktopWithoutOne_isNamedOnce(boolean async) {
        YandexCopyFromDesktopRequest request =
                YandexCopyFromDesktopRequest.builder().desktopId("d1").build();

        assertThat(warnings("", client -> {
                    for (int i = 0; i < 2; i++) {
                        if (async) {
                            client.copyImageFromDesktopAsync(request).join();
                        } else {
                            client.copyImageFromDesktop(request);
                        }
                    }
                }))
                .containsExactly(WARNING);
    }

    private List<String> warnings(String folderOfClient, Consumer<YandexDesktopClient> use) {
        HttpResponse accepted = new HttpResponse(
                200, HttpHeaders.empty(), "{\"id\":\"fdv1\",\"done\":false}".getBytes(StandardCharsets.UTF_8));
        FakeTransport transport = new FakeTransport(time).otherwise(request -> accepted);
        return CapturedLog.of(() -> {
                    try (YandexDesktopClient client = YandexDesktopClient.builder()
                            .environment(Map.of("YC_FOLDER_ID", "b1gcanary")::get)
                            .credentials(YandexCredentials.iamToken("t1.a.b"))
                            .folderId(folderOfClient)
                            .transport(transport)
                            .timeSource(time)
                            .build()) {
                        use.accept(client);
                    }
                })
                .stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }
}
