package dev.imagecopy.alibaba.ecs;

/** Which of the vendor's addresses to call. All are https. */
public enum AlibabaEndpointMode {
    /** {@code ecs.{region}.aliyuncs.com}, with the vendor's exceptions. The default. */
    PUBLIC,
    /** {@code ecs-vpc.{region}.aliyuncs.com}, from inside the vendor's networks. */
    VPC,
    /** {@code ecs.aliyuncs.com} for every region. */
    CENTRAL
}
