package dev.imagecopy.fleet.internal.engine;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.imagecopy.fleet.internal.db.PickedTask;
import dev.imagecopy.fleet.internal.db.Schema;
import dev.imagecopy.fleet.internal.db.TaskTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/** The scheduler of one worker, set up so that it suits copies: see the constants. */
public final class Engine {
    /** A worker that has not been heard of for four of these is dead; others look every second one: 24 seconds at most. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(4);

    private static final int MISSED_HEARTBEATS = 4;

    private static final Duration LOOK_FOR_DUE = Duration.ofMillis(500);
    private static final Duration SWEEP = Duration.ofSeconds(15);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /** Never: a row that nobody understands today may belong to the next version, which is rolled out tomorrow. */
    private static final Duration DELETE_UNRESOLVED = Duration.ofDays(36_500);

    private final Scheduler scheduler;

    /**
     * Creates an engine that has not started.
     *
     * @param tables the fleet's tables
     * @param fleet its name
     * @param executions what the tasks do
     * @param drain the threads of their steps
     * @param worker the worker's name
     * @param threads how many steps are made at once
     * @param longestStop how long a stop may take
     */
    public Engine(
            Tables tables,
            String fleet,
            Executions executions,
            Drain drain,
            String worker,
            int threads,
            Duration longestStop) {
        Patience patience = new Patience(tables.database(), drain::pause);
        Task<Void> copies = task(tables, TaskTable.COPY, executions::copy, drain, patience);
        Task<Void> groups = task(tables, TaskTable.GROUP, executions::group, drain, patience);
        RecurringTask<Void> sweep = Tasks.recurring("sweep", FixedDelay.of(SWEEP))
                .onFailure(later(tables, patience))
                .onDeadExecution(revived(tables))
                .execute((instance, context) -> executions.sweep());
        SchedulerBuilder builder = Scheduler.create(tables.database().source(), List.<Task<?>>of(copies, groups))
                .startTasks(sweep)
                .tableName(fleet + "_task")
                .schedulerName(new SchedulerName.Fixed(worker))
                .serializer(new JsonTaskData())
                .clock(tables::now)
                .threads(threads)
                .pollingInterval(LOOK_FOR_DUE)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .deleteUnresolvedAfter(DELETE_UNRESOLVED)
                .executorService(new StepPool(threads))
                .shutdownMaxWait(longestStop.minus(StepPool.AFTER_INTERRUPT));
        this.scheduler = Schema.locksAndFetches(tables.database())
                ? builder.pollUsingLockAndFetch(0.5, 1.0).build()
                : builder.build();
    }

    private static Task<Void> task(
            Tables tables, String name, BiConsumer<PickedTask, StepThread> step, Drain drain, Patience patience) {
        return Tasks.custom(name, Void.class)
                .onFailure(later(tables, patience))
                .onDeadExecution(revived(tables))
                .execute((instance, context) -> {
                    long version = context.getExecution().version;
                    step.accept(new PickedTask(name, instance.getId(), version), drain.thread());
                    return (execution, operations) -> {}; // the step has given it back itself
                });
    }

    private static FailureHandler<Void> later(Tables tables, Patience patience) {
        return (execution, operations) -> {
            Instant due = tables.now().plus(AFTER_FAILURE);
            try {
                patience.run(() -> operations.reschedule(execution, due));
            } catch (ExecutionException givenBack) {
                // the commit of its step seemed to fail, and has not
            }
        };
    }

    /** The engine's own handler goes by the worker's clock. */
    private static DeadExecutionHandler<Void> revived(Tables tables) {
        return (execution, operations) -> operations.reschedule(execution, tables.now());
    }

    /** Starts it. */
    public void start() {
        scheduler.start();
    }

    /** Looks for due tasks now. */
    public void wake() {
        scheduler.triggerCheckForDueExecutions();
    }

    /** Stops it; blocks until no step is being made. */
    public void stop() {
        scheduler.stop();
    }
}
