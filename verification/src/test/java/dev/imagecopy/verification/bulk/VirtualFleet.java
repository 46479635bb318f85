package dev.imagecopy.verification.bulk;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.bulk.BulkCopy;
import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyReport;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Copies over four simulators and twenty regions, by a clock that goes as fast as the run: sixteen of Alibaba Cloud's regions,
 * Huawei Cloud's own and one across, a Yandex folder and a Service Fabric cluster. */
final class VirtualFleet implements AutoCloseable {
    static final List<String> ALIBABA_REGIONS = List.of(
            "ap-northeast-1",
            "ap-southeast-1",
            "ap-southeast-5",
            "cn-beijing",
            "cn-chengdu",
            "cn-guangzhou",
            "cn-hangzhou",
            "cn-hongkong",
            "cn-qingdao",
            "cn-shanghai",
            "cn-shenzhen",
            "cn-zhangjiakou",
            "eu-central-1",
            "eu-west-1",
            "us-east-1",
            "us-west-1");
    static final int REGIONS = ALIBABA_REGIONS.size() + 4;
    static final int RUNNING_PER_ALIBABA_REGION = 5;

    final AlibabaEcsSimulator ecs;
    final HuaweiImsSimulator ims;
    final YandexDesktopSimulator desktop;
    final ServiceFabricSimulator fabric;
    final List<CopyOutcome> outcomes = new ArrayList<>();
    private final ManualTimeSource time = new ManualTimeSource();
    private final OperationStore store = new InMemoryOperationStore();
    private final AlibabaEcsClient alibabaClient;
    private final HuaweiImsClient huaweiClient;
    private final YandexDesktopClient yandexClient;
    private final ServiceFabricClient fabricClient;
    private final long seed;
    private final ScriptedDurations alibaba;
    private final ScriptedDurations huawei;
    private final ScriptedDurations yandex;
    private final ScriptedDurations serviceFabric;

    VirtualFleet(long seed) {
        this.seed = seed;
        ecs = AlibabaEcsSimulator.inProcess(time);
        ims = HuaweiImsSimulator.inProcess(time);
        desktop = YandexDesktopSimulator.inProcess(time);
        fabric = ServiceFabricSimulator.inProcess(time).addFolder(Clouds.FABRIC_SOURCE, "a");
        simulators().forEach(simulator -> simulator.keepRequests(100));
        alibaba = new ScriptedDurations(
                ecs,
                request -> request.headers().first("x-acs-action").orElse("").equals("CopyImage")
                        || String.valueOf(request.uri().getQuery()).contains("Action=CopyImage"),
                seed);
        huawei = new ScriptedDurations(ims, VirtualFleet::copies, seed + 1);
        yandex = new ScriptedDurations(desktop, VirtualFleet::copies, seed + 2);
        serviceFabric = new ScriptedDurations(fabric, VirtualFleet::copies, seed + 3);
        alibabaClient = prepared(Clouds.alibaba(time), alibaba).build();
        huaweiClient = prepared(Clouds.huawei(time), huawei).build();
        yandexClient = prepared(Clouds.yandex(time), yandex).build();
        fabricClient = prepared(Clouds.fabric(fabric, time), serviceFabric).build();
    }

    private static boolean copies(HttpRequest request) {
        String path = request.uri().getPath();
        return request.method().equals("POST") && path.contains("opy");
    }

    private <B extends ClientBuilder<B>> B prepared(B builder, HttpTransport transport) {
        return builder.transport(transport).callbackExecutor(Runnable::run).operationStore(store);
    }

    List<Simulator> simulators() {
        return List.of(ecs, ims, desktop, fabric);
    }

    /** Runs so many copies, spread over the regions and shuffled. */
    CopyReport run(int copies, CopyLimits limits) {
        List<CopyJob> jobs = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            jobs.add(job(i % REGIONS, "copy-" + i));
        }
        Collections.shuffle(jobs, new Random(seed));
        BulkCopy bulk = BulkCopy.builder()
                .clients(CopyClients.of(
                        "ali", alibabaClient, "hw", huaweiClient, "yc", yandexClient, "sf", fabricClient))
                .store(store)
                .limits(limits)
                .timeSource(time)
                .executor(Runnable::run)
                .onOutcome(outcomes::add)
                .build();
        return time.runUntilDone(bulk.start(jobs.stream()).report()).join();
    }

    private static CopyJob job(int region, String name) {
        return region < ALIBABA_REGIONS.size()
                ? CopyJob.copy(
                        "ali",
                        AlibabaCopyImageRequest.builder()
                                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                                .targetRegion(ALIBABA_REGIONS.get(region))
                                .name(name)
                                .build())
                : elsewhere(region - ALIBABA_REGIONS.size(), name);
    }

    private static CopyJob elsewhere(int which, String name) {
        CopyRequest request =
                switch (which) {
                    case 0 ->
                        HuaweiCopyImageRequest.builder()
                                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                                .name(name)
                                .build();
                    case 1 ->
                        HuaweiCopyToRegionRequest.builder()
                                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                                .name(name)
                                .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                                .targetProjectName(HuaweiImsSimulator.TARGET_REGION)
                                .agencyName(HuaweiImsSimulator.AGENCY)
                                .build();
                    case 2 ->
                        YandexCopyImageRequest.builder()
                                .folderId(YandexDesktopSimulator.FOLDER)
                                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                                .name(name)
                                .build();
                    default ->
                        Clouds.fabricCopy()
                                .remoteDestination("App\\" + name)
                                .serverTimeout(Duration.ofHours(2))
                                .build();
                };
        return CopyJob.copy(which < 2 ? "hw" : which == 2 ? "yc" : "sf", request);
    }

    /** The longest of what each region would take at least. */
    Duration ideal() {
        Duration longest = Duration.ZERO;
        Map<String, List<Duration>> byRegion = new HashMap<>();
        List<AlibabaEcsSimulator.Copy> alibabaCopies = ecs.copies();
        for (int i = 0; i < alibabaCopies.size(); i++) {
            byRegion.computeIfAbsent(alibabaCopies.get(i).destinationRegion(), region -> new ArrayList<>())
                    .add(alibaba.durations().get(i));
        }
        for (List<Duration> durations : byRegion.values()) {
            longest = longer(longest, IdealDispatcher.makespan(durations, RUNNING_PER_ALIBABA_REGION));
        }
        List<Duration> own = new ArrayList<>();
        List<Duration> across = new ArrayList<>();
        List<HuaweiImsSimulator.Copy> copies = ims.copies();
        for (int i = 0; i < copies.size(); i++) {
            boolean inRegion = copies.get(i).region().equals(HuaweiImsSimulator.REGION);
            (inRegion ? own : across).add(huawei.durations().get(i));
        }
        longest = longer(longest, IdealDispatcher.makespan(own, 100));
        longest = longer(longest, IdealDispatcher.makespan(across, 5));
        longest = longer(longest, IdealDispatcher.makespan(yandex.durations(), 100));
        return longer(longest, IdealDispatcher.makespan(serviceFabric.durations(), 16));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** How often one waiter for each copy of a client would have asked. */
    long waiterPolls(String client) {
        return outcomes.stream()
                .filter(outcome -> outcome.client().equals(client))
                .mapToLong(outcome -> WaiterPolls.of(Duration.between(outcome.startedAt(), outcome.endedAt())))
                .sum();
    }

    @Override
    public void close() {
        alibabaClient.close();
        huaweiClient.close();
        yandexClient.close();
        fabricClient.close();
        simulators().forEach(Simulator::close);
        time.close();
    }
}
