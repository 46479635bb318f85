package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.fleet.internal.db.Database;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools that are set up for the application, and not for a fleet. */
class DataSourceTest {
    private static final Duration GIVE_UP = Duration.ofMinutes(1);
    private static final PollPolicy HASTY = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ofMillis(100))
            .minInterval(Duration.ofMillis(100))
            .build();

    private static HikariDataSource pool(boolean commits, String isolation, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        config.setUsername("sa");
        config.setPassword("");
        config.setAutoCommit(commits);
        config.setTransactionIsolation(isolation);
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    @ParameterizedTest
    @CsvSource({
        "true, TRANSACTION_READ_COMMITTED, 1",
        "false, TRANSACTION_READ_COMMITTED, 12",
        "true, TRANSACTION_SERIALIZABLE, 12",
        "true, TRANSACTION_READ_UNCOMMITTED, 2",
        "false, TRANSACTION_REPEATABLE_READ, 2",
    })
    void fleet_worksWithWhatItIsGiven_andLeavesItAsItWas(boolean commits, String isolation, int connections)
            throws SQLException {
        try (HikariDataSource pool = pool(commits, isolation, connections);
                DatabaseTimeSource time = DatabaseTimeSource.of(pool);
                YandexDesktopSimulator desktop = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = YandexDesktopClient.builder()
                        .transport(desktop.transport())
                        .timeSource(time)
                        .folderId(YandexDesktopSimulator.FOLDER)
                        .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                        .build()) {
            desktop.script(Timeline.polls(1));
            Fleet fleet = Fleet.builder()
                    .dataSource(pool)
                    .timeSource(time)
                    .clients(CopyClients.of("yandex", client))
                    .pollPolicy(HASTY)
                    .build();
            fleet.createTables();
            fleet.submit(
                    IntStream.range(0, 10).mapToObj(i -> CopyJob.copy("yandex", TestClients.yandex("image-" + i))));
            FleetWorker worker = fleet.worker().threads(4).start();
            long begun = System.nanoTime();
            while (!fleet.status().isIdle() || tasksOfCopies(pool) > 0) {
                assertThat(System.nanoTime() - begun).as("%s", fleet.status()).isLessThan(GIVE_UP.toNanos());
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            worker.close();

            assertThat(fleet.status().ended(CopyStatus.SUCCEEDED)).isEqualTo(10);
            desktop.assertNothingCopiedTwice();
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isEqualTo(commits);
                assertThat(connection.getTransactionIsolation())
                        .isEqualTo(com.zaxxer.hikari.util.IsolationLevel.valueOf(isolation)
                                .getLevelId());
            }
        }
    }

    /** With another level PostgreSQL refuses even {@code status()} while workers write. */
    @ParameterizedTest
    @ValueSource(strings = {"TRANSACTION_SERIALIZABLE", "TRANSACTION_REPEATABLE_READ", "TRANSACTION_READ_UNCOMMITTED"})
    void transactions_seeWhatOthersHaveCommitted_whateverIsUsualForTheApplication(String isolation)
            throws SQLException {
        try (HikariDataSource pool = pool(false, isolation, 1)) {
            Database database = new Database(pool, "imagecopy");
            assertThat(database.<Integer>transact(Connection::getTransactionIsolation))
                    .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            assertThat(database.<Integer>read(Connection::getTransactionIsolation))
                    .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            try (Connection engines = database.source().getConnection()) {
                assertThat(engines.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
                assertThat(engines.getAutoCommit()).isTrue();
            }
        }
    }

    /** The engine deletes them, if it can commit. */
    private static int tasksOfCopies(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select count(*) from imagecopy_task where task_name = 'copy'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
