package dev.imagecopy.servicefabric;

import dev.imagecopy.servicefabric.model.CopyDifference;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.servicefabric.model.StoreEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares two trees by relative path and size. The image store has no hashes, so more is not possible. */
final class ContentComparison {
    private ContentComparison() {}

    static CopyDifference compare(
            CopyImageStoreContentRequest request, List<StoreEntry> source, List<StoreEntry> destination) {
        Map<String, StoreEntry> wanted = files(request.source(), source);
        Map<String, StoreEntry> present = files(request.destination(), destination);
        wanted.entrySet().removeIf(file -> isSkipped(request, file.getKey(), file.getValue()));
        List<String> missing = new ArrayList<>();
        List<CopyDifference.Resized> resized = new ArrayList<>();
        wanted.forEach((path, file) -> {
            StoreEntry copy = present.remove(path);
            if (copy == null) {
                missing.add(path);
            } else if (!copy.sizeBytes().equals(file.sizeBytes())) {
                resized.add(new CopyDifference.Resized(path, file.sizeBytes(), copy.sizeBytes()));
            }
        });
        return new CopyDifference(missing, List.copyOf(present.keySet()), resized, wanted.size());
    }

    /**
     * Names match the last part of a path, case-insensitively; they never match in a copy of a single file, whose relative path
     * is empty.
     */
    private static boolean isSkipped(CopyImageStoreContentRequest request, String path, StoreEntry file) {
        return !path.isEmpty()
                && request.skipFiles().orElse(List.of()).stream().anyMatch(name -> name.equalsIgnoreCase(file.name()));
    }

    /** Files by their path relative to a folder; if the path is a file itself, it has an empty relative path. */
    private static Map<String, StoreEntry> files(ImageStorePath base, List<StoreEntry> entries) {
        Map<String, StoreEntry> files = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int baseLength = base.text(PathSeparator.BACKSLASH).length();
        for (StoreEntry entry : entries) {
            if (entry.isFile()) {
                String path = entry.path().replace('/', '\\');
                files.put(path.length() <= baseLength ? "" : path.substring(baseLength + 1), entry);
            }
        }
        return files;
    }
}
