package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.testing.ManualTimeSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Creating the tables beside other processes, other fleets and other schemas. */
class CreateTablesTest {
    private final SwitchedDatabase database = new SwitchedDatabase();
    private final ManualTimeSource time = new ManualTimeSource();

    @AfterEach
    void close() {
        time.close();
        database.close();
    }

    private Fleet fleet(DataSource source) {
        return fleet(source, "imagecopy");
    }

    private Fleet fleet(DataSource source, String name) {
        return Fleet.builder()
                .name(name)
                .dataSource(source)
                .timeSource(time)
                .clients(CopyClients.builder().build())
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 11})
    void createTables_whileAnotherProcessDoes_endsWell(int statement) {
        Fleet other = fleet(database);
        Fleet fleet = fleet(before(statement, other::createTables));

        fleet.createTables();

        assertThat(fleet.hasTables()).isTrue();
        assertThat(fleet.status().total()).isZero();
        assertThat(database.execute("update imagecopy_version set version = 1")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 11})
    void tables_thatAnotherProcessHasBegun_areNotThereYet(int statement) {
        Fleet other = fleet(database);

        fleet(before(statement, () -> assertThat(other.hasTables()).isFalse())).createTables();

        assertThat(other.hasTables()).isTrue();
    }

    /** In patterns of names an underscore stands for any character. */
    @ParameterizedTest
    @ValueSource(strings = {"team_1", "team__", "t_am11"})
    void fleet_besideOneOfASimilarName_hasTablesOfItsOwn(String name) {
        fleet(database, "team11").createTables();
        Fleet fleet = fleet(database, name);
        assertThat(fleet.hasTables()).isFalse();

        fleet.createTables();

        assertThat(fleet.hasTables()).isTrue();
        assertThat(fleet.status().total()).isZero();
    }

    /** As with PostgreSQL, which looks into the user's own schema first, and then into the public one. */
    @Test
    void tables_furtherDownTheSearchPath_areFound_andNotHiddenBySecondOnes() throws SQLException {
        String address = "jdbc:h2:mem:" + UUID.randomUUID();
        DataSource owners = h2(address);
        DataSource users = h2(address + ";SCHEMA=APP;SCHEMA_SEARCH_PATH=APP,PUBLIC");
        try (Connection open = owners.getConnection();
                Statement statement = open.createStatement()) {
            statement.execute("create schema app");
            fleet(owners).createTables();
            Fleet fleet = fleet(users);

            assertThat(fleet.hasTables()).isTrue();
            fleet.createTables();

            try (ResultSet own = open.getMetaData().getTables(null, "APP", null, null)) {
                assertThat(own.next()).as("it has tables of its own").isFalse();
            }
            assertThat(fleet.submit(Stream.empty()).added()).isZero();
        }
    }

    private static DataSource h2(String address) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(address);
        source.setUser("sa");
        return source;
    }

    /** The database, for a process that is interrupted before a statement of the script. */
    private DataSource before(int statement, Runnable interruption) {
        AtomicInteger executed = new AtomicInteger();
        return watched(DataSource.class, database, () -> {
            if (executed.incrementAndGet() == statement) {
                interruption.run();
            }
        });
    }

    private static <T> T watched(Class<T> type, T target, Runnable beforeExecute) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("execute")) {
                        beforeExecute.run();
                    }
                    Object result;
                    try {
                        result = method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (result instanceof Connection connection) {
                        return watched(Connection.class, connection, beforeExecute);
                    }
                    return method.getName().equals("createStatement")
                            ? watched(Statement.class, (Statement) result, beforeExecute)
                            : result;
                }));
    }
}
