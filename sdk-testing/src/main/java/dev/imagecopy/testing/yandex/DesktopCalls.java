package dev.imagecopy.testing.yandex;

import dev.imagecopy.testing.SimulatedRequest;
import java.util.Optional;
import java.util.Set;

/** The calls of the simulated services, by their names. */
public final class DesktopCalls {
    /** The names of all calls. */
    public static final Set<String> NAMES = Set.of(
            "copyImage",
            "copyImageFromDesktop",
            "getImage",
            "listImages",
            "updateImage",
            "deleteImage",
            "getOperation",
            "cancelOperation",
            "createToken",
            "exchangeToken",
            "metadataToken",
            "listEndpoints");

    private DesktopCalls() {}

    /**
     * Finds the call that a request makes.
     *
     * @param request the request
     * @return the call's name; empty if there is none
     */
    public static Optional<String> nameOf(SimulatedRequest request) {
        String path = request.path();
        if (path.startsWith("/operations/")) {
            return Optional.of(path.endsWith(":cancel") ? "cancelOperation" : "getOperation");
        }
        if (path.startsWith("/cloud-desktop/v1/images/")) {
            return switch (request.method()) {
                case "GET" -> Optional.of("getImage");
                case "PATCH" -> Optional.of("updateImage");
                case "DELETE" -> Optional.of("deleteImage");
                default -> Optional.empty();
            };
        }
        return switch (request.method() + " " + path) {
            case "POST /cloud-desktop/v1/images:copy" -> Optional.of("copyImage");
            case "POST /cloud-desktop/v1/images:copyFromDesktop" -> Optional.of("copyImageFromDesktop");
            case "GET /cloud-desktop/v1/images" -> Optional.of("listImages");
            case "POST /iam/v1/tokens" -> Optional.of("createToken");
            case "POST /oauth/token" -> Optional.of("exchangeToken");
            case "GET /computeMetadata/v1/instance/service-accounts/default/token" -> Optional.of("metadataToken");
            case "GET /endpoints" -> Optional.of("listEndpoints");
            default -> Optional.empty();
        };
    }
}
