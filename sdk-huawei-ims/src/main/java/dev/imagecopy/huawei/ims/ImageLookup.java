package dev.imagecopy.huawei.ims;

import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param region the region to look in
 * @param projectId the project there; empty for the client's own
 * @param query the filters
 * @param marker the id after which the page starts; empty for the first page
 */
record ImageLookup(String region, Optional<String> projectId, HuaweiImageQuery query, String marker) {
    private static final int PAGE_SIZE = 100;

    int pageSize() {
        return query.pageSize().orElse(PAGE_SIZE);
    }
}
