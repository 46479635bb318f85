package dev.imagecopy.core;

/**
 * What to copy, on any cloud: every provider's copy requests are of this type. {@link ImageCopyClient#copies()} starts those that
 * its client knows. Implemented by the SDK's own requests only.
 */
public interface CopyRequest {}
