package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.operation.ResumeToken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    void canary_inAMessageACauseATokenOrTheLog_isFound(Canary canary) {
        String part = canary.secret().substring(3, 20);

        assertThat(canary.isIn(Overheard.of(ear -> {
                    throw new IllegalStateException("outer", new IllegalArgumentException(canary.value()));
                })))
                .isTrue();
        assertThat(canary.isIn(
                        Overheard.of(ear -> LoggerFactory.getLogger("any").debug("x{}y", part))))
                .isTrue();
        assertThat(canary.isIn(Overheard.of(ear -> {
                    throw new IllegalStateException("outer", interrupted(part));
                })))
                .isTrue();
        assertThat(canary.isIn(part.toLowerCase(Locale.ROOT))).isTrue();
        assertThat(canary.isIn("nothing of it")).isFalse();
    }

    /** A failure of whose texts only the token has a text in it. */
    private static ClientClosedException interrupted(String text) {
        String body = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return new ClientClosedException(ErrorContext.none(false), Optional.of(new ResumeToken("v1." + body)));
    }
}
