package dev.imagecopy.testing.servicefabric;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.PercentCoding;
import dev.imagecopy.testing.SimulatedResponse;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One level of a simulated image store as a gateway returns it: in pages, with every number as a string. */
public final class Listing {
    private static final String EPOCH_DATA_LOSS = "131510254310497004";
    private static final String EPOCH_CONFIGURATION = "25769803776";

    private final ImageStore store;
    private final char separator;
    private final int pageSize;

    /**
     * Creates a lister.
     *
     * @param store the store to list
     * @param separator the separator in the paths of responses
     * @param pageSize the number of entries per page
     */
    public Listing(ImageStore store, char separator, int pageSize) {
        this.store = store;
        this.separator = separator;
        this.pageSize = pageSize;
    }

    private record Entry(String path, @Nullable StoredFile file) {}

    /**
     * Lists a path.
     *
     * @param path a folder or file; empty for the root
     * @param token the start of the page
     * @param paged whether the version of the call supports pages
     * @return the response
     */
    public SimulatedResponse page(String path, Optional<String> token, boolean paged) {
        List<Entry> entries = entries(path);
        if (entries.isEmpty()) {
            return path.isEmpty()
                    ? FabricErrors.of("FABRIC_E_NAME_DOES_NOT_EXIST", "")
                    : SimulatedResponse.empty(store.exists(path) ? 204 : 404);
        }
        int from = 0;
        if (paged && token.isPresent()) {
            while (from < entries.size() && entries.get(from).path().compareToIgnoreCase(token.get()) <= 0) {
                from++;
            }
        }
        int to = paged ? Math.min(entries.size(), from + pageSize) : entries.size();
        return SimulatedResponse.text(
                200,
                "application/json; charset=utf-8",
                Json.write(body(
                        entries.subList(from, to),
                        to < entries.size()
                                ? PercentCoding.encode(entries.get(to - 1).path())
                                : "")));
    }

    /** Files and folders in one order, so that a page can end anywhere. */
    private List<Entry> entries(String path) {
        List<Entry> entries = new ArrayList<>();
        store.file(path).ifPresent(file -> entries.add(new Entry(file.path(), file)));
        for (StoredFile file : store.below(path)) {
            int from = path.isEmpty() ? 0 : path.length() + 1;
            if (file.path().indexOf('\\', from) < 0) {
                entries.add(new Entry(file.path(), file));
            }
        }
        store.foldersIn(path).forEach(folder -> entries.add(new Entry(folder, null)));
        entries.sort((one, other) -> one.path().compareToIgnoreCase(other.path()));
        return entries;
    }

    private Map<String, @Nullable Object> body(List<Entry> entries, String token) {
        List<Map<String, @Nullable Object>> files = new ArrayList<>();
        List<Map<String, @Nullable Object>> folders = new ArrayList<>();
        for (Entry entry : entries) {
            StoredFile file = entry.file();
            if (file == null) {
                // The counter of real clusters has 16 bits.
                int count = store.below(entry.path()).size() & 0xffff;
                folders.add(Json.map("StoreRelativePath", shown(entry.path()), "FileCount", String.valueOf(count)));
            } else {
                files.add(Json.map(
                        "StoreRelativePath", shown(file.path()),
                        "FileVersion",
                                Json.map(
                                        "EpochDataLossNumber", EPOCH_DATA_LOSS,
                                        "VersionNumber", String.valueOf(file.version()),
                                        "EpochConfigurationNumber", EPOCH_CONFIGURATION),
                        "FileSize", String.valueOf(file.size()),
                        "ModifiedDate",
                                file.modifiedAt().truncatedTo(ChronoUnit.MILLIS).toString()));
            }
        }
        Map<String, @Nullable Object> body = Json.map("StoreFiles", files, "StoreFolders", folders);
        if (!token.isEmpty()) {
            body.put("ContinuationToken", token);
        }
        return body;
    }

    private String shown(String path) {
        return path.replace('\\', separator);
    }
}
