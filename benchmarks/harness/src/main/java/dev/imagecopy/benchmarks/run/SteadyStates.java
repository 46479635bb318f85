package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies and polls as fast as they go, over plain HTTP/1.1 and over TLS with HTTP/2, by contenders that take turns. */
final class SteadyStates {
    private static final List<String> COPIES = List.of("copy:1", "copy:8", "copy:64");
    private static final List<String> POLLS = List.of("poll:1", "poll:8", "poll:64");

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
            phases(here, cloud, secure, COPIES, settings.warmUpMillis());
            phases(here, cloud, secure, POLLS, settings.warmUpMillis() / 3); // one thread leaves compilers a core
            Progress.say("steady state on " + cloud + (secure ? " over TLS" : "") + " done");
        }
    }

    /** Each contender's process stays, since a JVM takes longer to get warm than all its phases take. */
    private void phases(List<Target> targets, Cloud cloud, boolean secure, List<String> phases, int warmUpMillis)
            throws IOException {
        Map<Target, Child> warm = new LinkedHashMap<>();
        try {
            for (Target target : targets) {
                warm.put(
                        target,
                        secure
                                ? contenders.steadyOverTls(target, cloud, warmUpMillis, settings.phaseMillis())
                                : contenders.steady(target, cloud, List.of(), warmUpMillis, settings.phaseMillis()));
            }
            for (int i = 1; i <= settings.repetitions(); i++) {
                for (String phase : phases) {
                    for (Target target : Target.inTurn(warm.keySet(), i)) {
                        if (!measured(target, cloud, secure, phase, warm.get(target))) {
                            warm.remove(target).close();
                        }
                    }
                }
            }
        } finally {
            for (Child child : warm.values()) {
                child.close();
            }
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
}
