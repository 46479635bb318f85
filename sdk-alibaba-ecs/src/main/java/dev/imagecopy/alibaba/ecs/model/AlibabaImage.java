package dev.imagecopy.alibaba.ecs.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An image as the service describes it. Everything that the service may leave out is optional.
 *
 * @param id the image's id
 * @param region where it is
 * @param name its name, empty when it has none
 * @param description its description, empty when it has none
 * @param status its status as the service wrote it
 * @param progressPercent how much of it is made, 0 to 100
 * @param remaining the service's estimate of the time until it is made
 * @param sizeGib its size in GiB
 * @param copied whether it was made by a copy
 * @param encrypted whether one of its disks is encrypted
 * @param createdAt when its making began
 * @param resourceGroupId its resource group, empty when it has none
 * @param tags its tags
 * @param requestId the id of the request that told this, for the vendor's support; empty when the answer held none
 * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeimages">DescribeImages</a>
 */
public record AlibabaImage(
        String id,
        String region,
        String name,
        String description,
        String status,
        OptionalInt progressPercent,
        Optional<Duration> remaining,
        OptionalLong sizeGib,
        Optional<Boolean> copied,
        Optional<Boolean> encrypted,
        Optional<Instant> createdAt,
        String resourceGroupId,
        Map<String, String> tags,
        String requestId) {
    /**
     * Refuses null and copies the tags.
     *
     * @param id as described for the type
     * @param region as described for the type
     * @param name as described for the type
     * @param description as described for the type
     * @param status as described for the type
     * @param progressPercent as described for the type
     * @param remaining as described for the type
     * @param sizeGib as described for the type
     * @param copied as described for the type
     * @param encrypted as described for the type
     * @param createdAt as described for the type
     * @param resourceGroupId as described for the type
     * @param tags as described for the type
     * @param requestId as described for the type
     */
    public AlibabaImage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(progressPercent, "progressPercent");
        Objects.requireNonNull(remaining, "remaining");
        Objects.requireNonNull(sizeGib, "sizeGib");
        Objects.requireNonNull(copied, "copied");
        Objects.requireNonNull(encrypted, "encrypted");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(resourceGroupId, "resourceGroupId");
        Objects.requireNonNull(requestId, "requestId");
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /**
     * Reads {@link #status()} as one of the documented words.
     *
     * @return the status, {@link AlibabaImageStatus#UNKNOWN} for a word that is not documented
     */
    public AlibabaImageStatus knownStatus() {
        return AlibabaImageStatus.of(status);
    }
}
