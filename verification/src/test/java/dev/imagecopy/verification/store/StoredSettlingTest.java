package dev.imagecopy.verification.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.verification.store.CutTransport.Cut;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of copies that were being sent when their process ended. */
class StoredSettlingTest {
    private static final ResumePolicy UNIQUE_NAMES = ResumePolicy.uniqueNames(Duration.ofSeconds(60));

    private final ManualTimeSource time = new ManualTimeSource();

    private static CallOptions keyed() {
        return CallOptions.builder().idempotencyKey(StoredCloud.KEY).build();
    }

    /** Leaves a client behind whose request for a copy was cut off. */
    private ScriptedStore interrupted(StoredCloud cloud, Simulator service, Cut cut) {
        ScriptedStore store = new ScriptedStore();
        cloud.client(new CutTransport(service.transport(), cut), time, store)
                .copies()
                .startAsync(cloud.request("golden"), keyed());
        assertThat(store.only().sends()).isEqualTo(1);
        return store.afterRestart();
    }

    private ResumedCopy<?> resumed(ImageCopyClient<?, ?> client, ScriptedStore store, ResumePolicy policy)
            throws Exception {
        return time.runUntilDone(client.copies().resumeAsync(store, store.only().key(), policy, CallOptions.defaults()))
                .get();
    }

    @Test
    void huawei_whenTheServiceShowsTheImageLate_findsIt() throws Exception {
        Simulator ims = StoredCloud.HUAWEI.simulator(time);
        ScriptedStore store = interrupted(StoredCloud.HUAWEI, ims, Cut.BEFORE_THE_ANSWER_COMES);
        ims.failNext(Fault.status(200)
                .body("application/json", "{\"images\":[]}")
                .on("listImages")
                .times(2));
        try (ImageCopyClient<?, ?> client = StoredCloud.HUAWEI.client(ims.transport(), time, store)) {
            ResumedCopy<?> resumed = resumed(client, store, ResumePolicy.standard());

            assertThat(resumed).isInstanceOf(ResumedCopy.Settled.class);
            assertThat(resumed.handle().orElseThrow().latest().evidence()).isEqualTo(Evidence.FOUND_BY_NAME);
            assertThat(store.only().phase()).isEqualTo(Phase.ACCEPTED);
            assertThat(ims.copies()).hasSize(1);
        }
    }

    /** The clock of this machine does not count, whether it was set meanwhile or not. */
    @ParameterizedTest
    @ValueSource(longs = {-40, 0, 40})
    void huawei_whenSomebodyElsesImageIsOlder_doesNotTakeIt(long minutesSet) throws Exception {
        HuaweiImsSimulator ims = (HuaweiImsSimulator) StoredCloud.HUAWEI.simulator(time);
        try (ImageCopyClient<?, ?> others = StoredCloud.HUAWEI.client(ims.transport(), time, new ScriptedStore())) {
            others.copies().start(StoredCloud.HUAWEI.request("golden"), keyed());
        }
        time.advance(Duration.ofSeconds(3));
        ScriptedStore store = interrupted(StoredCloud.HUAWEI, ims, Cut.BEFORE_THE_REQUEST_ARRIVES);
        time.jumpWallClock(Duration.ofMinutes(minutesSet));
        try (ImageCopyClient<?, ?> client = StoredCloud.HUAWEI.client(ims.transport(), time, store)) {
            ResumedCopy<?> resumed = resumed(client, store, ResumePolicy.standard());

            assertThat(resumed).isInstanceOfSatisfying(ResumedCopy.Ambiguous.class, open -> assertThat(open.cause())
                    .hasMessageContaining("no trace"));
        }
    }

    /** Without permission to list, the record holds no time of the service's clock, so the image may be anybody's. */
    @Test
    void huawei_whenTheServicesTimeIsUnknown_isOpenAndNamesTheImage() throws Exception {
        HuaweiImsSimulator ims = (HuaweiImsSimulator) StoredCloud.HUAWEI.simulator(time);
        ims.failNext(Fault.status(403).on("listImages"));
        ScriptedStore store = interrupted(StoredCloud.HUAWEI, ims, Cut.BEFORE_THE_ANSWER_COMES);
        try (ImageCopyClient<?, ?> client = StoredCloud.HUAWEI.client(ims.transport(), time, store)) {
            ResumedCopy<?> resumed = resumed(client, store, ResumePolicy.standard());

            assertThat(resumed).isInstanceOfSatisfying(ResumedCopy.Ambiguous.class, open -> assertThat(open.cause())
                    .hasMessageContaining(ims.copies().get(0).imageId()));
            assertThat(store.only().phase()).isEqualTo(Phase.SENDING);
            assertThat(ims.copies()).hasSize(1);
        }
    }

    @Test
    void huawei_whenTheServiceShowsTheMarkedImageLate_findsIt() throws Exception {
        Simulator ims = StoredCloud.HUAWEI.simulator(time);
        ScriptedStore before = new ScriptedStore();
        marking(new CutTransport(ims.transport(), Cut.BEFORE_THE_ANSWER_COMES), before)
                .copyImageAsync((HuaweiCopyImageRequest) StoredCloud.HUAWEI.request("golden"), keyed());
        ScriptedStore store = before.afterRestart();
        ims.failNext(Fault.status(200)
                .body("application/json", "{\"images\":[]}")
                .on("listImages")
                .times(2));
        try (HuaweiImsClient client = marking(ims.transport(), store)) {
            ResumedCopy<?> resumed = resumed(client, store, ResumePolicy.standard());

            assertThat(resumed).isInstanceOf(ResumedCopy.Settled.class);
            assertThat(resumed.handle().orElseThrow().latest().evidence()).isEqualTo(Evidence.FOUND_BY_NAME);
            assertThat(store.only().phase()).isEqualTo(Phase.ACCEPTED);
            assertThat(ims.copies()).hasSize(1);
        }
    }

    private HuaweiImsClient marking(HttpTransport transport, ScriptedStore store) {
        return Clouds.huawei(time)
                .transport(transport)
                .callbackExecutor(Runnable::run)
                .operationStore(store)
                .correlationToken(true)
                .build();
    }

    /** Somebody gave the name to another image after all, so the caller's word does not count. */
    @Test
    void huawei_whenAnotherImageHasTheName_isOpen_whateverTheCallerAssumes() throws Exception {
        HuaweiImsSimulator ims = (HuaweiImsSimulator) StoredCloud.HUAWEI.simulator(time);
        ScriptedStore store = interrupted(StoredCloud.HUAWEI, ims, Cut.BEFORE_THE_REQUEST_ARRIVES);
        try (ImageCopyClient<?, ?> client = StoredCloud.HUAWEI.client(ims.transport(), time, store);
                HuaweiImsClient others =
                        Clouds.huawei(time).transport(ims.transport()).build()) {
            others.copyImage(HuaweiCopyImageRequest.builder()
                    .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                    .name("golden")
                    .description("somebody else's")
                    .build());

            ResumedCopy<?> resumed = resumed(client, store, UNIQUE_NAMES);

            assertThat(resumed).isInstanceOf(ResumedCopy.Ambiguous.class);
            assertThat(ims.copies()).hasSize(1);
            assertThat(store.only().phase()).isEqualTo(Phase.SENDING);
        }
    }

    @Test
    void huawei_withUniqueNames_isSentAgainOnlyAfterTheWindow() throws Exception {
        Simulator ims = StoredCloud.HUAWEI.simulator(time);
        ScriptedStore store = interrupted(StoredCloud.HUAWEI, ims, Cut.BEFORE_THE_REQUEST_ARRIVES);
        try (ImageCopyClient<?, ?> client = StoredCloud.HUAWEI.client(ims.transport(), time, store)) {
            var resumed = client.copies().resumeAsync(store, store.only().key(), UNIQUE_NAMES, CallOptions.defaults());
            time.advance(Duration.ofSeconds(59));
            assertThat(ims.copies()).isEmpty();

            time.runUntilDone(resumed);

            assertThat(ims.copies()).hasSize(1);
            assertThat(store.only().sends()).isEqualTo(2);
        }
    }

    /** The word about names is for services without keys: these are simply asked again. */
    @ParameterizedTest
    @EnumSource(names = {"ALIBABA", "YANDEX"})
    void copyWithAKey_isSentAgainAtOnce_underIt(StoredCloud cloud) throws Exception {
        Simulator service = cloud.simulator(time);
        ScriptedStore store = interrupted(cloud, service, Cut.BEFORE_THE_ANSWER_COMES);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            ResumedCopy<?> resumed = resumed(client, store, UNIQUE_NAMES);

            assertThat(resumed).isInstanceOf(ResumedCopy.Settled.class);
            assertThat(service.copies()).hasSize(1);
            assertThat(store.only().phase()).isEqualTo(Phase.ACCEPTED);
        }
    }

    /** Nobody knows for how long a service remembers a key. */
    @ParameterizedTest
    @EnumSource(names = {"ALIBABA", "YANDEX"})
    void copyWithAKey_thatIsADayOld_isNotSentAgain(StoredCloud cloud) throws Exception {
        Simulator service = cloud.simulator(time);
        ScriptedStore store = interrupted(cloud, service, Cut.BEFORE_THE_REQUEST_ARRIVES);
        time.advance(Duration.ofHours(25));
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            assertThat(resumed(client, store, ResumePolicy.standard())).isInstanceOf(ResumedCopy.Ambiguous.class);
            assertThat(service.copies()).isEmpty();
        }
    }

    /** The cluster's time for the first attempt must be over before the copy is sent again. */
    @Test
    void serviceFabric_whenNothingArrived_isSentAgainWhenItsTimeIsOver() throws Exception {
        Simulator cluster = StoredCloud.SERVICE_FABRIC.simulator(time);
        ScriptedStore store = interrupted(StoredCloud.SERVICE_FABRIC, cluster, Cut.BEFORE_THE_REQUEST_ARRIVES);
        try (ImageCopyClient<?, ?> client = StoredCloud.SERVICE_FABRIC.client(cluster.transport(), time, store)) {
            Operation<?> copy =
                    resumed(client, store, ResumePolicy.standard()).handle().orElseThrow();
            var end = copy.awaitAsync(Duration.ofHours(1));
            time.advance(Duration.ofSeconds(55));
            assertThat(cluster.copies()).isEmpty();

            time.runUntilDone(end);

            assertThat(cluster.copies()).hasSize(1);
        }
    }

    @Test
    void serviceFabric_whenTheGatewayCannotBeReached_mayBeStartedAgainUnderItsKey() throws Exception {
        Simulator cluster = StoredCloud.SERVICE_FABRIC.simulator(time);
        ScriptedStore store = new ScriptedStore();
        cluster.failNext(Fault.refuseConnection().on("copyImage").times(20));
        try (ImageCopyClient<?, ?> client = StoredCloud.SERVICE_FABRIC.client(cluster.transport(), time, store)) {
            Operation<?> copy = client.copies().start(StoredCloud.SERVICE_FABRIC.request("golden"), keyed());
            time.runUntilDone(copy.awaitAsync(Duration.ofHours(1)).handle((done, thrown) -> done));
            assertThat(store.only().outcome().orElseThrow().begun()).isFalse();

            time.advance(Duration.ofMinutes(5));
            while (cluster.pendingFaults() > 0) {
                Operation<?> failing = client.copies().start(StoredCloud.SERVICE_FABRIC.request("golden"), keyed());
                time.runUntilDone(failing.awaitAsync(Duration.ofHours(1)).handle((done, thrown) -> done));
            }
            Operation<?> again = client.copies().start(StoredCloud.SERVICE_FABRIC.request("golden"), keyed());
            time.runUntilDone(again.awaitAsync(Duration.ofHours(1)));

            assertThat(cluster.copies()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumeAll_blocking_reportsEachCopy(StoredCloud cloud) {
        Simulator service = cloud.simulator(time);
        ScriptedStore store = interrupted(cloud, service, Cut.BEFORE_THE_ANSWER_COMES);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            List<? extends ResumedCopy<?>> first = client.resumeAll(store).copies();
            List<? extends ResumedCopy<?>> second = client.resumeAll(store).copies();

            assertThat(first).singleElement().isInstanceOfAny(ResumedCopy.Settled.class, ResumedCopy.Adopted.class);
            assertThat(second).singleElement().isInstanceOfAny(ResumedCopy.Adopted.class, ResumedCopy.Settled.class);
            assertThat(service.copies()).hasSize(1);
        }
    }

    @Test
    void huawei_withCorrelationTokens_marksACopyAlwaysInTheSameWay() throws Exception {
        HuaweiImsSimulator ims = (HuaweiImsSimulator) StoredCloud.HUAWEI.simulator(time);
        ScriptedStore store = new ScriptedStore();
        HuaweiCopyImageRequest request = HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("gilded")
                .description("of November")
                .build();
        try (HuaweiImsClient client = marking(ims.transport(), store)) {
            Operation<?> copy = client.copyImage(request, keyed());
            Operation<?> again = client.copyImage(request, keyed());

            assertThat(again.id()).isEqualTo(copy.id());
            assertThat(client.copies().read(store.only().request())).isEqualTo(request);
            time.runUntilDone(copy.awaitAsync(Duration.ofHours(9)));
            assertThat(client.copies().lookUp(request, CallOptions.defaults())).isInstanceOf(TargetLook.Ready.class);
        }
    }
}
