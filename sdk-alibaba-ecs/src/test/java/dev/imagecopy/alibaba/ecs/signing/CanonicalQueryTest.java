package dev.imagecopy.alibaba.ecs.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalQueryTest {
    private static final String NAMES = "ab.1 !";
    private static final String VALUES = "aZ0-_.~ +*/%&=";

    @ParameterizedTest
    @ValueSource(strings = {"A=1", "A=", "A=1&B=2", "A=%20&Ab=x%C3%A9", "Tag.10.Key=a&Tag.2.Key=b", "a=b%2Fc&a.=~"})
    void query_whenItIsCanonical_isKnownToBe(String query) {
        URI uri = URI.create("https://ecs.test/?" + query);

        assertThat(CanonicalQuery.in(uri)).isSameAs(uri);
        assertThat(CanonicalQuery.parse(query).encoded()).isEqualTo(query);
    }

    @ParameterizedTest
    @CsvSource({
        "B=1&A=2, A=2&B=1",
        "A=1&A=2, A=2",
        "A, A=",
        "A=1&B, A=1&B=",
        "A=%2f, A=%2F",
        "A=%41, A=A",
        "A=a+b, A=a%2Bb",
        "%41=1, A=1",
        "A=1=2, A=1%3D2",
        "A=1*, A=1%2A"
    })
    void query_whenItIsNotCanonical_isBroughtIntoThatForm(String query, String canonical) {
        URI uri = URI.create("https://ecs.test/?" + query);

        assertThat(CanonicalQuery.in(uri)).isEqualTo(URI.create("https://ecs.test/?" + canonical));
    }

    @Test
    void query_whenThereIsNone_isLeftOut() {
        URI without = URI.create("https://ecs.test/");

        assertThat(CanonicalQuery.in(without)).isSameAs(without);
        assertThat(CanonicalQuery.in(URI.create("https://ecs.test/?"))).isEqualTo(without);
    }

    @Test
    void query_ofAnyParameters_isKnownAsCanonicalExactlyWhenWritingItAnewChangesNothing() {
        RandomGenerator random = new Random(12);
        int canonical = 0;
        for (int run = 0; run < 20_000; run++) {
            Map<String, String> parameters = new TreeMap<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                parameters.put("n" + text(random, random.nextInt(20) == 0 ? NAMES : "ab.1"), text(random, VALUES));
            }
            StringBuilder spoilt =
                    new StringBuilder(CanonicalQuery.of(parameters).encoded());
            if (random.nextBoolean()) {
                spoilt.setCharAt(random.nextInt(spoilt.length()), "ab&=+*4".charAt(random.nextInt(7)));
            }
            String query = spoilt.toString();
            boolean known = CanonicalQuery.isCanonical(query);
            canonical += known ? 1 : 0;

            if (known) {
                assertThat(CanonicalQuery.parse(query).encoded()).isEqualTo(query);
            } else if (query.matches("([A-Za-z0-9._~-]+=([A-Za-z0-9._~-]|%[0-9A-F]{2})*&?)+(?<!&)")) {
                assertThat(CanonicalQuery.parse(query).encoded()).isNotEqualTo(query);
            }
        }

        assertThat(canonical).isBetween(8_000, 18_000);
    }

    private static String text(RandomGenerator random, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
