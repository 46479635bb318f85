package dev.imagecopy.benchmarks.simulators;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A client of one simulator.
 *
 * @param client the client
 * @param request the requests of copies that the simulator accepts, by their number
 */
record SimulatedClient<R, T>(ImageCopyClient<R, T> client, IntFunction<R> request) implements AutoCloseable {
    static SimulatedClient<?, ?> of(Cloud cloud, URI endpoint, Consumer<ClientBuilder<?>> further) {
        return switch (cloud) {
            case FABRIC -> serviceFabric(with(ServiceFabricClient.builder(), endpoint, further));
            case HUAWEI -> huawei(with(HuaweiImsClient.builder(), endpoint, further));
            case YANDEX -> yandex(with(YandexDesktopClient.builder(), endpoint, further));
            case ALIBABA -> alibaba(with(AlibabaEcsClient.builder(), endpoint, further));
        };
    }

    private static <B extends ClientBuilder<B>> B with(B builder, URI endpoint, Consumer<ClientBuilder<?>> further) {
        further.accept(builder);
        return builder.endpoint(endpoint);
    }

    private static SimulatedClient<?, ?> serviceFabric(ServiceFabricClient.Builder builder) {
        return new SimulatedClient<>(builder.build(), i -> CopyImageStoreContentRequest.builder()
                .remoteSource(ServiceFabricSimulator.SOURCE_FOLDER)
                .remoteDestination("CalcApp\\copy-" + i)
                .build());
    }

    private static SimulatedClient<?, ?> huawei(HuaweiImsClient.Builder builder) {
        HuaweiImsClient client = builder.region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                .build();
        return new SimulatedClient<>(client, i -> HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("copy-" + i)
                .build());
    }

    private static SimulatedClient<?, ?> yandex(YandexDesktopClient.Builder builder) {
        YandexDesktopClient client = builder.credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                .build();
        return new SimulatedClient<>(client, i -> YandexCopyImageRequest.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                .name("copy-" + i)
                .build());
    }

    private static SimulatedClient<?, ?> alibaba(AlibabaEcsClient.Builder builder) {
        AlibabaEcsClient client = builder.region(AlibabaEcsSimulator.SOURCE_REGION)
                .credentials(AlibabaCredentials.accessKey(
                        AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                .build();
        return new SimulatedClient<>(client, i -> AlibabaCopyImageRequest.builder()
                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .targetRegion("cn-shanghai")
                .name("copy-" + i)
                .build());
    }

    /** Starts so many copies at the same moment, and waits for each. */
    List<CompletableFuture<T>> start(int count, Duration bound) {
        return start(0, count, bound, () -> {});
    }

    /**
     * The same.
     *
     * @param first the number of the first
     * @param accepted called for each when its call has returned
     */
    List<CompletableFuture<T>> start(int first, int count, Duration bound, Runnable accepted) {
        List<CompletableFuture<T>> copies = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            copies.add(client.copyImageAsync(request.apply(i)).thenCompose(copy -> {
                accepted.run();
                return copy.awaitAsync(bound);
            }));
        }
        return copies;
    }

    @Override
    public void close() {
        client.close();
    }
}
