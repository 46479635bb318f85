package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is sent. Case numbers are those of the reference. */
class BadInputTest {
    private static final String ASTRAL = "\uD83D\uDE00";

    @Test
    void copyRequest_whenEverythingIsWrong_namesEveryViolation() {
        assertThatThrownBy(() -> YandexCopyImageRequest.builder()
                        .imageId("../x")
                        .name(" ")
                        .label("Upper", "ok")
                        .label("ok", "NOT OK")
                        .description("d".repeat(1025))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("folderId is required")
                .hasMessageContaining("imageId must be 1 to 128 characters")
                .hasMessageContaining("name is required")
                .hasMessageContaining("key of label 1")
                .hasMessageContaining("value of label 2")
                .hasMessageContaining("description must have 0 to 1024 characters, but has 1025");
    }

    @Tag("YANDEX-24")
    @Tag("YANDEX-26")
    @Test
    void copyRequest_whenTextsAreAtTheirLimits_isAccepted() {
        YandexCopyImageRequest.Builder request = Clients.golden()
                .name(ASTRAL.repeat(50))
                .description("d".repeat(1024))
                .label("k".repeat(63), "v".repeat(63))
                .label("e", "");
        for (int n = 0; n < 62; n++) {
            request.label("n" + n, "v");
        }
        assertThat(request.build().labels()).hasSize(64);

        assertThatThrownBy(() -> request.label("n62", "v").build())
                .hasMessageContaining("labels must be at most 64 entries, but are 65");
        assertThatThrownBy(() -> Clients.golden().name(ASTRAL.repeat(51)).build())
                .hasMessageContaining("name must have 0 to 50 characters, but has 51");
        assertThatThrownBy(() -> Clients.golden().label("k".repeat(64), "v").build())
                .hasMessageContaining("key of label 1");
        assertThatThrownBy(() -> Clients.golden().label("1k", "v").build()).hasMessageContaining("key of label 1");
        assertThatThrownBy(() -> Clients.golden().name("a\u0000b").build())
                .hasMessageContaining("name must not contain control characters");
        assertThatThrownBy(() -> Clients.golden().folderId("f".repeat(51)).build())
                .hasMessageContaining("folderId must have 1 to 50 characters");
    }

    @Test
    void copyFromDesktopRequest_whenTheDesktopIsMissing_isRefused() {
        assertThatThrownBy(() -> YandexCopyFromDesktopRequest.builder()
                        .name("")
                        .folderId("a/b")
                        .build())
                .hasMessageContaining("desktopId is required")
                .hasMessageContaining("folderId must be")
                .hasMessageContaining("name must not be blank");
    }

    @Tag("YANDEX-27")
    @Test
    void updateRequest_whenNothingIsSet_isRefused() {
        assertThatThrownBy(
                        () -> YandexUpdateImageRequest.builder().imageId("fdv1").build())
                .hasMessageContaining("nothing to change was set");
        assertThat(YandexUpdateImageRequest.builder()
                        .imageId("fdv1")
                        .labels(Map.of())
                        .name("n")
                        .build()
                        .updateMask())
                .isEqualTo("name,labels");
    }

    @Tag("YANDEX-29")
    @Tag("YANDEX-46")
    @Test
    void query_whenItCannotBeExpressed_isRefused() {
        assertThatThrownBy(() -> YandexImageQuery.builder()
                        .folderId("f")
                        .name("a\"b")
                        .filter("name=\"x\"")
                        .pageSize(1001)
                        .build())
                .hasMessageContaining("name must not contain a quotation mark")
                .hasMessageContaining("name and filter must not both be given")
                .hasMessageContaining("pageSize must be 1 to 1000");
        assertThatThrownBy(() ->
                        YandexImageQuery.builder().folderId("f").pageSize(0).build())
                .hasMessageContaining("pageSize must be 1 to 1000");
    }

    @Tag("YANDEX-28")
    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".", "a/b", "a:b", "a?b", "a#b", "a%2e", "a b", "образ"})
    void ids_whenTheyCouldChangeTheAddress_areRefused(String id) {
        ManualTimeSource time = new ManualTimeSource();
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = Clients.inProcess(simulator, time).build()) {
            assertThatThrownBy(() -> client.findImage(id)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.findImageAsync(id)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.deleteImage(id)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.deleteImageAsync(id)).isInstanceOf(IllegalArgumentException.class);
            assertThat(simulator.requests()).isEmpty();
        }
    }

    @Tag("YANDEX-32")
    @Test
    void idempotencyKey_whenItIsNoUuid_isRefused() {
        ManualTimeSource time = new ManualTimeSource();
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = Clients.inProcess(simulator, time).build()) {
            CallOptions options =
                    CallOptions.builder().idempotencyKey("order-4711").build();
            assertThatThrownBy(() -> client.copyImage(Clients.golden().build(), options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("idempotencyKey must be a UUID");
            assertThat(simulator.requests()).isEmpty();
        }
    }

    @Tag("YANDEX-44")
    @Test
    void builder_whenSettingsAreWrong_namesEveryViolation() {
        assertThatThrownBy(() -> YandexDesktopClient.builder()
                        .folderId("a/b")
                        .endpoint(URI.create("http://cloud.example/"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("folderId must be")
                .hasMessageContaining("endpoint must use https");
    }

    @Test
    void client_whenNoCredentialIsFound_namesThePlacesAndSendsNothing() {
        ManualTimeSource time = new ManualTimeSource();
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = Clients.inProcess(simulator, time)
                        .credentials(() -> YandexCredentials.iamToken(""))
                        .build()) {
            assertThatThrownBy(() -> client.copyImage(Clients.golden().build()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("iamToken is required");
            assertThat(simulator.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"y0_AgAAAAcanary", "AQVNcanary", "YCAJEcanary", "YCcanaryYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYY"})
    void credentials_whenTheyAreOfAnotherKind_sayWhatToUseInstead(String secret) {
        assertThatThrownBy(() -> YandexCredentials.iamToken(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("authorized key")
                .hasMessageNotContaining("canary");
    }

    @Test
    void credentials_whenShown_hideTheToken() {
        assertThat(YandexCredentials.iamToken("t1.canary.canary").toString()).doesNotContain("canary");
    }
}
