package dev.imagecopy.cli.plan.yaml;

import dev.imagecopy.cli.plan.yaml.FileText.Unreadable;
import dev.imagecopy.cli.plan.yaml.YamlFile.Problem;
import dev.imagecopy.cli.plan.yaml.YamlNode.Entry;
import dev.imagecopy.cli.plan.yaml.YamlNode.Mapping;
import dev.imagecopy.cli.plan.yaml.YamlNode.Sequence;
import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.Event.ID;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;

/** Builds the tree of a document from the parser's events. What aliases repeat counts as often as it is used. */
final class NodeBuilder {
    private static final int MOST_VALUES = 100_000;
    private static final int DEEPEST = 32;
    private static final String STANDARD_TAG = "tag:yaml.org,2002:";
    private static final String MERGE = "<<";

    private final Parser events;
    private final List<Problem> problems;
    private final Map<String, Sized> anchors = new HashMap<>();
    private final Set<String> unfinished = new HashSet<>();
    private long total;

    /** A node, and how many values it is with all its aliases followed. */
    private record Sized(YamlNode node, long values) {}

    NodeBuilder(Parser events, List<Problem> problems) {
        this.events = events;
        this.problems = problems;
    }

    static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Reads the only document; empty if there is none. */
    Optional<YamlNode> document() {
        events.getEvent();
        if (events.checkEvent(ID.StreamEnd)) {
            return Optional.empty();
        }
        events.getEvent();
        YamlNode root = node(0);
        events.getEvent();
        if (!events.checkEvent(ID.StreamEnd)) {
            problem(events.peekEvent(), "a second document begins here, but a file holds one");
        }
        return Optional.of(root);
    }

    private YamlNode node(int depth) {
        Event event = events.getEvent();
        if (depth > DEEPEST) {
            throw new Unreadable(
                    place(event.getStartMark()), "values are nested more than " + DEEPEST + " levels deep");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            unfinished.add(anchor);
        }
        long before = total;
        count(event, 1);
        YamlNode read =
                event instanceof ScalarEvent scalar ? text(scalar) : collection((CollectionStartEvent) event, depth);
        if (anchor != null) {
            unfinished.remove(anchor);
            anchors.put(anchor, new Sized(read, total - before));
        }
        return read;
    }

    private void count(Event event, long values) {
        total += values;
        if (total > MOST_VALUES) {
            throw new Unreadable(
                    place(event.getStartMark()),
                    "up to here are more than " + MOST_VALUES + " values, those of aliases counted each time");
        }
    }

    private YamlNode alias(AliasEvent alias) {
        Sized target = unfinished.contains(alias.getAnchor()) ? null : anchors.get(alias.getAnchor());
        if (target == null) {
            problem(
                    alias,
                    unfinished.contains(alias.getAnchor())
                            ? "the alias stands for a value that contains it"
                            : "no value before this one has the anchor that the alias names");
            return new Text(place(alias.getStartMark()), "", false);
        }
        count(alias, target.values());
        return target.node();
    }

    private YamlNode text(ScalarEvent scalar) {
        boolean tagged = tag(scalar, scalar.getTag(), "str");
        return new Text(place(scalar.getStartMark()), scalar.getValue(), tagged || !scalar.isPlain());
    }

    private YamlNode collection(CollectionStartEvent start, int depth) {
        tag(start, start.getTag(), start instanceof SequenceStartEvent ? "seq" : "map");
        return start instanceof MappingStartEvent ? mapping(start, depth) : sequence(start, depth);
    }

    private YamlNode sequence(CollectionStartEvent start, int depth) {
        List<YamlNode> items = new ArrayList<>();
        while (!events.checkEvent(ID.SequenceEnd)) {
            items.add(node(depth + 1));
        }
        events.getEvent();
        return new Sequence(place(start.getStartMark()), items);
    }

    private YamlNode mapping(CollectionStartEvent start, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<Entry> merged = new ArrayList<>();
        while (!events.checkEvent(ID.MappingEnd)) {
            Event first = events.peekEvent();
            YamlNode key = node(depth + 1);
            YamlNode value = node(depth + 1);
            if (!(key instanceof Text name)) {
                problem(first, "a key must be a text");
            } else if (name.value().equals(MERGE) && !name.quoted()) {
                merged.addAll(merged(value));
            } else if (entries.putIfAbsent(name.value(), new Entry(name, value)) != null) {
                problem(first, "the key is there twice");
            }
        }
        events.getEvent();
        for (Entry entry : merged) {
            entries.putIfAbsent(entry.key().value(), entry);
        }
        return new Mapping(place(start.getStartMark()), List.copyOf(entries.values()));
    }

    /** What a merge key adds: the entries of a mapping, or of several, of which the first counts. */
    private List<Entry> merged(YamlNode value) {
        if (value instanceof Mapping mapping) {
            return mapping.entries();
        }
        if (value instanceof Sequence sequence && sequence.items().stream().allMatch(Mapping.class::isInstance)) {
            return sequence.items().stream()
                    .flatMap(item -> ((Mapping) item).entries().stream())
                    .toList();
        }
        problems.add(new Problem(value.place(), "a merge key (<<) takes a mapping, or a list of mappings"));
        return List.of();
    }

    /** Whether there is a tag, which must be the one that the value has anyway. */
    private boolean tag(NodeEvent event, @Nullable String tag, String own) {
        if (tag == null) {
            return false;
        }
        if (!tag.equals("!") && !tag.equals(STANDARD_TAG + own)) {
            problem(event, "tags are not supported; write a plain value, or one in quotes");
        }
        return true;
    }

    private void problem(Event event, String text) {
        problems.add(new Problem(place(event.getStartMark()), text));
    }
}
