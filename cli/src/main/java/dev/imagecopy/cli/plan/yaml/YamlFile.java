package dev.imagecopy.cli.plan.yaml;

import java.util.List;
import java.util.Optional;

/**
 * What a YAML file holds, and what is wrong with it as YAML.
 *
 * @param root the document; empty if it could not be read to its end
 * @param problems what is wrong, in the order in which it was found; if there is a root, the rest of the file is in it
 * @param comments what follows a {@code #} that may begin a comment, even inside a text
 */
public record YamlFile(Optional<YamlNode> root, List<Problem> problems, List<YamlNode.Text> comments) {
    /** Copies the lists. */
    public YamlFile {
        problems = List.copyOf(problems);
        comments = List.copyOf(comments);
    }

    /**
     * Something that is wrong.
     *
     * @param place where
     * @param text what, without showing values of the file
     */
    public record Problem(Place place, String text) {}
}
