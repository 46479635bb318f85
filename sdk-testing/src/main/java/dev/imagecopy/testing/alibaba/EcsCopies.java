package dev.imagecopy.testing.alibaba;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedJob;
import dev.imagecopy.testing.SimulatedJob.Phase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** CopyImage, CancelCopyImage and DeleteImage. Guarded by the simulator's lock. */
public final class EcsCopies {
    private static final Set<String> COPY_PARAMETERS = Set.of(
            "ImageId",
            "DestinationRegionId",
            "DestinationImageName",
            "DestinationDescription",
            "Encrypted",
            "KMSKeyId",
            "EncryptAlgorithm",
            "ResourceGroupId",
            "Tag.",
            "DryRun",
            "ClientToken");

    /** Letters are English or Chinese ones. Slashes are not allowed at all, so that no name contains http://. */
    private static final Pattern NAME =
            Pattern.compile("(?!acs:|aliyun)[A-Za-z\\p{IsHan}][A-Za-z\\p{IsHan}0-9.:_-]{1,127}");

    private static final Pattern DESCRIPTION = Pattern.compile("(?s)(?!https?://).{2,256}");

    /**
     * A copy that was accepted.
     *
     * @param imageId the new image
     * @param sourceRegion the region of the source
     * @param sourceImageId the source
     * @param destinationRegion the destination region
     * @param name the copy's name; empty if it has none
     * @param clientToken the idempotency key of the request; empty if there was none
     */
    public record Accepted(
            String imageId,
            String sourceRegion,
            String sourceImageId,
            String destinationRegion,
            String name,
            String clientToken) {}

    private record Answered(Map<String, String> parameters, String imageId) {}

    private final EcsRegions regions;
    private final List<Accepted> accepted;
    private final Map<String, Answered> tokens = new HashMap<>();
    private boolean namesFirst;
    private int maxImages = Integer.MAX_VALUE;

    /**
     * Creates the calls.
     *
     * @param regions the regions
     * @param accepted the list of accepted copies of all accounts
     */
    public EcsCopies(EcsRegions regions, List<Accepted> accepted) {
        this.regions = regions;
        this.accepted = accepted;
    }

    /**
     * Limits the images of each region.
     *
     * @param most the maximum number
     */
    public void maxImages(int most) {
        maxImages = most;
    }

    /**
     * Sets the order of the checks.
     *
     * @param first whether names are checked before tokens
     */
    public void checkNamesFirst(boolean first) {
        namesFirst = first;
    }

    /**
     * Answers CopyImage.
     *
     * @param request the request
     * @param requestId its id
     * @param now the service's time
     * @param nowNanos the same as monotonic time
     * @param jobs starts the copy's job
     * @return the response
     */
    public Map<String, @Nullable Object> copy(
            EcsRequest request, String requestId, Instant now, long nowNanos, LongFunction<SimulatedJob> jobs) {
        request.allowOnly(COPY_PARAMETERS);
        String token = request.get("ClientToken");
        if (token.length() > 64 || token.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw EcsRequest.invalid("ClientToken");
        }
        Map<String, String> parameters = meaning(request);
        String destination = request.optional("DestinationRegionId").orElse(request.get("RegionId"));
        if (namesFirst && regions.has(destination)) {
            requireFreeName(request.get("DestinationImageName"), destination);
        }
        Answered before = token.isEmpty() ? null : tokens.get(token);
        if (before != null) {
            if (!before.parameters.equals(parameters)) {
                throw new EcsRefusal(
                        400,
                        "IdempotentParameterMismatch",
                        "The request uses the same client token as a previous, but non-identical request.");
            }
            return Json.map("RequestId", requestId, "ImageId", before.imageId);
        }
        check(request, destination);
        Map<String, String> tags = request.tags();
        request.endDryRun();
        String id = "m-sim" + (100_000_000_000_001L + accepted.size());
        EcsImage image = new EcsImage(
                id,
                destination,
                request.get("DestinationImageName"),
                request.get("DestinationDescription"),
                tags,
                request.flag("Encrypted"),
                request.get("ResourceGroupId"),
                now,
                true);
        image.await(jobs, nowNanos);
        regions.enqueue(destination, image);
        accepted.add(
                new Accepted(id, request.get("RegionId"), request.get("ImageId"), destination, image.name(), token));
        if (!token.isEmpty()) {
            tokens.put(token, new Answered(parameters, id));
        }
        return Json.map("RequestId", requestId, "ImageId", id);
    }

    /** What must be the same if a token is used again: everything except the signature and the token. */
    private static Map<String, String> meaning(EcsRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        request.all().forEach((name, value) -> {
            if (name.startsWith("Destination")
                    || name.startsWith("Tag.")
                    || Set.of("RegionId", "ImageId", "Encrypted", "KMSKeyId", "EncryptAlgorithm", "ResourceGroupId")
                            .contains(name)) {
                parameters.put(name, value);
            }
        });
        if (request.flag("DryRun")) {
            parameters.put("DryRun", "true");
        }
        return parameters;
    }

    private void check(EcsRequest request, String destination) {
        if (!regions.has(request.get("RegionId"))) {
            throw new EcsRefusal(400, "SourceRegion.NotFound", "The source region not found");
        }
        EcsImage source = regions.images(request.get("RegionId")).get(request.required("ImageId"));
        if (source == null || !source.exists()) {
            throw new EcsRefusal(404, "InvalidImageId.NotFound", "The specified ImageId does not exist.");
        }
        if (!regions.has(destination)) {
            throw new EcsRefusal(400, "DestinationRegion.NotFound", "The destination region not found");
        }
        if (!source.statusNow().equals("Available")) {
            throw new EcsRefusal(400, "IncorrectImageStatus", "The image not available.");
        }
        String name = request.get("DestinationImageName");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            throw new EcsRefusal(400, "InvalidImageName.Malformed", "The specified Image name is wrongly formed.");
        }
        requireFreeName(name, destination);
        if (regions.images(destination).size() >= maxImages) {
            throw new EcsRefusal(403, "QuotaExceed.Image", "The Image Quota exceeds.");
        }
        String description = request.get("DestinationDescription");
        if (!description.isEmpty() && !DESCRIPTION.matcher(description).matches()) {
            throw new EcsRefusal(400, "InvalidDescription.Malformed", "The specified description is wrongly formed.");
        }
        checkEncryption(request, source, destination);
    }

    private void checkEncryption(EcsRequest request, EcsImage source, String destination) {
        boolean encrypted = request.flag("Encrypted");
        String key = request.get("KMSKeyId");
        if (!encrypted && !(key + request.get("EncryptAlgorithm")).isEmpty()) {
            throw new EcsRefusal(
                    400,
                    "InvalidParameter.EncryptedIllegal",
                    "Encrypted must be true when a key or an algorithm is specified.");
        }
        if (!encrypted && source.isEncrypted()) {
            throw new EcsRefusal(
                    403,
                    "OperationDeined.EncryptedSnapshot", // the vendor's spelling
                    "The image contains encrypted snapshots, which cannot be copied to unencrypted ones.");
        }
        if (encrypted && !source.isEncrypted() && !destination.equals(request.get("RegionId"))) {
            throw new EcsRefusal(
                    403,
                    "OperationDenied.EncryptSnapshotAcrossRegion",
                    "The image contains no encrypted snapshots, so its copy in another region cannot be encrypted.");
        }
        if (!key.isEmpty() && !regions.hasKey(destination, key)) {
            throw new EcsRefusal(404, "InvalidParameter.KMSKeyId.NotFound", "The specified KMSKeyId does not exist.");
        }
    }

    private void requireFreeName(String name, String destination) {
        if (!name.isEmpty() && regions.isTaken(destination, name)) {
            throw new EcsRefusal(400, "InvalidImageName.Duplicated", "The destination image is exist.");
        }
    }

    /**
     * Answers CancelCopyImage.
     *
     * @param request the request
     * @param requestId its id
     * @return the response
     */
    public Map<String, @Nullable Object> cancel(EcsRequest request, String requestId) {
        request.allowOnly(Set.of("ImageId"));
        EcsImage image = regions.images(request.get("RegionId")).get(request.required("ImageId"));
        if (image == null || !image.exists()) {
            throw new EcsRefusal(404, "InvalidImageId.NotFound", "The specified ImageId does not exist.");
        }
        if (!image.isCopied()) {
            throw new EcsRefusal(
                    400, "ImageCreatedNotFromCopy", "The specified image is not the target image of a copy action.");
        }
        SimulatedJob job = image.job();
        if (job != null && !job.cancel()) {
            throw new EcsRefusal(
                    400,
                    "IncorrectImageStatus",
                    job.peek().phase() == Phase.FAILED
                            ? "The Image copy has been failed."
                            : "The image has completed copy.");
        }
        regions.remove(request.get("RegionId"), image);
        return Json.map("RequestId", requestId);
    }

    /**
     * Answers DeleteImage.
     *
     * @param request the request
     * @param requestId its id
     * @return the response
     */
    public Map<String, @Nullable Object> delete(EcsRequest request, String requestId) {
        request.allowOnly(Set.of("ImageId", "Force", "DryRun"));
        Map<String, EcsImage> images = regions.images(request.get("RegionId"));
        EcsImage image = images.get(request.required("ImageId"));
        if (image != null && (image.isWaiting() || image.isRunning())) {
            throw new EcsRefusal(403, "OperationDenied.ImageCopying", "The specified image is being copied.");
        }
        if (!request.flag("Force") && image != null && image.attribute("Usage").equals("instance")) {
            throw new EcsRefusal(403, "ImageUsingByInstance", "The specified image has been used to create instances.");
        }
        request.endDryRun();
        images.remove(request.get("ImageId"));
        return Json.map("RequestId", requestId);
    }
}
