package dev.imagecopy.verification.cost;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.benchmarks.ours.RawContender;
import dev.imagecopy.benchmarks.ours.RawFreshContender;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The clients written by hand, to which ours is compared, are lean, but nothing that the services need is missing. */
class YardstickTest {
    @Test
    void raw_isAcceptedByHuawei() {
        try (HuaweiImsSimulator service = HuaweiImsSimulator.start()) {
            service.acceptKey(Contender.ACCESS_KEY, Contender.SECRET_KEY);

            copiesAndPolls(new RawContender(), Cloud.HUAWEI, service.endpoint());
            copiesAndPolls(new RawFreshContender(), Cloud.HUAWEI, service.endpoint());
        }
    }

    @Test
    void raw_isAcceptedByAlibaba() {
        try (AlibabaEcsSimulator service = AlibabaEcsSimulator.start()) {
            service.acceptKey(Contender.ACCESS_KEY, Contender.SECRET_KEY);
            service.addImage(Contender.REGION, Contender.IMAGE, "golden");

            copiesAndPolls(new RawContender(), Cloud.ALIBABA, service.endpoint());
        }
    }

    @Test
    void raw_isAcceptedByYandex() {
        try (YandexDesktopSimulator service = YandexDesktopSimulator.start()) {
            service.addFolder(Contender.PROJECT);
            service.addImage(Contender.PROJECT, Contender.IMAGE, "golden");
            service.acceptTokenFor(Contender.ACCESS_KEY, Contender.PROJECT);

            copiesAndPolls(new RawContender(), Cloud.YANDEX, service.endpoint());
        }
    }

    @Test
    void raw_isAcceptedByServiceFabric() {
        try (ServiceFabricSimulator service = ServiceFabricSimulator.start()) {
            service.acceptBearer(Contender.ACCESS_KEY);
            service.addImage("incoming\\golden");
            service.addImage("golden\\copy");

            copiesAndPolls(new RawContender(), Cloud.FABRIC, service.endpoint());
        }
    }

    private static void copiesAndPolls(Contender contender, Cloud cloud, URI endpoint) {
        assertThatCode(() -> {
                    contender.open(cloud, endpoint);
                    contender.poll(contender.copy());
                })
                .doesNotThrowAnyException();
    }
}
