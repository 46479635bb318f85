package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Copies that one client waits for, in a process of its own. */
final class Fleets {
    private static final String WAITING = "dev.imagecopy.benchmarks.ours.WaitingFleet";
    private static final String EACH_SECOND = "dev.imagecopy.benchmarks.ours.PolledEachSecond";
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
        try (Child child = Child.start(Target.ours().classPath(folder), List.of("-Xmx2g"), command)) {
            String line = child.line();
            for (; !line.startsWith("{"); line = child.line()) {
                Progress.say("fleet " + cloud + ": " + line);
            }
            results.addAll("ours", cloud.name(), "fleet ", line);
        }
    }

    /** More polls than two cores can send: the busiest that a client's transport can be. */
    private void polledEachSecond() throws IOException {
        List<String> command = List.of(
                EACH_SECOND,
                Cloud.HUAWEI.name(),
                servers.address(Target.ours()),
                String.valueOf(Math.min(settings.fleet(), POLLED_EACH_SECOND)),
                String.valueOf(Math.min(settings.holdSeconds(), EACH_SECOND_HOLD)));
        try (Child child = Child.start(Target.ours().classPath(folder), List.of("-Xmx2g"), command)) {
            results.addAll("ours", Cloud.HUAWEI.name(), "each second ", child.line());
        }
        Progress.say("polls each second done");
    }
}
