package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy that may be under way is not called cancelled before the service has said so, and is not sent again by a retry. */
class CancelledThenRetriedTest {
    private final TestFleet clouds = new TestFleet(settings -> settings.copyDeadline(Duration.ofMinutes(40)));

    @AfterEach
    void close() {
        clouds.close();
    }

    private String submit(String client, Duration lasts) {
        clouds.simulators().forEach(service -> service.script(Timeline.lasting(lasts)));
        clouds.fleet()
                .submit(FleetTest.oneEach("golden").filter(job -> job.client().equals(client)));
        return clouds.only().id();
    }

    private String setAsideWhileItRuns(String client) {
        String id = submit(client, Duration.ofMinutes(20));
        clouds.runFor(Duration.ofMinutes(2));
        clouds.database.execute("update imagecopy_copy set record = 'x' || record");
        clouds.workers.clear(); // one that still has the copy's handle would finish it
        clouds.addWorker();
        clouds.runUntil(() -> clouds.only().state() == FleetState.SET_ASIDE);
        return id;
    }

    private void repair() {
        clouds.database.execute("update imagecopy_copy set record = substr(record, 2)");
    }

    private void assertCopiedOnce() {
        assertThat(clouds.simulators().stream()
                        .mapToInt(service -> service.copies().size())
                        .sum())
                .isEqualTo(1);
        clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"huawei", "ali", "yandex", "fabric"})
    void copy_thatTimedOut_andWaitsAgain_isCancelledByTheService(String client) {
        String id = submit(client, Duration.ofHours(2));
        clouds.runUntilIdle();
        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.TIMED_OUT);
        assertThat(clouds.fleet().retry(id)).isTrue();

        assertThat(clouds.fleet().cancel(id)).isTrue();
        assertThat(clouds.only().outcome().status()).isNotEqualTo(CopyStatus.CANCELLED);
        boolean unused = clouds.fleet().retry(id);
        clouds.runUntilIdle();

        assertCopiedOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"huawei", "ali", "yandex", "fabric"})
    void copy_thatWasSetAsideWhileItRan_isAmbiguousWhenCancelled_andGoesOnWhenRetried(String client) {
        String id = setAsideWhileItRuns(client);
        repair();

        assertThat(clouds.fleet().cancel(id)).isTrue();
        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.AMBIGUOUS);
        assertThat(clouds.only().outcome().resumeToken()).isPresent();
        assertThat(clouds.fleet().retry(id)).isTrue();
        clouds.runUntilIdle();

        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
        assertCopiedOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"huawei", "ali", "yandex", "fabric"})
    void copy_thatWasSetAsideForLongerThanItsTimeLimit_goesOnWhenRetried(String client) {
        String id = setAsideWhileItRuns(client);
        clouds.runFor(Duration.ofHours(1));
        repair();

        assertThat(clouds.fleet().retry(id)).isTrue();
        clouds.runUntilIdle();

        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
        assertCopiedOnce();
    }

    @Test
    void copy_whoseRecordIsBroken_isAmbiguousWhenCancelled_andGoesOnOnceItIsRepaired() {
        String id = setAsideWhileItRuns("yandex");

        assertThat(clouds.fleet().cancel(id)).isTrue();
        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.AMBIGUOUS);
        assertThat(clouds.fleet().retry(id)).isFalse();
        repair();
        assertThat(clouds.fleet().retry(id)).isTrue();
        clouds.runUntilIdle();

        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
        assertCopiedOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'NONSENSE'", "'CANCELLED'", "'FAILED'", "null"})
    void retry_ofACopyThatTimedOut_goesByTheRecord_whateverTheColumnSays(String status) {
        String id = submit("yandex", Duration.ofHours(1));
        clouds.runUntilIdle();
        clouds.database.execute("update imagecopy_copy set status = " + status);

        assertThat(clouds.fleet().retry(id)).isTrue();
        clouds.runUntilIdle();

        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
        assertCopiedOnce();
    }

    @Test
    void retry_ofACopyThatTheServiceCancelled_copiesAgain() {
        String id = submit("yandex", Duration.ofMinutes(20));
        clouds.runFor(Duration.ofMinutes(2));
        assertThat(clouds.fleet().cancel(id)).isTrue();
        clouds.runUntilIdle();
        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.CANCELLED);

        assertThat(clouds.fleet().retry(id)).isTrue();
        clouds.runUntilIdle();

        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
    }

    @Test
    void cancel_ofACopyThatGetsItsPlaceMeanwhile_isNotLost() {
        clouds.run(CopyJob.copy("yandex", TestClients.yandex("golden")));
        String id = clouds.only().id();
        assertThat(clouds.fleet().retry(id)).isTrue();
        assertThat(clouds.only().state()).isEqualTo(FleetState.WAITING);
        Fleet person = Fleet.builder()
                .dataSource(beforeTheFirstLock(() -> clouds.workers.get(0).sweep()))
                .timeSource(clouds.time)
                .clients(clouds.workers.get(0).clients.byName())
                .build();

        assertThat(person.cancel(id)).isTrue();
        clouds.runUntilIdle();

        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.CANCELLED);
    }

    private DataSource beforeTheFirstLock(Runnable interruption) {
        AtomicBoolean done = new AtomicBoolean();
        return watched(DataSource.class, clouds.database, sql -> {
            if (sql.contains("for update") && !done.getAndSet(true)) {
                interruption.run();
            }
        });
    }

    private static <T> T watched(Class<T> type, T target, Consumer<String> beforeStatement) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        beforeStatement.accept((String) arguments[0]);
                    }
                    Object result;
                    try {
                        result = method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    return result instanceof Connection connection
                            ? watched(Connection.class, connection, beforeStatement)
                            : result;
                }));
    }
}
