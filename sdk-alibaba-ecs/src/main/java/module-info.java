/** Copies images between regions of Alibaba Cloud ECS. */
module dev.imagecopy.alibaba.ecs {
    exports dev.imagecopy.alibaba.ecs;
    exports dev.imagecopy.alibaba.ecs.auth;
    exports dev.imagecopy.alibaba.ecs.model;

    requires com.fasterxml.jackson.databind;
    requires transitive dev.imagecopy.core;
    requires static transitive org.jspecify;
}
