package dev.imagecopy.benchmarks.simulators;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Simulators;

/** The simulator of each cloud. */
final class Services {
    private Services() {}

    static Simulator of(Simulators all, Cloud cloud) {
        return switch (cloud) {
            case FABRIC -> all.serviceFabric();
            case HUAWEI -> all.huawei();
            case YANDEX -> all.yandex();
            case ALIBABA -> all.alibaba();
        };
    }
}
