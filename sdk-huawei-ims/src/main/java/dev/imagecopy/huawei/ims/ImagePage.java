package dev.imagecopy.huawei.ims;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One answer of a list. It does not tell its region, which the images are to have.
 *
 * @param images the images as sent; each has an id
 * @param serviceTime what the service's clock showed
 * @param bytes the length of the answer
 */
record ImagePage(List<JsonNode> images, Optional<Instant> serviceTime, int bytes) {
    /** A page that is full may have a successor, asked for by its last image's id. */
    Page<HuaweiImage> page(ImageLookup lookup) {
        List<HuaweiImage> items = images.stream()
                .map(image -> HuaweiImageReader.image(image, lookup.region()))
                .toList();
        boolean full = items.size() >= lookup.pageSize();
        return new Page<>(items, full ? Optional.of(items.get(items.size() - 1).id()) : Optional.empty(), bytes);
    }
}
