package dev.imagecopy.yandex.desktop.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What both requests for a new image take, each by its own builder. */
class NewImageBuilderTest {
    private static <B extends NewImageBuilder<B>> B filled(B builder) {
        return builder.folderId("folder")
                .name("golden")
                .label("team", "old")
                .labels(Map.of("team", "images", "stage", "test"))
                .description("nightly");
    }

    @Test
    void copyImageRequest_takesAllOfIt() {
        YandexCopyImageRequest request =
                filled(YandexCopyImageRequest.builder()).imageId("image").build();

        assertThat(request.folderId()).isEqualTo("folder");
        assertThat(request.name()).isEqualTo("golden");
        assertThat(request.labels()).isEqualTo(Map.of("team", "images", "stage", "test"));
        assertThat(request.description()).hasValue("nightly");
    }

    @Test
    void copyFromDesktopRequest_takesAllOfIt() {
        YandexCopyFromDesktopRequest request = filled(YandexCopyFromDesktopRequest.builder())
                .desktopId("desktop")
                .build();

        assertThat(request.folderId()).isEqualTo(Optional.of("folder"));
        assertThat(request.name()).hasValue("golden");
        assertThat(request.labels()).isEqualTo(Map.of("team", "images", "stage", "test"));
        assertThat(request.description()).hasValue("nightly");
    }

    @Test
    void build_isNotChangedByWhatTheBuilderIsToldLater() {
        YandexCopyImageRequest.Builder builder =
                filled(YandexCopyImageRequest.builder()).imageId("image");
        YandexCopyImageRequest request = builder.build();

        builder.label("later", "yes").name("other");

        assertThat(request.labels()).doesNotContainKey("later");
        assertThat(request.name()).isEqualTo("golden");
    }
}
