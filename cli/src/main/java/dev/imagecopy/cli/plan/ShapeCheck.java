package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.plan.Shape.Accounts;
import dev.imagecopy.cli.plan.Shape.Content;
import dev.imagecopy.cli.plan.Shape.Items;
import dev.imagecopy.cli.plan.Shape.KeyShape;
import dev.imagecopy.cli.plan.Shape.Part;
import dev.imagecopy.cli.plan.Shape.Tags;
import dev.imagecopy.cli.plan.yaml.YamlNode;
import dev.imagecopy.cli.plan.yaml.YamlNode.Entry;
import dev.imagecopy.cli.plan.yaml.YamlNode.Mapping;
import dev.imagecopy.cli.plan.yaml.YamlNode.Sequence;
import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares a plan with its shape: unknown and missing keys, and values of another kind. */
final class ShapeCheck {
    private static final String EXTENSION = "x-";

    private final Problems problems;
    private final ScalarCheck scalars;

    ShapeCheck(Problems problems, TextVariables variables) {
        this.problems = problems;
        this.scalars = new ScalarCheck(problems, variables);
    }

    void check(YamlNode node, Shape shape, String path) {
        if (!(node instanceof Mapping mapping)) {
            problems.add(node, path, isNothing(node) ? "has no value" : "must be keys with values, " + not(node));
            return;
        }
        Set<String> misspelled = new HashSet<>();
        for (Entry entry : mapping.entries()) {
            String word = entry.key().value();
            Optional<KeyShape> key = shape.key(word);
            String inside = key.isPresent() ? KeyPath.known(path, word) : KeyPath.join(path, word);
            if (key.isPresent()) {
                value(entry.value(), key.get().type(), inside);
            } else if (!(shape.extensible() && word.startsWith(EXTENSION))) {
                Words.nearest(word, shape.words()).ifPresent(misspelled::add);
                problems.add(
                        entry.key().place(),
                        inside,
                        "is not a key of " + shape.title() + Words.hint(word, shape.words()));
            }
        }
        for (KeyShape key : shape.keys()) {
            boolean isThere = mapping.value(key.name()).isPresent() || misspelled.contains(key.name());
            if (key.required() && !isThere) {
                problems.add(mapping.place(), KeyPath.known(path, key.name()), "is missing");
            }
        }
    }

    private void value(YamlNode node, Content type, String path) {
        if (type instanceof Part part) {
            check(node, part.shape(), path);
        } else if (type instanceof Items items) {
            items(node, items, path);
        } else if (type instanceof Tags) {
            tags(node, path);
        } else if (type instanceof Accounts accounts) {
            accounts(node, accounts, path);
        } else if (!(node instanceof Text text)) {
            problems.add(node, path, "must be a single value, " + not(node));
        } else if (text.isNothing()) {
            problems.add(
                    node,
                    path,
                    text.value().isEmpty() ? "has no value" : "has no value; if it is a text, put it in quotes");
        } else {
            scalars.check(text, type, path);
        }
    }

    private void items(YamlNode node, Items type, String path) {
        if (!(node instanceof Sequence sequence)) {
            problems.add(node, path, isNothing(node) ? "has no value" : "must be a list, " + not(node));
            return;
        }
        if (sequence.items().isEmpty() && !type.mayBeEmpty()) {
            problems.add(node, path, "must not be empty");
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            value(sequence.items().get(i), type.item(), path + "[" + i + "]");
        }
    }

    private void tags(YamlNode node, String path) {
        if (!(node instanceof Mapping mapping)) {
            problems.add(node, path, isNothing(node) ? "has no value" : "must be keys with values, " + not(node));
            return;
        }
        for (Entry entry : mapping.entries()) {
            String inside = KeyPath.join(path, entry.key().value());
            if (entry.key().value().isEmpty()) {
                problems.add(entry.key().place(), inside, "a tag's key must not be empty");
            }
            scalars.tagKey(entry.key(), inside);
            if (!(entry.value() instanceof Text text)) {
                problems.add(entry.value(), inside, "must be a single value, " + not(entry.value()));
            } else if (text.isNothing()) {
                problems.add(text, inside, "has no value; write '' for an empty text");
            } else {
                scalars.tag(text, inside);
            }
        }
    }

    private void accounts(YamlNode node, Accounts type, String path) {
        if (!(node instanceof Mapping mapping)) {
            problems.add(
                    node, path, isNothing(node) ? "has no value" : "must be accounts by their names, " + not(node));
            return;
        }
        if (mapping.entries().isEmpty()) {
            problems.add(node, path, "must not be empty");
        }
        for (Entry entry : mapping.entries()) {
            String name = entry.key().value();
            String inside = KeyPath.join(path, name);
            if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
                problems.add(entry.key().place(), inside, "an account's name must have visible characters");
            }
            check(entry.value(), shape(entry.value(), type), inside);
        }
    }

    /** The shape of an account; if it does not say which cloud it is of, one with the keys of all. */
    private static Shape shape(YamlNode account, Accounts type) {
        Optional<YamlNode> word = account instanceof Mapping mapping ? mapping.value("cloud") : Optional.empty();
        Optional<Cloud> cloud = word.flatMap(
                node -> node instanceof Text text && !text.isNothing() ? Cloud.of(text.value()) : Optional.empty());
        Optional<Shape> known = cloud.map(type.shapes()::get);
        if (known.isPresent()) {
            return known.get();
        }
        Map<String, KeyShape> all = new LinkedHashMap<>();
        all.put("cloud", new KeyShape("cloud", new Shape.Choice(CloudNames.words()), true, Set.of(Cloud.values()), ""));
        for (Shape shape : type.shapes().values()) {
            for (KeyShape key : shape.keys()) {
                all.putIfAbsent(key.name(), new KeyShape(key.name(), key.type(), false, key.clouds(), ""));
            }
        }
        return new Shape("account", "an account", List.copyOf(all.values()), false);
    }

    private static boolean isNothing(YamlNode node) {
        return node instanceof Text text && text.isNothing();
    }

    private static String not(YamlNode node) {
        return node instanceof Text
                ? "not a single value"
                : node instanceof Sequence ? "not a list" : "not keys with values";
    }
}
