package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.plan.yaml.Place;
import dev.imagecopy.cli.plan.yaml.YamlNode;
import dev.imagecopy.cli.plan.yaml.YamlNode.Mapping;
import dev.imagecopy.cli.plan.yaml.YamlNode.Sequence;
import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping of a plan that has been compared with its shape. What is missing, or was found to be wrong, is empty here.
 *
 * @param mapping the keys and values
 * @param path where it stands
 * @param problems what is wrong with the plan
 * @param variables the variables of texts
 */
record Section(Mapping mapping, String path, Problems problems, TextVariables variables) {
    /**
     * A value with its path.
     *
     * @param node the value
     * @param path where it stands
     */
    record Value(YamlNode node, String path) {
        Place place() {
            return node.place();
        }
    }

    /** Returns the value of a key, right or wrong. */
    Optional<Value> given(String key) {
        return mapping.value(key).map(node -> new Value(node, KeyPath.known(path, key)));
    }

    /** Returns the value of a key, if it is right. */
    Optional<Value> value(String key) {
        return given(key).filter(value -> !problems.isBroken(value.node()));
    }

    private Optional<Text> scalar(String key) {
        return value(key).flatMap(value -> value.node() instanceof Text text ? Optional.of(text) : Optional.empty());
    }

    /** A text whose only variables are those of the environment. */
    Optional<String> text(String key) {
        return scalar(key).map(text -> text(text, Map.of()));
    }

    String text(Text text, Map<Variable, String> values) {
        return variables.expand(text.value(), values).text();
    }

    Optional<Boolean> flag(String key) {
        return scalar(key).flatMap(Scalars::flag);
    }

    Optional<Integer> count(String key) {
        return scalar(key).flatMap(text -> Scalars.count(text, 0, Integer.MAX_VALUE));
    }

    Optional<Duration> span(String key) {
        return scalar(key).flatMap(Scalars::span);
    }

    Optional<URI> address(String key) {
        return scalar(key).flatMap(text -> Scalars.address(text.value()));
    }

    /** The section under a key. */
    Optional<Section> section(String key) {
        return value(key).flatMap(value -> section(value.node(), value.path()));
    }

    private Optional<Section> section(YamlNode node, String inside) {
        return node instanceof Mapping keys
                ? Optional.of(new Section(keys, inside, problems, variables))
                : Optional.empty();
    }

    /** This section without one of its keys. */
    Section without(String key) {
        List<YamlNode.Entry> rest = mapping.entries().stream()
                .filter(entry -> !entry.key().value().equals(key))
                .toList();
        return new Section(new Mapping(mapping.place(), rest), path, problems, variables);
    }

    /** A section without keys, in place of one that is not there. */
    Section empty(String key) {
        return new Section(new Mapping(mapping.place(), List.of()), KeyPath.known(path, key), problems, variables);
    }

    /** The values of a list that are right. */
    List<Value> items(String key) {
        List<Value> items = new ArrayList<>();
        value(key).ifPresent(list -> {
            if (list.node() instanceof Sequence sequence) {
                for (int i = 0; i < sequence.items().size(); i++) {
                    YamlNode node = sequence.items().get(i);
                    if (!problems.isBroken(node)) {
                        items.add(new Value(node, list.path() + "[" + i + "]"));
                    }
                }
            }
        });
        return items;
    }

    /** The sections of a list. */
    List<Section> sections(String key) {
        return items(key).stream()
                .flatMap(item -> section(item.node(), item.path()).stream())
                .toList();
    }

    /** The sections under this one, by their names. */
    Map<String, Section> byName() {
        Map<String, Section> named = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> section(
                        entry.value(), KeyPath.join(path, entry.key().value()))
                .ifPresent(section -> named.put(entry.key().value(), section)));
        return named;
    }

    /** Adds a violation of the value of a key, or of the section if it has none. */
    void problem(String key, String text) {
        Optional<Value> value = given(key);
        if (value.isPresent()) {
            problems.add(value.get().node(), value.get().path(), text);
        } else {
            problems.add(mapping.place(), KeyPath.known(path, key), text);
        }
    }
}
