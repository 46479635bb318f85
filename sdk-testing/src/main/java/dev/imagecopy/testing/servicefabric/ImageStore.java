package dev.imagecopy.testing.servicefabric;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The content of a simulated image store: files by path, compared case-insensitively. Paths have backslashes inside; folders
 * exist because of the files in them, or because they were created empty. Not thread-safe.
 */
public final class ImageStore {
    private final NavigableMap<String, StoredFile> files = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> emptyFolders = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private long lastVersion = 20;

    /** Creates an empty store. */
    public ImageStore() {}

    /**
     * Normalizes the separators of a path.
     *
     * @param path a path with slashes or backslashes
     * @return the path with backslashes
     */
    public static String normal(String path) {
        return path.replace('/', '\\');
    }

    /**
     * Writes a file, with a new version.
     *
     * @param path the path
     * @param size its size in bytes
     * @param now the time to record
     */
    public void put(String path, long size, Instant now) {
        files.put(path, new StoredFile(path, size, ++lastVersion, now));
    }

    /**
     * Creates a folder without content.
     *
     * @param path the path
     */
    public void putEmptyFolder(String path) {
        emptyFolders.add(path);
    }

    /**
     * Finds a file.
     *
     * @param path the full path
     * @return the file
     */
    public Optional<StoredFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /**
     * Returns everything in a folder and below it.
     *
     * @param folder the folder; empty for the root
     * @return the files in the order of their paths
     */
    public List<StoredFile> below(String folder) {
        return List.copyOf(inside(folder).values());
    }

    /**
     * Returns all files.
     *
     * @return the files in the order of their paths
     */
    public Collection<StoredFile> all() {
        return List.copyOf(files.values());
    }

    /**
     * Returns whether a path is a file or a folder.
     *
     * @param path the path
     * @return true if it exists
     */
    public boolean exists(String path) {
        return files.containsKey(path)
                || !inside(path).isEmpty()
                || emptyFolders.stream().anyMatch(folder -> folder.equalsIgnoreCase(path) || isBelow(folder, path));
    }

    /**
     * Returns the folders directly in a folder.
     *
     * @param folder the folder; empty for the root
     * @return full paths in order
     */
    public List<String> foldersIn(String folder) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<String> all = new ArrayList<>(emptyFolders);
        inside(folder)
                .values()
                .forEach(file ->
                        all.add(file.path().substring(0, Math.max(0, file.path().lastIndexOf('\\')))));
        for (String path : all) {
            if (!path.isEmpty() && isBelow(path, folder)) {
                int from = folder.isEmpty() ? 0 : folder.length() + 1;
                int end = path.indexOf('\\', from);
                names.add(end < 0 ? path : path.substring(0, end));
            }
        }
        return List.copyOf(names);
    }

    /**
     * Deletes a file, or a folder with everything in it.
     *
     * @param path the path to delete
     * @return false if it did not exist
     */
    public boolean delete(String path) {
        boolean existed = exists(path);
        files.remove(path);
        inside(path).clear();
        emptyFolders.removeIf(folder -> folder.equalsIgnoreCase(path) || isBelow(folder, path));
        return existed;
    }

    /** A view of the files below a folder, which follow each other in the order of their paths. */
    private NavigableMap<String, StoredFile> inside(String folder) {
        return folder.isEmpty() ? files : files.subMap(folder + "\\", false, folder + "\\" + Character.MAX_VALUE, true);
    }

    private static boolean isBelow(String inner, String outer) {
        return outer.isEmpty()
                || (inner.length() > outer.length() + 1
                        && inner.charAt(outer.length()) == '\\'
                        && inner.regionMatches(true, 0, outer, 0, outer.length()));
    }
}
