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
import java.util.function.Supplier;

/** This SDK with its default settings. */
public final class OursContender implements Contender, AutoCloseable {
    private Client<?, ?> client;

    @Override
    public void open(Cloud cloud, URI endpoint) {
        open(cloud, endpoint, builder -> {});
    }

    /** Opens with settings beside the default ones. */
    public void open(Cloud cloud, URI endpoint, Consumer<ClientBuilder<?>> further) {
        client = switch (cloud) {
            case HUAWEI -> Huawei.client(endpoint, further);
            case ALIBABA -> Alibaba.client(endpoint, further);
            case YANDEX -> Yandex.client(endpoint, further);
            case FABRIC -> Fabric.client(endpoint, further);
        };
    }

    // Each in a class of its own: an application of one provider does not load the others.

    private static final class Huawei {
        static Client<?, ?> client(URI endpoint, Consumer<ClientBuilder<?>> further) {
            HuaweiImsClient.Builder builder = HuaweiImsClient.builder()
                    .endpoint(endpoint)
                    .region(REGION)
                    .projectId(PROJECT)
                    .credentials(HuaweiCredentials.accessKey(ACCESS_KEY, SECRET_KEY));
            return new Client<>(with(builder, further).build(), () -> HuaweiCopyImageRequest.builder()
                    .imageId(IMAGE)
                    .name("golden-2026-11")
                    .build());
        }
    }

    private static final class Alibaba {
        static Client<?, ?> client(URI endpoint, Consumer<ClientBuilder<?>> further) {
            AlibabaEcsClient.Builder builder = AlibabaEcsClient.builder()
                    .endpoint(endpoint)
                    .region(REGION)
                    .credentials(AlibabaCredentials.accessKey(ACCESS_KEY, SECRET_KEY));
            return new Client<>(with(builder, further).build(), () -> AlibabaCopyImageRequest.builder()
                    .imageId(IMAGE)
                    .targetRegion(REGION)
                    .name("golden-2026-11")
                    .build());
        }
    }

    private static final class Yandex {
        static Client<?, ?> client(URI endpoint, Consumer<ClientBuilder<?>> further) {
            YandexDesktopClient.Builder builder = YandexDesktopClient.builder()
                    .endpoint(endpoint)
                    .folderId(PROJECT)
                    .credentials(YandexCredentials.iamToken(ACCESS_KEY));
            return new Client<>(with(builder, further).build(), () -> YandexCopyImageRequest.builder()
                    .folderId(PROJECT)
                    .imageId(IMAGE)
                    .name("golden-2026-11")
                    .build());
        }
    }

    private static final class Fabric {
        static Client<?, ?> client(URI endpoint, Consumer<ClientBuilder<?>> further) {
            ServiceFabricClient.Builder builder = ServiceFabricClient.builder()
                    .endpoint(endpoint)
                    .credentials(ServiceFabricCredentials.bearer(() -> ACCESS_KEY));
            return new Whole<>(
                    with(builder, further).build(), () -> request("golden\\new"), () -> request("golden\\copy"));
        }

        private static CopyImageStoreContentRequest request(String destination) {
            return CopyImageStoreContentRequest.builder()
                    .remoteSource("incoming\\golden")
                    .remoteDestination(destination)
                    .serverTimeout(Duration.ofHours(1))
                    .build();
        }
    }

    private static <B extends ClientBuilder<B>> B with(B builder, Consumer<ClientBuilder<?>> further) {
        further.accept(builder);
        return builder;
    }

    /** The request of a copy, made anew. */
    Object request() {
        return client.request.get();
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

    @Override
    public void close() {
        client.client.close();
    }

    /** What one thread polls. */
    private static final class Handle {
        private final Operation<?> started;
        private Operation<?> underWay;

        Handle(Operation<?> started) {
            this.started = started;
        }
    }

    /** A client with the request that it is asked to send again and again. */
    private static class Client<R, T> {
        final ImageCopyClient<R, T> client;
        private final Supplier<R> request;

        Client(ImageCopyClient<R, T> client, Supplier<R> request) {
            this.client = client;
            this.request = request;
        }

        Operation<?> copy() throws InterruptedException {
            return client.copyImage(request.get());
        }

        Operation<?> underWay(Operation<?> copy) {
            return copy;
        }
    }

    /**
     * A copy is a look at the destination, where nothing is yet, and a call that is open until the copy is done; a poll is a
     * look at a destination with content.
     */
    private static final class Whole<R, T> extends Client<R, T> {
        private final Supplier<R> toContent;

        Whole(ImageCopyClient<R, T> client, Supplier<R> request, Supplier<R> toContent) {
            super(client, request);
            this.toContent = toContent;
        }

        @Override
        Operation<?> copy() throws InterruptedException {
            Operation<?> copy = super.copy();
            copy.await(Duration.ofMinutes(1));
            return copy;
        }

        @Override
        Operation<?> underWay(Operation<?> copy) {
            return client.resume(client.copyImage(toContent.get()).resumeToken());
        }
    }
}
