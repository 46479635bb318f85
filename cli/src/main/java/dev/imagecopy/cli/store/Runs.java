package dev.imagecopy.cli.store;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.cli.output.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs of a store, each a record and its plan in files {@code ID.json} and {@code ID.yaml}; the last 20 are kept. */
public final class Runs {
    private static final int KEPT = 20;
    private static final String RECORD = ".json";
    private static final String PLAN = ".yaml";
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Path folder;

    Runs(Path folder) {
        this.folder = folder;
    }

    /**
     * Stores a run before it begins.
     *
     * @param plan its plan
     * @param mode whether it copies or ensures
     * @param now the current time
     * @return the run. One that copies has a name of its own, so that it makes copies of its own; one that ensures has the
     *     plan's, so that the same copies are the same in every run of the plan
     */
    public RunRecord begin(PlanText plan, CopyJob.Mode mode, Instant now) {
        String id = ID.format(now) + "-" + ProcessHandle.current().pid();
        RunRecord run = new RunRecord(
                id,
                mode,
                mode == CopyJob.Mode.COPY ? id : plan.name(),
                plan.file(),
                plan.readAt(),
                plan.environment(),
                Optional.empty());
        write(planOf(run), plan.text());
        write(folder.resolve(id + RECORD), run.toJson());
        return run;
    }

    /**
     * Stores that all copies of a run have ended.
     *
     * @param run the run
     * @param now the current time
     */
    public void end(RunRecord run, Instant now) {
        write(folder.resolve(run.id() + RECORD), run.ended(now).toJson());
        all().stream().filter(other -> other.endedAt().isPresent()).skip(KEPT).forEach(this::delete);
    }

    /** Returns all runs, the latest first. */
    public List<RunRecord> all() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(RECORD))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString(), Comparator.reverseOrder()))
                    .map(Runs::read)
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** Returns the runs that were left or killed, the earliest first. */
    public List<RunRecord> open() {
        return all().stream()
                .filter(run -> run.endedAt().isEmpty())
                .sorted(Comparator.comparing(RunRecord::id))
                .toList();
    }

    /**
     * Returns the plan of a run.
     *
     * @param run the run
     */
    public PlanText plan(RunRecord run) {
        Path file = planOf(run);
        try {
            return new PlanText(run.file(), run.name(), Files.readAllBytes(file), run.startedAt(), run.environment());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private Path planOf(RunRecord run) {
        return folder.resolve(run.id() + PLAN);
    }

    private static RunRecord read(Path file) {
        String name = file.getFileName().toString();
        try {
            return RunRecord.parse(name.substring(0, name.length() - RECORD.length()), Files.readAllBytes(file));
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    private static RefusedException unreadable(Path file, Exception cause) {
        return new RefusedException(
                file + " cannot be read: " + cause.getMessage(), "Move it away, or name another folder with --store");
    }

    private void delete(RunRecord run) {
        try {
            Files.deleteIfExists(folder.resolve(run.id() + RECORD));
            Files.deleteIfExists(planOf(run));
        } catch (IOException leftForTheNextRun) {
            // An old record that stays does no harm.
        }
    }

    /** Replaces a file at once, so that a killed process leaves no half of one. */
    private static void write(Path file, byte[] content) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.write(next, content);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RefusedException(
                    file + " cannot be written: " + e.getMessage(), "Name another folder with --store");
        }
    }
}
