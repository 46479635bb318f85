package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks random, and what consists of words and numbers. */
class RandomTextTest {
    private static final int SAMPLES = 20_000;
    private static final String BASE64URL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    @ParameterizedTest
    @CsvSource({"62, 12", "62, 18", "62, 24", "64, 20", "64, 38", "64, 55", "64, 86"})
    void mayBe_ofRandomCharacters_isTrueForNinetyNineInAHundred(int alphabet, int length) {
        Random random = new Random(20261130);

        long missed = IntStream.range(0, SAMPLES)
                .filter(each -> !RandomText.mayBe(text(random, BASE64URL.substring(0, alphabet), length)))
                .count();

        assertThat(missed).isLessThan(SAMPLES / 100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SecurityTokenService",
                "WindowsServer2019",
                "20261130120000",
                "micro-ubuntu-golden-2026-11",
                "golden_image_for_production_eu",
                "2026_quarterly_golden_images",
                "MyGoldenImageForProductionEuropeWest12",
                "GoldenImage-Of-The-Platform-Team_v2.1",
                "BACKUP20261130120000",
                "9e107d9d372bb6826bd81d3542a419d6",
                ""
            })
    void mayBe_ofWordsAndNumbers_isFalse(String text) {
        assertThat(RandomText.mayBe(text)).isFalse();
        assertThat(RandomText.is(text)).isFalse();
    }

    private static String text(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
