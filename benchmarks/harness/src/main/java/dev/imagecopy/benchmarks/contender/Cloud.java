package dev.imagecopy.benchmarks.contender;

/** The four services that the stub server plays. */
public enum Cloud {
    /** Huawei Cloud IMS. */
    HUAWEI,
    /** Alibaba Cloud ECS. */
    ALIBABA,
    /** Yandex Cloud Desktop. */
    YANDEX,
    /** Service Fabric's image store. */
    FABRIC
}
