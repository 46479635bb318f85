package dev.imagecopy.verification.fleet;

import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.fleet.FleetCopy;
import dev.imagecopy.fleet.FleetException;
import dev.imagecopy.fleet.FleetStatus;
import dev.imagecopy.verification.bulk.ChildProcess;
import dev.imagecopy.verification.bulk.KillJobs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * One run: the services, the database and three workers, each in a process of its own; two of the workers are killed again and again
 * and replaced, and the database is restarted once.
 */
final class KillRun {
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");
    private static final long LOOK_NANOS = 20_000_000;
    private static final Duration GIVE_UP = Duration.ofMinutes(30);

    private final int copies;
    private final int kills;
    private final boolean namesAreUnique;
    private final FleetDatabase database;
    private final Random random = new Random(20_261_129);
    private final List<String> addresses = new ArrayList<>();
    private final List<ChildProcess> workers = new ArrayList<>();
    private int started;
    private int killed;
    private int whileSubmitting;

    /**
     * Prepares a run.
     *
     * @param copies how many
     * @param kills how many times a worker is killed
     * @param namesAreUnique what the caller guarantees
     * @param database the database, empty
     */
    KillRun(int copies, int kills, boolean namesAreUnique, FleetDatabase database) {
        this.copies = copies;
        this.kills = kills;
        this.namesAreUnique = namesAreUnique;
        this.database = database;
    }

    /**
     * What came of it.
     *
     * @param submitted how many copies were submitted
     * @param finished how many have their image, and the fleet says so
     * @param ambiguous how many the fleet reports as ambiguous
     * @param lost how many are neither, or have no content that anybody could see
     * @param duplicates how many were executed more than once
     * @param kills how many workers were killed
     * @param killsWhileSubmitting how many of them while copies were being submitted to the services
     * @param most the most copies that each region had at once, seen from the services
     */
    record Result(
            int submitted,
            int finished,
            int ambiguous,
            long lost,
            int duplicates,
            int kills,
            int killsWhileSubmitting,
            Map<String, Integer> most) {
        boolean keepsLimits() {
            return most.entrySet().stream()
                    .allMatch(region -> region.getValue() <= FleetProcess.limit(region.getKey()));
        }

        @Override
        public String toString() {
            return "submitted=%d finished=%d ambiguous=%d lost=%d duplicates=%d kills=%d"
                    .formatted(submitted, finished, ambiguous, lost, duplicates, kills);
        }
    }

    Result run() throws Exception {
        long begunAt = System.nanoTime();
        try (ChildProcess services = ChildProcess.start(FleetServices.class, QUICK_START, List.of())) {
            for (int i = 0; i < 4; i++) {
                addresses.add(services.readLine());
            }
            try (FleetProcess own = new FleetProcess(addresses, database.url(), namesAreUnique)) {
                own.fleet.createTables();
                own.fleet.submit(KillJobs.all(copies));
                for (int i = 0; i < 3; i++) {
                    workers.add(worker());
                }
                killAndRestart(services);
                awaitIdle(own, begunAt);
                return judge(services, own);
            }
        } finally {
            workers.forEach(ChildProcess::close);
        }
    }

    private ChildProcess worker() throws IOException {
        List<String> arguments = new ArrayList<>(addresses);
        arguments.addAll(List.of(database.url(), String.valueOf(namesAreUnique), "worker-" + started++));
        return ChildProcess.start(KilledWorker.class, QUICK_START, arguments);
    }

    /** Kills the first two workers in turn, each time after some more copies have been accepted. */
    private void killAndRestart(ChildProcess services) throws Exception {
        int copied = 0;
        for (int kill = 0; kill < kills; kill++) {
            int share = (copies - copied) / (kills - kill + 2);
            int target = copied + Math.max(1, share / 2 + random.nextInt(share / 2 + 1));
            while (copied < target) {
                LockSupport.parkNanos(LOOK_NANOS);
                copied = copied(services);
            }
            int which = kill % 2;
            ChildProcess doomed = workers.get(which);
            boolean alive = doomed.isAlive();
            doomed.kill();
            killed += alive ? 1 : 0;
            copied = copied(services);
            whileSubmitting += alive && copied < copies ? 1 : 0;
            System.out.printf(
                    "%s kill %d of %d: worker %d, after %d of %d copies were accepted%n",
                    Instant.now(), kill + 1, kills, which, copied, copies);
            if (kill == kills / 2) {
                for (int other = 0; other < workers.size(); other++) {
                    if (other != which) {
                        workers.get(other).readLine(); // one that has not started yet would end without the database
                    }
                }
                database.restart();
                System.out.println(Instant.now() + " the database was restarted");
            }
            workers.set(which, worker());
        }
    }

    private static int copied(ChildProcess services) throws IOException {
        services.ask("count");
        return Integer.parseInt(services.readLine());
    }

    private static void awaitIdle(FleetProcess own, long begunAt) {
        while (true) {
            FleetStatus status = status(own);
            if (status != null && status.isIdle()) {
                System.out.println("idle after " + Duration.ofNanos(System.nanoTime() - begunAt) + ": " + status);
                return;
            }
            if (System.nanoTime() - begunAt > GIVE_UP.toNanos()) {
                own.fleet
                        .copies()
                        .filter(copy -> copy.state().holdsPlace())
                        .limit(20)
                        .forEach(System.out::println);
                throw new AssertionError("the fleet does not come to an end: " + status);
            }
            LockSupport.parkNanos(LOOK_NANOS * 10);
        }
    }

    private static FleetStatus status(FleetProcess own) {
        try {
            return own.fleet.status();
        } catch (FleetException restarted) {
            return null;
        }
    }

    private Result judge(ChildProcess services, FleetProcess own) throws Exception {
        services.ask("copies");
        List<String> executed = services.readLines("");
        services.ask("most");
        Map<String, Integer> most = new TreeMap<>();
        for (String line : services.readLines("")) {
            String[] parts = line.split("\t", 2);
            most.put(parts[0], Integer.parseInt(parts[1]));
        }
        services.ask("incomplete");
        Set<String> incomplete = new HashSet<>(
                services.readLines("").stream().map(KillRun::image).toList());
        Set<String> there = new HashSet<>();
        int duplicates = 0;
        for (String copy : executed) {
            String[] parts = copy.split("\t", 2);
            int times = Integer.parseInt(parts[1]);
            if (!incomplete.contains(image(parts[0]))) {
                there.add(image(parts[0]));
            }
            duplicates += times - 1;
            if (times > 1) {
                System.out.println("executed " + times + " times: " + parts[0]);
            }
        }
        incomplete.stream().limit(20).forEach(image -> System.out.println("accepted, but without a marker: " + image));
        if (duplicates > 0) {
            tellRepeated(services, own);
        }
        List<CopyOutcome> outcomes = own.fleet.copies().map(FleetCopy::outcome).toList();
        outcomes.stream()
                .filter(outcome -> outcome.status() != CopyStatus.SUCCEEDED)
                .limit(20)
                .forEach(outcome ->
                        System.out.println(outcome.status() + " " + outcome.target() + " " + outcome.cause()));
        Set<String> finished = names(outcomes, CopyStatus.SUCCEEDED);
        Set<String> ambiguous = names(outcomes, CopyStatus.AMBIGUOUS);
        long lost = outcomes.stream()
                .map(outcome -> image(outcome.target().name()))
                .filter(name -> !ambiguous.contains(name) && !(finished.contains(name) && there.contains(name)))
                .count();
        return new Result(
                outcomes.size(), finished.size(), ambiguous.size(), lost, duplicates, killed, whileSubmitting, most);
    }

    private static void tellRepeated(ChildProcess services, FleetProcess own) throws Exception {
        services.ask("repeated");
        List<String> seen = services.readLines("");
        seen.forEach(System.out::println);
        RepeatedCopies.rows(own.pool, seen).forEach(System.out::println);
    }

    private static Set<String> names(List<CopyOutcome> outcomes, CopyStatus status) {
        return outcomes.stream()
                .filter(outcome -> outcome.status() == status)
                .map(outcome -> image(outcome.target().name()))
                .collect(Collectors.toSet());
    }

    /** What follows the last separator of a path. */
    private static String image(String text) {
        return text.substring(text.lastIndexOf("image-"));
    }

    /**
     * Copies, kills, whether names are unique; then the URL of PostgreSQL and the command that restarts it, or the folder of H2.
     */
    public static void main(String[] args) throws Exception {
        try (FleetDatabase database = args.length > 4
                ? FleetDatabase.ofScript(args[3], args[4])
                : FleetDatabase.h2(java.nio.file.Path.of(args[3]))) {
            Result result = new KillRun(
                            Integer.parseInt(args[0]),
                            Integer.parseInt(args[1]),
                            Boolean.parseBoolean(args[2]),
                            database)
                    .run();
            result.most()
                    .forEach((region, most) -> System.out.println(
                            "at most " + most + " of " + FleetProcess.limit(region) + " at once: " + region));
            System.out.println("kills while copies were submitted: " + result.killsWhileSubmitting());
            System.out.println("limits kept: " + result.keepsLimits());
            System.out.println(result);
            System.exit(result.lost() == 0 && result.duplicates() == 0 && result.keepsLimits() ? 0 : 1);
        }
    }
}
