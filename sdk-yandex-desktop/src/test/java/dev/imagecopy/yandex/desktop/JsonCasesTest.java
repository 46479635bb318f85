package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.DesktopImageStatus;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images in every shape that JSON allows. Case numbers are those of the reference. */
class JsonCasesTest {
    private final Script script = new Script();

    @AfterEach
    void stop() {
        script.close();
    }

    private DesktopImage image(String members) {
        script.transport.answer(200, "{\"id\":\"fdv1\"," + members + "}");
        return script.client.findImage("fdv1").orElseThrow();
    }

    @Tag("YANDEX-20")
    @ParameterizedTest
    @CsvSource({
        "2023-09-13T06:38:12Z, 2023-09-13T06:38:12Z",
        "2023-09-13T06:38:12.2Z, 2023-09-13T06:38:12.200Z",
        "2023-09-13T06:38:12.285Z, 2023-09-13T06:38:12.285Z",
        "2023-09-13T06:38:12.285123Z, 2023-09-13T06:38:12.285123Z",
        "2025-09-01T12:28:43.805955898Z, 2025-09-01T12:28:43.805955898Z",
        "2018-08-09T12:54:53+00:00, 2018-08-09T12:54:53Z",
        "2018-08-09T15:54:53+03:00, 2018-08-09T12:54:53Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
    })
    void timestamps_whenTheyHaveAnyPrecision_areRead(String text, Instant instant) {
        assertThat(image("\"createdAt\":\"" + text + "\"").createdAt()).hasValue(instant);
    }

    @Tag("YANDEX-20")
    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"yesterday\"", "12", "{}"})
    void timestamps_whenTheyCannotBeRead_areEmpty(String json) {
        assertThat(image("\"createdAt\":" + json).createdAt()).isEmpty();
    }

    @Tag("YANDEX-21")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"64424509440\"|64424509440",
                "64424509440|64424509440",
                "\"9223372036854775807\"|9223372036854775807",
                "9223372036854775808|-1",
                "\"\"|-1",
                "null|-1",
                "\"many\"|-1",
                "[1]|-1"
            })
    void sizes_whenTheyAreTextOrNumber_areRead(String json, long expected) {
        DesktopImage image = image("\"storageSize\":" + json + ",\"minDiskSize\":" + json);

        assertThat(image.sizeBytes().orElse(-1)).isEqualTo(expected);
        assertThat(image.minDiskBytes().orElse(-1)).isEqualTo(expected);
    }

    @Tag("YANDEX-22")
    @ParameterizedTest
    @CsvSource({
        "\"ACTIVE\", ACTIVE, ACTIVE",
        "2, ACTIVE, ACTIVE",
        "\"1\", CREATING, CREATING",
        "\"FROZEN\", FROZEN, UNKNOWN",
        "9, 9, UNKNOWN",
        "0, STATUS_UNSPECIFIED, UNKNOWN",
    })
    void status_whenItIsAWordOrNumber_isKeptAndKnown(String json, String raw, DesktopImageStatus known) {
        DesktopImage image = image("\"future\":{\"a\":[1,{}]},\"status\":" + json);

        assertThat(image.status()).isEqualTo(raw);
        assertThat(image.knownStatus()).isEqualTo(known);
    }

    @Tag("YANDEX-22")
    @Test
    void fields_whenTheyAreRepeated_areNotGuessedAt() {
        script.transport.otherwise(
                request -> Script.response(200, "{\"id\":\"fdv1\",\"status\":\"ACTIVE\",\"status\":\"CREATING\"}"));

        assertThatThrownBy(() -> script.client.findImage("fdv1")).isInstanceOf(ResponseFormatException.class);
    }

    @Tag("YANDEX-23")
    @Test
    void labels_whenTheyAreAMapOrElse_areRead() {
        assertThat(image("\"labels\":{\"a\":\"b\",\"n\":1,\"x\":null}").labels())
                .isEqualTo(Map.of("a", "b", "n", "1", "x", ""));
        assertThat(image("\"labels\":\"string\"").labels()).isEmpty();
        assertThat(image("\"labels\":null").labels()).isEmpty();
        assertThat(image("\"x\":1").labels()).isEmpty();
    }

    @Tag("YANDEX-24")
    @Test
    void names_whenTheyAreNotAscii_areRead() {
        assertThat(image("\"name\":\"\\u041e\\u0431\\u0440\\u0430\\u0437 \\ud83d\\ude00\"")
                        .name())
                .hasValue("Образ \uD83D\uDE00");
    }

    @Tag("YANDEX-25")
    @Test
    void fields_whenAllAreNull_areEmpty() {
        DesktopImage image =
                image("\"folderId\":null,\"name\":null,\"description\":null,\"status\":null,\"labels\":null,"
                        + "\"createdAt\":null,\"storageSize\":null,\"minDiskSize\":null");

        assertThat(image.folderId() + image.status()).isEmpty();
        assertThat(image.name()).isEmpty();
        assertThat(image.description()).isEmpty();
        assertThat(image.createdAt()).isEmpty();
        assertThat(image.sizeBytes()).isEmpty();
    }

    @Tag("YANDEX-46")
    @Test
    void pages_whenOneIsEmptyOrATokenComesTwice_endAllTheSame() {
        YandexImageQuery query = YandexImageQuery.builder().folderId("b1g").build();
        script.transport
                .answer(200, "{\"desktopImages\":[{\"id\":\"a\"}],\"nextPageToken\":\"2\"}")
                .answer(200, "{\"nextPageToken\":\"3\"}")
                .answer(200, "{\"desktopImages\":[{\"id\":\"b\"},{}]}");
        assertThat(script.client.listImages(query)).extracting(DesktopImage::id).containsExactly("a", "b");
        assertThat(script.transport.requests().get(0).uri().getQuery()).isEqualTo("folderId=b1g");

        script.transport.otherwise(
                request -> Script.response(200, "{\"desktopImages\":[{\"id\":\"a\"}],\"nextPageToken\":\"same\"}"));
        assertThatThrownBy(() -> script.client.listImages(query).count()).hasMessageContaining("same page token twice");
        assertThatThrownBy(() -> script.client.listImagesAsync(query).join())
                .hasMessageContaining("same page token twice");
    }
}
