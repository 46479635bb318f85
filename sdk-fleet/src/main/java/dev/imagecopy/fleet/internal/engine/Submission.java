package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.internal.run.JobKeys;
import dev.imagecopy.bulk.internal.run.PlannedJob;
import dev.imagecopy.bulk.internal.run.Planner;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredRequest;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.FleetSubmission;
import dev.imagecopy.fleet.internal.db.Lane;
import dev.imagecopy.fleet.internal.row.CopyRecord;
import dev.imagecopy.fleet.internal.row.CopyRecordJson;
import dev.imagecopy.fleet.internal.row.CopyRow;
import dev.imagecopy.fleet.internal.row.StorableText;
import dev.imagecopy.fleet.internal.step.FleetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Turns jobs into rows, some hundred in each transaction. Used once. */
public final class Submission {
    private static final int BATCH = 250;
    /** More than there are in a batch. */
    private static final long TURNS_IN_A_MICROSECOND = 1_000;

    private static final int KEPT_REFUSALS = 1000;

    private final Tables tables;
    private final LaneNames names;
    private final Admission admission;
    private final Consumer<String> again;
    private final String runName;
    private final Planner planner;
    private final Map<String, PlannedJob<?>> batch = new LinkedHashMap<>();
    private final List<FleetSubmission.Refusal> refusals = new ArrayList<>();
    private long added;
    private long known;
    private long refused;

    /**
     * Creates a submission.
     *
     * @param again takes up a job that has ended and is to make sure, again, that its image exists
     */
    public Submission(Tables tables, FleetSettings settings, String runName, String submitter, Consumer<String> again) {
        this.tables = tables;
        this.names = new LaneNames(settings.limits(), settings.clients());
        this.admission = new Admission(tables, names, submitter);
        this.again = again;
        this.runName = runName;
        this.planner = new Planner(settings.clients(), new JobKeys(runName));
    }

    /** Submits jobs; what was read before the iterator fails is submitted. */
    public FleetSubmission submit(Iterator<CopyJob> jobs) {
        try {
            while (jobs.hasNext()) {
                add(jobs.next());
            }
        } finally {
            flush();
        }
        return new FleetSubmission(added, known, refused, refusals);
    }

    private void add(CopyJob job) {
        PlannedJob<?> planned;
        try {
            planned = planner.plan(job);
        } catch (IllegalArgumentException refusal) {
            refuse(job, String.valueOf(refusal.getMessage()));
            return;
        }
        if (!isStorable(planned)) {
            refuse(job, "it has characters that databases do not store");
            return;
        }
        if (batch.putIfAbsent(JobKeys.job(planned.id().key(1)), planned) != null) {
            known++; // two jobs that ensure the same image
        }
        if (batch.size() >= BATCH) {
            flush();
        }
    }

    private boolean isStorable(PlannedJob<?> job) {
        CopyTarget target = job.target();
        return Stream.of(
                        job.job().client(),
                        names.lane(job).name(),
                        target.region(),
                        target.scope(),
                        target.name(),
                        job.source())
                .allMatch(StorableText::isStorable);
    }

    private void refuse(CopyJob job, String reason) {
        refused++;
        if (refusals.size() < KEPT_REFUSALS) {
            refusals.add(new FleetSubmission.Refusal(job, reason));
        }
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        Map<String, Lane> lanes = new HashMap<>();
        batch.forEach((id, job) -> lanes.put(id, names.lane(job)));
        Instant now = tables.now();
        tables.database().transact(connection -> {
            Collection<Lane> all = lanes.values();
            tables.lanes().ensure(connection, all.stream().distinct().toList(), now);
            tables.limits()
                    .ensure(
                            connection,
                            all.stream().flatMap(lane -> lane.limits().stream()).toList());
            return true;
        });
        Map<String, FleetState> before = tables.database().transact(connection -> insert(connection, lanes, now));
        Set<String> taken = idsOfOtherRequests(before.keySet());
        before.forEach((id, state) -> {
            PlannedJob<?> job = Objects.requireNonNull(batch.get(id));
            if (taken.contains(id)) {
                refuse(
                        job.job(),
                        "The id '" + job.job().id().orElseThrow()
                                + "' is that of another request in the fleet; give each request an id of its own");
            } else if (state == FleetState.ENDED && job.ensures()) {
                again.accept(id);
            }
        });
        known += before.size() - taken.size();
        added += batch.size() - before.size();
        batch.clear();
        admission.admit();
    }

    /** An earlier submission may have had another plan. Only an id that the plan gives can be that of another request. */
    private Set<String> idsOfOtherRequests(Set<String> before) {
        List<String> given = before.stream()
                .filter(id -> Objects.requireNonNull(batch.get(id)).job().id().isPresent())
                .toList();
        return given.isEmpty()
                ? Set.of()
                : tables.database().read(connection -> {
                    Set<String> others = new HashSet<>();
                    for (String id : given) {
                        Optional<CopyRow> row = tables.copies().find(connection, id);
                        if (row.isPresent() && !isSameRequest(Objects.requireNonNull(batch.get(id)), row.get())) {
                            others.add(id);
                        }
                    }
                    return others;
                });
    }

    /** Whoever cannot read a row cannot tell; its worker sets it aside. */
    private static boolean isSameRequest(PlannedJob<?> job, CopyRow row) {
        try {
            StoredRequest stored = CopyRecordJson.read(row.record()).operation().request();
            return stored.kind().equals(job.kind())
                    && job.copies()
                            .read(stored)
                            .equals(job.copies()
                                    .read(job.copies().write(job.job().request())));
        } catch (IllegalArgumentException unreadable) {
            return true;
        }
    }

    private Map<String, FleetState> insert(Connection connection, Map<String, Lane> lanes, Instant now)
            throws SQLException {
        Map<String, FleetState> before = tables.copies().states(connection, tables.database(), batch.keySet());
        List<CopyRow> rows = new ArrayList<>();
        Map<String, Integer> waiting = new HashMap<>();
        batch.forEach((id, job) -> {
            if (!before.containsKey(id)) {
                String lane = Objects.requireNonNull(lanes.get(id)).name();
                rows.add(row(id, job, lane, now));
                waiting.merge(lane, 1, Integer::sum);
            }
        });
        tables.lanes().addWaiting(connection, waiting);
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        tables.copies().insert(connection, rows, micros * TURNS_IN_A_MICROSECOND);
        return before;
    }

    private CopyRow row(String id, PlannedJob<?> job, String lane, Instant now) {
        StoredOperation queued = StoredOperation.queued(
                job.copies().key(job.id().key(1)),
                job.copies().write(job.job().request()),
                job.target().region(),
                job.target().name(),
                now);
        return new CopyRow(
                new CopyRow.Job(id, runName, job.job().client(), job.target(), job.source(), lane, now),
                new CopyRow.Progress(FleetState.WAITING, null, null, null, null, null, now, "", ""),
                false,
                1,
                CopyRecordJson.write(CopyRecord.submitted(job.job().mode(), queued)));
    }
}
