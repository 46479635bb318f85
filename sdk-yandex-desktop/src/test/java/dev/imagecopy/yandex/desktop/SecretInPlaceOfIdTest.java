package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids are part of messages, tokens and logs: a secret that is pasted into one is refused, and never shown. */
class SecretInPlaceOfIdTest {

    @ParameterizedTest
    @CsvSource({
        "t1.9euCANARY.CANARY, an IAM token",
        "y0_AgCANARY, an OAuth token",
        "AQAAAACANARY, an OAuth token",
        "AQVNCANARY, an API key",
        "YCAJECANARY, part of a static access key",
        "YCPCANARYCANARYCANARYCANARYCANARYCANARY0, part of a static access key",
        "ya29.c.CANARY, an access token of Google Cloud",
        "eyJhbGciOiJub25lIn0.e30.CANARY, a JSON web token"
    })
    @SuppressWarnings("resource") // no client is built
    void id_thatIsASecret_isRefusedByItsKind(String secret, String kind) throws Exception {
        refused("folderId", kind, () -> YandexDesktopClient.builder()
                .folderId(secret)
                .build());
        refused("folderId", kind, () -> request().folderId(secret).build());
        refused("imageId", kind, () -> request().imageId(secret).build());
        refused("desktopId", kind, () -> YandexCopyFromDesktopRequest.builder()
                .desktopId(secret)
                .build());
        refused("folderId", kind, () -> YandexCopyFromDesktopRequest.builder()
                .desktopId("d")
                .folderId(secret)
                .build());
        refused("folderId", kind, () -> YandexImageQuery.builder()
                .folderId(secret)
                .build());
        refused("imageId", kind, () -> YandexUpdateImageRequest.builder()
                .imageId(secret)
                .name("n")
                .build());
        refused("serviceAccountId", kind, () -> YandexCredentials.workloadIdentity(secret, () -> "jwt"));
        try (YandexDesktopClient client = YandexDesktopClient.builder()
                .credentials(YandexCredentials.iamToken("t1.a.b"))
                .build()) {
            refused("imageId", kind, () -> client.findImage(secret));
            refused("imageId", kind, () -> client.findImageAsync(secret));
            refused("imageId", kind, () -> client.deleteImage(secret));
            refused("imageId", kind, () -> client.deleteImageAsync(secret));
        }
    }

    private static YandexCopyImageRequest.Builder request() {
        return YandexCopyImageRequest.builder().folderId("f").imageId("i").name("n");
    }

    private static void refused(String name, String kind, ThrowingCallable use) {
        assertThatThrownBy(use)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + " holds " + kind)
                .hasMessageNotContaining("CANARY");
    }
}
