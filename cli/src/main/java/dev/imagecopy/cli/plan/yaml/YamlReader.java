package dev.imagecopy.cli.plan.yaml;

import dev.imagecopy.cli.plan.yaml.FileText.Unreadable;
import dev.imagecopy.cli.plan.yaml.YamlFile.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads a YAML file. Only the syntax is YAML's: there are no types, so that {@code no}, {@code 010} and {@code 1:30} stay what the
 * user wrote. Aliases and merge keys ({@code <<}) are resolved; tags other than that of a text are refused.
 */
public final class YamlReader {
    /** The largest file, in bytes. */
    public static final int MOST_BYTES = 1 << 20;

    private YamlReader() {}

    /** Reads a file. Never throws. */
    public static YamlFile read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return failed(Place.FILE, "the file is larger than 1 MiB");
        }
        try {
            String text = FileText.decode(bytes);
            List<Problem> problems = new ArrayList<>();
            Optional<YamlNode> root = root(text, problems);
            return new YamlFile(root, problems, Comments.of(text));
        } catch (Unreadable e) {
            return failed(e.place(), String.valueOf(e.getMessage()));
        }
    }

    private static YamlFile failed(Place place, String text) {
        return new YamlFile(Optional.empty(), List.of(new Problem(place, text)), List.of());
    }

    private static Optional<YamlNode> root(String text, List<Problem> problems) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(MOST_BYTES);
            ParserImpl events = new ParserImpl(new StreamReader(text), options);
            return new NodeBuilder(events, problems).document();
        } catch (Unreadable e) {
            return failed(problems, e.place(), String.valueOf(e.getMessage()));
        } catch (MarkedYAMLException e) {
            return failed(problems, place(e), "this is not YAML: " + syntax(e));
        } catch (ReaderException e) {
            int index = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
            return failed(problems, FileText.place(text, index), "there is a control character here");
        } catch (YAMLException e) {
            return failed(problems, Place.FILE, "this is not YAML");
        }
    }

    private static Optional<YamlNode> failed(List<Problem> problems, Place place, String text) {
        problems.add(new Problem(place, text));
        return Optional.empty();
    }

    private static Place place(MarkedYAMLException failure) {
        Mark mark = failure.getProblemMark() == null ? failure.getContextMark() : failure.getProblemMark();
        return mark == null ? Place.FILE : NodeBuilder.place(mark);
    }

    /** The parser's own words, which quote no value, without what could disturb a terminal. */
    private static String syntax(MarkedYAMLException failure) {
        String problem = failure.getProblem() == null ? "" : failure.getProblem();
        StringBuilder shown = new StringBuilder();
        problem.codePoints()
                .limit(120)
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) ? ' ' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
