package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import java.util.List;

/**
 * One page of a query in one region.
 *
 * @param region the region's id
 * @param query what to look for
 * @param page the page's number, from 1
 */
record ImageLookup(String region, AlibabaImageQuery query, int page) {
    private static final int LARGEST_PAGE = 100;

    static ImageLookup byIds(String region, List<String> imageIds) {
        AlibabaImageQuery.Builder query = AlibabaImageQuery.builder().ownerAlias("");
        imageIds.forEach(query::imageId);
        return new ImageLookup(region, query.build(), 1);
    }

    static ImageLookup byName(String region, String name) {
        return new ImageLookup(region, AlibabaImageQuery.builder().name(name).build(), 1);
    }

    int pageSize() {
        return query.pageSize().orElse(LARGEST_PAGE);
    }

    ImageLookup onPage(int number) {
        return new ImageLookup(region, query, number);
    }
}
