package dev.imagecopy.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.core.auth.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseLoginTest {
    private static final DatabaseAddress POSTGRESQL = DatabaseAddress.parse("jdbc:postgresql://db/fleet");
    private static final DatabaseAddress H2 = DatabaseAddress.parse("fleet");
    private static final Map<String, String> ALL =
            Map.of("IMAGECOPY_DB_PASSWORD", "ours", "PGPASSWORD", "theirs", "PGUSER", "app");

    @TempDir
    private Path folder;

    private static DatabaseLogin find(DatabaseAddress address, Map<String, String> environment) {
        return DatabaseLogin.find(address, Optional.empty(), Optional.empty(), environment);
    }

    private DatabaseLogin withFile(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), content);
        return DatabaseLogin.find(POSTGRESQL, Optional.of("named"), Optional.of(file), ALL);
    }

    @Test
    void password_comesFromTheFile_thenOurVariable_thenPostgresqls() throws IOException {
        assertThat(withFile("filed\n").password()).hasValue(Secret.of("filed"));
        assertThat(find(POSTGRESQL, ALL).password()).hasValue(Secret.of("ours"));
        assertThat(find(POSTGRESQL, Map.of("PGPASSWORD", "theirs", "IMAGECOPY_DB_PASSWORD", ""))
                        .password())
                .hasValue(Secret.of("theirs"));
        assertThat(find(H2, Map.of("PGPASSWORD", "theirs")).password()).isEmpty();
    }

    @Test
    void withoutAnything_theDriverLooksIntoItsFile() {
        assertThat(find(POSTGRESQL, Map.of())).isEqualTo(new DatabaseLogin(Optional.empty(), Optional.empty()));
    }

    @Test
    void user_isTheNamedOne_thenThatOfTheAddress_thenPostgresqls() throws IOException {
        assertThat(withFile("x").user()).hasValue("named");
        assertThat(find(POSTGRESQL, ALL).user()).hasValue("app");
        assertThat(find(DatabaseAddress.parse("jdbc:postgresql://db/fleet?user=other"), ALL)
                        .user())
                .isEmpty();
        assertThat(find(H2, Map.of()).user()).hasValue("sa");
    }

    @Test
    void file_thatHoldsNoPassword_isRefused_andNotShown() {
        assertThatThrownBy(() -> withFile("")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> withFile("long".repeat(2_000)))
                .isInstanceOf(UsageException.class)
                .hasMessageNotContaining("longlong");
        assertThatThrownBy(() ->
                        DatabaseLogin.find(POSTGRESQL, Optional.empty(), Optional.of(folder.resolve("none")), ALL))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("none");
    }

    @Test
    void login_doesNotShowItsPassword() throws IOException {
        assertThat(withFile("filed").toString()).doesNotContain("filed");
    }
}
