package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.plan.Shape.Address;
import dev.imagecopy.cli.plan.Shape.Choice;
import dev.imagecopy.cli.plan.Shape.Content;
import dev.imagecopy.cli.plan.Shape.Count;
import dev.imagecopy.cli.plan.Shape.Flag;
import dev.imagecopy.cli.plan.Shape.Span;
import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Compares single values with what their keys hold. */
final class ScalarCheck {
    private static final int LONGEST = 4096;
    private static final Duration LONGEST_SPAN = Duration.ofDays(365);
    private static final Set<String> OLD_FLAGS = Set.of("yes", "no", "on", "off", "y", "n");

    private final Problems problems;
    private final TextVariables variables;

    ScalarCheck(Problems problems, TextVariables variables) {
        this.problems = problems;
        this.variables = variables;
    }

    void check(Text text, Content type, String path) {
        if (type instanceof Shape.Text expected) {
            text(text, expected, path);
        } else if (type instanceof Flag) {
            flag(text, path);
        } else if (type instanceof Count count) {
            count(text, count, path);
        } else if (type instanceof Span span) {
            span(text, span, path);
        } else if (type instanceof Choice choice) {
            choice(text, choice.words(), path);
        } else if (type instanceof Address && Scalars.address(text.value()).isEmpty()) {
            problems.add(text, path, "must be an address like https://host:port, without user, query and fragment");
        }
    }

    /** Checks the value of a tag, which may be empty. */
    void tag(Text text, String path) {
        if (!text.value().isEmpty()) {
            text(text, new Shape.Text(Variable.OF_COPY, false), path);
        }
    }

    /** Checks the key of a tag, which has no variables. */
    void tagKey(Text key, String path) {
        variables.problems(key.value(), Variable.NONE).forEach(problem -> problems.add(key.place(), path, problem));
    }

    private void text(Text text, Shape.Text expected, String path) {
        String value = text.value();
        if (value.isBlank()) {
            problems.add(text, path, "must not be empty");
        } else if (value.length() > LONGEST) {
            problems.add(text, path, "must have at most " + LONGEST + " characters, but has " + value.length());
        } else if (value.chars().anyMatch(c -> Character.isISOControl(c) && !(expected.hasLines() && isLineEnd(c)))) {
            problems.add(text, path, "must not contain line ends or control characters");
        } else {
            variables.problems(value, expected.variables()).forEach(problem -> problems.add(text, path, problem));
        }
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r' || c == '\t';
    }

    private void flag(Text text, String path) {
        if (Scalars.flag(text).isEmpty()) {
            boolean old = !text.quoted() && OLD_FLAGS.contains(text.value().toLowerCase(Locale.ROOT));
            boolean quoted = text.quoted() && List.of("true", "false").contains(text.value());
            String more = old ? "; yes, no, on and off are texts" : quoted ? ", without quotes" : "";
            problems.add(text, path, "must be true or false" + more);
        }
    }

    private void count(Text text, Count count, String path) {
        if (Scalars.count(text, count.least(), count.most()).isEmpty()) {
            String range = count.least() == count.most()
                    ? "must be " + count.least()
                    : "must be a whole number from " + count.least() + " to " + count.most();
            problems.add(text, path, range + ", in digits without leading zeros, signs, quotes and separators");
        }
    }

    private void span(Text text, Span span, String path) {
        Optional<Duration> value = Scalars.span(text);
        if (value.isEmpty()) {
            problems.add(text, path, "must be a duration with units (d, h, m, s, ms), for example 90s, 30m or 1h30m");
        } else if (value.get().isZero() && !span.zeroAllowed()) {
            problems.add(text, path, "must be longer than zero");
        } else if (value.get().compareTo(LONGEST_SPAN) > 0) {
            problems.add(text, path, "must be at most 365d");
        }
    }

    private void choice(Text text, List<String> words, String path) {
        if (!words.contains(text.value())) {
            String all = words.size() == 1
                    ? words.get(0)
                    : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
            problems.add(text, path, "must be " + all + Words.hint(text.value(), words));
        }
    }
}
