package dev.imagecopy.cli.plan.yaml;

import java.util.List;
import java.util.Optional;

/** A value in a YAML file. Aliases are resolved, so a node may occur more than once. Immutable. */
public sealed interface YamlNode {
    /** Where the value begins. */
    Place place();

    /**
     * A scalar, exactly as it is written: what it means depends on what its reader expects. So {@code no} is a region's name
     * where a name is expected, and never false.
     *
     * @param place where it begins
     * @param value the text, without quotes
     * @param quoted whether it is quoted, a block, or tagged as a text
     */
    record Text(Place place, String value, boolean quoted) implements YamlNode {
        /** Whether this is the absence of a value: nothing at all, {@code ~} or {@code null}, without quotes. */
        public boolean isNothing() {
            return !quoted && (value.isEmpty() || value.equals("~") || value.equalsIgnoreCase("null"));
        }
    }

    /**
     * A list.
     *
     * @param place where it begins
     * @param items its values
     */
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {
        /** Copies the list. */
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * Keys with values. Every key occurs once.
     *
     * @param place where it begins
     * @param entries the entries in the order of the file
     */
    record Mapping(Place place, List<Entry> entries) implements YamlNode {
        /** Copies the list. */
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** Returns the value of a key. */
        public Optional<YamlNode> value(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().value().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    /**
     * A key with its value.
     *
     * @param key the key
     * @param value its value
     */
    record Entry(Text key, YamlNode value) {}
}
