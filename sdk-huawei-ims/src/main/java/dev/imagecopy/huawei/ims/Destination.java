package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Where the new image of a copy is created.
 *
 * @param region its region
 * @param projectId its project; empty for the client's own
 * @param foreign whether the region differs from that of the copy's source
 */
record Destination(String region, Optional<String> projectId, boolean foreign) {
    static final String SOURCE_IMAGE = "imageId";
    static final String TARGET_REGION = "targetRegion";
    static final String TARGET_PROJECT = "targetProjectId";
    static final String TARGET_PROJECT_NAME = "targetProjectName";
    private static final String DESCRIPTION = "description";
    private static final String CMK = "cmkId";
    static final String ENTERPRISE = "enterpriseProjectId";

    /** Which enterprise projects are searched, if the copy names none. */
    static final String SEARCHED_ENTERPRISES = "searchedEnterpriseProjects";

    private static final String DEFAULT_ENTERPRISE = "0";

    private static final int HASH_DIGITS = 16;

    /** Searches in the copy's enterprise project: a user may have permissions in only one. */
    static HuaweiImageQuery.Builder query(OperationHandle handle) {
        HuaweiImageQuery.Builder query = HuaweiImageQuery.builder();
        String own = handle.detail(ENTERPRISE);
        String searched = own.isEmpty() ? handle.detail(SEARCHED_ENTERPRISES) : own;
        return searched.isEmpty() ? query : query.enterpriseProjectId(searched);
    }

    static Destination of(OperationHandle handle) {
        String target = handle.detail(TARGET_REGION);
        return target.isEmpty()
                ? new Destination(handle.region(), Optional.empty(), false)
                : new Destination(
                        target, Optional.of(handle.detail(TARGET_PROJECT)).filter(id -> !id.isEmpty()), true);
    }

    /** Rejects a token whose details have the wrong format, before they become part of an address. */
    static void requireForms(OperationHandle handle) {
        Checks checks = Checks.of("The resume token");
        check(handle, SOURCE_IMAGE, checks::id);
        check(handle, TARGET_REGION, checks::region);
        check(handle, TARGET_PROJECT, checks::id);
        check(handle, ENTERPRISE, checks::id);
        check(handle, SEARCHED_ENTERPRISES, checks::id);
        checks.throwIfAny();
    }

    private static void check(OperationHandle handle, String name, BiConsumer<String, String> form) {
        if (handle.details().containsKey(name)) {
            form.accept(name, handle.detail(name));
        }
    }

    /** Whether the image can be looked up: images in another region are in another project. */
    boolean isReachable() {
        return !foreign || projectId.isPresent();
    }

    ImageLookup lookup(HuaweiImageQuery query) {
        return new ImageLookup(region, projectId, query, "");
    }

    /** What a token stores of the request, to compare it with images: ids as they are, the description as a hash. */
    static Map<String, String> details(
            String sourceImageId, Optional<String> description, Optional<String> cmkId, Optional<String> enterprise) {
        Map<String, String> details = new HashMap<>();
        details.put(SOURCE_IMAGE, sourceImageId);
        put(details, DESCRIPTION, description.map(Destination::hash));
        put(details, CMK, cmkId);
        put(details, ENTERPRISE, enterprise);
        return details;
    }

    private static void put(Map<String, String> details, String name, Optional<String> value) {
        if (value.isPresent() && !value.get().isEmpty()) {
            details.put(name, value.get());
        }
    }

    private static String hash(String description) {
        return description.isEmpty() ? "" : Digests.sha256Hex(description).substring(0, HASH_DIGITS);
    }

    /** How an image, no matter whose, differs from what is requested, in words; empty if it matches. */
    static String contradiction(HuaweiImage image, OperationHandle wanted) {
        String source = wanted.detail(SOURCE_IMAGE);
        if (!image.sourceImageId().orElse(source).equals(source)) {
            return "source";
        }
        String description = wanted.detail(DESCRIPTION);
        if (!description.isEmpty()
                && !hash(CorrelationToken.unmarked(image.description().orElse("")))
                        .equals(description)) {
            return "description";
        }
        if (!image.cmkId().orElse("").equals(wanted.detail(CMK))) {
            return "key";
        }
        return isInItsEnterpriseProject(image, wanted) ? "" : "enterprise project";
    }

    /**
     * A copy that names no enterprise project is created in the default one; which one a copy in another region joins is not
     * documented. An image need not show its own.
     */
    private static boolean isInItsEnterpriseProject(HuaweiImage image, OperationHandle wanted) {
        if (!wanted.detail(TARGET_REGION).isEmpty()) {
            return true;
        }
        String shown = image.enterpriseProjectId().orElse("");
        String named = wanted.detail(ENTERPRISE);
        return shown.isEmpty() || shown.equals(named.isEmpty() ? DEFAULT_ENTERPRISE : named);
    }

    /**
     * Whether everything that the service shows of an image matches the request; an image in another region need not show its
     * source.
     */
    static boolean fits(HuaweiImage image, OperationHandle handle) {
        return image.sourceImageId().orElse(handle.detail(SOURCE_IMAGE)).equals(handle.detail(SOURCE_IMAGE))
                && hash(image.description().orElse("")).equals(handle.detail(DESCRIPTION))
                && image.cmkId().orElse("").equals(handle.detail(CMK))
                && isInItsEnterpriseProject(image, handle);
    }
}
