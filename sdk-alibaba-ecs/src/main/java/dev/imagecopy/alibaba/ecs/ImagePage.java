package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One response to DescribeImages.
 *
 * @param region the region that the response is about; empty if it does not say
 * @param images the images
 * @param totalCount the number of images on all pages
 * @param requestId the id of the exchange, if the service sent one
 * @param serverTime the time of the service's clock, if it sent one
 * @param bytes the length of the response
 */
record ImagePage(
        String region,
        List<AlibabaImage> images,
        long totalCount,
        Optional<String> requestId,
        Optional<Instant> serverTime,
        int bytes) {
    /** Copies the images. */
    ImagePage {
        images = List.copyOf(images);
    }

    /** Whether images are missing that belong on this page by the response's own count. */
    boolean isCutShort(ImageLookup lookup) {
        long before = (lookup.page() - 1L) * lookup.pageSize();
        boolean isLast = totalCount <= before + lookup.pageSize();
        return totalCount > before && (images.isEmpty() || (isLast && images.size() < totalCount - before));
    }

    /**
     * Returns this page if what it does not show may count as absent: it is complete, and about what was asked for.
     *
     * @throws ResponseFormatException if it contradicts itself or the question
     */
    ImagePage requireComplete(ImageLookup lookup) {
        if (isCutShort(lookup)) {
            throw contradiction("DescribeImages counts " + totalCount + " images, and shows fewer");
        }
        if (!region.isEmpty() && !lookup.region().isEmpty() && !region.equals(lookup.region())) {
            throw contradiction("DescribeImages answered for another region than was asked for");
        }
        List<String> asked = lookup.query().imageIds();
        if (!asked.isEmpty() && images.stream().anyMatch(image -> !asked.contains(image.id()))) {
            throw contradiction("DescribeImages shows other images than were asked for");
        }
        return this;
    }

    /** Without the request's id, which is a text of an answer that nobody has searched for secrets. */
    private static ResponseFormatException contradiction(String what) {
        return new ResponseFormatException(what, 200, Optional.empty(), ErrorContext.none(true), null);
    }
}
