package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.internal.run.Dispatcher;
import dev.imagecopy.bulk.internal.run.ReportLines;
import dev.imagecopy.bulk.internal.run.RunSettings;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.core.time.Workers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many copies with one call, on any mix of clouds.
 *
 * <pre>{@code
 * try (OperationStore store = FileOperationStore.open(path);
 *      HuaweiImsClient ims = HuaweiImsClient.builder()….operationStore(store).build();
 *      AlibabaEcsClient ecs = AlibabaEcsClient.builder()….operationStore(store).build()) {
 *     CopyReport report = BulkCopy.builder()
 *             .clients(CopyClients.of("prod-huawei", ims, "prod-ali", ecs))
 *             .store(store)
 *             .build()
 *             .run(Stream.of(
 *                     CopyJob.copy("prod-huawei", request),
 *                     CopyJob.ensure("prod-ali", otherRequest)));
 * }
 * }</pre>
 *
 * <ul>
 *   <li>Jobs are read lazily and wait for a place: see {@link CopyLimits}. No thread is held for a copy.
 *   <li>A failed job does not keep the others from running, unless {@link Builder#stopAtFirstFailure} says so.
 *   <li>With a store, a second start finishes the jobs of the first, however that ended, and copies nothing twice. The same jobs
 *       in the same store under the same {@linkplain Builder#runName name} are the same copies: give the next run another name if
 *       it is to copy them anew.
 *   <li>Without a store nothing is remembered: a second start copies everything again.
 * </ul>
 *
 * <p>Thread safety: safe for use by many threads; each run is its own.
 */
public final class BulkCopy {
    private final RunSettings settings;
    private final @Nullable TimeSource time;
    private final @Nullable Executor executor;

    private BulkCopy(RunSettings settings, @Nullable TimeSource time, @Nullable Executor executor) {
        this.settings = settings;
        this.time = time;
        this.executor = executor;
    }

    /** Starts settings. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs jobs and blocks until all have ended. An interrupt cancels the run, leaving the copies that are under way alone.
     *
     * @param jobs read once, on one thread, a job when there is room for it; closed at the end
     * @return what became of them
     * @throws dev.imagecopy.core.error.SdkInterruptedException if the thread is interrupted; its flag is set
     * @throws RuntimeException what the stream has thrown, once the jobs before that have ended
     */
    public CopyReport run(Stream<CopyJob> jobs) {
        BulkRun run = start(jobs);
        try {
            return run.report().get();
        } catch (InterruptedException e) {
            run.cancel(RunningCopies.LEAVE);
            Thread.currentThread().interrupt();
            throw new SdkInterruptedException(
                    "BulkCopy.run was interrupted; copies that are under way go on", ErrorContext.none(true), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        }
    }

    /**
     * Runs jobs without blocking.
     *
     * @param jobs read once, on one thread, a job when there is room for it; closed at the end
     * @return the run
     */
    public BulkRun start(Stream<CopyJob> jobs) {
        requireNonNull(jobs, "jobs");
        TimeSource clock = time == null ? TimeSource.system() : time;
        Workers workers = new Workers("image-copy-bulk-", 4);
        Dispatcher dispatcher = new Dispatcher(settings, jobs.iterator(), clock, executor == null ? workers : executor);
        CompletableFuture<CopyReport> report = dispatcher
                .run()
                .thenApply(result ->
                        new CopyReport(result.counts(), result.failures(), result.elapsed(), new ReportLines(settings)))
                .whenComplete((ended, failure) -> {
                    jobs.close();
                    workers.close();
                    if (time == null) {
                        clock.close();
                    }
                });
        return new BulkRun(dispatcher, report);
    }

    /** Collects settings. Every method refuses null. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable CopyClients clients;
        private @Nullable OperationStore store;
        private CopyLimits limits = CopyLimits.standard();
        private String runName = "";
        private int attempts = 2;
        private boolean deletesLeftovers;
        private boolean stopsAtFirstFailure;
        private @Nullable Duration deadline;
        private @Nullable Duration copyDeadline;
        private ResumePolicy resumePolicy = ResumePolicy.standard();
        private CallOptions options = CallOptions.defaults();
        private int readAhead = 10_000;
        private @Nullable Consumer<? super BulkProgress> onProgress;
        private @Nullable Consumer<? super CopyProgress> onCopyProgress;
        private @Nullable Consumer<? super CopyOutcome> onOutcome;
        private @Nullable TimeSource time;
        private @Nullable Executor executor;

        private Builder() {}

        /**
         * Sets the clients that jobs name.
         *
         * @param value stay the caller's to close, after the run. Required
         * @return this builder
         */
        public Builder clients(CopyClients value) {
            clients = requireNonNull(value, "clients");
            return this;
        }

        /**
         * Remembers the copies, so that a second start finishes them. The clients must have been built with the same store.
         *
         * @param value stays the caller's to close, after the run; default: none
         * @return this builder
         */
        public Builder store(OperationStore value) {
            store = requireNonNull(value, "store");
            return this;
        }

        /**
         * Limits how many copies are under way at once.
         *
         * @param value default: {@link CopyLimits#standard()}
         * @return this builder
         */
        public Builder limits(CopyLimits value) {
            limits = requireNonNull(value, "limits");
            return this;
        }

        /**
         * Tells runs apart in one store: the same job in another run is another copy.
         *
         * @param value any text, for example the date; default: empty
         * @return this builder
         */
        public Builder runName(String value) {
            runName = requireNonNull(value, "runName");
            return this;
        }

        /**
         * Sets how many copies are begun for a job whose copies fail, each under a key of its own. A copy that the service refuses
         * is not repeated, nor is one of which it is not known whether it began.
         *
         * @param most at least 1; default 2. A job that ensures an image counts those of this run only
         * @return this builder
         */
        public Builder attempts(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("BulkCopy: attempts must be at least 1, but is " + most);
            }
            attempts = most;
            return this;
        }

        /**
         * Lets jobs that ensure an image delete what a failed attempt has left under its name, before they copy it again. Otherwise
         * a leftover that holds the name is reported.
         *
         * @return this builder
         */
        public Builder deleteLeftovers() {
            deletesLeftovers = true;
            return this;
        }

        /**
         * Starts no further job once one has failed. Those that run are waited for.
         *
         * @return this builder
         */
        public Builder stopAtFirstFailure() {
            stopsAtFirstFailure = true;
            return this;
        }

        /**
         * Limits the whole run. Then nothing more is started, and copies that are under way are left alone.
         *
         * @param limit positive; default: none
         * @return this builder
         */
        public Builder deadline(Duration limit) {
            deadline = positive("deadline", limit);
            return this;
        }

        /**
         * Limits each job, from when its turn comes. Its copy goes on at the service.
         *
         * @param limit positive; default: none
         * @return this builder
         */
        public Builder copyDeadline(Duration limit) {
            copyDeadline = positive("copyDeadline", limit);
            return this;
        }

        private static Duration positive(String name, Duration limit) {
            if (requireNonNull(limit, name).isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("BulkCopy: " + name + " must be positive, but is " + limit);
            }
            return limit;
        }

        /**
         * Sets what may be assumed of copies that were being sent when an earlier start ended.
         *
         * @param value default: {@link ResumePolicy#standard()}, which assumes nothing
         * @return this builder
         */
        public Builder resumePolicy(ResumePolicy value) {
            resumePolicy = requireNonNull(value, "resumePolicy");
            return this;
        }

        /**
         * Sets what the calls do differently from their client's settings. An idempotency key among them is not used.
         *
         * @param value default: nothing
         * @return this builder
         */
        public Builder callOptions(CallOptions value) {
            options = requireNonNull(value, "callOptions");
            return this;
        }

        /**
         * Sets how many jobs may be read and wait for a place, so that the jobs of one region do not hide those of another.
         *
         * @param most at least 1; default 10,000
         * @return this builder
         */
        public Builder readAhead(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("BulkCopy: readAhead must be at least 1, but is " + most);
            }
            readAhead = most;
            return this;
        }

        /**
         * Hears how the run goes, at most once a second and at the end, on a thread of the run's. It should return soon.
         *
         * @param listener what it throws is logged and otherwise ignored
         * @return this builder
         */
        public Builder onProgress(Consumer<? super BulkProgress> listener) {
            onProgress = requireNonNull(listener, "onProgress");
            return this;
        }

        /**
         * Hears each new snapshot of each copy, on the clients' callback executors.
         *
         * @param listener may be called by many threads at once, but for one copy by one at a time
         * @return this builder
         */
        public Builder onCopyProgress(Consumer<? super CopyProgress> listener) {
            onCopyProgress = requireNonNull(listener, "onCopyProgress");
            return this;
        }

        /**
         * Hears what became of each job as it ends, one after the other, on a thread of the run's. While it blocks, no further job
         * is started.
         *
         * @param listener what it throws is logged and otherwise ignored
         * @return this builder
         */
        public Builder onOutcome(Consumer<? super CopyOutcome> listener) {
            onOutcome = requireNonNull(listener, "onOutcome");
            return this;
        }

        /**
         * Replaces the clocks, for tests.
         *
         * @param value default: the system's clocks; stays the caller's to close
         * @return this builder
         */
        public Builder timeSource(TimeSource value) {
            time = requireNonNull(value, "timeSource");
            return this;
        }

        /**
         * Runs the reading of jobs and the listeners on an executor of the caller's, which stays the caller's to close.
         *
         * @param value must run two tasks at a time, or each in the thread that hands it over; default: daemon threads of each
         *     run's own, at most 4
         * @return this builder
         */
        public Builder executor(Executor value) {
            executor = requireNonNull(value, "executor");
            return this;
        }

        /**
         * Makes it.
         *
         * @throws IllegalStateException if there are no clients
         */
        public BulkCopy build() {
            if (clients == null) {
                throw new IllegalStateException("BulkCopy: clients are required");
            }
            RunSettings settings = new RunSettings(
                    clients,
                    Optional.ofNullable(store),
                    limits,
                    runName,
                    attempts,
                    deletesLeftovers,
                    stopsAtFirstFailure,
                    Optional.ofNullable(deadline),
                    Optional.ofNullable(copyDeadline),
                    resumePolicy,
                    options,
                    readAhead,
                    Optional.ofNullable(onProgress),
                    Optional.ofNullable(onCopyProgress),
                    Optional.ofNullable(onOutcome));
            return new BulkCopy(settings, time, executor);
        }
    }
}
