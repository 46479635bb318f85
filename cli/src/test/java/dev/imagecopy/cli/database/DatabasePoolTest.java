package dev.imagecopy.cli.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.api.ErrorCode;
import org.h2.message.DbException;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** What H2 says when several processes open and leave a file at the same moment. */
    @ParameterizedTest
    @ValueSource(
            ints = {ErrorCode.DATABASE_ALREADY_OPEN_1, ErrorCode.ERROR_OPENING_DATABASE_1, ErrorCode.CONNECTION_BROKEN_1
            })
    void file_thatOthersOpenOrLeave_isTriedAgain(int code) {
        SQLException said = DbException.getJdbcSQLException(code, "Lock file recently modified");

        assertThat(DatabaseProblem.isChangingHands(new IllegalStateException(said), DatabaseAddress.parse("fleet")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {ErrorCode.WRONG_USER_OR_PASSWORD, ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1})
    void file_thatCannotBeOpened_isNotTriedAgain(int code) {
        SQLException said = DbException.getJdbcSQLException(code);

        assertThat(DatabaseProblem.isChangingHands(said, DatabaseAddress.parse("fleet")))
                .isFalse();
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
