package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.internal.run.Dispatcher;
import dev.imagecopy.bulk.internal.run.ReportFile;
import dev.imagecopy.bulk.internal.run.RunSettings;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.core.time.Workers;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 *   <li>Jobs are read lazily and start within {@link CopyLimits}. No thread is blocked per copy.
 *   <li>A failed job does not stop the others, unless {@link Builder#stopAtFirstFailure} is set.
 *   <li>With a store, a second start finishes the jobs of the first, no matter how that ended, and copies nothing twice. The
 *       same jobs in the same store under the same {@linkplain Builder#runName name} are the same copies: give the next run
 *       another name if it should make new ones.
 *   <li>Without a store, a second start copies everything again. Within a run, each job has a key of its own for the services
 *       that honor keys.
 *   <li>Jobs of one run that ensure the same image make one copy, with or without a store.
 *   <li>A run has ended when the store has the end of each copy that the run has seen.
 * </ul>
 *
 * <p>Thread safety: safe for use by multiple threads; runs are independent.
 */
public final class BulkCopy {
    private static final Logger LOG = LoggerFactory.getLogger(BulkCopy.class);

    private final RunSettings settings;
    private final @Nullable TimeSource time;
    private final @Nullable Executor executor;

    private BulkCopy(RunSettings settings, @Nullable TimeSource time, @Nullable Executor executor) {
        this.settings = settings;
        this.time = time;
        this.executor = executor;
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs jobs and blocks until all have ended. An interrupt cancels the run, but not the copies in progress.
     *
     * @param jobs the jobs; the stream is read once, lazily, on one thread, and closed at the end. What its close throws is
     *     logged and otherwise ignored
     * @return the report
     * @throws dev.imagecopy.core.error.SdkInterruptedException if the thread is interrupted; its flag is set
     * @throws RuntimeException the exception of the stream, once the jobs before it have ended
     */
    public CopyReport run(Stream<CopyJob> jobs) {
        BulkRun run = start(jobs);
        try {
            return run.report().get();
        } catch (InterruptedException e) {
            run.cancel(RunningCopies.LEAVE);
            Thread.currentThread().interrupt();
            throw new SdkInterruptedException(
                    "BulkCopy.run was interrupted; the copies in progress continue", ErrorContext.none(true), e);
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
     * Like {@link #run}, but does not block.
     *
     * @param jobs the jobs; the stream is read once, lazily, on one thread, and closed at the end. What its close throws is
     *     logged and otherwise ignored
     * @return the run
     */
    public BulkRun start(Stream<CopyJob> jobs) {
        Iterator<CopyJob> each = requireNonNull(jobs, "jobs").iterator();
        TimeSource clock = time == null ? TimeSource.system() : time;
        Workers workers = new Workers("image-copy-bulk-", 4);
        ReportFile lines = new ReportFile(settings.store().isPresent());
        Dispatcher dispatcher = new Dispatcher(settings, each, clock, executor == null ? workers : executor, lines);
        CompletableFuture<CopyReport> report = dispatcher
                .run()
                .thenApply(result -> new CopyReport(result.counts(), result.failures(), result.elapsed(), lines))
                .whenComplete((ended, failure) -> {
                    close(jobs::close);
                    close(workers::close);
                    if (time == null) {
                        close(clock::close);
                    }
                });
        return new BulkRun(dispatcher, report);
    }

    /** The report of a run is worth more than the end of what it has used. */
    private static void close(Runnable close) {
        try {
            close.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("What a bulk copy has used could not be closed; its report is complete", e);
        }
    }

    /** Builds an instance. Every method rejects null. Not thread-safe. */
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
        private @Nullable BiConsumer<? super CopyOutcome, ? super Throwable> onFailure;
        private @Nullable TimeSource time;
        private @Nullable Executor executor;

        private Builder() {}

        /**
         * Sets the clients to which jobs refer.
         *
         * @param value the clients, which the caller closes after the run; required
         * @return this builder
         */
        public Builder clients(CopyClients value) {
            clients = requireNonNull(value, "clients");
            return this;
        }

        /**
         * Sets a store for the copies, so that a second start finishes them. The clients must have been built with the same
         * store, by {@code operationStore} on their builders.
         *
         * @param value the store, which the caller closes after the run; default: none
         * @return this builder
         */
        public Builder store(OperationStore value) {
            store = requireNonNull(value, "store");
            return this;
        }

        /**
         * Limits how many copies are in progress at once.
         *
         * @param value default: {@link CopyLimits#standard()}
         * @return this builder
         */
        public Builder limits(CopyLimits value) {
            limits = requireNonNull(value, "limits");
            return this;
        }

        /**
         * Distinguishes runs in one store: the same job in another run is another copy.
         *
         * @param value any text, for example the date; default: empty
         * @return this builder
         */
        public Builder runName(String value) {
            runName = requireNonNull(value, "runName");
            return this;
        }

        /**
         * Sets the maximum number of copies for a job whose copies fail, each under its own key. A copy that the service
         * rejects is not repeated, nor is one that may or may not have begun.
         *
         * @param most at least 1; default: 2. For a job that ensures an image, only the copies of this run count
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
         * Lets jobs that ensure an image delete what a failed attempt has left under its name before they copy it again. By
         * default, a leftover that occupies the name is reported.
         *
         * @return this builder
         */
        public Builder deleteLeftovers() {
            deletesLeftovers = true;
            return this;
        }

        /**
         * Starts no further jobs once one has failed, but waits for the copies that are running. Nothing that changes a service
         * begins after that: no copy, no repeat, no deletion.
         *
         * @return this builder
         */
        public Builder stopAtFirstFailure() {
            stopsAtFirstFailure = true;
            return this;
        }

        /**
         * Limits the duration of the run. After that nothing more is started, and copies in progress continue on the service.
         *
         * @param limit positive; default: none
         * @return this builder
         */
        public Builder deadline(Duration limit) {
            deadline = positive("deadline", limit);
            return this;
        }

        /**
         * Limits the duration of each job, from its first start: the look at the service, the deletion of leftovers, the search
         * for a copy that was being sent, and all waits. A call that is sending a copy is not aborted, since it would remain
         * open whether the copy has begun; it ends by its own timeouts. A copy that has begun continues on the service.
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
         * Sets what may be assumed about copies that were being sent when an earlier start ended.
         *
         * @param value default: {@link ResumePolicy#standard()}, which assumes nothing
         * @return this builder
         */
        public Builder resumePolicy(ResumePolicy value) {
            resumePolicy = requireNonNull(value, "resumePolicy");
            return this;
        }

        /**
         * Sets call options that differ from the client's settings. An idempotency key among them is ignored.
         *
         * @param value default: none
         * @return this builder
         */
        public Builder callOptions(CallOptions value) {
            options = requireNonNull(value, "callOptions").withoutIdempotencyKey();
            return this;
        }

        /**
         * Sets how many jobs may be read ahead and wait, so that the jobs of one region do not hide those of another.
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
         * Sets a listener for the progress of the run. It is called at most once per second and at the end, on a thread of the
         * run, and should return soon.
         *
         * @param listener the listener; its exceptions are logged and otherwise ignored
         * @return this builder
         */
        public Builder onProgress(Consumer<? super BulkProgress> listener) {
            onProgress = requireNonNull(listener, "onProgress");
            return this;
        }

        /**
         * Sets a listener for each new snapshot of each copy, called on the clients' callback executors.
         *
         * @param listener the listener; may be called by multiple threads at once, but for one copy only by one at a time
         * @return this builder
         */
        public Builder onCopyProgress(Consumer<? super CopyProgress> listener) {
            onCopyProgress = requireNonNull(listener, "onCopyProgress");
            return this;
        }

        /**
         * Sets a listener for the outcome of each job, called for one after the other on a thread of the run. While it blocks,
         * no further job is started.
         *
         * @param listener the listener; its exceptions are logged and otherwise ignored
         * @return this builder
         */
        public Builder onOutcome(Consumer<? super CopyOutcome> listener) {
            onOutcome = requireNonNull(listener, "onOutcome");
            return this;
        }

        /**
         * Sets a listener for the exception behind each outcome that has one, with its stack trace. It is called after the one
         * for outcomes and in the same way.
         *
         * @param listener the listener; its exceptions are logged and otherwise ignored
         * @return this builder
         */
        public Builder onFailure(BiConsumer<? super CopyOutcome, ? super Throwable> listener) {
            onFailure = requireNonNull(listener, "onFailure");
            return this;
        }

        /**
         * Replaces the clocks, for tests.
         *
         * @param value the clocks, which the caller closes; default: the system's
         * @return this builder
         */
        public Builder timeSource(TimeSource value) {
            time = requireNonNull(value, "timeSource");
            return this;
        }

        /**
         * Sets the executor for reading jobs and calling listeners.
         *
         * @param value the executor, which the caller closes; must run two tasks at a time, or each task in the thread that
         *     submits it; default: at most 4 daemon threads for each run
         * @return this builder
         */
        public Builder executor(Executor value) {
            executor = requireNonNull(value, "executor");
            return this;
        }

        /**
         * Creates the instance.
         *
         * @throws IllegalStateException if there are no clients, or if there is a store and a client was built without it
         */
        public BulkCopy build() {
            if (clients == null) {
                throw new IllegalStateException("BulkCopy: clients are required");
            }
            requireSameStore(clients);
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
                    Optional.ofNullable(onOutcome),
                    Optional.ofNullable(onFailure));
            return new BulkCopy(settings, time, executor);
        }

        /** What a client keeps elsewhere, or nowhere, the run's next start would not find. */
        private void requireSameStore(CopyClients known) {
            if (store == null) {
                return;
            }
            List<String> others = known.names().stream()
                    .filter(name -> known.client(name)
                            .flatMap(client -> client.copies().operationStore())
                            .filter(own -> own == store)
                            .isEmpty())
                    .toList();
            if (!others.isEmpty()) {
                throw new IllegalStateException("BulkCopy: the clients " + others
                        + " were not built with the store of the run; set operationStore(store) on their builders");
            }
        }
    }
}
