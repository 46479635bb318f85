package dev.imagecopy.yandex.desktop.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A desktop image as the service describes it. The service leaves out whatever is empty or zero.
 *
 * @param id the image's id
 * @param folderId where it is
 * @param name its name
 * @param description its description, empty when it has none
 * @param status its status as the service wrote it, empty when it wrote none
 * @param labels its labels; lists leave them out, {@code findImage} does not
 * @param createdAt when its making began
 * @param storageSizeBytes its size in storage, in bytes
 * @param minDiskSizeBytes the least size of a boot disk made from it, in bytes
 * @param requestId the service's id of the request that told this ({@code x-request-id}), or else the id that the SDK sent
 *     ({@code x-client-request-id}); for the vendor's support
 * @param serverTraceId the service's trace id of that request ({@code x-server-trace-id}), empty when the answer had none
 * @see <a href="https://yandex.cloud/en/docs/cloud-desktop/api-ref/DesktopImage/get">DesktopImage.Get</a>
 */
public record DesktopImage(
        String id,
        String folderId,
        String name,
        String description,
        String status,
        Map<String, String> labels,
        Optional<Instant> createdAt,
        OptionalLong storageSizeBytes,
        OptionalLong minDiskSizeBytes,
        String requestId,
        String serverTraceId) {
    /**
     * Refuses null and copies the labels.
     *
     * @param id as described for the type
     * @param folderId as described for the type
     * @param name as described for the type
     * @param description as described for the type
     * @param status as described for the type
     * @param labels as described for the type
     * @param createdAt as described for the type
     * @param storageSizeBytes as described for the type
     * @param minDiskSizeBytes as described for the type
     * @param requestId as described for the type
     * @param serverTraceId as described for the type
     */
    public DesktopImage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(folderId, "folderId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(storageSizeBytes, "storageSizeBytes");
        Objects.requireNonNull(minDiskSizeBytes, "minDiskSizeBytes");
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(serverTraceId, "serverTraceId");
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /**
     * Reads {@link #status()} as one of the documented words.
     *
     * @return the status, {@link DesktopImageStatus#UNKNOWN} for a word that is not documented
     */
    public DesktopImageStatus knownStatus() {
        return DesktopImageStatus.of(status);
    }
}
