package dev.imagecopy.cli.plan.yaml;

import java.util.Comparator;

/**
 * A place in a file.
 *
 * @param line from 1; 0 if the file as a whole is meant
 * @param column from 1, in characters; 0 if the file as a whole is meant
 */
public record Place(int line, int column) implements Comparable<Place> {
    /** The file as a whole. */
    public static final Place FILE = new Place(0, 0);

    @Override
    public int compareTo(Place other) {
        return Comparator.comparingInt(Place::line)
                .thenComparingInt(Place::column)
                .compare(this, other);
    }
}
