package dev.imagecopy.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private final List<String> written = new ArrayList<>();
    private final ApiCall<String, String> call = ApiCall.<String>get("read", "/things")
            .query("name", name -> {
                written.add(name);
                return name;
            })
            .returning(response -> "");

    @Test
    void of_whenNobodyAsks_writesNoRequest() {
        assertThat(Fingerprint.of(call, "a")).isNotNull();

        assertThat(written).isEmpty();
    }

    @Test
    void text_whenAskedTwice_isComputedOnce() {
        Fingerprint print = Fingerprint.of(call, "a");

        assertThat(print.text()).matches("[0-9a-f]{64}").isEqualTo(print.text());
        assertThat(written).containsExactly("a");
    }

    @Test
    void equality_isThatOfTheText() {
        Fingerprint print = Fingerprint.of(call, "a");

        assertThat(Fingerprint.of(call.fingerprint("a")))
                .isEqualTo(print)
                .hasSameHashCodeAs(print)
                .hasToString(print.text());
        assertThat(Fingerprint.of(call, "b")).isNotEqualTo(print);
    }
}
