package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.report.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Copies and polls under the flight recorder: this SDK's, and those of the client by hand that it is compared with. */
final class Profiles {
    private static final int WARM_UP_MILLIS = 8_000;
    private static final int RECORDED_MILLIS = 6_000;

    private final Contenders contenders;

    Profiles(Contenders contenders) {
        this.contenders = contenders;
    }

    String toMarkdown() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Cloud cloud : Target.ours().clouds()) {
            for (String kind : List.of("copy", "poll")) {
                Target yardstick = Target.yardstick(cloud, kind);
                text.append(profile(Target.ours(), cloud, kind).toMarkdown(cloud + ", " + kind));
                text.append(profile(yardstick, cloud, kind)
                        .toMarkdown(cloud + ", " + kind + " by " + yardstick.name() + ", to compare"));
            }
        }
        return text.toString();
    }

    private Profile profile(Target target, Cloud cloud, String kind) throws IOException {
        Path recording = Files.createTempFile("profile", ".jfr");
        List<String> options = List.of(
                "-XX:FlightRecorderOptions=stackdepth=128",
                "-XX:StartFlightRecording=settings=profile,dumponexit=true,delay=" + (WARM_UP_MILLIS / 1000 + 1)
                        + "s,filename=" + recording,
                "-Dbenchmark.exit=true");
        try (Child child = contenders.steady(target, cloud, options, WARM_UP_MILLIS, RECORDED_MILLIS)) {
            child.say(kind + ":2");
            String line = child.line();
            while (!line.startsWith("{")) { // the recorder says that it began
                line = child.line();
            }
        }
        Profile profile = Profile.of(recording);
        Files.delete(recording);
        return profile;
    }
}
