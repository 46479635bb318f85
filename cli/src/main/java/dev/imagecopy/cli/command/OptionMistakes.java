package dev.imagecopy.cli.command;

import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.cli.plan.PlanException;
import dev.imagecopy.cli.plan.PlanViolation;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands without a plan write one from their options: what is wrong with it is wrong with the options, not in a line. */
final class OptionMistakes {
    private static final Pattern ELSEWHERE = Pattern.compile(" \\(for [^)]*\\)$");
    private static final Pattern PLACE =
            Pattern.compile("\\b((?:accounts|images)[.\\[][A-Za-z0-9.\\[\\]]*) in line [0-9]+");
    private static final Pattern OTHER_KEY = Pattern.compile("(?<=(?:combined|together) with )([A-Za-z]+)$");

    private OptionMistakes() {}

    /**
     * Reads a plan that was made of options.
     *
     * @param reader reads it
     * @param names what the user calls the value at a path of the plan, for example {@code --region} for {@code accounts.alibaba.region}
     * @throws UsageException if the options are wrong, with a line for each mistake
     */
    static <T> T told(Supplier<T> reader, UnaryOperator<String> names) {
        try {
            return reader.get();
        } catch (PlanException e) {
            throw new UsageException(e.violations().stream()
                    .map(violation -> names.apply(violation.path()) + ": " + text(violation, names))
                    .distinct()
                    .collect(Collectors.joining("\n")));
        }
    }

    private static String text(PlanViolation violation, UnaryOperator<String> names) {
        String path = violation.path();
        String around = path.substring(0, path.lastIndexOf('.') + 1);
        String text = ELSEWHERE
                .matcher(violation.text())
                .replaceFirst("")
                .replace("is not a key of a target", "is not a setting of a copy");
        text = PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(names.apply(place.group(1))));
        return OTHER_KEY.matcher(text).replaceAll(key -> Matcher.quoteReplacement(names.apply(around + key.group(1))));
    }
}
