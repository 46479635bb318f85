package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.plan.Section.Value;
import dev.imagecopy.cli.plan.TextVariables.Expanded;
import dev.imagecopy.cli.plan.yaml.YamlNode.Entry;
import dev.imagecopy.cli.plan.yaml.YamlNode.Mapping;
import dev.imagecopy.cli.plan.yaml.YamlNode.Sequence;
import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of one copy: each from its target, or else from the image's part for the cloud, the image, the defaults' part for
 * the cloud, or the defaults.
 */
final class CopyFields {
    private final Section target;
    private final List<Section> layers;
    private final Map<Variable, String> values;
    private final Map<String, Value> used = new LinkedHashMap<>();

    CopyFields(List<Section> layers, Map<Variable, String> values) {
        this.target = layers.get(0);
        this.layers = layers;
        this.values = values;
    }

    Section target() {
        return target;
    }

    /** The value of a key, right or wrong. */
    Optional<Value> given(String key) {
        return layers.stream().flatMap(layer -> layer.given(key).stream()).findFirst();
    }

    private Optional<Value> value(String key) {
        Optional<Value> value = given(key);
        value.ifPresent(found -> used.put(key, found));
        return value.filter(found -> !target.problems().isBroken(found.node()));
    }

    private Optional<Text> scalar(String key) {
        return value(key).flatMap(value -> value.node() instanceof Text text ? Optional.of(text) : Optional.empty());
    }

    Optional<String> text(String key) {
        return scalar(key).flatMap(text -> expand(text, key));
    }

    private Optional<String> expand(Text text, String key) {
        Expanded expanded = target.variables().expand(text.value(), values);
        if (expanded.missing().isPresent()) {
            target.problems()
                    .add(
                            target.mapping().place(),
                            KeyPath.known(target.path(), key),
                            "the variable ${" + ShownText.of(expanded.missing().get())
                                    + "} has no value for this cloud");
            return Optional.empty();
        }
        return Optional.of(expanded.text());
    }

    /** Which of two keys counts: the one that the nearest layer has. */
    String nearest(String usual, String other) {
        for (Section layer : layers) {
            boolean hasUsual = layer.given(usual).isPresent();
            boolean hasOther = layer.given(other).isPresent();
            if (hasUsual && hasOther) {
                layer.problem(other, "cannot be combined with " + usual);
            }
            if (hasUsual || hasOther) {
                return hasOther ? other : usual;
            }
        }
        return usual;
    }

    Optional<Boolean> flag(String key) {
        return scalar(key).flatMap(Scalars::flag);
    }

    Optional<Duration> span(String key) {
        return scalar(key).flatMap(Scalars::span);
    }

    Optional<List<String>> texts(String key) {
        return value(key).filter(value -> value.node() instanceof Sequence).map(value -> {
            List<String> texts = new ArrayList<>();
            ((Sequence) value.node())
                    .items().stream()
                            .filter(item -> !target.problems().isBroken(item))
                            .forEach(item -> {
                                if (item instanceof Text text) {
                                    expand(text, key).ifPresent(texts::add);
                                }
                            });
            return texts;
        });
    }

    /** The tags of all layers; for a key that several have, the nearest counts. */
    Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = layers.size() - 1; i >= 0; i--) {
            layers.get(i).value("tags").ifPresent(value -> {
                used.put("tags", value);
                if (value.node() instanceof Mapping mapping) {
                    mapping.entries().forEach(entry -> tag(entry, tags));
                }
            });
        }
        return tags;
    }

    private void tag(Entry entry, Map<String, String> tags) {
        if (entry.value() instanceof Text text && !target.problems().isBroken(text)) {
            expand(text, "tags").ifPresent(value -> tags.put(entry.key().value(), value));
        }
    }

    /** Adds a violation of a field: where its value stands, or else at the target. */
    void problem(String key, String text) {
        Value value = used.get(key);
        if (value == null) {
            target.problems().add(target.mapping().place(), KeyPath.known(target.path(), key), text);
        } else if (!target.problems().isBroken(value.node())) {
            String of = value.path().startsWith(target.path()) ? "" : " (for " + target.path() + ")";
            target.problems().add(value.place(), value.path(), text + of);
        }
    }
}
