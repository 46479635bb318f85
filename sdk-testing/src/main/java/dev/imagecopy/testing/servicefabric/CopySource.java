package dev.imagecopy.testing.servicefabric;

import dev.imagecopy.testing.SimulatedJob;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a copy reads, found like the server, which compares texts, so that spelling matters: a file or a folder. */
public final class CopySource {
    private final String path;
    private final boolean isFolder;
    private final List<StoredFile> files;
    private final @Nullable StoredFile marker;

    private CopySource(String path, boolean isFolder, List<StoredFile> files, @Nullable StoredFile marker) {
        this.path = path;
        this.isFolder = isFolder;
        this.files = files;
        this.marker = marker;
    }

    /**
     * Finds the source of a copy.
     *
     * @param store the store to look in
     * @param source its path as sent
     * @param windows whether the cluster finds no path with slashes
     * @return the source; empty if the server does not find it
     */
    public static Optional<CopySource> find(ImageStore store, String source, boolean windows) {
        boolean unlike = source.startsWith("\\") || source.startsWith("/") || !source.equals(source.strip());
        if (source.isEmpty() || unlike || (windows && source.indexOf('/') >= 0)) {
            return Optional.empty();
        }
        String path = ImageStore.normal(source);
        Optional<StoredFile> single = store.file(path);
        if (single.isPresent()) {
            return Optional.of(new CopySource(path, false, List.of(single.get()), null));
        }
        String folder = path.endsWith("\\") ? path.substring(0, path.length() - 1) : path;
        List<StoredFile> files = store.below(folder);
        StoredFile marker = store.file(folder + "\\" + StoredFile.MARKER).orElse(null);
        return files.isEmpty() ? Optional.empty() : Optional.of(new CopySource(path, true, files, marker));
    }

    /**
     * Returns whether the source may be incomplete: a folder without its own marker.
     *
     * @return false for a file, which needs no marker
     */
    public boolean lacksMarker() {
        return isFolder && marker == null;
    }

    /**
     * Plans the copy.
     *
     * @param order the order, whose source this is
     * @param store the store
     * @param job the job that determines its progress
     * @return the work, with the marker last if there is one
     */
    public CopyWork work(CopyOrder order, ImageStore store, SimulatedJob job) {
        String destination = ImageStore.normal(order.destination());
        CopyWork work = new CopyWork(store, job, destination, isFolder);
        for (StoredFile file : files) {
            if (!isFolder || !(file.equals(marker) || order.skips(file))) {
                // Cut by the length of the given text: if it ends in a separator, that is missing between the names.
                work.add(file, destination + file.path().substring(path.length()));
            }
        }
        if (marker != null) {
            work.add(marker, destination + "\\" + StoredFile.MARKER);
        }
        return work;
    }
}
