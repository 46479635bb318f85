package dev.imagecopy.verification.fleet;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.fleet.FleetWorker;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.bulk.ChildProcess;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a step costs while many copies wait: one worker with the default number of threads, copies of a second to one folder, each of
 * which is sent, polled until it ends, and replaced by one that waits. The services are a process of their own.
 */
final class StepCost {
    /** So many that the worker is the limit. */
    private static final CopyLimits MANY_PLACES =
            new CopyLimits(10_000, 600, Map.of(), CopyLimits.standard().inAccount());

    private static final int WARM_UP = 400;
    private static final int MEASURED = 2_000;
    private static final long LOOK_NANOS = 100_000_000;

    private static final List<String> QUERIES = List.of(
            "select * from imagecopy_copy where id = (select min(id) from imagecopy_copy)",
            "select * from imagecopy_lane where waiting > 0 order by admitted_at, name",
            "select * from imagecopy_copy where state = 'WAITING' and lane = (select min(name) from imagecopy_lane) order by turn"
                    + " fetch first 1 rows only for update skip locked",
            "select * from imagecopy_copy where poll_group = 'ali|cn-shanghai' and due_at <= now() order by due_at"
                    + " fetch first 100 rows only",
            "select min(due_at) from imagecopy_copy where poll_group = 'ali|cn-shanghai'",
            "update imagecopy_copy set version = version where id = 'x' and version = 1",
            "select * from imagecopy_limit where name = any(array['fleet']) order by name for update",
            "update imagecopy_limit set taken = taken where name = 'fleet'",
            "select * from imagecopy_task where picked = false and execution_time <= now() order by execution_time limit 16",
            "update imagecopy_task set picked = picked where task_name = 'copy' and task_instance = 'x' and version = 1",
            "select id from imagecopy_copy where state in ('READY', 'SENDING', 'RUNNING') and poll_group is null and not exists"
                    + " (select 1 from imagecopy_task where task_name = 'copy' and task_instance = id)",
            "select state, status, count(*) from imagecopy_copy group by state, status",
            "select * from imagecopy_copy where seq > 500 order by seq fetch first 1000 rows only");

    private StepCost() {}

    private static Stream<CopyJob> jobs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> CopyJob.copy(
                        "yc",
                        YandexCopyImageRequest.builder()
                                .folderId(YandexDesktopSimulator.FOLDER)
                                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                                .name("image-" + i)
                                .build()));
    }

    /** How many copies wait at the end, and the address of PostgreSQL or a folder for H2. */
    public static void main(String[] args) throws Exception {
        int waiting = Integer.parseInt(args[0]);
        if (args[1].startsWith("jdbc:")) {
            measure(waiting, args[1], true);
            return;
        }
        try (FleetDatabase h2 = FleetDatabase.h2(Path.of(args[1]))) {
            measure(waiting, h2.url(), false);
        }
    }

    private static void measure(int waiting, String url, boolean plans) throws Exception {
        List<String> addresses = new ArrayList<>();
        try (ChildProcess services = ChildProcess.start(FleetServices.class, List.of(), List.of())) {
            for (int i = 0; i < 4; i++) {
                addresses.add(services.readLine());
            }
            try (FleetProcess own = new FleetProcess(addresses, url, false, MANY_PLACES)) {
                own.fleet.createTables();
                long submitAt = System.nanoTime();
                own.fleet.submit(jobs(waiting + WARM_UP + MEASURED));
                double submitted = (System.nanoTime() - submitAt) / 1e9;
                execute(own, "analyze");
                FleetWorker worker = own.fleet.worker().start();
                try {
                    awaitEnded(own, WARM_UP);
                    long stepsBefore = steps(own);
                    long before = System.nanoTime();
                    awaitEnded(own, WARM_UP + MEASURED);
                    double seconds = (System.nanoTime() - before) / 1e9;
                    long steps = steps(own) - stepsBefore;
                    System.out.println(own.fleet.status());
                    for (String query : plans ? QUERIES : List.<String>of()) {
                        explain(own, query);
                    }
                    System.out.printf(
                            "waiting=%d copies=%d steps=%d seconds=%.1f steps/s=%.0f ms/step=%.2f submitted/s=%.0f%n",
                            waiting,
                            MEASURED,
                            steps,
                            seconds,
                            steps / seconds,
                            1000 * seconds / steps,
                            (waiting + WARM_UP + MEASURED) / submitted);
                } finally {
                    worker.stop();
                }
            }
        }
    }

    private static void awaitEnded(FleetProcess own, int copies) throws SQLException {
        while (one(own, "select count(*) from imagecopy_copy where state = 'ENDED'") < copies) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** A row is written when it is submitted, admitted and about to be sent; every other time at the end of a step. */
    private static long steps(FleetProcess own) throws SQLException {
        return one(own, "select sum(version - 3) from imagecopy_copy where version > 3");
    }

    private static long one(FleetProcess own, String query) throws SQLException {
        try (Connection connection = own.pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(FleetProcess own, String command) throws SQLException {
        try (Connection connection = own.pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static void explain(FleetProcess own, String query) throws SQLException {
        System.out.println(query);
        try (Connection connection = own.pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain (analyze, buffers off, timing off) " + query)) {
            while (rows.next()) {
                System.out.println("    " + rows.getString(1));
            }
        }
    }
}
