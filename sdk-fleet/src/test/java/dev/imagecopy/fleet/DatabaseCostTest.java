package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.testing.Timeline;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How often the steps of copies go to the database: each time costs about as much as the rest of a step. */
class DatabaseCostTest {
    private static Stream<CopyJob> jobs(int count) {
        return IntStream.range(0, count).mapToObj(i -> CopyJob.copy("yandex", TestClients.yandex("image-" + i)));
    }

    private static boolean haveEnded(TestFleet clouds) {
        return clouds.database.transact(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("select count(*) from imagecopy_copy where state <> 'ENDED'")) {
                row.next();
                return row.getInt(1) == 0;
            }
        });
    }

    /** What copies that are polled twice cost at the database, from the place on. */
    private static FailingConnections costs(int copies) {
        CopyLimits enough =
                new CopyLimits(1_000, 1_000, Map.of(), CopyLimits.standard().inAccount());
        try (TestFleet clouds = new TestFleet(settings -> settings.limits(enough))) {
            clouds.desktop.script(Timeline.polls(1));
            clouds.fleet().submit(jobs(copies));
            FailingConnections connections = new FailingConnections();
            clouds.database.watch(connections);
            clouds.runUntil(() -> haveEnded(clouds));
            clouds.database.watch(null);
            assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isEqualTo(copies);
            return connections;
        }
    }

    /** SENDING, the acceptance, a poll and the end: each with when the next step is due. */
    @Test
    void copyOfTwoPolls_commitsFourTimes() {
        assertThat(costs(20).operations("commit") - costs(10).operations("commit"))
                .isEqualTo(10 * 4);
    }

    @Test
    void copyOfTwoPolls_takesFourteenStatements() {
        assertThat(costs(20).operations("execute") - costs(10).operations("execute"))
                .isEqualTo(10 * 14);
    }
}
