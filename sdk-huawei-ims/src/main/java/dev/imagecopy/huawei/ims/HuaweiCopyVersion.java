package dev.imagecopy.huawei.ims;

/** The versions of the call that copies inside a region. Both accept the same request. */
public enum HuaweiCopyVersion {
    /** {@code /v1/cloudimages/{image_id}/copy}. If the gateway does not offer it (APIGW.0101), version 2.1 is called. */
    V1,
    /**
     * {@code /v2.1/cloudimages/{image_id}/copy}, which enforces the caller's own permissions on KMS keys. If the gateway says,
     * before anything is copied, that it does not offer this call (APIGW.0101), version 1 is called instead.
     */
    V2_1
}
