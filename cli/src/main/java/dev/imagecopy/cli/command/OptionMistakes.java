package dev.imagecopy.cli.command;

import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.cli.plan.PlanException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Commands without a plan write one from their options: what is wrong with it is wrong with the options, not in a line. */
final class OptionMistakes {
    private OptionMistakes() {}

    static <T> T told(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (PlanException e) {
            throw new UsageException(e.violations().stream()
                    .map(violation -> lastKey(violation.path()) + ": " + violation.text())
                    .distinct()
                    .collect(Collectors.joining("\n")));
        }
    }

    /** The setting, for example {@code region} of {@code accounts.alibaba.region}. */
    private static String lastKey(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
