package dev.imagecopy.benchmarks.ours;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/** This SDK with its default settings. */
public final class OursContender implements Contender {
    private Client<?, ?> client;

    /** A client with the one request that it is asked to send. */
    private abstract static class Client<R, T> {
        final ImageCopyClient<R, T> client;

        Client(ImageCopyClient<R, T> client) {
            this.client = client;
        }

        abstract R request();

        Operation<?> copy() throws InterruptedException {
            return client.copyImage(request());
        }

        Operation<?> underWay(Operation<?> copy) {
            return copy;
        }
    }

    @Override
    public void open(Cloud cloud, URI endpoint) {
        open(cloud, endpoint, builder -> {});
    }

    /** Opens with settings beside the default ones. */
    void open(Cloud cloud, URI endpoint, Consumer<ClientBuilder<?>> further) {
        client = switch (cloud) {
            case HUAWEI -> new Huawei(endpoint, further);
            case ALIBABA -> new Alibaba(endpoint, further);
            case YANDEX -> new Yandex(endpoint, further);
            case FABRIC -> new Fabric(endpoint, further);
        };
    }

    /** Starts a copy. */
    Operation<?> start() throws InterruptedException {
        return client.copy();
    }

    @Override
    public Object copy() throws InterruptedException {
        return new Handle(client.copy());
    }

    @Override
    public void poll(Object copy) {
        Handle handle = (Handle) copy;
        if (handle.underWay == null) {
            handle.underWay = client.underWay(handle.started);
        }
        if (handle.underWay.poll().state().isTerminal()) {
            throw new IllegalStateException("the copy has ended: " + handle.underWay.latest());
        }
    }

    private static <B extends ClientBuilder<B>> B with(B builder, Consumer<ClientBuilder<?>> further) {
        further.accept(builder);
        return builder;
    }

    /** What one thread polls. */
    private static final class Handle {
        private final Operation<?> started;
        private Operation<?> underWay;

        Handle(Operation<?> started) {
            this.started = started;
        }
    }

    private static final class Huawei extends Client<HuaweiCopyImageRequest, Object> {
        @SuppressWarnings({"unchecked", "rawtypes"}) // results are never looked at
        Huawei(URI endpoint, Consumer<ClientBuilder<?>> further) {
            super((ImageCopyClient) with(
                            HuaweiImsClient.builder()
                                    .endpoint(endpoint)
                                    .region(REGION)
                                    .projectId(PROJECT)
                                    .credentials(HuaweiCredentials.accessKey(ACCESS_KEY, SECRET_KEY)),
                            further)
                    .build());
        }

        @Override
        HuaweiCopyImageRequest request() {
            return HuaweiCopyImageRequest.builder()
                    .imageId(IMAGE)
                    .name("golden-2026-11")
                    .build();
        }
    }

    private static final class Alibaba extends Client<AlibabaCopyImageRequest, Object> {
        @SuppressWarnings({"unchecked", "rawtypes"}) // results are never looked at
        Alibaba(URI endpoint, Consumer<ClientBuilder<?>> further) {
            super((ImageCopyClient) with(
                            AlibabaEcsClient.builder()
                                    .endpoint(endpoint)
                                    .region(REGION)
                                    .credentials(AlibabaCredentials.accessKey(ACCESS_KEY, SECRET_KEY)),
                            further)
                    .build());
        }

        @Override
        AlibabaCopyImageRequest request() {
            return AlibabaCopyImageRequest.builder()
                    .imageId(IMAGE)
                    .destinationRegion(REGION)
                    .name("golden-2026-11")
                    .build();
        }
    }

    private static final class Yandex extends Client<YandexCopyImageRequest, Object> {
        @SuppressWarnings({"unchecked", "rawtypes"}) // results are never looked at
        Yandex(URI endpoint, Consumer<ClientBuilder<?>> further) {
            super((ImageCopyClient) with(
                            YandexDesktopClient.builder()
                                    .endpoint(endpoint)
                                    .folderId(PROJECT)
                                    .credentials(YandexCredentials.iamToken(ACCESS_KEY)),
                            further)
                    .build());
        }

        @Override
        YandexCopyImageRequest request() {
            return YandexCopyImageRequest.builder()
                    .folderId(PROJECT)
                    .imageId(IMAGE)
                    .name("golden-2026-11")
                    .build();
        }
    }

    /** A copy is a look at the destination and a call that is open until the copy is done; a poll is such a look. */
    private static final class Fabric extends Client<CopyImageStoreContentRequest, Object> {
        @SuppressWarnings({"unchecked", "rawtypes"}) // results are never looked at
        Fabric(URI endpoint, Consumer<ClientBuilder<?>> further) {
            super((ImageCopyClient) with(
                            ServiceFabricClient.builder()
                                    .endpoint(endpoint)
                                    .credentials(ServiceFabricCredentials.bearer(() -> ACCESS_KEY)),
                            further)
                    .build());
        }

        @Override
        CopyImageStoreContentRequest request() {
            return CopyImageStoreContentRequest.builder()
                    .remoteSource("incoming\\golden")
                    .remoteDestination("golden\\copy")
                    .serverTimeout(Duration.ofHours(1))
                    .build();
        }

        @Override
        Operation<?> copy() throws InterruptedException {
            Operation<?> copy = super.copy();
            copy.await(Duration.ofMinutes(1));
            return copy;
        }

        @Override
        Operation<?> underWay(Operation<?> copy) {
            return client.resume(copy.resumeToken());
        }
    }
}
