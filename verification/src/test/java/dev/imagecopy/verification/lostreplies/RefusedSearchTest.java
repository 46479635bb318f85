package dev.imagecopy.verification.lostreplies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who must not look cannot know: a search after a lost reply that is forbidden is no "nothing there". */
class RefusedSearchTest {
    private final ManualTimeSource time = new ManualTimeSource();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void alibaba_whenTheSearchIsForbidden_saysSo(boolean async) {
        AlibabaEcsSimulator service = AlibabaEcsSimulator.inProcess(time);
        service.failNext(Fault.loseReply().on("copyImage"));
        Fault forbidden = AlibabaEcsSimulator.error(403, "Forbidden.RAM", "User not authorized.");
        service.failNext(forbidden.on("copyImage").times(10));
        service.failNext(forbidden.on("describeImages").times(10));
        try (service;
                AlibabaEcsClient client = LossyCloud.at(service, true, Clouds.alibaba(service, time))
                        .build()) {
            assertThatThrownBy(() -> copy(client, Clouds.alibabaCopy(), async))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("the service refused to show")
                    .hasMessageContaining("403 Forbidden.RAM")
                    .hasMessageNotContaining("no trace")
                    .satisfies(RefusedSearchTest::hasToken);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void yandex_whenTheSearchIsForbidden_saysSo(boolean async) {
        YandexDesktopSimulator service = YandexDesktopSimulator.inProcess(time);
        service.failNext(Fault.loseReply().on("copyImage"));
        Fault forbidden = YandexDesktopSimulator.error(403, 7, "Permission denied");
        service.failNext(forbidden.on("copyImage").times(10));
        service.failNext(forbidden.on("listImages").times(10));
        try (service;
                YandexDesktopClient client = LossyCloud.at(service, true, Clouds.yandex(service, time))
                        .build()) {
            assertThatThrownBy(() -> copy(client, Clouds.yandexCopy(), async))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("the service refused to show")
                    .hasMessageContaining("403")
                    .hasMessageNotContaining("no trace")
                    .satisfies(RefusedSearchTest::hasToken);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fabric_whenTheLookIsForbidden_saysSo(boolean async) {
        ServiceFabricSimulator cluster = ServiceFabricSimulator.inProcess(time).addFolder(Clouds.FABRIC_SOURCE, "a");
        cluster.failNext(Fault.loseReply().on("copyImage"));
        cluster.failNext(Fault.status(403).on("listContent").skipping(1).times(20));
        try (cluster;
                ServiceFabricClient client = LossyCloud.at(cluster, true, Clouds.fabric(cluster, time))
                        .build()) {
            assertThatThrownBy(() -> finish(copy(client, Clouds.fabricCopy().build(), async)))
                    .isInstanceOf(PollingStoppedException.class)
                    .hasMessageContaining("403")
                    .hasMessageNotContaining("no trace")
                    .satisfies(RefusedSearchTest::hasToken);
        }
    }

    /** The destination is another region, whose project the identity service does not tell, so nothing can be searched. */
    @ParameterizedTest
    @CsvSource({"403, false", "403, true", "401, false", "401, true"})
    void huawei_whenTheProjectOfTheDestinationIsRefused_saysSo(int status, boolean async) {
        HuaweiImsSimulator service = HuaweiImsSimulator.inProcess(time);
        service.failNext(Fault.loseReply().on("copyImageToRegion"));
        service.failNext(Fault.status(status)
                .body("application/json", "{\"error\":{\"code\":" + status + ",\"message\":\"not allowed\"}}")
                .on("listProjects")
                .times(100));
        try (service;
                HuaweiImsClient client = LossyCloud.at(service, true, Clouds.huawei(service, time))
                        .build()) {
            Throwable lost = catchThrowable(() -> copyAbroad(client, async));
            assertThat(lost)
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("the service refused to show")
                    .hasMessageContaining("listProjects failed: " + status)
                    .hasMessageNotContaining("no trace")
                    .satisfies(RefusedSearchTest::hasToken);

            Operation<HuaweiImage> resumed =
                    client.resume(((SdkException) lost).resumeToken().orElseThrow());
            assertThatThrownBy(() -> finish(resumed))
                    .isInstanceOf(PollingStoppedException.class)
                    .hasMessageContaining("listProjects failed: " + status)
                    .hasMessageNotContaining("no trace")
                    .satisfies(RefusedSearchTest::hasToken);
        }
    }

    /** The project of the destination is known, and its images must not be listed. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void huawei_whenTheListOfTheDestinationIsForbidden_saysSo(boolean async) {
        HuaweiImsSimulator service = HuaweiImsSimulator.inProcess(time);
        service.failNext(Fault.loseReply().on("copyImageToRegion"));
        service.failNext(Fault.status(403)
                .body(
                        "application/json",
                        "{\"error_code\":\"APIGW.0302\",\"error_msg\":\"The user is not allowed to list images\"}")
                .on("listImages")
                .times(100));
        try (service;
                HuaweiImsClient client = LossyCloud.at(service, true, Clouds.huawei(service, time))
                        .build()) {
            Throwable lost = catchThrowable(() -> copyAbroad(client, async));
            assertThat(lost)
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("the service refused to show")
                    .hasMessageContaining("403 APIGW.0302")
                    .hasMessageNotContaining("no trace")
                    .satisfies(RefusedSearchTest::hasToken);
            service.assertArrivals("copyImageToRegion", 1);

            Operation<HuaweiImage> resumed =
                    client.resume(((SdkException) lost).resumeToken().orElseThrow());
            assertThatThrownBy(() -> finish(resumed))
                    .isInstanceOf(PollingStoppedException.class)
                    .hasMessageContaining("403 APIGW.0302")
                    .hasMessageNotContaining("no trace")
                    .satisfies(RefusedSearchTest::hasToken);
            service.assertArrivals("copyImageToRegion", 1);
        }
    }

    private Operation<HuaweiImage> copyAbroad(HuaweiImsClient client, boolean async) {
        HuaweiCopyToRegionRequest abroad = HuaweiCopyToRegionRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("abroad")
                .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                .agencyName(HuaweiImsSimulator.AGENCY)
                .build();
        return async ? done(client.copyImageToRegionAsync(abroad)) : client.copyImageToRegion(abroad);
    }

    private <R, T> Operation<T> copy(ImageCopyClient<R, T> client, R request, boolean async) {
        return async ? done(client.copyImageAsync(request)) : client.copyImage(request);
    }

    private <T> T finish(Operation<T> copy) {
        return done(copy.awaitAsync(Duration.ofHours(3)));
    }

    private <V> V done(CompletableFuture<V> future) {
        try {
            return time.runUntilDone(future).join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    private static void hasToken(Throwable thrown) {
        assertThat(((SdkException) thrown).resumeToken()).isPresent();
    }
}
