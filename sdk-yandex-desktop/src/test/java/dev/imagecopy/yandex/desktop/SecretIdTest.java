package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service that gives part of a secret as the id of a copy: it goes into no token, handle or message. */
class SecretIdTest {
    private static final String SECRET = YandexDesktopSimulator.IAM_TOKEN;

    private static List<String> forms() {
        return List.of(
                SECRET,
                SECRET.toUpperCase(Locale.ROOT),
                SECRET.substring(0, 18),
                "x-" + SECRET,
                Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)));
    }

    @Tag("FAULT-99")
    @Test
    void copyImage_whenItsIdIsASecret_isAmbiguousAndShowsNone() {
        for (String id : forms()) {
            for (boolean async : List.of(false, true)) {
                assertThat(copied(id, async))
                        .as(id)
                        .isInstanceOf(AmbiguousOutcomeException.class)
                        .satisfies(unknown -> assertThat(unknown.toString()).doesNotContain(id))
                        .satisfies(unknown -> assertThat(String.valueOf(((AmbiguousOutcomeException) unknown)
                                        .resumeToken()
                                        .map(token -> decoded(token))))
                                .doesNotContain(id));
            }
        }
    }

    private static String decoded(ResumeToken token) {
        return new String(
                Base64.getUrlDecoder().decode(token.value().substring("v1.".length())), StandardCharsets.UTF_8);
    }

    private static Throwable copied(String id, boolean async) {
        ManualTimeSource time = new ManualTimeSource();
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = Clients.inProcess(simulator, time).build()) {
            simulator.failNext(Fault.status(200)
                    .body("application/json", "{\"id\":\"" + id + "\",\"done\":false}")
                    .on("copyImage")
                    .times(100));
            Throwable thrown = catchThrowable(() -> {
                if (async) {
                    time.runUntilDone(client.copyImageAsync(Clients.golden().build()))
                            .get();
                } else {
                    client.copyImage(Clients.golden().build());
                }
            });
            return async ? thrown.getCause() : thrown;
        }
    }
}
