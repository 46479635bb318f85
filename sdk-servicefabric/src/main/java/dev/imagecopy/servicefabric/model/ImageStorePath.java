package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * A path in the image store, relative to its root, validated and normalized: surrounding spaces and separators are removed, and
 * both slashes and backslashes are separators. Immutable; {@code equals} is case-insensitive, like the store.
 *
 * <p>Rejected, because the store or its file system could misinterpret them: empty parts, {@code .} and {@code ..}, control
 * characters, unpaired surrogates, colons, and parts that start or end with a space or end with a dot.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-index-image-store">Image store of Service Fabric</a>
 */
public final class ImageStorePath {
    private final String text;
    private final List<String> segments;

    private ImageStorePath(String text, List<String> segments) {
        this.text = text;
        this.segments = segments;
    }

    /**
     * Parses a path.
     *
     * @param text parts joined by slashes or backslashes, not empty; at most 500 bytes in UTF-8
     * @return the path
     * @throws IllegalArgumentException if the store could misinterpret it; the message lists every reason
     */
    public static ImageStorePath of(String text) {
        requireNonNull(text, "text");
        List<String> violations = new ArrayList<>();
        ImageStorePath path = parse("path", text, violations);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException("ImageStorePath: " + String.join("; ", violations));
        }
        return path;
    }

    /** Parses a path, and collects its violations under the name of a field. */
    static ImageStorePath parse(String name, String text, List<String> violations) {
        String trimmed = PathRules.trim(text);
        List<String> parts = PathRules.parts(trimmed);
        PathRules.check(name, trimmed, parts, violations);
        return new ImageStorePath(trimmed, parts);
    }

    /** {@return the parts from the root, at least one} */
    public List<String> segments() {
        return segments;
    }

    /**
     * Returns the path as text.
     *
     * @param separator the separator between the parts
     * @return the path without a separator at either end
     */
    public String text(PathSeparator separator) {
        requireNonNull(separator, "separator");
        char other = separator == PathSeparator.SLASH ? '\\' : '/';
        return text.replace(other, separator.character());
    }

    /**
     * Returns whether the paths are equal, or one is inside the other. Whole parts are compared, so {@code App\v1} and
     * {@code App\v10} do not overlap.
     *
     * @param other another path
     * @return true if deleting one would delete some of the other
     */
    public boolean overlaps(ImageStorePath other) {
        requireNonNull(other, "other");
        boolean same = true;
        for (int i = 0; same && i < Math.min(segments.size(), other.segments.size()); i++) {
            same = folded(i).equals(other.folded(i));
        }
        return same;
    }

    /**
     * Returns whether the path belongs to the cluster itself, which keeps provisioned content in {@code Store} and
     * {@code WindowsFabricStore}.
     *
     * @return true for these two folders and everything in them
     */
    public boolean isReserved() {
        String root = folded(0);
        return root.equals("store") || root.equals("windowsfabricstore");
    }

    private String folded(int part) {
        return PathFolding.fold(segments.get(part));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageStorePath path && path.segments.size() == segments.size() && path.overlaps(this);
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < segments.size(); i++) {
            hash = 31 * hash + folded(i).hashCode();
        }
        return hash;
    }

    /**
     * Returns the path with backslashes.
     *
     * @return the path
     */
    @Override
    public String toString() {
        return text(PathSeparator.BACKSLASH);
    }
}
