package dev.imagecopy.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HarmlessWordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lst",
                "imageId",
                "cn-hangzhou",
                "ru-central1-a",
                "yandex_prod",
                "IMAGE_2",
                "plan-2026-11-30.yaml"
            })
    void namesOfWordsAndShortNumbers_areHarmless(String word) {
        assertThat(HarmlessWord.is(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c4n4ry",
                "Summer2024",
                "hunter--two",
                "a=b",
                "a:b",
                "a b",
                "-x",
                "pass!",
                "1234567",
                "naïve",
                "abcDEFGHIJ0123456789abcdefghijABCDEFGHIJ",
                "550e8400-e29b-41d4-a716-446655440000",
            })
    void whatMayBeASecret_isNot(String word) {
        assertThat(HarmlessWord.is(word)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0,the 1st",
        "1,the 2nd",
        "2,the 3rd",
        "3,the 4th",
        "10,the 11th",
        "11,the 12th",
        "12,the 13th",
        "20,the 21st"
    })
    void place_isCounted(int index, String place) {
        assertThat(HarmlessWord.nth(index)).isEqualTo(place);
    }

    @Test
    void list_countsWhatItDoesNotShow() {
        assertThat(HarmlessWord.list(List.of("web", "known", "c4n4ry"), Set.of("web", "c4n4ry"), "COPY"))
                .isEqualTo("web, the 3rd COPY");
    }

    @Test
    void path_isShownAsFarAsItExistsOrIsHarmless(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("c4n4ry"));

        assertThat(HarmlessWord.path(file)).contains(file.toString());
        assertThat(HarmlessWord.path(folder.resolve("plan.yaml"))).isPresent();
        assertThat(HarmlessWord.path(folder.resolve("c4n4ry2"))).isEmpty();
        assertThat(HarmlessWord.path(Path.of("/"))).isPresent();
    }
}
