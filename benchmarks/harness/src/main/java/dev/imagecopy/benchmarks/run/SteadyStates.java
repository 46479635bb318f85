package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies and polls as fast as they go, over plain HTTP/1.1 and over TLS with HTTP/2, by contenders that take turns. */
final class SteadyStates {
    private static final List<String> THREADS = List.of(":1", ":8", ":64");
    private static final String RECORDED_THREADS = ":8";

    private final Settings settings;
    private final Results results;
    private final Contenders contenders;

    SteadyStates(Settings settings, Results results, Contenders contenders) {
        this.settings = settings;
        this.results = results;
        this.contenders = contenders;
    }

    void run(List<Target> targets) throws IOException {
        everywhere(targets, false);
    }

    /** Ours, and the clients by hand that it is compared with. */
    void runSecure(List<Target> targets) throws IOException {
        everywhere(targets.stream().filter(Target::isComparedOverTls).toList(), true);
    }

    /** Polls have processes of their own: a client that asks for all its copies at once has only those that are polled. */
    private void everywhere(List<Target> targets, boolean secure) throws IOException {
        for (Cloud cloud : Cloud.values()) {
            List<Target> here = Target.on(cloud, targets);
            phases(here, cloud, secure, "copy", settings.warmUpMillis());
            phases(here, cloud, secure, "poll", settings.warmUpMillis() / 3); // one thread leaves compilers a core
            Progress.say("steady state on " + cloud + (secure ? " over TLS" : "") + " done");
        }
    }

    /** Only what exchanges consist of, in processes that are warmed for that. */
    void profiles(List<Target> targets) throws IOException {
        for (Cloud cloud : Cloud.values()) {
            for (String kind : List.of("copy", "poll")) {
                List<Target> compared = Target.on(cloud, targets).stream()
                        .filter(target -> target.name().equals(Target.ours().name())
                                || target.name()
                                        .equals(Target.yardstick(cloud, kind).name()))
                        .toList();
                Map<Target, Child> idle = new LinkedHashMap<>();
                try {
                    start(compared, cloud, false, settings.warmUpMillis(), idle);
                    profile(idle, cloud, kind);
                } finally {
                    close(idle);
                }
            }
            Progress.say("profiles on " + cloud + " done");
        }
    }

    private void start(List<Target> targets, Cloud cloud, boolean secure, int warmUpMillis, Map<Target, Child> started)
            throws IOException {
        for (Target target : targets) {
            started.put(
                    target,
                    secure
                            ? contenders.steadyOverTls(target, cloud, warmUpMillis, settings.phaseMillis())
                            : contenders.steady(target, cloud, List.of(), warmUpMillis, settings.phaseMillis()));
        }
    }

    private static void close(Map<Target, Child> started) throws IOException {
        for (Child child : started.values()) {
            child.close();
        }
    }

    /** Each contender's process stays, since a JVM takes longer to get warm than all its phases take. */
    private void phases(List<Target> targets, Cloud cloud, boolean secure, String kind, int warmUpMillis)
            throws IOException {
        Map<Target, Child> warm = new LinkedHashMap<>();
        try {
            start(targets, cloud, secure, warmUpMillis, warm);
            for (int i = 1; i <= settings.repetitions(); i++) {
                for (String threads : THREADS) {
                    for (Target target : Target.inTurn(warm.keySet(), i)) {
                        if (!measured(target, cloud, secure, kind + threads, warm.get(target))) {
                            warm.remove(target).close();
                        }
                    }
                }
            }
            if (!secure) {
                profile(warm, cloud, kind);
            }
        } finally {
            close(warm);
        }
    }

    /** False for a client that does not bear the load; it has no further figures, which the report shows. */
    private boolean measured(Target target, Cloud cloud, boolean secure, String phase, Child child) throws IOException {
        try {
            child.say(phase);
            results.addAll(target.name(), cloud.name(), (secure ? Metrics.TLS : "") + phase + " ", child.line());
            return true;
        } catch (IOException failed) {
            Progress.say(target.name() + " on " + cloud + " left out from " + phase + " on: " + failed.getMessage());
            return false;
        }
    }

    /** After all turns, so that nothing is left to be compiled: this SDK's, and that of the client by hand it is compared with. */
    private void profile(Map<Target, Child> warm, Cloud cloud, String kind) throws IOException {
        for (Target target : List.of(Target.ours(), Target.yardstick(cloud, kind))) {
            Child child = warm.get(target);
            if (child == null) {
                continue;
            }
            Path recording = Files.createTempFile("profile", ".jfr");
            child.say(kind + RECORDED_THREADS + " " + recording);
            String prefix = Metrics.PROFILE + kind;
            results.addAll(target.name(), cloud.name(), prefix + " ", child.line());
            Profile profile = Profile.of(recording);
            Files.delete(recording);
            for (Map.Entry<String, Double> part : profile.code().entrySet()) {
                results.add(target.name(), cloud.name(), prefix + Metrics.CODE + part.getKey(), part.getValue());
            }
            for (Map.Entry<String, Double> part : profile.allocated().entrySet()) {
                results.add(target.name(), cloud.name(), prefix + Metrics.ALLOCATED + part.getKey(), part.getValue());
            }
        }
    }
}
