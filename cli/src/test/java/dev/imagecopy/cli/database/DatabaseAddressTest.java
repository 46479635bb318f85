package dev.imagecopy.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.cli.database.DatabaseAddress.Product;
import dev.imagecopy.cli.output.UsageException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.example.com/fleet, db.example.com:5432/fleet",
        "jdbc:postgresql://db:6432/fleet?sslmode=verify-full&user=app, db:6432/fleet",
        "jdbc:postgresql:fleet, localhost:5432/fleet",
        "'jdbc:postgresql://one:1,two:2/fleet', 'one:1,two:2/fleet'",
        "jdbc:postgresql://[::1]:5432/fleet, [::1]:5432/fleet"
    })
    void postgresql_isShownWithoutItsSettings(String url, String shown) {
        DatabaseAddress address = DatabaseAddress.parse(url);

        assertThat(address.product()).isEqualTo(Product.POSTGRESQL);
        assertThat(address.url()).isEqualTo(url);
        assertThat(address.shown()).isEqualTo(shown);
        assertThat(address.file()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleets/one", "fleets/one.mv.db", "./fleets/../fleets/one"})
    void anythingElse_isAFile_whichSeveralProcessesShareAndNoKillSpoils(String name) {
        DatabaseAddress address = DatabaseAddress.parse(name);

        Path file = Path.of("fleets/one").toAbsolutePath();
        assertThat(address.product()).isEqualTo(Product.H2);
        assertThat(address.file()).hasValue(file);
        assertThat(address.shown()).isEqualTo(file + ".mv.db");
        assertThat(address.url())
                .startsWith("jdbc:h2:file:" + file + ";")
                .contains("WRITE_DELAY=0", "AUTO_SERVER=TRUE");
    }

    @Test
    void h2_isMadeDurable_unlessItsAddressSaysHow() {
        assertThat(DatabaseAddress.parse("jdbc:h2:tcp://localhost/x;LOCK_TIMEOUT=5")
                        .url())
                .isEqualTo("jdbc:h2:tcp://localhost/x;LOCK_TIMEOUT=5;WRITE_DELAY=0");
        assertThat(DatabaseAddress.parse("jdbc:h2:tcp://localhost/x;write_delay=10")
                        .url())
                .isEqualTo("jdbc:h2:tcp://localhost/x;write_delay=10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/x?password=S3cret",
                "jdbc:postgresql://db/x?user=app&PASSWORD=S3cret",
                "jdbc:postgresql://db/x?sslpassword=S3cret",
                "jdbc:postgresql://app:S3cret@db/x",
                "postgres://app:S3cret@db/x",
                "jdbc:h2:file:x;USER=sa;PASSWORD=S3cret",
                "jdbc:h2:tcp://localhost/x; Password = S3cret"
            })
    void password_isRefused_andNotShown(String url) {
        assertThatThrownBy(() -> DatabaseAddress.parse(url))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("IMAGECOPY_DB_PASSWORD")
                .hasMessageNotContaining("S3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://db/x",
                "postgresql://db/x",
                "mysql://db/x",
                "jdbc:postgresql://db:port/x",
                "jdbc:postgresql://db",
                "jdbc:h2:mem:x",
                "",
                " ",
                "x;INIT=RUNSCRIPT FROM 'y'",
                "a\0b"
            })
    void otherAddresses_areRefused(String url) {
        assertThatThrownBy(() -> DatabaseAddress.parse(url))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--db");
    }
}
