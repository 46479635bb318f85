package dev.imagecopy.cli.output;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * An answer that people and programs read in different forms.
 *
 * @param name its name in JSON
 * @param json what programs read
 * @param lines what people read
 * @param tables what people read below the lines
 */
public record Answer(String name, JsonNode json, List<String> lines, List<Listing> tables) {
    /** Copies the lists. */
    public Answer {
        requireNonNull(name, "name");
        requireNonNull(json, "json");
        lines = List.copyOf(lines);
        tables = List.copyOf(tables);
    }
}
