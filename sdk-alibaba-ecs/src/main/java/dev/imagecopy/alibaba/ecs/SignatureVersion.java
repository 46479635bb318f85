package dev.imagecopy.alibaba.ecs;

/** How requests are signed. Both prove the same identity; the service accepts either. */
public enum SignatureVersion {
    /** {@code ACS3-HMAC-SHA256}, in header fields: the vendor's present signature, and the default. */
    ACS3_HMAC_SHA256,
    /**
     * {@code HMAC-SHA1} of signature version 1.0, in query parameters: for gateways that know nothing newer. The vendor
     * has stopped developing it.
     */
    RPC_V1_HMAC_SHA1
}
