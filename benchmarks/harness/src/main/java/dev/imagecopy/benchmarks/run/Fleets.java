package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Copies that one client waits for, in a process of its own. */
final class Fleets {
    private static final String WAITING = "dev.imagecopy.benchmarks.ours.WaitingFleet";
    private static final String EACH_SECOND = "dev.imagecopy.benchmarks.ours.PolledEachSecond";
    private static final String PART = "{\"part\":\"";
    private static final String POLL_COST = "dev.imagecopy.benchmarks.ours.PollCost";
    private static final int FEW = 1_000;
    private static final int FEW_RAMP = 30;
    private static final int WINDOW = 6;
    private static final int POLLED_EACH_SECOND = 10_000;
    private static final int EACH_SECOND_HOLD = 30;

    private final Path folder;
    private final Settings settings;
    private final Results results;
    private final Servers servers;

    Fleets(Path folder, Settings settings, Results results, Servers servers) {
        this.folder = folder;
        this.settings = settings;
        this.results = results;
        this.servers = servers;
    }

    void run() {
        for (Cloud cloud : List.of(Cloud.YANDEX, Cloud.ALIBABA, Cloud.HUAWEI)) {
            Phase.attempt("the fleet on " + cloud, () -> fleet(cloud));
        }
        Phase.attempt("polls of many and of few", this::growth);
        Phase.attempt("polls each second", this::polledEachSecond);
    }

    /**
     * Huawei's copies are asked for one by one: the fleet of full size. Alibaba's are asked for together, each about once a
     * minute, and of Yandex's there are so few that no ceiling disturbs the schedule.
     */
    private void fleet(Cloud cloud) throws IOException {
        boolean full = cloud == Cloud.HUAWEI;
        int most = full ? settings.fleet() : cloud == Cloud.ALIBABA ? 10_000 : 500;
        int ramp = full ? settings.rampSeconds() : Math.min(settings.rampSeconds(), 30);
        int hold = full ? settings.holdSeconds() : Math.min(settings.holdSeconds(), 120);
        List<String> command = List.of(
                WAITING,
                cloud.name(),
                servers.address(Target.ours()),
                String.valueOf(Math.min(settings.fleet(), most)),
                String.valueOf(ramp),
                String.valueOf(hold),
                String.valueOf(full ? settings.repetitions() : 0));
        try (Child child = start(cloud, command)) {
            String line = child.line();
            for (; !line.startsWith("{") || line.startsWith(PART); line = child.line()) {
                if (line.startsWith(PART)) {
                    String type = line.substring(PART.length(), line.indexOf('"', PART.length()));
                    results.addAll("ours", cloud.name(), Metrics.HEAP + type + " ", line);
                } else {
                    Progress.say("fleet " + cloud + ": " + line);
                }
            }
            results.addAll("ours", cloud.name(), "fleet ", line);
        }
    }

    /**
     * Two processes, one with the whole fleet and one with 1,000 copies, measured in the same seconds. Those of the second are young,
     * and hence asked for as often as a client asks at all, like the many of the first.
     */
    private void growth() throws IOException {
        try (Child many = pollCost();
                Child few = pollCost()) {
            many.say("start " + settings.fleet() + " " + settings.rampSeconds());
            few.say("start " + Math.min(FEW, settings.fleet()) + " " + Math.min(FEW_RAMP, settings.rampSeconds()));
            few.line();
            many.line();
            few.say("start " + Math.min(FEW, settings.fleet()) + " 2"); // those before have grown old
            few.line();
            for (int i = 0; i < settings.repetitions(); i++) {
                many.say("poll " + WINDOW);
                few.say("poll " + WINDOW);
                results.addAll("ours", Cloud.HUAWEI.name(), Metrics.GROWTH + "many ", many.line());
                results.addAll("ours", Cloud.HUAWEI.name(), Metrics.GROWTH + "few ", few.line());
            }
        }
        Progress.say("polls of many and of few done");
    }

    private Child pollCost() throws IOException {
        List<String> command = List.of(POLL_COST, Cloud.HUAWEI.name(), servers.address(Target.ours()));
        return start(Cloud.HUAWEI, command);
    }

    private Child start(Cloud cloud, List<String> command) throws IOException {
        return Child.start(Target.ours().classPath(folder, cloud), List.of("-Xmx2g"), command);
    }

    /** More polls than two cores can send: the busiest that a client's transport can be. */
    private void polledEachSecond() throws IOException {
        List<String> command = List.of(
                EACH_SECOND,
                Cloud.HUAWEI.name(),
                servers.address(Target.ours()),
                String.valueOf(Math.min(settings.fleet(), POLLED_EACH_SECOND)),
                String.valueOf(Math.min(settings.holdSeconds(), EACH_SECOND_HOLD)));
        try (Child child = start(Cloud.HUAWEI, command)) {
            results.addAll("ours", Cloud.HUAWEI.name(), "each second ", child.line());
        }
        Progress.say("polls each second done");
    }
}
