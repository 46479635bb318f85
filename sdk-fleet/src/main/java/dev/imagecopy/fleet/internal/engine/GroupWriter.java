package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.fleet.FleetException;
import dev.imagecopy.fleet.internal.row.CopyRecord;
import dev.imagecopy.fleet.internal.row.CopyRecordJson;
import dev.imagecopy.fleet.internal.row.CopyRow;
import dev.imagecopy.fleet.internal.step.StepEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what the steps of a group led to, together if possible. What the database refuses to write of one copy is put off, with the
 * reason among what people see, and keeps no other from being written. Safe for use by multiple threads.
 */
final class GroupWriter {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
    private static final Duration REFUSED = Duration.ofSeconds(30);

    private final Tables tables;
    private final StepWriter writer;

    GroupWriter(Tables tables, StepWriter writer) {
        this.tables = tables;
        this.writer = writer;
    }

    /**
     * Writes steps.
     *
     * @throws FleetException if the database does not answer, or refuses the only one
     */
    StepWriter.Written write(List<StepWriter.Done> done) {
        try {
            return writer.write(done);
        } catch (FleetException e) {
            if (done.size() == 1 || !tables.database().answers()) {
                throw e;
            }
        }
        List<@Nullable CopyRow> rows = new ArrayList<>();
        boolean freed = false;
        for (StepWriter.Done each : done) {
            StepWriter.Written alone = writeAlone(each);
            rows.addAll(alone.rows());
            freed |= alone.freed();
        }
        return new StepWriter.Written(rows, freed);
    }

    private StepWriter.Written writeAlone(StepWriter.Done done) {
        try {
            return writer.write(List.of(done));
        } catch (FleetException e) {
            if (!tables.database().answers()) {
                throw e;
            }
            return putOff(done, e);
        }
    }

    private StepWriter.Written putOff(StepWriter.Done done, FleetException refusal) {
        CopyRow row = done.row();
        LOG.warn("A step of the copy {} cannot be written", row.job().id(), refusal);
        try {
            CopyRecord record = CopyRecordJson.read(row.record());
            StepEnd later = new StepEnd.GoesOn(
                    record, row.progress().state(), REFUSED, false, String.valueOf(refusal.getMessage()));
            return writer.write(List.of(new StepWriter.Done(row, later, false, done.task())));
        } catch (FleetException | IllegalArgumentException e) {
            LOG.warn(
                    "The row of the copy {} cannot be written at all", row.job().id(), e);
            return new StepWriter.Written(Collections.singletonList(null), false);
        }
    }
}
