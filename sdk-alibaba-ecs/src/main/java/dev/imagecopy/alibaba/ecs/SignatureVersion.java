package dev.imagecopy.alibaba.ecs;

/** How requests are signed. Both prove the same identity; the service accepts either. */
public enum SignatureVersion {
    /** {@code ACS3-HMAC-SHA256}, in headers: the vendor's current signature, and the default. */
    ACS3_HMAC_SHA256,
    /**
     * {@code HMAC-SHA1} of signature version 1.0, in query parameters, for gateways that support nothing newer. The vendor no
     * longer develops it.
     */
    RPC_V1_HMAC_SHA1
}
