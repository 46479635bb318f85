package dev.imagecopy.bulk;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Four simulators and their clients on one thread, by a clock that a test moves: every run goes the same way. */
final class FourClouds implements AutoCloseable {
    static final String FABRIC_SOURCE = "App\\v1";

    final ManualTimeSource time = new ManualTimeSource();
    final HuaweiImsSimulator ims = HuaweiImsSimulator.inProcess(time);
    final AlibabaEcsSimulator ecs = AlibabaEcsSimulator.inProcess(time);
    final YandexDesktopSimulator desktop = YandexDesktopSimulator.inProcess(time);
    final ServiceFabricSimulator fabric = ServiceFabricSimulator.inProcess(time).addFolder(FABRIC_SOURCE, "a", "b");
    OperationStore store;
    private final boolean stores;
    private HuaweiImsClient huawei;
    private AlibabaEcsClient alibaba;
    private YandexDesktopClient yandex;
    private ServiceFabricClient serviceFabric;

    FourClouds() {
        this(new InMemoryOperationStore());
    }

    FourClouds(OperationStore store) {
        this(store, true);
    }

    /** Clients and runs that keep nothing. */
    static FourClouds withoutStore() {
        return new FourClouds(new InMemoryOperationStore(), false);
    }

    private FourClouds(OperationStore store, boolean stores) {
        this.store = store;
        this.stores = stores;
        huawei = huaweiClient();
        alibaba = alibabaClient();
        yandex = yandexClient();
        serviceFabric = fabricClient();
        simulators().forEach(simulator -> simulator.script(Timeline.lasting(Duration.ofMinutes(30))));
    }

    List<Simulator> simulators() {
        return List.of(ims, ecs, desktop, fabric);
    }

    /** As another process: new clients, the same store. */
    void restart() {
        closeClients();
        huawei = huaweiClient();
        alibaba = alibabaClient();
        yandex = yandexClient();
        serviceFabric = fabricClient();
    }

    /** As another process that opens the same store. */
    void restart(OperationStore opened) {
        store = opened;
        restart();
    }

    CopyClients clients() {
        return CopyClients.of("huawei", huawei, "ali", alibaba, "yandex", yandex, "fabric", serviceFabric);
    }

    BulkCopy.Builder bulk() {
        return bulk(clients());
    }

    BulkCopy.Builder bulk(CopyClients clients) {
        BulkCopy.Builder bulk =
                BulkCopy.builder().clients(clients).timeSource(time).executor(Runnable::run);
        return stores ? bulk.store(store) : bulk;
    }

    CopyReport run(BulkCopy.Builder bulk, Stream<CopyJob> jobs) {
        return time.runUntilDone(bulk.build().start(jobs).report()).join();
    }

    CopyReport run(CopyJob... jobs) {
        return run(bulk(), Stream.of(jobs));
    }

    private <B extends ClientBuilder<B>> B prepared(B builder, Simulator simulator) {
        B prepared = builder.transport(simulator.transport()).timeSource(time).callbackExecutor(Runnable::run);
        return stores ? prepared.operationStore(store) : prepared;
    }

    private HuaweiImsClient huaweiClient() {
        return huawei(ims).projectId(HuaweiImsSimulator.PROJECT_ID).build();
    }

    /** A client that has to find out its project; another simulator is another account. */
    HuaweiImsClient huaweiClient(HuaweiImsSimulator account) {
        return huawei(account).build();
    }

    private HuaweiImsClient.Builder huawei(HuaweiImsSimulator account) {
        return prepared(HuaweiImsClient.builder(), account)
                .region(HuaweiImsSimulator.REGION)
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY));
    }

    private AlibabaEcsClient alibabaClient() {
        return alibabaClient(ecs);
    }

    /** A client without an account id; another simulator is another account. */
    AlibabaEcsClient alibabaClient(AlibabaEcsSimulator account) {
        return prepared(AlibabaEcsClient.builder(), account)
                .region(AlibabaEcsSimulator.SOURCE_REGION)
                .credentials(AlibabaCredentials.accessKey(
                        AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                .build();
    }

    private YandexDesktopClient yandexClient() {
        return prepared(YandexDesktopClient.builder(), desktop)
                .folderId(YandexDesktopSimulator.FOLDER)
                .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                .build();
    }

    private ServiceFabricClient fabricClient() {
        return prepared(ServiceFabricClient.builder(), fabric)
                .endpoint(fabric.endpoint())
                .build();
    }

    static HuaweiCopyImageRequest huawei(String name) {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name(name)
                .build();
    }

    static AlibabaCopyImageRequest alibaba(String region, String name) {
        return AlibabaCopyImageRequest.builder()
                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .targetRegion(region)
                .name(name)
                .build();
    }

    static YandexCopyImageRequest yandex(String name) {
        return YandexCopyImageRequest.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                .name(name)
                .build();
    }

    static CopyImageStoreContentRequest fabric(String destination) {
        return CopyImageStoreContentRequest.builder()
                .remoteSource(FABRIC_SOURCE)
                .remoteDestination(destination)
                .serverTimeout(Duration.ofHours(1))
                .build();
    }

    private void closeClients() {
        huawei.close();
        alibaba.close();
        yandex.close();
        serviceFabric.close();
    }

    @Override
    public void close() {
        closeClients();
        store.close();
        simulators().forEach(Simulator::close);
        time.close();
    }

    HuaweiImsClient huawei() {
        return huawei;
    }

    ServiceFabricClient fabric() {
        return serviceFabric;
    }

    YandexDesktopClient yandex() {
        return yandex;
    }

    AlibabaEcsClient alibaba() {
        return alibaba;
    }

    static HuaweiCopyToRegionRequest huaweiToRegion(String name) {
        return HuaweiCopyToRegionRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name(name)
                .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                .targetProjectName(HuaweiImsSimulator.TARGET_REGION)
                .agencyName(HuaweiImsSimulator.AGENCY)
                .build();
    }
}
