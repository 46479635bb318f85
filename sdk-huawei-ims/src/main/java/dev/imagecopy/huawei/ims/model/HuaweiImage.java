package dev.imagecopy.huawei.ims.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An image. Immutable. What a copy yields holds what its job told, which is id and name; a list tells all.
 *
 * @param id the image's id
 * @param name the image's name; empty when the answer did not tell
 * @param region where the image is
 * @param status the service's word, for example {@code active}, {@code saving} or {@code killed}; only {@code active}
 *     images are usable. Empty when the answer did not tell
 * @param description the description, when there is one
 * @param projectId the project that owns the image
 * @param enterpriseProjectId the enterprise project that holds the image
 * @param sourceImageId the image that this one was made from
 * @param cmkId the KMS key of an encrypted image
 * @param minDiskGb the smallest disk that the image fits on, in GB
 * @param sizeBytes the size of the image file, in bytes
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 * @param attributes everything else that the service told, by its names
 * @param requestId the id of the request that told it
 */
public record HuaweiImage(
        String id,
        String name,
        String region,
        String status,
        Optional<String> description,
        Optional<String> projectId,
        Optional<String> enterpriseProjectId,
        Optional<String> sourceImageId,
        Optional<String> cmkId,
        OptionalInt minDiskGb,
        OptionalLong sizeBytes,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt,
        Map<String, String> attributes,
        Optional<String> requestId) {
    /**
     * Refuses null and copies the attributes.
     *
     * @param id as described for the type
     * @param name as described for the type
     * @param region as described for the type
     * @param status as described for the type
     * @param description as described for the type
     * @param projectId as described for the type
     * @param enterpriseProjectId as described for the type
     * @param sourceImageId as described for the type
     * @param cmkId as described for the type
     * @param minDiskGb as described for the type
     * @param sizeBytes as described for the type
     * @param createdAt as described for the type
     * @param updatedAt as described for the type
     * @param attributes as described for the type
     * @param requestId as described for the type
     */
    public HuaweiImage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(status, "status");
        attributes = Map.copyOf(attributes);
    }

    /**
     * Makes an image of which only the name is known.
     *
     * @param id the image's id
     * @param name the image's name
     * @param region where the image is
     * @param requestId the id of the request that told it
     * @return the image, all else empty
     */
    public static HuaweiImage named(String id, String name, String region, Optional<String> requestId) {
        return new HuaweiImage(
                id,
                name,
                region,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                requestId);
    }
}
