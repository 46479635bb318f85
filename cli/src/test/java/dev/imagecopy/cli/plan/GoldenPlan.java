package dev.imagecopy.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Compares what a plan means with a golden file, which {@code -Dgolden.write=true} writes. */
final class GoldenPlan {
    private static final Path FOLDER = Path.of("src/test/resources/dev/imagecopy/cli/plan");

    private GoldenPlan() {}

    static void compare(String name, Plan plan) throws IOException {
        Path golden = FOLDER.resolve(name.replace(".yaml", ".txt"));
        String means = text(plan);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, means);
        }
        assertThat(means).isEqualTo(Files.readString(golden).replace("\r\n", "\n"));
    }

    private static String text(Plan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("name " + plan.name());
        plan.accounts().values().forEach(account -> lines.add(relative(account.toString())));
        for (PlanCopy copy : plan.copies()) {
            lines.add("%s: %s -> %s %s '%s' %s"
                    .formatted(
                            copy.path(),
                            copy.image(),
                            copy.account(),
                            copy.region(),
                            copy.name(),
                            copy.mode().map(Enum::name).orElse("as the command says")));
            lines.add("    " + copy.request());
        }
        lines.add(sorted(plan));
        lines.add(plan.policies().toString());
        return String.join("\n", lines) + "\n";
    }

    private static String sorted(Plan plan) {
        return "CopyLimits " + plan.limits().inRun() + " " + plan.limits().otherRegions() + " "
                + new TreeMap<>(plan.limits().inRegion()) + " "
                + new TreeMap<>(plan.limits().inAccount());
    }

    private static String relative(String account) {
        return account.replace(Path.of("src/examples/plans").toAbsolutePath().toString(), "(folder)");
    }
}
