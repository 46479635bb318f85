package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.testing.Simulator;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that cannot be read is set aside and shown, and hides no other. */
class BrokenRowTest {
    private static final String KEPT = "create table kept as select id, record from imagecopy_copy";

    private final TestFleet clouds = new TestFleet();

    @BeforeEach
    void run() {
        clouds.fleet().submit(FleetTest.oneEach("golden"));
        clouds.runFor(Duration.ofMinutes(2));
        clouds.database.execute(KEPT);
    }

    @AfterEach
    void close() {
        clouds.close();
    }

    private FleetCopy of(String client) {
        return clouds.fleet()
                .copies()
                .filter(copy -> copy.outcome().client().equals(client))
                .findFirst()
                .orElseThrow();
    }

    private void breakRow(String client, String assignment) {
        assertThat(clouds.database.execute(
                        "update imagecopy_copy set " + assignment + " where client = '" + client + "'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record = '{\"version\":1,'",
                "record = ''",
                "record = '{\"version\":2}'",
                "record = replace(record, '\"ACCEPTED\"', '\"SOLD\"')",
                "record = replace(record, '\"token\":\"v1.', '\"token\":\"v1.AAAA')",
            })
    void row_thatSomebodyBroke_isSetAside_andTheOthersGoOn(String assignment) {
        breakRow("ali", assignment);
        breakRow("yandex", assignment);
        clouds.workers.clear(); // one that still has the copies' handles would finish them
        clouds.addWorker();
        clouds.runUntilIdle();

        assertThat(clouds.fleet().status().setAside()).isEqualTo(2);
        assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isEqualTo(2);
        for (String client : new String[] {"ali", "yandex"}) {
            assertThat(of(client)).satisfies(copy -> {
                assertThat(copy.state()).isEqualTo(FleetState.SET_ASIDE);
                assertThat(copy.problem()).isNotEmpty();
                assertThat(copy.outcome().cause().orElseThrow().code()).isEqualTo("SET_ASIDE");
                assertThat(copy.outcome().target().name()).isEqualTo("golden");
            });
        }
    }

    /** Of a group: the others end, and nothing runs for ever without being shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lane = 'lost'",
                "due_at = null",
                "poll_group = 'lost'",
                "poll_group = null",
                "state = 'LOST'",
                "started_at = null",
                "accepted_at = null",
                "provider = 'lost'",
                "region = 'lost'",
                "version = 700",
                "due_at = timestamp with time zone '9999-12-31 00:00:00+00'",
                "due_at = timestamp with time zone '0001-01-01 00:00:00+00'",
                "started_at = timestamp with time zone '9999-12-31 00:00:00+00'",
                "accepted_at = timestamp with time zone '9999-12-31 00:00:00+00'",
                "accepted_at = timestamp with time zone '-999999999-01-01 00:00:00+00'",
                "submitted_at = timestamp with time zone '999999999-12-31 00:00:00+00'",
                "changed_at = timestamp with time zone '-999999999-01-01 00:00:00+00'",
                "scope = 'lost'",
                "source = ''",
                "status = 'LOST'",
                "turn = -1",
                "worker = ''",
                "run_name = ''",
                "problem = 'none'",
            })
    void columnThatSomebodyBroke_stopsNoOtherCopyOfTheGroup(String assignment) {
        clouds.fleet()
                .submit(Stream.of("silver", "bronze")
                        .map(name -> CopyJob.copy("ali", TestClients.alibaba("cn-shanghai", name))));
        clouds.runFor(Duration.ofMinutes(2));
        clouds.database.execute("update imagecopy_copy set " + assignment + " where name = 'silver'");
        clouds.runFor(Duration.ofHours(1));

        assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)
                        + clouds.fleet().status().setAside())
                .isEqualTo(6);
        assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isGreaterThanOrEqualTo(5);
        clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"poll_group = 'lost'", "due_at = null", "lane = 'lost'", "started_at = null"})
    void columnOfACopyThatIsAboutToBeSent_stopsNothing(String assignment) {
        clouds.fleet()
                .submit(Stream.of(
                        CopyJob.copy("ali", TestClients.alibaba("cn-shanghai", "silver")),
                        CopyJob.copy("ali", TestClients.alibaba("cn-shanghai", "bronze"))));
        clouds.database.execute("update imagecopy_copy set " + assignment + " where name = 'silver'");
        clouds.runFor(Duration.ofHours(1));

        assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)
                        + clouds.fleet().status().setAside())
                .isEqualTo(6);
        assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isGreaterThanOrEqualTo(5);
    }

    @Test
    void taskThatIsDueInAnotherAge_isDueNow() {
        assertThat(clouds.database.execute(
                        "update imagecopy_task set execution_time = timestamp with time zone '9999-12-31 00:00:00+00'"))
                .isPositive();
        clouds.runUntilIdle();
        assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isEqualTo(4);
    }

    @Test
    void row_ofTheNextVersion_saysSo() {
        breakRow("yandex", "record = replace(record, '{\"version\":1,\"mode\"', '{\"version\":2,\"mode\"')");
        clouds.runUntilIdle();
        assertThat(of("yandex").problem()).contains("is of version 2; this SDK reads version 1");
    }

    @Test
    void retry_goesOnOnceTheRowIsRepaired_andSendsNothingAgain() {
        breakRow("yandex", "record = 'broken'");
        clouds.runUntilIdle();
        String id = of("yandex").id();
        assertThat(clouds.fleet().retry(id)).as("it is still broken").isFalse();

        breakRow("yandex", "record = (select record from kept where kept.id = imagecopy_copy.id)");
        assertThat(clouds.fleet().retry(id)).isTrue();
        clouds.runUntilIdle();

        assertThat(of("yandex").outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
        assertThat(clouds.desktop.copies()).hasSize(1);
    }

    @Test
    void cancel_endsWhatWasSetAside_andFreesItsPlace() {
        breakRow("yandex", "record = 'broken'");
        clouds.runUntilIdle();
        assertThat(clouds.fleet().cancel(of("yandex").id())).isTrue();
        assertThat(of("yandex").outcome().status()).isEqualTo(CopyStatus.AMBIGUOUS);
        assertThat(clouds.database.execute("update imagecopy_limit set taken = 0 where taken > 0"))
                .as("limits under which a place is taken")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update imagecopy_copy set lane = 'lost'",
                "update imagecopy_copy set lane = ''",
                "delete from imagecopy_lane",
            })
    void lane_thatIsLost_isFoundAgain_andNoPlaceStaysTaken(String damage) {
        clouds.fleet()
                .submit(Stream.of("silver", "bronze", "iron", "tin")
                        .map(name -> CopyJob.copy("yandex", TestClients.yandex(name))));
        assertThat(clouds.database.execute(damage)).isPositive();
        clouds.runUntilIdle();

        assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isEqualTo(8);
        assertThat(clouds.database.execute("update imagecopy_limit set taken = 0 where taken <> 0"))
                .as("limits under which places are taken")
                .isZero();
        assertThat(clouds.database.execute("update imagecopy_lane set waiting = 0 where waiting <> 0"))
                .as("lanes in which copies seem to wait")
                .isZero();
    }

    @Test
    void copy_thatWasSetAsideInALostLane_canBeCancelled_andFreesItsPlace() {
        breakRow("yandex", "record = 'broken', lane = 'lost'");
        clouds.runUntilIdle();
        assertThat(clouds.fleet().cancel(of("yandex").id())).isTrue();
        assertThat(clouds.database.execute("update imagecopy_limit set taken = 0 where taken > 0"))
                .isZero();
    }

    @Test
    void state_thatNobodyKnows_isShownAsSetAside() {
        breakRow("yandex", "state = 'LOST'");
        assertThat(of("yandex").state()).isEqualTo(FleetState.SET_ASIDE);
        assertThat(clouds.fleet().status().setAside()).isEqualTo(1);
        assertThat(clouds.fleet().status().total()).isEqualTo(4);
    }
}
