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
                "/plans/t1.production-images-europe.yaml",
                "/backup/BACKUP20261130120000/plan.yaml",
                "/srv/token-service:v2/plan.yaml",
                "/tmp/oauth-service:v2/db",
                "/srv/token:v2.1-rc1/plan.yaml",
                "/srv/auth-token:1.29.3/plan.yaml",
                "C:\\Users\\me\\oauth:v2",
                "/data/token_type=card/plan.yaml",
                "Store/Visual Basic CalculatorServicePkg",
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
                "x/my-token=hunter",
                "x/db_password:hunter",
                "x/secretKey=hunter",
                "oauth:hunter2",
                "token:v2hunter",
                "pin:4711",
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
