package dev.imagecopy.cli.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that goes away and comes back. */
class DatabasePoolTest {
    private static final DatabaseLogin LOGIN = new DatabaseLogin(Optional.of("sa"), Optional.empty());
    private static final int CONNECTIONS = 4;

    @TempDir
    private Path folder;

    private Server server(String port) throws SQLException {
        return Server.createTcpServer("-tcp", "-tcpPort", port, "-baseDir", folder.toString(), "-ifNotExists")
                .start();
    }

    private static boolean works(DatabasePool pool) {
        try (Connection connection = pool.source().getConnection()) {
            return connection.createStatement().execute("select 1");
        } catch (SQLException broken) {
            return false;
        }
    }

    /** The pool tests no connection that was used in the last half second, and this loop always uses one. */
    @Test
    void brokenConnections_areDropped_howeverBusyThePoolIs() throws SQLException {
        Server first = server("0");
        String port = String.valueOf(first.getPort());
        DatabaseAddress address = DatabaseAddress.parse("jdbc:h2:tcp://localhost:" + port + "/fleet");
        try (DatabasePool pool = DatabasePool.open(address, LOGIN, CONNECTIONS, true)) {
            assertThat(works(pool)).isTrue();
            first.stop();
            assertThat(works(pool)).isFalse();
            Server second = server(port);
            int failures = 0;
            while (!works(pool)) {
                assertThat(++failures).isLessThanOrEqualTo(CONNECTIONS);
            }
            second.stop();
        } finally {
            first.stop();
        }
    }

    @Test
    void postgresql_isNotWaitedFor_andDoesNotWait_whereTheNetworkIsDead() {
        HikariConfig config =
                DatabasePool.config(DatabaseAddress.parse("jdbc:postgresql://db/fleet"), LOGIN, CONNECTIONS, false);

        assertThat(config.getDataSourceProperties())
                .containsEntry("connectTimeout", "5")
                .containsEntry("loginTimeout", "5")
                .containsEntry("socketTimeout", "10")
                .containsEntry("tcpKeepAlive", "true");
        assertThat(config.getConnectionInitSql()).isEqualTo("set idle_in_transaction_session_timeout = '10s'");
    }
}
