package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody holds the row of one copy, or the connection that writes it hangs: its thread waits, and only that. */
@Timeout(300)
class HeldRowTest {
    private static final int COPIES = 20;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8); // drain time and 5 s, on a busy machine
    private static final long LOOK_NANOS = 10_000_000;
    private static final PollPolicy HASTY = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ofMillis(20))
            .minInterval(Duration.ofMillis(20))
            .maxInterval(Duration.ofMillis(100))
            .build();

    private final SwitchedDatabase database = new SwitchedDatabase();
    private final TimeSource time = DatabaseTimeSource.of(database);
    private final YandexDesktopSimulator desktop = YandexDesktopSimulator.inProcess(time);
    private final YandexDesktopClient client = YandexDesktopClient.builder()
            .transport(desktop.transport())
            .timeSource(time)
            .folderId(YandexDesktopSimulator.FOLDER)
            .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
            .build();

    @AfterEach
    void close() {
        client.close();
        desktop.close();
        time.close();
        database.close();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Test
    void otherCopiesOfTheWorker_goOn_andStopEnds() throws SQLException {
        database.execute("set default_lock_timeout 600000"); // as long as PostgreSQL waits by default: for ever
        desktop.script(Timeline.polls(3));
        Fleet fleet = Fleet.builder()
                .dataSource(database)
                .timeSource(time)
                .clients(CopyClients.of("yandex", client))
                .pollPolicy(HASTY)
                .build();
        fleet.createTables();
        fleet.submit(
                IntStream.range(0, COPIES).mapToObj(i -> CopyJob.copy("yandex", TestClients.yandex("image-" + i))));
        try (var person = database.getConnection();
                var statement = person.createStatement()) {
            person.setAutoCommit(false);
            statement.executeQuery("select * from imagecopy_copy where name = 'image-0' for update");
            FleetWorker worker =
                    fleet.worker().threads(4).drainTime(Duration.ofMillis(50)).start();

            await(() -> fleet.status().ended(CopyStatus.SUCCEEDED) == COPIES - 1);
            Instant before = Instant.now();
            worker.stop();
            assertThat(Duration.between(before, Instant.now())).as("stop").isLessThan(LONGEST_STOP);

            assertThat(fleet.status().isIdle()).as("the row is still held").isFalse();
            person.rollback();
        }
        desktop.assertNothingCopiedTwice();
    }
}
