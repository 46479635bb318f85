package dev.imagecopy.servicefabric;

import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.JsonValue;
import dev.imagecopy.core.spi.IsoTimes;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.servicefabric.model.AadMetadata;
import dev.imagecopy.servicefabric.model.FileVersion;
import dev.imagecopy.servicefabric.model.FolderSize;
import dev.imagecopy.servicefabric.model.StoreEntry;
import dev.imagecopy.servicefabric.model.StoreInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the answers of the calls around a copy. Clusters send every number as a string. */
final class StoreContentReader {
    private StoreContentReader() {}

    /** One page of a listing. A folder that exists and has nothing to show is a 204 without a body. */
    static Page<StoreEntry> page(HttpResponse response) {
        if (isBlank(response.body())) {
            return new Page<>(List.of(), Optional.empty());
        }
        JsonValue body = JsonValue.parse(response.body());
        if (body.kind() != JsonValue.Kind.OBJECT) {
            throw new JsonFormatException("a listing must be a JSON object");
        }
        List<StoreEntry> entries = new ArrayList<>();
        for (JsonValue file : body.get("StoreFiles").items()) {
            entries.add(file(file));
        }
        for (JsonValue folder : body.get("StoreFolders").items()) {
            entries.add(folder(folder));
        }
        return new Page<>(entries, body.get("ContinuationToken").nonEmptyText());
    }

    private static boolean isBlank(byte[] body) {
        for (byte b : body) {
            if (b < 0 || b > ' ') {
                return false;
            }
        }
        return true;
    }

    static FolderSize folderSize(JsonValue body) {
        return new FolderSize(
                body.get("StoreRelativePath").textOr(""), body.get("FolderSize").asLong());
    }

    static StoreInfo storeInfo(JsonValue body) {
        JsonValue disk = body.get("DiskInfo");
        return new StoreInfo(
                disk.get("Capacity").asLong(),
                disk.get("AvailableSpace").asLong(),
                usage(body.get("UsedByMetadata")),
                usage(body.get("UsedByStaging")),
                usage(body.get("UsedByCopy")),
                usage(body.get("UsedByRegister")));
    }

    static AadMetadata aadMetadata(JsonValue body) {
        JsonValue metadata = body.get("metadata");
        return new AadMetadata(
                body.get("type").textOr(""),
                metadata.get("authority").nonEmptyText(),
                metadata.get("client").nonEmptyText(),
                metadata.get("cluster").nonEmptyText(),
                metadata.get("login").nonEmptyText(),
                metadata.get("redirect").nonEmptyText(),
                metadata.get("tenant").nonEmptyText());
    }

    private static StoreEntry file(JsonValue file) {
        JsonValue version = file.get("FileVersion");
        return new StoreEntry(
                StoreEntry.Kind.FILE,
                path(file),
                file.get("FileSize").asLong(),
                OptionalLong.empty(),
                version.isPresent()
                        ? Optional.of(new FileVersion(
                                version.get("VersionNumber").textOr(""),
                                version.get("EpochDataLossNumber").textOr(""),
                                version.get("EpochConfigurationNumber").textOr("")))
                        : Optional.empty(),
                IsoTimes.parse(file.get("ModifiedDate").textOr("")));
    }

    private static StoreEntry folder(JsonValue folder) {
        String path = path(folder);
        if (!canBeAskedFor(path)) {
            throw new JsonFormatException("a folder of a listing has a StoreRelativePath that cannot be asked for");
        }
        return new StoreEntry(
                StoreEntry.Kind.FOLDER,
                path,
                OptionalLong.empty(),
                folder.get("FileCount").asLong(),
                Optional.empty(),
                Optional.empty());
    }

    /** A walk asks for each folder by what its listing called it. */
    private static boolean canBeAskedFor(String path) {
        String parts = '/' + path.replace('\\', '/') + '/';
        return !parts.contains("//") && !parts.contains("/./") && !parts.contains("/../");
    }

    private static String path(JsonValue entry) {
        String path = entry.get("StoreRelativePath").textOr("");
        if (path.isEmpty()) {
            throw new JsonFormatException("an entry of a listing has no StoreRelativePath");
        }
        return path;
    }

    private static StoreInfo.Usage usage(JsonValue usage) {
        return new StoreInfo.Usage(
                usage.get("UsedSpace").asLong(), usage.get("FileCount").asLong());
    }
}
