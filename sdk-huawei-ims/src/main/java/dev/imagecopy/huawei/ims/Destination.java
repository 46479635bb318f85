package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Where the new image of a copy is.
 *
 * @param region its region
 * @param projectId its project; empty for the client's own
 * @param foreign whether it is another region than the copy's source
 */
record Destination(String region, Optional<String> projectId, boolean foreign) {
    static final String SOURCE_IMAGE = "imageId";
    static final String TARGET_REGION = "targetRegion";
    static final String TARGET_PROJECT = "targetProjectId";
    static final String TARGET_PROJECT_NAME = "targetProjectName";
    static final String TOKEN = "token";

    static Destination of(OperationHandle handle) {
        String target = handle.detail(TARGET_REGION);
        return target.isEmpty()
                ? new Destination(handle.region(), Optional.empty(), false)
                : new Destination(
                        target, Optional.of(handle.detail(TARGET_PROJECT)).filter(id -> !id.isEmpty()), true);
    }

    /** Refuses a token whose details are not of their forms, before anything is addressed by them. */
    static void requireForms(OperationHandle handle) {
        Checks checks = Checks.of("The resume token");
        check(handle, SOURCE_IMAGE, checks::id);
        check(handle, TARGET_REGION, checks::region);
        check(handle, TARGET_PROJECT, checks::id);
        checks.throwIfAny();
    }

    private static void check(OperationHandle handle, String name, BiConsumer<String, String> form) {
        if (handle.details().containsKey(name)) {
            form.accept(name, handle.detail(name));
        }
    }

    /** Whether the image can be asked for: another region's images are in a project of their own. */
    boolean isReachable() {
        return !foreign || projectId.isPresent();
    }

    ImageLookup lookup(HuaweiImageQuery query) {
        return new ImageLookup(region, projectId, query, "");
    }

    /**
     * Whether an image may be the copy's: the service names the source, by an id that only its region knows, and shows the
     * description, which may hold a token of the copy's own.
     */
    boolean mayHold(HuaweiImage image, OperationHandle handle) {
        boolean fromSource = foreign
                || image.sourceImageId()
                        .map(source -> source.equals(handle.detail(SOURCE_IMAGE)))
                        .orElse(true);
        boolean marked = image.description().orElse("").contains(handle.detail(TOKEN));
        return fromSource && marked;
    }
}
