package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.report.Ratios;
import dev.imagecopy.benchmarks.report.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Copies and polls as fast as they go, over plain HTTP/1.1 and over TLS with HTTP/2, by contenders that take turns. */
final class SteadyStates {
    private static final List<String> THREADS = List.of(":1", ":8", ":64");
    private static final int RECORDINGS = 3;
    private static final int SETTLING_TURNS = 12;

    /** Of an exchange's CPU time: more than that, and the compilers are still at work on what is to be recorded. */
    private static final double COMPILERS_DONE = 0.05;

    private static final Pattern CPU_AND_COMPILERS =
            Pattern.compile("\"cpuMicros\":([0-9.]+).*\"compilerMicros\":([0-9.]+)");

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

    /**
     * What the exchange that is furthest from its goal consists of, this SDK's and that of the client by hand it is compared with: after
     * all turns, by turns, and not before the compilers are done with both.
     */
    private void profile(Map<Target, Child> warm, Cloud cloud, String kind) throws IOException {
        Map<Target, Child> compared = new LinkedHashMap<>(warm);
        compared.keySet().retainAll(List.of(Target.ours(), Target.yardstick(cloud, kind)));
        String phase = kind + worstThreads(cloud, kind);
        for (int i = 1; i <= SETTLING_TURNS && !isCompiled(compared.values(), phase); i++) {
            Progress.say("the compilers are still at work on " + phase + " on " + cloud);
        }
        Map<Target, Profile> profiles = new LinkedHashMap<>();
        for (int i = 1; i <= RECORDINGS; i++) {
            for (Target target : Target.inTurn(compared.keySet(), i)) {
                Path recording = Files.createTempFile("profile", ".jfr");
                Child child = compared.get(target);
                child.say(phase + " " + recording);
                results.addAll(target.name(), cloud.name(), Metrics.PROFILE + phase + " ", child.line());
                profiles.computeIfAbsent(target, unused -> new Profile()).add(recording);
                Files.delete(recording);
            }
        }
        for (Map.Entry<Target, Profile> recorded : profiles.entrySet()) {
            String contender = recorded.getKey().name();
            Profile profile = recorded.getValue();
            results.addAll(contender, cloud.name(), Metrics.PROFILE + phase + Metrics.CODE, profile.code());
            results.addAll(contender, cloud.name(), Metrics.PROFILE + phase + Metrics.ALLOCATED, profile.allocated());
        }
    }

    /** With how many threads the goal of the CPU time is missed by most, or held by least. */
    private String worstThreads(Cloud cloud, String kind) {
        Ratios ratios = new Ratios(results);
        return THREADS.stream()
                .max(Comparator.comparingDouble(
                        threads -> ratios.toYardstick(cloud.name(), kind + threads + " " + Ratios.WORK)
                                .map(Sample::median)
                                .orElse(0.0)))
                .orElseThrow();
    }

    /** One more turn that does not count: whether the compilers have next to no part in it. */
    private static boolean isCompiled(Collection<Child> compared, String phase) throws IOException {
        boolean compiled = true;
        for (Child child : compared) {
            child.say(phase);
            Matcher parts = CPU_AND_COMPILERS.matcher(child.line());
            if (parts.find()) { // only Linux tells them apart
                double all = Double.parseDouble(parts.group(1));
                compiled &= Double.parseDouble(parts.group(2)) < COMPILERS_DONE * all;
            }
        }
        return compiled;
    }
}
