package dev.imagecopy.benchmarks.simulators;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.RecordedReply;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Simulators;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * Starts many copies at the same moment on each simulator, whose answers are scripted to leave 1 to 6 seconds after their
 * request was read, waits until all have ended, and tells how late answers left.
 */
public final class ManyCopies {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(6);
    private static final Duration BOUND = Duration.ofMinutes(10);

    /**
     * What one simulator did.
     *
     * @param cloud which
     * @param copies how many copies it executed
     * @param repeated how many of them twice
     * @param replies how many answers left
     * @param lateMillis how late they left, at the median, at the 99th percentile, and the latest
     */
    public record Result(String cloud, int copies, int repeated, int replies, List<Double> lateMillis) {
        static Result of(String cloud, Simulator simulator) {
            List<Double> late = simulator.replies().stream()
                    .map(RecordedReply::late)
                    .map(lateness -> lateness.toNanos() / 1e6)
                    .sorted()
                    .toList();
            return new Result(
                    cloud,
                    simulator.copies().size(),
                    simulator.copies().size() - simulator.executions().size(),
                    late.size(),
                    List.of(at(late, 0.5), at(late, 0.99), at(late, 1)));
        }

        private static double at(List<Double> sorted, double share) {
            return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %.1f | %.1f | %.1f |",
                    cloud,
                    copies,
                    replies,
                    lateMillis.get(0),
                    lateMillis.get(1),
                    lateMillis.get(2));
        }
    }

    private ManyCopies() {}

    /**
     * Measures all four, one after the other, after a round that warms up.
     *
     * @param arguments how many copies; 1,000 if there is none
     */
    public static void main(String... arguments) {
        int count = arguments.length == 0 ? 1000 : Integer.parseInt(arguments[0]);
        List<Result> warmUp = run(count / 10);
        System.out.println("warmed up with " + warmUp.get(0).copies() + " copies on each");
        System.out.println("| simulator | copies at once | answers | late at the median, ms | at p99 | at most |");
        System.out.println("|---|---|---|---|---|---|");
        run(count).forEach(System.out::println);
    }

    /**
     * Measures all four, one after the other.
     *
     * @param count how many copies start at the same moment
     * @return what each did, once all of its copies have ended
     */
    public static List<Result> run(int count) {
        try (Simulators all = Simulators.start()) {
            return List.of(serviceFabric(all, count), huawei(all, count), yandex(all, count), alibaba(all, count));
        }
    }

    private static Result serviceFabric(Simulators all, int count) {
        ServiceFabricClient client =
                common(ServiceFabricClient.builder(), all.serviceFabric()).build();
        return measure("Service Fabric", all.serviceFabric(), client, count, i -> CopyImageStoreContentRequest.builder()
                .remoteSource(ServiceFabricSimulator.SOURCE_FOLDER)
                .remoteDestination("CalcApp\\copy-" + i)
                .build());
    }

    private static Result huawei(Simulators all, int count) {
        HuaweiImsClient client = common(HuaweiImsClient.builder(), all.huawei())
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                .build();
        return measure("Huawei IMS", all.huawei(), client, count, i -> HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("copy-" + i)
                .build());
    }

    private static Result yandex(Simulators all, int count) {
        YandexDesktopClient client = common(YandexDesktopClient.builder(), all.yandex())
                .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                .build();
        return measure("Yandex Desktop", all.yandex(), client, count, i -> YandexCopyImageRequest.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                .name("copy-" + i)
                .build());
    }

    private static Result alibaba(Simulators all, int count) {
        AlibabaEcsClient client = common(AlibabaEcsClient.builder(), all.alibaba())
                .region(AlibabaEcsSimulator.SOURCE_REGION)
                .credentials(AlibabaCredentials.accessKey(
                        AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                .build();
        return measure("Alibaba ECS", all.alibaba(), client, count, i -> AlibabaCopyImageRequest.builder()
                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .targetRegion("cn-shanghai")
                .name("copy-" + i)
                .build());
    }

    private static <B extends ClientBuilder<B>> B common(B builder, Simulator simulator) {
        return builder.endpoint(simulator.endpoint()).callTimeout(BOUND);
    }

    private static <R, T> Result measure(
            String cloud, Simulator simulator, ImageCopyClient<R, T> client, int count, IntFunction<R> request) {
        simulator.keepRequests(Integer.MAX_VALUE);
        simulator.delayReplies(LEAST, MOST);
        try (client) {
            List<CompletableFuture<T>> copies = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                copies.add(client.copyImageAsync(request.apply(i)).thenCompose(copy -> copy.awaitAsync(BOUND)));
            }
            copies.forEach(CompletableFuture::join);
        }
        return Result.of(cloud, simulator);
    }
}
