package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One response to DescribeImages.
 *
 * @param images the images
 * @param totalCount the number of images on all pages
 * @param requestId the id of the exchange, if the service sent one
 * @param serverTime the time of the service's clock, if it sent one
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

    /** Whether images that match the query are missing, although they would fit on one page. */
    boolean isTruncated() {
        return totalCount > images.size();
    }
}
