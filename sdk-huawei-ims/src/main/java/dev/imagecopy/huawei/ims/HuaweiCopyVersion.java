package dev.imagecopy.huawei.ims;

/** The versions of the copy inside a region. Both take the same request. */
public enum HuaweiCopyVersion {
    /** {@code /v1/cloudimages/{image_id}/copy}, offered everywhere. */
    V1,
    /**
     * {@code /v2.1/cloudimages/{image_id}/copy}, which enforces the caller's own rights on KMS keys. Where the gateway says
     * that it is not offered (APIGW.0101), which it does before anything is copied, version 1 is called.
     */
    V2_1
}
