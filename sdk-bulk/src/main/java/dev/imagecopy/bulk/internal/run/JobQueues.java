package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.core.CopyTarget;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All waiting jobs, in one queue for each region; the queues take turns, so that no region waits for another's jobs. */
final class JobQueues {
    private final CopyLimits limits;
    private final CopyClients clients;
    private final Permits inRun;
    private final Map<List<String>, Permits> permits = new LinkedHashMap<>();
    private final Map<List<String>, JobQueue> queues = new LinkedHashMap<>();
    private final Deque<JobQueue> turns = new ArrayDeque<>();
    private long waiting;
    private long ended;
    private double meanNanos;

    JobQueues(CopyLimits limits, CopyClients clients) {
        this.limits = limits;
        this.clients = clients;
        this.inRun = new Permits(limits.inRun());
    }

    /** A job that its limits permit to start. */
    record Started(JobQueue queue, CopyTask<?> task) {}

    long waiting() {
        return waiting;
    }

    void add(CopyTask<?> task) {
        queue(task.job()).add(task);
        waiting++;
    }

    /** Removes a task that waits; returns whether it did. */
    boolean remove(CopyTask<?> task) {
        boolean waited = queue(task.job()).remove(task);
        waiting -= waited ? 1 : 0;
        return waited;
    }

    /** Takes the next job that its limits permit to start. */
    Optional<Started> next(long now) {
        if (!inRun.isAvailable(now)) {
            return Optional.empty();
        }
        for (int i = turns.size(); i > 0; i--) {
            JobQueue queue = turns.removeFirst();
            turns.addLast(queue);
            if (queue.canStart(now)) {
                waiting--;
                return Optional.of(new Started(queue, queue.start()));
            }
        }
        return Optional.empty();
    }

    /** See {@link JobQueue#ended}. */
    void ended(JobQueue queue, boolean freed, long nanos) {
        queue.ended(freed, nanos);
        if (nanos >= 0) {
            ended++;
            meanNanos += (nanos - meanNanos) / ended;
        }
    }

    /** See {@link Permits#refused}. */
    long refused(Started job, long now, long hint) {
        waiting++;
        return job.queue().refused(job.task(), now, hint);
    }

    /** See {@link Permits#busy}. */
    long busy(Started job, long now, long hint) {
        waiting++;
        return job.queue().busy(job.task(), now, hint);
    }

    List<CopyTask<?>> takeAll() {
        List<CopyTask<?>> all = new ArrayList<>();
        queues.values().forEach(queue -> all.addAll(queue.takeAll()));
        waiting = 0;
        return all;
    }

    Optional<Duration> timeLeft() {
        return ended == 0
                ? Optional.empty()
                : queues.values().stream()
                        .filter(queue -> !queue.isIdle())
                        .map(queue -> queue.timeLeft(meanNanos))
                        .max(Comparator.naturalOrder());
    }

    private JobQueue queue(PlannedJob<?> job) {
        CopyTarget target = job.target();
        String account = clients.account(job.job().client());
        String kind = target.provider() + "/" + job.kind();
        Integer most = limits.inAccount().get(kind);
        String shared = most == null ? "" : kind;
        return queues.computeIfAbsent(
                List.of(target.provider(), account, target.scope(), target.region(), shared), name -> {
                    Permits region = permits(
                            List.of("region", target.provider(), account, target.scope(), target.region()),
                            limits.inRegion().getOrDefault(target.provider(), limits.otherRegions()));
                    JobQueue queue = most == null
                            ? new JobQueue(List.of(inRun, region), region)
                            : withAccount(region, permits(List.of("account", kind, account), most));
                    turns.addLast(queue);
                    return queue;
                });
    }

    private JobQueue withAccount(Permits region, Permits inAccount) {
        return new JobQueue(List.of(inRun, region, inAccount), inAccount);
    }

    private Permits permits(List<String> name, int most) {
        return permits.computeIfAbsent(name, unused -> new Permits(most));
    }
}
