package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One response of DescribeImages.
 *
 * @param images what it shows
 * @param totalCount how many images there are on all pages
 * @param requestId the id of the exchange, where the service told it
 * @param serverTime what the service's clock showed, where it told
 * @param bytes the length of the response
 */
record ImagePage(
        List<AlibabaImage> images,
        long totalCount,
        Optional<String> requestId,
        Optional<Instant> serverTime,
        int bytes) {
    /** Copies the images. */
    ImagePage {
        images = List.copyOf(images);
    }

    /** Whether images that the query matches are missing although they would fit on one page. */
    boolean isTruncated() {
        return totalCount > images.size();
    }
}
