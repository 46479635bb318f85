package dev.imagecopy.alibaba.ecs.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A disk of an image and the snapshot that it is created from ({@code DiskDeviceMapping}).
 *
 * @param type {@code system} or {@code data}
 * @param device the device name, for example {@code /dev/xvda}; deprecated by the vendor
 * @param format the format of the image file
 * @param sizeBytes the size in bytes; the service reports it in whole GiB
 * @param snapshotId the snapshot that the disk is created from
 * @param encrypted whether the disk is encrypted
 * @param importBucket the OSS bucket of an imported image
 * @param importObject the object in that bucket
 * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeimages">DescribeImages</a>
 */
public record AlibabaImageDisk(
        Optional<String> type,
        Optional<String> device,
        Optional<String> format,
        OptionalLong sizeBytes,
        Optional<String> snapshotId,
        Optional<Boolean> encrypted,
        Optional<String> importBucket,
        Optional<String> importObject) {
    /** Rejects null. */
    public AlibabaImageDisk {
        requireNonNull(type, "type");
        requireNonNull(device, "device");
        requireNonNull(format, "format");
        requireNonNull(sizeBytes, "sizeBytes");
        requireNonNull(snapshotId, "snapshotId");
        requireNonNull(encrypted, "encrypted");
        requireNonNull(importBucket, "importBucket");
        requireNonNull(importObject, "importObject");
    }
}
