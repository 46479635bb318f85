package dev.imagecopy.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpHeadersTest {
    /** Headers share their array with builders: each step is compared with a plain list, and so is all that was made before. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void builders_whateverIsDoneWithThem_changeNoHeadersThatWereMadeBefore(long seed) {
        RandomGenerator random = new Random(seed);
        List<HttpHeaders> made = new ArrayList<>(List.of(HttpHeaders.empty()));
        List<List<String>> expected = new ArrayList<>(List.of(List.of()));
        for (int run = 0; run < 300; run++) {
            int from = random.nextInt(made.size());
            HttpHeaders.Builder builder = made.get(from).toBuilder();
            List<String> fields = new ArrayList<>(expected.get(from));
            for (int step = random.nextInt(12); step > 0; step--) {
                change(builder, fields, random);
                if (random.nextInt(3) == 0) {
                    made.add(builder.build());
                    expected.add(List.copyOf(fields));
                }
            }
            made.add(builder.build());
            expected.add(List.copyOf(fields));
        }

        for (int i = 0; i < made.size(); i++) {
            assertThat(fields(made.get(i))).isEqualTo(expected.get(i));
            assertThat(made.get(i)).isEqualTo(copy(expected.get(i))).hasSameHashCodeAs(copy(expected.get(i)));
        }
    }

    private static void change(HttpHeaders.Builder builder, List<String> fields, RandomGenerator random) {
        String name = (random.nextBoolean() ? "X-" : "x-") + (char) ('a' + random.nextInt(6));
        String value = String.valueOf(random.nextInt(100));
        int what = random.nextInt(4);
        if (what == 0) {
            builder.remove(name);
        } else if (what == 1) {
            builder.set(name, value);
        } else if (what == 2) {
            builder.add(name, value);
        } else {
            builder.addReceived(name, value);
        }
        for (int i = fields.size() - 2; i >= 0 && what < 2; i -= 2) {
            if (fields.get(i).equalsIgnoreCase(name)) {
                fields.subList(i, i + 2).clear();
            }
        }
        if (what > 0) {
            fields.addAll(List.of(name, value));
        }
    }

    private static List<String> fields(HttpHeaders headers) {
        List<String> fields = new ArrayList<>();
        headers.forEach((name, value) -> fields.addAll(List.of(name, value)));
        return fields;
    }

    private static HttpHeaders copy(List<String> fields) {
        HttpHeaders.Builder builder = HttpHeaders.builder();
        for (int i = 0; i < fields.size(); i += 2) {
            builder.add(fields.get(i), fields.get(i + 1));
        }
        return builder.build();
    }

    @Test
    void field_byItsPlace_isFoundAndBoundsAreKept() {
        HttpHeaders headers = HttpHeaders.builder().add("A", "1").add("b", "2").build();

        assertThat(headers.size()).isEqualTo(2);
        assertThat(headers.name(1)).isEqualTo("b");
        assertThat(headers.value(1)).isEqualTo("2");
        assertThatThrownBy(() -> headers.name(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> headers.value(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "é", "a\n", "a\u007f", "(a)"})
    void name_whenItIsNoToken_isRefused(String name) {
        assertThatThrownBy(() -> HttpHeaders.builder().add(name, "v")).isInstanceOf(IllegalArgumentException.class);
    }
}
