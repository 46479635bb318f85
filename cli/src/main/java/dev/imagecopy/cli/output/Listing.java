package dev.imagecopy.cli.output;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An answer in rows: a table for people, an array of objects in JSON.
 *
 * @param name the name of the array, for example {@code images}
 * @param columns the names of the columns, in camel case
 * @param rows the rows, each with a text for every column; empty texts are left out of JSON
 */
public record Listing(String name, List<String> columns, List<List<String>> rows) {
    /** Copies the lists and checks their lengths. */
    public Listing {
        requireNonNull(name, "name");
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "Listing: " + row.size() + " texts in " + columns.size() + " columns");
            }
        }
    }
}
