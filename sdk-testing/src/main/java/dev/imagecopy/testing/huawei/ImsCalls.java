package dev.imagecopy.testing.huawei;

import dev.imagecopy.testing.SimulatedRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The calls of the simulated services, by their names. */
public final class ImsCalls {
    /** The names of all calls. */
    public static final Set<String> NAMES = Set.of(
            "copyImage",
            "copyImageToRegion",
            "describeJob",
            "describeJobLegacy",
            "listImages",
            "deleteImage",
            "issueToken",
            "assumeAgency",
            "exchangeIdToken",
            "listProjects",
            "metadataToken",
            "metadataKey",
            "podKey");

    /** The path of the identity agent of a pod. */
    public static final String POD_PATH = "/pod/credentials";

    private ImsCalls() {}

    /**
     * Finds the call that a request makes.
     *
     * @param request the request
     * @return the call's name; empty if there is none
     */
    public static Optional<String> nameOf(SimulatedRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /v3/auth/tokens" -> Optional.of("issueToken");
            case "POST /v3.0/OS-CREDENTIAL/securitytokens" -> Optional.of("assumeAgency");
            case "POST /v3.0/OS-AUTH/id-token/tokens" -> Optional.of("exchangeIdToken");
            case "GET /v3/projects" -> Optional.of("listProjects");
            case "PUT /meta-data/latest/api/token" -> Optional.of("metadataToken");
            case "GET /openstack/latest/securitykey" -> Optional.of("metadataKey");
            case "POST " + POD_PATH -> Optional.of("podKey");
            default -> imageCall(request);
        };
    }

    private static Optional<String> imageCall(SimulatedRequest request) {
        return switch (request.method() + " " + shape(request.segments())) {
            case "POST v1/cloudimages/*/copy", "POST v2.1/cloudimages/*/copy" -> Optional.of("copyImage");
            case "POST v1/cloudimages/*/cross_region_copy" -> Optional.of("copyImageToRegion");
            case "GET v1/cloudimages/job/*" -> Optional.of("describeJob");
            case "GET v1/*/jobs/*" -> Optional.of("describeJobLegacy");
            case "GET v2/cloudimages" -> Optional.of("listImages");
            case "DELETE v2/images/*" -> Optional.of("deleteImage");
            default -> Optional.empty();
        };
    }

    /** The path with a star for each id. */
    private static String shape(List<String> segments) {
        return switch (segments.size()) {
            case 3 -> segments.get(0) + "/" + segments.get(1) + "/*";
            case 4 ->
                segments.get(1).equals("cloudimages")
                        ? segments.get(2).equals("job")
                                ? segments.get(0) + "/cloudimages/job/*"
                                : segments.get(0) + "/cloudimages/*/" + segments.get(3)
                        : segments.get(0) + "/*/" + segments.get(2) + "/*";
            default -> String.join("/", segments);
        };
    }
}
