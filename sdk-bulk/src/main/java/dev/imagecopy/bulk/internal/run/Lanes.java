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
final class Lanes {
    private final CopyLimits limits;
    private final CopyClients clients;
    private final Places inRun;
    private final Map<List<String>, Places> places = new LinkedHashMap<>();
    private final Map<List<String>, Lane> lanes = new LinkedHashMap<>();
    private final Deque<Lane> turns = new ArrayDeque<>();
    private long waiting;
    private long ended;
    private double meanNanos;

    Lanes(CopyLimits limits, CopyClients clients) {
        this.limits = limits;
        this.clients = clients;
        this.inRun = new Places(limits.inRun());
    }

    /** A job that its limits permit to start. */
    record Started(Lane lane, PlannedJob<?> job) {}

    long waiting() {
        return waiting;
    }

    void add(PlannedJob<?> job) {
        lane(job).add(job);
        waiting++;
    }

    /** Takes the next job that its limits permit to start. */
    Optional<Started> next(long now) {
        if (!inRun.hasFree(now)) {
            return Optional.empty();
        }
        for (int i = turns.size(); i > 0; i--) {
            Lane lane = turns.removeFirst();
            turns.addLast(lane);
            if (lane.canStart(now)) {
                waiting--;
                return Optional.of(new Started(lane, lane.start()));
            }
        }
        return Optional.empty();
    }

    void ended(Lane lane, long nanos) {
        lane.ended(nanos);
        if (nanos >= 0) {
            ended++;
            meanNanos += (nanos - meanNanos) / ended;
        }
    }

    long refused(Started job, long now, long hint) {
        waiting++;
        return job.lane().refused(job.job(), now, hint);
    }

    List<PlannedJob<?>> takeAll() {
        List<PlannedJob<?>> all = new ArrayList<>();
        lanes.values().forEach(lane -> all.addAll(lane.takeAll()));
        waiting = 0;
        return all;
    }

    Optional<Duration> timeLeft() {
        return ended == 0
                ? Optional.empty()
                : lanes.values().stream()
                        .filter(lane -> !lane.isIdle())
                        .map(lane -> lane.timeLeft(meanNanos))
                        .max(Comparator.naturalOrder());
    }

    private Lane lane(PlannedJob<?> job) {
        CopyTarget target = job.target();
        String account = clients.account(job.job().client());
        String kind = target.provider() + "/" + job.kind();
        Integer most = limits.inAccount().get(kind);
        String shared = most == null ? "" : kind;
        return lanes.computeIfAbsent(
                List.of(target.provider(), account, target.scope(), target.region(), shared), name -> {
                    Places region = places(
                            List.of("region", target.provider(), account, target.scope(), target.region()),
                            limits.inRegion().getOrDefault(target.provider(), limits.otherRegions()));
                    Lane lane = most == null
                            ? new Lane(List.of(inRun, region), region)
                            : withAccount(region, places(List.of("account", kind, account), most));
                    turns.addLast(lane);
                    return lane;
                });
    }

    private Lane withAccount(Places region, Places inAccount) {
        return new Lane(List.of(inRun, region, inAccount), inAccount);
    }

    private Places places(List<String> name, int most) {
        return places.computeIfAbsent(name, unused -> new Places(most));
    }
}
