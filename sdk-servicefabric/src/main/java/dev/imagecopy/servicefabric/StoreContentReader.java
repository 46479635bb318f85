package dev.imagecopy.servicefabric;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
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

/** Reads the responses of all calls except the copy. Clusters send every number as a string. */
final class StoreContentReader {
    private StoreContentReader() {}

    /** Reads one page of a listing. An existing folder without content is a 204 without a body. */
    static Page<StoreEntry> page(JsonNode body) {
        if (body.isMissingNode()) {
            return new Page<>(List.of(), Optional.empty());
        }
        if (!body.path("StoreFiles").isArray() && !body.path("StoreFolders").isArray()) {
            throw new JsonFormatException("the response is not a listing: it has neither StoreFiles nor StoreFolders");
        }
        if (!isArrayOrAbsent(body.path("StoreFiles"))
                || !isArrayOrAbsent(body.path("StoreFolders"))
                || body.path("ContinuationToken").isContainerNode()) {
            throw new JsonFormatException("the response is not a listing: a member of it has another type");
        }
        List<JsonNode> files = LenientJson.items(body.path("StoreFiles"));
        List<JsonNode> folders = LenientJson.items(body.path("StoreFolders"));
        List<StoreEntry> entries = new ArrayList<>(files.size() + folders.size());
        long length = 0; // of the paths, which make up most of the response
        for (int i = 0; i < files.size() + folders.size(); i++) { // without iterators, since a look is polled
            StoreEntry entry = i < files.size() ? file(files.get(i)) : folder(folders.get(i - files.size()));
            length += entry.path().length();
            entries.add(entry);
        }
        return new Page<>(entries, LenientJson.nonEmptyText(body.path("ContinuationToken")), length);
    }

    private static boolean isArrayOrAbsent(JsonNode value) {
        return value.isArray() || !LenientJson.isPresent(value);
    }

    static FolderSize folderSize(JsonNode body) {
        requireMember(body, "FolderSize");
        return new FolderSize(
                LenientJson.text(body.path("StoreRelativePath")), LenientJson.asLong(body.path("FolderSize")));
    }

    static StoreInfo storeInfo(JsonNode body) {
        requireMember(body, "DiskInfo");
        JsonNode disk = body.path("DiskInfo");
        return new StoreInfo(
                LenientJson.asLong(disk.path("Capacity")),
                LenientJson.asLong(disk.path("AvailableSpace")),
                usage(body.path("UsedByMetadata")),
                usage(body.path("UsedByStaging")),
                usage(body.path("UsedByCopy")),
                usage(body.path("UsedByRegister")));
    }

    static AadMetadata aadMetadata(JsonNode body) {
        requireMember(body, "type");
        JsonNode metadata = body.path("metadata");
        return new AadMetadata(
                LenientJson.text(body.path("type")),
                LenientJson.nonEmptyText(metadata.path("authority")),
                LenientJson.nonEmptyText(metadata.path("client")),
                LenientJson.nonEmptyText(metadata.path("cluster")),
                LenientJson.nonEmptyText(metadata.path("login")),
                LenientJson.nonEmptyText(metadata.path("redirect")),
                LenientJson.nonEmptyText(metadata.path("tenant")));
    }

    private static void requireMember(JsonNode body, String name) {
        if (!LenientJson.isPresent(body.path(name))) {
            throw new JsonFormatException("the response has no " + name);
        }
    }

    private static StoreEntry file(JsonNode file) {
        JsonNode version = file.path("FileVersion");
        return new StoreEntry(
                StoreEntry.Kind.FILE,
                path(file),
                LenientJson.asLong(file.path("FileSize")),
                OptionalLong.empty(),
                LenientJson.isPresent(version)
                        ? Optional.of(new FileVersion(
                                LenientJson.text(version.path("VersionNumber")),
                                LenientJson.text(version.path("EpochDataLossNumber")),
                                LenientJson.text(version.path("EpochConfigurationNumber"))))
                        : Optional.empty(),
                IsoTimes.parse(LenientJson.text(file.path("ModifiedDate"))));
    }

    private static StoreEntry folder(JsonNode folder) {
        String path = path(folder);
        if (!canBeAskedFor(path)) {
            throw new JsonFormatException("a folder of a listing has a StoreRelativePath that cannot be asked for");
        }
        return new StoreEntry(
                StoreEntry.Kind.FOLDER,
                path,
                OptionalLong.empty(),
                LenientJson.asLong(folder.path("FileCount")),
                Optional.empty(),
                Optional.empty());
    }

    /** Subfolders are listed by the path in the listing of their parent. */
    private static boolean canBeAskedFor(String path) {
        String parts = '/' + path.replace('\\', '/') + '/';
        return !parts.contains("//") && !parts.contains("/./") && !parts.contains("/../");
    }

    /** Without an Optional, since a listing has thousands of entries. */
    private static String path(JsonNode entry) {
        JsonNode path = entry.path("StoreRelativePath");
        if (!path.isTextual() || path.textValue().isEmpty()) {
            throw new JsonFormatException("an entry of a listing has no StoreRelativePath");
        }
        return path.textValue();
    }

    private static StoreInfo.Usage usage(JsonNode usage) {
        return new StoreInfo.Usage(
                LenientJson.asLong(usage.path("UsedSpace")), LenientJson.asLong(usage.path("FileCount")));
    }
}
