package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** The canaries sing: a run that finds none has listened. */
class CanaryTest {

    static List<Canary> canaries() {
        return Canary.all();
    }

    @ParameterizedTest
    @MethodSource("canaries")
    void canary_inAMessageACauseOrTheLog_isFound(Canary canary) {
        String part = canary.secret().substring(3, 20);

        assertThat(canary.isIn(Overheard.of(ear -> {
                    throw new IllegalStateException("outer", new IllegalArgumentException(canary.value()));
                })))
                .isTrue();
        assertThat(canary.isIn(
                        Overheard.of(ear -> LoggerFactory.getLogger("any").debug("x{}y", part))))
                .isTrue();
        assertThat(canary.isIn(part.toLowerCase(Locale.ROOT))).isTrue();
        assertThat(canary.isIn("nothing of it")).isFalse();
    }
}
