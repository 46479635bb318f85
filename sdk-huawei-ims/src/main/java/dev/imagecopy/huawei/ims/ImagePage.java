package dev.imagecopy.huawei.ims;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One page of a list as the service sent it. {@link HuaweiImageReader#page(ImagePage, ImageLookup)} reads its images, and adds
 * the region, which the response does not contain.
 *
 * @param images the images as sent; each has an id
 * @param hasNext whether the response says itself that there is another page
 * @param serviceTime the time of the service's clock
 * @param bytes the length of the response
 */
record ImagePage(List<JsonNode> images, boolean hasNext, Optional<Instant> serviceTime, int bytes) {}
