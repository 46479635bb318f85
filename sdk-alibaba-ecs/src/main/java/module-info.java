/** Copies images between regions of Alibaba Cloud ECS. */
module dev.imagecopy.alibaba.ecs {
    requires transitive dev.imagecopy.core;
    requires static transitive org.jspecify;
}
