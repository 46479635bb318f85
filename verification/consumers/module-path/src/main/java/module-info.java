module consumer {
    requires dev.imagecopy.alibaba.ecs;
    requires dev.imagecopy.huawei.ims;
    requires dev.imagecopy.servicefabric;
    requires dev.imagecopy.testing;
    requires dev.imagecopy.yandex.desktop;
}
