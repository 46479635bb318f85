package dev.imagecopy.verification.lostreplies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One deadline and one count hold for a copy and for what settles it after a lost reply. */
class OneDeadlineTest {
    private static final Duration THREE_SECONDS = Duration.ofSeconds(3);
    private static final CallOptions SHORT =
            CallOptions.builder().callTimeout(THREE_SECONDS).build();

    private final ManualTimeSource time = new ManualTimeSource();

    @Tag("FAULT-88")
    @ParameterizedTest
    @CsvSource({"ALIBABA, false", "ALIBABA, true", "HUAWEI, false", "HUAWEI, true", "YANDEX, false", "YANDEX, true"})
    void copyImage_whenEveryRequestIsLost_endsByItsOwnDeadline(String cloud, boolean async) {
        switch (cloud) {
            case "ALIBABA" -> {
                AlibabaEcsSimulator service = AlibabaEcsSimulator.inProcess(time);
                try (service;
                        AlibabaEcsClient client = LossyCloud.at(service, true, Clouds.alibaba(service, time))
                                .build()) {
                    endsByItsDeadline(service, client, Clouds.alibabaCopy(), async);
                }
            }
            case "HUAWEI" -> {
                HuaweiImsSimulator service = HuaweiImsSimulator.inProcess(time);
                try (service;
                        HuaweiImsClient client = LossyCloud.at(service, true, Clouds.huawei(service, time))
                                .build()) {
                    endsByItsDeadline(service, client, Clouds.huaweiCopy(), async);
                }
            }
            default -> {
                YandexDesktopSimulator service = YandexDesktopSimulator.inProcess(time);
                try (service;
                        YandexDesktopClient client = LossyCloud.at(service, true, Clouds.yandex(service, time))
                                .build()) {
                    endsByItsDeadline(service, client, Clouds.yandexCopy(), async);
                }
            }
        }
    }

    private <R, T> void endsByItsDeadline(Simulator service, ImageCopyClient<R, T> client, R request, boolean async) {
        service.failNext(Fault.dropRequest().on("copyImage").times(1000));

        AmbiguousOutcomeException error =
                catchThrowableOfType(AmbiguousOutcomeException.class, () -> copy(client, request, SHORT, async));

        assertThat(error.resumeToken()).isPresent();
        assertThat(Duration.between(ManualTimeSource.START, time.now())).isLessThanOrEqualTo(THREE_SECONDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void alibabaCopy_whenItsNameIsTakenAfterALostReply_looksItUpWithinTheSameDeadline(boolean async) {
        AlibabaEcsSimulator service = AlibabaEcsSimulator.inProcess(time);
        try (service;
                AlibabaEcsClient client = LossyCloud.at(service, true, Clouds.alibaba(service, time))
                        .build()) {
            service.checkNamesFirst(true);
            service.failNext(Fault.loseReply().on("copyImage"));
            service.failNext(Fault.delayReply(Duration.ofMillis(2400)).on("copyImage"));
            service.failNext(Fault.delayReply(Duration.ofMillis(2900)).on("describeImages"));

            AmbiguousOutcomeException error = catchThrowableOfType(
                    AmbiguousOutcomeException.class, () -> copy(client, Clouds.alibabaCopy(), SHORT, async));

            assertThat(error).isNotNull();
            assertThat(error.resumeToken()).isPresent();
            assertThat(Duration.between(ManualTimeSource.START, time.now())).isLessThanOrEqualTo(THREE_SECONDS);
        }
    }

    @Tag("FAULT-88")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void yandexCopy_whenEveryReplyIsLost_isSentAsOftenAsThePolicyAllowsAndSettledFromItsToken(boolean async) {
        try (YandexDesktopSimulator service = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = LossyCloud.at(service, true, Clouds.yandex(service, time))
                        .build()) {
            service.failNext(Fault.loseReply().on("copyImage").times(4));
            YandexCopyImageRequest request = Clouds.yandexCopy();

            AmbiguousOutcomeException error = catchThrowableOfType(
                    AmbiguousOutcomeException.class, () -> copy(client, request, CallOptions.defaults(), async));

            assertThat(service.arrivals("copyImage")).isEqualTo(4);
            Operation<DesktopImage> settled = client.resume(error.resumeToken().orElseThrow());
            assertThat(result(settled.awaitAsync(Duration.ofHours(1))).name()).contains(Clouds.NAME);
            assertThat(service.copies()).hasSize(1);
        }
    }

    private <R, T> Operation<T> copy(ImageCopyClient<R, T> client, R request, CallOptions options, boolean async) {
        return async ? result(client.copyImageAsync(request, options)) : client.copyImage(request, options);
    }

    private <V> V result(CompletableFuture<V> future) {
        CompletableFuture<V> done = time.runUntilDone(future);
        try {
            return done.join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }
}
