package dev.imagecopy.testing.servicefabric;

import dev.imagecopy.testing.PercentCoding;
import dev.imagecopy.testing.SimulatedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The call that a request makes. A path segment that is exactly {@code $} separates content from metadata, so a dollar sign in
 * a name must be escaped.
 *
 * @param call the call's name
 * @param content the content path with backslashes; empty for none
 * @param minVersion the lowest api-version of the call
 */
public record Route(String call, String content, double minVersion) {
    /** The names of all calls. */
    public static final Set<String> CALLS =
            Set.of("copyImage", "listContent", "deleteContent", "folderSize", "storeInfo", "aadMetadata");

    /**
     * Finds the call of a request.
     *
     * @param request the request
     * @return the route; null if there is none
     */
    public static @Nullable Route of(SimulatedRequest request) {
        String[] raw = request.path().substring(1).split("/", -1);
        if (request.method().equals("GET") && request.path().equals("/$/GetAadMetadata")) {
            return new Route("aadMetadata", "", 1.0);
        }
        if (!raw[0].equals("ImageStore")) {
            return null;
        }
        List<String> content = new ArrayList<>();
        int at = 1;
        while (at < raw.length && !raw[at].equals("$")) {
            content.add(PercentCoding.decode(raw[at++]));
        }
        String path = ImageStore.normal(String.join("\\", content));
        // An escaped dollar sign is a name; an unescaped one ends the content.
        String metadata = at < raw.length ? String.join("/", List.of(raw).subList(at, raw.length)) : "";
        return switch (request.method() + " " + metadata) {
            case "GET " -> new Route("listContent", path, 1.0);
            case "DELETE " -> path.isEmpty() ? null : new Route("deleteContent", path, 1.0);
            case "POST $/Copy" -> path.isEmpty() ? new Route("copyImage", "", 1.0) : null;
            case "GET $/FolderSize" -> new Route("folderSize", path, 6.5);
            case "GET $/Info" -> path.isEmpty() ? new Route("storeInfo", "", 6.5) : null;
            default -> null;
        };
    }

    /**
     * Returns whether the call requires the role Admin.
     *
     * @return true for calls that change something
     */
    public boolean needsAdmin() {
        return call.equals("copyImage") || call.equals("deleteContent");
    }
}
