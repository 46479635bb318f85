package dev.imagecopy.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathWordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan.yaml",
                "/home/me/Meine Pläne/prod 2026.yaml",
                "C:\\Users\\me\\plan.yaml",
                "D:/plans",
                "~/state",
                "/tmp/junit-11873645019283746/x",
                "/run/secrets/token",
                "key.pem",
                "",
            })
    void path_isOne(String text) {
        assertThat(PathWord.problem(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://host/plan.yaml",
                "file:///plan.yaml",
                "jdbc:h2:mem:x",
                "mysql:\\\\u:hunter@h",
                "me:hunter@host",
                "x/token=hunter",
                "secret:hunter",
                "LTAI5tAbCdEfGhIjKlMnOp:NxY7Qm2pLr9TgW4sVb6KzHd3JcF8ae",
                "NxY7Qm2pLr9TgW4sVb6KzHd3JcF8ae.yaml",
                "\u200bNxY7Qm2pLr9TgW4sVb6KzHd3JcF8ae",
            })
    void secretOrAddress_isNoPath(String text) {
        assertThat(PathWord.problem(text))
                .get()
                .asString()
                .contains("must be a path")
                .doesNotContain("hunter", "NxY7");
    }
}
