package dev.imagecopy.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.bulk.internal.run.ReportLines;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.fleet.internal.db.Database;
import dev.imagecopy.fleet.internal.db.Schema;
import dev.imagecopy.fleet.internal.engine.LaneNames;
import dev.imagecopy.fleet.internal.engine.Ledger;
import dev.imagecopy.fleet.internal.engine.Submission;
import dev.imagecopy.fleet.internal.engine.Tables;
import dev.imagecopy.fleet.internal.engine.Workplace;
import dev.imagecopy.fleet.internal.row.StorableText;
import dev.imagecopy.fleet.internal.step.FleetSettings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Copies in a database, which any number of workers carry on.
 *
 * <pre>{@code
 * try (DatabaseTimeSource time = DatabaseTimeSource.of(dataSource);
 *      HuaweiImsClient ims = HuaweiImsClient.builder()….timeSource(time).build();
 *      AlibabaEcsClient ecs = AlibabaEcsClient.builder()….timeSource(time).build()) {
 *     Fleet fleet = Fleet.builder()
 *             .dataSource(dataSource)
 *             .timeSource(time)
 *             .clients(CopyClients.of("prod-huawei", ims, "prod-ali", ecs))
 *             .build();
 *     fleet.submit("2026-11-29", Stream.of(
 *             CopyJob.copy("prod-huawei", request),
 *             CopyJob.ensure("prod-ali", otherRequest)));
 *     try (FleetWorker worker = fleet.worker().start()) {
 *         …
 *     }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>Jobs, limits and policies are those of {@link dev.imagecopy.bulk.BulkCopy}, and mean the same.
 *   <li>Submitting the same jobs again under the same name adds nothing, so a submission that was interrupted is simply repeated.
 *   <li>Every process that submits or works has clients of the names that the jobs use, and the same settings. Credentials are
 *       never in the database.
 *   <li>The limits count the copies of all workers together.
 * </ul>
 *
 * <p>Thread safety: safe for use by multiple threads. Methods that use the database block, and throw {@link FleetException} if it
 * fails.
 */
public final class Fleet {
    private static final String SUBMITTER = "fleet";

    private final String name;
    private final FleetSettings settings;
    private final Database database;
    private final Tables tables;
    private final Ledger ledger;

    private Fleet(String name, FleetSettings settings, Database database) {
        this.name = name;
        this.settings = settings;
        this.database = database;
        this.tables = Tables.of(database, settings.time());
        this.ledger = new Ledger(tables, new LaneNames(settings.limits(), settings.clients()), SUBMITTER);
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the script that creates the tables of a fleet.
     *
     * @param product {@code postgresql}, or {@code h2} for tests
     * @param name the fleet's name
     */
    public static String script(String product, String name) {
        return Schema.script(requireNonNull(product, "product"), Builder.checked(name));
    }

    /** Creates the tables, if there are none of this fleet's name in any schema of the connections' search path. */
    public void createTables() {
        Schema.create(database, name);
    }

    /**
     * Returns whether the tables of this fleet's name are there.
     *
     * @throws FleetException if they are of another version
     */
    public boolean hasTables() {
        return Schema.isThere(database, name);
    }

    /**
     * Submits jobs and blocks until all are stored. They start as soon as their limits permit, if there are workers.
     *
     * @param runName distinguishes submissions: the same job under another name is another copy
     * @param jobs the jobs; the stream is read once, lazily, and closed at the end. Equal jobs that copy each make a copy of their
     *     own
     * @return what became of them
     * @throws IllegalArgumentException if the name has NUL characters or halves of surrogate pairs
     * @throws RuntimeException the exception of the stream, once the jobs before it are stored
     */
    public FleetSubmission submit(String runName, Stream<CopyJob> jobs) {
        if (!StorableText.isStorable(requireNonNull(runName, "runName"))) {
            throw new IllegalArgumentException(
                    "Fleet: the name of a submission has characters that databases do not store");
        }
        try (Stream<CopyJob> all = requireNonNull(jobs, "jobs")) {
            Schema.verify(database, name);
            return new Submission(tables, settings, runName, SUBMITTER, id -> ledger.retry(id)).submit(all.iterator());
        }
    }

    /** Like {@link #submit(String, Stream)}, under the empty name. */
    public FleetSubmission submit(Stream<CopyJob> jobs) {
        return submit("", jobs);
    }

    /** Returns the numbers, by a few queries. */
    public FleetStatus status() {
        return ledger.status();
    }

    /** Returns the limits under which copies have been submitted, by one query, in the order of their names. */
    public List<FleetLimit> limits() {
        return ledger.limits();
    }

    /** No copy has another id, and asking for one would be an error in PostgreSQL. */
    private static boolean isId(String id) {
        return StorableText.isStorable(requireNonNull(id, "id"));
    }

    /**
     * Returns one copy.
     *
     * @param id its id
     * @return the copy; empty if there is none of this id
     */
    public Optional<FleetCopy> copy(String id) {
        return isId(id) ? ledger.find(id) : Optional.empty();
    }

    /**
     * Returns all copies, in the order of their submission.
     *
     * @return a lazy stream, which asks the database for 1,000 rows at a time and holds no connection in between
     */
    public Stream<FleetCopy> copies() {
        return ledger.copies();
    }

    /**
     * Writes one JSON object for each copy, in the form of a bulk run's report.
     *
     * @param out the stream, which stays open; UTF-8
     * @throws IOException if writing fails
     */
    public void writeReport(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(requireNonNull(out, "out"), UTF_8));
        for (Iterator<FleetCopy> all = copies().iterator(); all.hasNext(); ) {
            writer.append(ReportLines.line(all.next().outcome())).append('\n');
        }
        writer.flush();
    }

    /**
     * Cancels a copy. One that waits ends at once. One that a worker has begun is cancelled on the service with its next step, if
     * the service supports that; otherwise it goes on, and {@link FleetCopy#problem} says so. That holds too for one that was taken
     * up again and waits: its next step comes with its place. One that was set aside and may be under way ends as
     * {@link CopyStatus#AMBIGUOUS}. A job that follows a copy of somebody else's stops following it.
     *
     * @param id its id
     * @return false if there is no such copy, or if it has ended
     */
    public boolean cancel(String id) {
        return isId(id) && ledger.cancel(id);
    }

    /**
     * Takes up a copy that has ended, or that was set aside. What certainly ended is copied again, under another key; what may be
     * under way is settled or goes on, and is never simply sent again. Its time limit begins anew.
     *
     * @param id its id
     * @return false if there is no such copy, if it has not ended, or if its row still cannot be read
     */
    public boolean retry(String id) {
        return isId(id) && ledger.retry(id);
    }

    /** Returns the builder of a worker. */
    public FleetWorker.Builder worker() {
        return new FleetWorker.Builder(workplace());
    }

    String name() {
        return name;
    }

    Workplace workplace() {
        return new Workplace(name, tables, settings);
    }

    /** Builds a fleet. Every method rejects null. Not thread-safe. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,29}");

        private @Nullable DataSource dataSource;
        private @Nullable CopyClients clients;
        private @Nullable TimeSource time;
        private String name = "imagecopy";
        private CopyLimits limits = CopyLimits.standard();
        private int attempts = 2;
        private boolean deletesLeftovers;
        private Optional<Duration> copyDeadline = Optional.empty();
        private ResumePolicy resumePolicy = ResumePolicy.standard();
        private CallOptions options = CallOptions.defaults();
        private PollPolicy pollPolicy = PollPolicy.standard();

        private Builder() {}

        private static String checked(String name) {
            if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
                throw new IllegalArgumentException("Fleet: the name must match " + NAME + ", but is " + name);
            }
            return name;
        }

        /**
         * Sets where the fleet's tables are.
         *
         * @param value a pool of connections, which the caller closes; required
         * @return this builder
         */
        public Builder dataSource(DataSource value) {
            dataSource = requireNonNull(value, "dataSource");
            return this;
        }

        /**
         * Sets the clients to which jobs refer.
         *
         * @param value the clients, which the caller closes; required
         * @return this builder
         */
        public Builder clients(CopyClients value) {
            clients = requireNonNull(value, "clients");
            return this;
        }

        /**
         * Sets the clocks, which must be those of the clients. A copy whose client's clock is off by more than 30 s is not sent.
         *
         * @param value a {@link DatabaseTimeSource}, which the caller closes; required
         * @return this builder
         */
        public Builder timeSource(TimeSource value) {
            time = requireNonNull(value, "timeSource");
            return this;
        }

        /**
         * Sets the fleet's name, with which its tables begin.
         *
         * @param value lower-case letters, digits and underscores; default: {@code imagecopy}
         * @return this builder
         */
        public Builder name(String value) {
            name = checked(value);
            return this;
        }

        /**
         * Limits how many copies of all workers are in progress at once; {@code inRun} is the limit of the whole fleet.
         *
         * @param value default: {@link CopyLimits#standard()}
         * @return this builder
         */
        public Builder limits(CopyLimits value) {
            limits = requireNonNull(value, "limits");
            return this;
        }

        /**
         * Sets the maximum number of copies for a job whose copies fail, each under its own key.
         *
         * @param most at least 1; default: 2
         * @return this builder
         */
        public Builder attempts(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("Fleet: attempts must be at least 1, but is " + most);
            }
            attempts = most;
            return this;
        }

        /**
         * Lets jobs that ensure an image delete what a failed attempt has left under its name before they copy it again.
         *
         * @return this builder
         */
        public Builder deleteLeftovers() {
            deletesLeftovers = true;
            return this;
        }

        /**
         * Limits the duration of each job, from the moment when it first gets a place. Its copy continues on the service.
         *
         * @param limit positive; default: none
         * @return this builder
         */
        public Builder copyDeadline(Duration limit) {
            if (requireNonNull(limit, "copyDeadline").isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("Fleet: copyDeadline must be positive, but is " + limit);
            }
            copyDeadline = Optional.of(TimeLimits.bounded(limit));
            return this;
        }

        /**
         * Sets what may be assumed about copies that were being sent when their worker ended.
         *
         * @param value default: {@link ResumePolicy#standard()}, which assumes nothing
         * @return this builder
         */
        public Builder resumePolicy(ResumePolicy value) {
            resumePolicy = requireNonNull(value, "resumePolicy");
            return this;
        }

        /**
         * Sets call options that differ from the clients' settings. An idempotency key among them is ignored.
         *
         * @param value default: none
         * @return this builder
         */
        public Builder callOptions(CallOptions value) {
            options = requireNonNull(value, "callOptions").withoutIdempotencyKey();
            return this;
        }

        /**
         * Sets when running copies are polled: the delay of the first poll, and the intervals. How long an accepted copy may be
         * invisible is up to its client, whose own {@link PollPolicy#notFoundGrace} applies and nothing else of its policy.
         * {@link PollPolicy#maxPollsPerSecond} limits nothing here: a worker makes as many steps at once as it has threads.
         *
         * @param value default: {@link PollPolicy#standard()}
         * @return this builder
         */
        public Builder pollPolicy(PollPolicy value) {
            pollPolicy = requireNonNull(value, "pollPolicy");
            return this;
        }

        /**
         * Creates the fleet. Does no I/O.
         *
         * @throws IllegalStateException if something required is missing
         */
        public Fleet build() {
            if (dataSource == null || clients == null || time == null) {
                throw new IllegalStateException("Fleet: dataSource, clients and timeSource are required");
            }
            FleetSettings settings = new FleetSettings(
                    clients, limits, attempts, deletesLeftovers, copyDeadline, resumePolicy, options, pollPolicy, time);
            return new Fleet(name, settings, new Database(dataSource, name));
        }
    }
}
