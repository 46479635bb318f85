package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.output.SecretSigns;
import dev.imagecopy.cli.plan.yaml.YamlNode;
import dev.imagecopy.cli.plan.yaml.YamlNode.Entry;
import dev.imagecopy.cli.plan.yaml.YamlNode.Mapping;
import dev.imagecopy.cli.plan.yaml.YamlNode.Sequence;
import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Refuses secrets anywhere in a plan, whatever else is wrong there, without showing them. */
final class SecretScan {
    private static final String ADVICE =
            ", and a plan must not hold one: leave it in the vendor's own configuration or in the environment";

    private final Problems problems;
    private final Set<String> known;

    /**
     * Creates a scan.
     *
     * @param known the keys that a plan may have: none of them asks for a secret
     */
    SecretScan(Problems problems, Set<String> known) {
        this.problems = problems;
        this.known = known;
    }

    void scan(YamlNode node, String path) {
        if (node instanceof Text text) {
            text(text, path);
        } else if (node instanceof Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                scan(sequence.items().get(i), path + "[" + i + "]");
            }
        } else if (node instanceof Mapping mapping) {
            mapping.entries().forEach(entry -> entry(entry, path));
        }
    }

    private void entry(Entry entry, String path) {
        String key = entry.key().value();
        boolean isKnown = known.contains(key);
        String inside = isKnown ? KeyPath.known(path, key) : KeyPath.join(path, key);
        text(entry.key(), inside);
        boolean asks = !isKnown
                && !(entry.value() instanceof Mapping)
                && (path.endsWith(".tags") ? SecretSigns.isKey(key) : SecretSigns.inKey(key));
        if (asks) {
            problems.addLast(entry.key().place(), inside, "this key is for a secret" + ADVICE);
            return;
        }
        scan(entry.value(), inside);
    }

    /** Scans comments, which stay in the file too. They may show documents. */
    void scanComments(List<Text> comments) {
        for (Text comment : comments) {
            SecretSigns.inComment(comment.value())
                    .ifPresent(kind -> problems.add(comment.place(), "", "this looks like " + kind + ADVICE));
        }
    }

    private void text(Text text, String path) {
        Optional<String> kind = SecretSigns.inValue(text.value());
        if (kind.isPresent()) {
            problems.addLast(text.place(), path, "this looks like " + kind.get() + ADVICE);
        }
    }
}
