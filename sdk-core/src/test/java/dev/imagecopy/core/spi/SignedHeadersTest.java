package dev.imagecopy.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SignedHeadersTest {
    @Test
    void headers_inWhateverOrderTheyCome_areSortedAndTheLastOfANameStands() {
        RandomGenerator random = new Random(8);
        for (int run = 0; run < 500; run++) {
            SignedHeaders headers = new SignedHeaders();
            Map<String, String> expected = new TreeMap<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                String name = "x-" + Integer.toString(random.nextInt(40), 36);
                headers.put(name, " " + i + " ");
                expected.put(name, String.valueOf(i));
            }
            StringBuilder lines = new StringBuilder();
            expected.forEach((name, value) ->
                    lines.append(name).append(':').append(value).append('\n'));

            assertThat(headers.lines()).isEqualTo(lines.toString());
            assertThat(headers.names()).isEqualTo(String.join(";", expected.keySet()));
        }
    }
}
