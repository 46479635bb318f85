package dev.imagecopy.core;

/**
 * What to copy, on any cloud: the common type of all providers' copy requests. {@link ImageCopyClient#copies()} starts those
 * that its client knows. Implemented only by the SDK's own requests.
 */
public interface CopyRequest {}
