package dev.imagecopy.verification.store;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** One of the four clouds, in process and on manual time, with clients that keep their copies in a store. */
enum StoredCloud {
    ALIBABA {
        @Override
        Simulator simulator(ManualTimeSource time) {
            return slow(AlibabaEcsSimulator.inProcess(time));
        }

        @Override
        ImageCopyClient<?, ?> client(HttpTransport transport, TimeSource time, Optional<OperationStore> store) {
            return set(Clouds.alibaba(time).accountId("1234567890123456"), transport, store)
                    .build();
        }

        @Override
        Fault refusal() {
            return AlibabaEcsSimulator.error(403, "Forbidden.RAM", "not allowed");
        }

        @Override
        CopyRequest request(String name) {
            return AlibabaCopyImageRequest.builder()
                    .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                    .targetRegion(Clouds.ALIBABA_DESTINATION)
                    .name(name)
                    .build();
        }
    },
    HUAWEI {
        @Override
        Simulator simulator(ManualTimeSource time) {
            return slow(HuaweiImsSimulator.inProcess(time));
        }

        @Override
        ImageCopyClient<?, ?> client(HttpTransport transport, TimeSource time, Optional<OperationStore> store) {
            return set(Clouds.huawei(time), transport, store).build();
        }

        @Override
        Fault refusal() {
            return HuaweiImsSimulator.error("IMG.0030", "not allowed");
        }

        @Override
        CopyRequest request(String name) {
            return HuaweiCopyImageRequest.builder()
                    .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                    .name(name)
                    .build();
        }
    },
    YANDEX {
        @Override
        Simulator simulator(ManualTimeSource time) {
            return slow(YandexDesktopSimulator.inProcess(time));
        }

        @Override
        ImageCopyClient<?, ?> client(HttpTransport transport, TimeSource time, Optional<OperationStore> store) {
            return set(Clouds.yandex(time), transport, store).build();
        }

        @Override
        Fault refusal() {
            return YandexDesktopSimulator.error(403, 7, "not allowed");
        }

        @Override
        CopyRequest request(String name) {
            return YandexCopyImageRequest.builder()
                    .folderId(YandexDesktopSimulator.FOLDER)
                    .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                    .name(name)
                    .build();
        }
    },
    SERVICE_FABRIC {
        @Override
        Simulator simulator(ManualTimeSource time) {
            return slow(ServiceFabricSimulator.inProcess(time).addFolder(Clouds.FABRIC_SOURCE, "a", "b", "c"));
        }

        @Override
        ImageCopyClient<?, ?> client(HttpTransport transport, TimeSource time, Optional<OperationStore> store) {
            ServiceFabricClient.Builder builder = ServiceFabricClient.builder()
                    .endpoint(URI.create("http://127.0.0.1:19080"))
                    .timeSource(time);
            return set(builder, transport, store).build();
        }

        @Override
        Fault refusal() {
            return Fault.status(403);
        }

        @Override
        CopyRequest request(String name) {
            return Clouds.fabricCopy().remoteDestination("App\\" + name).build();
        }
    };

    /** How long a copy takes. */
    static final Duration COPYING = Duration.ofSeconds(30);

    static final String KEY = "5a1b0c0d-0000-4000-8000-00000000abcd";

    abstract Simulator simulator(ManualTimeSource time);

    abstract ImageCopyClient<?, ?> client(HttpTransport transport, TimeSource time, Optional<OperationStore> store);

    /** The service says no. */
    abstract Fault refusal();

    abstract CopyRequest request(String name);

    ImageCopyClient<?, ?> client(HttpTransport transport, TimeSource time, OperationStore store) {
        return client(transport, time, Optional.of(store));
    }

    /** Whether the service runs a copy once for each key. */
    boolean honorsKeys() {
        return this == ALIBABA || this == YANDEX;
    }

    private static Simulator slow(Simulator service) {
        service.script(Timeline.lasting(COPYING));
        return service;
    }

    private static <B extends ClientBuilder<B>> B set(
            B builder, HttpTransport transport, Optional<OperationStore> store) {
        store.ifPresent(builder::operationStore);
        return builder.transport(transport).callbackExecutor(Runnable::run);
    }
}
