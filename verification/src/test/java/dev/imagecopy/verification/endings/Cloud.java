package dev.imagecopy.verification.endings;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.util.List;

/** The four clouds, in process and on a manual clock. */
enum Cloud {
    ALIBABA {
        @Override
        Stage<?, ?, ?> stage(ManualTimeSource time) {
            AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
            return new Stage<>(
                    simulator,
                    Clouds.alibaba(time),
                    AlibabaEcsClient.Builder::build,
                    Clouds.alibabaCopy(),
                    client -> client.listImages(AlibabaImageQuery.builder().build()),
                    List.of(AlibabaEcsSimulator.SOURCE_IMAGE, Clouds.NAME, Clouds.ALIBABA_DESTINATION));
        }
    },
    HUAWEI {
        @Override
        Stage<?, ?, ?> stage(ManualTimeSource time) {
            HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
            return new Stage<>(
                    simulator,
                    Clouds.huawei(time),
                    HuaweiImsClient.Builder::build,
                    Clouds.huaweiCopy(),
                    client -> client.listImages(HuaweiImageQuery.builder().build()),
                    List.of(HuaweiImsSimulator.SOURCE_IMAGE, Clouds.NAME, HuaweiImsSimulator.REGION));
        }
    },
    YANDEX {
        @Override
        Stage<?, ?, ?> stage(ManualTimeSource time) {
            YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
            return new Stage<>(
                    simulator,
                    Clouds.yandex(time),
                    YandexDesktopClient.Builder::build,
                    Clouds.yandexCopy(),
                    client -> client.listImages(YandexImageQuery.builder()
                            .folderId(YandexDesktopSimulator.FOLDER)
                            .build()),
                    List.of(YandexDesktopSimulator.SOURCE_IMAGE, Clouds.NAME, YandexDesktopSimulator.FOLDER));
        }
    },
    SERVICE_FABRIC {
        @Override
        Stage<?, ?, ?> stage(ManualTimeSource time) {
            ServiceFabricSimulator simulator =
                    ServiceFabricSimulator.inProcess(time).addFolder(Clouds.FABRIC_SOURCE, "a", "b");
            return new Stage<>(
                    simulator,
                    Clouds.fabric(simulator, time),
                    ServiceFabricClient.Builder::build,
                    Clouds.fabricCopy().build(),
                    client -> client.listContent(Clouds.FABRIC_SOURCE),
                    List.of(Clouds.FABRIC_SOURCE, "App\\v2"));
        }

        @Override
        void failCopies(Stage<?, ?, ?> stage) {
            stage.simulator()
                    .failNext(Fault.status(400)
                            .body("application/json", "{\"Error\":{\"Code\":\"E_INVALIDARG\",\"Message\":\"no\"}}")
                            .on("copyImage"));
        }
    };

    abstract Stage<?, ?, ?> stage(ManualTimeSource time);

    /** Has copies be accepted, and fail while they are made. */
    void failCopies(Stage<?, ?, ?> stage) {
        stage.simulator().script(Timeline.polls(2).failing("Broken", "the copy broke"));
    }
}
