package dev.imagecopy.cli.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which keys a mapping of a plan may have. The table of all shapes is {@link PlanShape}; the parser and the JSON schema are both
 * made of it.
 *
 * @param name the name in the JSON schema
 * @param title what the mapping is, for messages: {@code a target}
 * @param keys its keys, in the order of the documentation
 * @param extensible whether keys that begin with {@code x-} are allowed and ignored, as places for anchors
 */
record Shape(String name, String title, List<KeyShape> keys, boolean extensible) {
    /** Copies the list. */
    Shape {
        keys = List.copyOf(keys);
    }

    Optional<KeyShape> key(String word) {
        return keys.stream().filter(key -> key.name().equals(word)).findFirst();
    }

    List<String> words() {
        return keys.stream().map(KeyShape::name).toList();
    }

    /**
     * A key.
     *
     * @param name its name
     * @param type what it holds
     * @param required whether it must be there
     * @param clouds the clouds whose copies have it
     * @param description what it means, for editors
     */
    record KeyShape(String name, Content type, boolean required, Set<Cloud> clouds, String description) {
        /** Copies the set. */
        KeyShape {
            clouds = Set.copyOf(clouds);
        }
    }

    /** What a key holds. */
    sealed interface Content {}

    /**
     * A text.
     *
     * @param variables what it may refer to
     * @param hasLines whether it may have several lines
     */
    record Text(Set<Variable> variables, boolean hasLines) implements Content {
        /** Copies the set. */
        Text {
            variables = Set.copyOf(variables);
        }
    }

    /** {@code true} or {@code false}. */
    record Flag() implements Content {}

    /**
     * A whole number.
     *
     * @param least the least
     * @param most the most
     */
    record Count(int least, int most) implements Content {}

    /**
     * A duration with units, as {@code 1h30m}.
     *
     * @param zeroAllowed whether it may be {@code 0s}
     */
    record Span(boolean zeroAllowed) implements Content {}

    /**
     * One of some words.
     *
     * @param words the words
     */
    record Choice(List<String> words) implements Content {
        /** Copies the list. */
        Choice {
            words = List.copyOf(words);
        }
    }

    /** The address of a service. */
    record Address() implements Content {}

    /**
     * A list.
     *
     * @param item what it holds
     * @param mayBeEmpty whether it may be empty
     */
    record Items(Content item, boolean mayBeEmpty) implements Content {}

    /** Keys of the user's choice with texts. */
    record Tags() implements Content {}

    /**
     * A mapping.
     *
     * @param shape its shape
     */
    record Part(Shape shape) implements Content {}

    /**
     * Mappings by names of the user's choice, of a shape that the value of {@code cloud} decides.
     *
     * @param shapes the shapes
     */
    record Accounts(Map<Cloud, Shape> shapes) implements Content {
        /** Copies the map. */
        Accounts {
            shapes = Map.copyOf(shapes);
        }
    }
}
