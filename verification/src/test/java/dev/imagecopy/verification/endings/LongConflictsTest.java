package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy that may wait for others for days ends with the refusal, however often it is refused. */
class LongConflictsTest {
    private static final Duration DAYS = Duration.ofDays(3);
    private static final String JSON = "application/json";

    private final ManualTimeSource time = new ManualTimeSource();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void alibabaCopy_whenItIsRefusedForDays_endsWithTheRefusal(boolean async) {
        try (AlibabaEcsSimulator service = AlibabaEcsSimulator.inProcess(time);
                ImageCopyClient<?, ?> client = Clouds.alibaba(time)
                        .transport(service.transport())
                        .callbackExecutor(Runnable::run)
                        .waitForConflicts(DAYS)
                        .build()) {
            refuse(service, "copyImage", 409, "{\"Code\":\"OperationDenied.ImageCopying\",\"Message\":\"busy\"}");
            endsWithTheRefusal(client, Clouds.alibabaCopy(), async);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void huaweiCopy_whenItIsRefusedForDays_endsWithTheRefusal(boolean async) {
        HuaweiCopyToRegionRequest copy = HuaweiCopyToRegionRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name(Clouds.NAME)
                .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                .targetProjectId(HuaweiImsSimulator.TARGET_PROJECT_ID)
                .agencyName(HuaweiImsSimulator.AGENCY)
                .build();
        try (HuaweiImsSimulator service = HuaweiImsSimulator.inProcess(time);
                var client = Clouds.huawei(time)
                        .transport(service.transport())
                        .callbackExecutor(Runnable::run)
                        .waitForConflicts(DAYS)
                        .build()) {
            refuse(service, "copyImageToRegion", 400, "{\"error\":{\"code\":\"IMG.0149\",\"message\":\"busy\"}}");
            Throwable failure = async
                    ? failure(client.copyImageToRegionAsync(copy))
                    : catchThrowable(() -> client.copyImageToRegion(copy));
            assertThat(failure).isInstanceOf(ApiException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void yandexCopy_whenItIsRefusedForDays_endsWithTheRefusal(boolean async) {
        try (YandexDesktopSimulator service = YandexDesktopSimulator.inProcess(time);
                ImageCopyClient<?, ?> client = Clouds.yandex(time)
                        .transport(service.transport())
                        .callbackExecutor(Runnable::run)
                        .waitForConflicts(DAYS)
                        .build()) {
            refuse(service, "copyImage", 409, "{\"code\":10,\"message\":\"Conflicting operation opq123 detected\"}");
            endsWithTheRefusal(client, Clouds.yandexCopy(), async);
        }
    }

    private static void refuse(Simulator service, String call, int status, String body) {
        service.failNext(Fault.status(status).body(JSON, body).on(call).times(1_000_000));
    }

    @SuppressWarnings("unchecked")
    private <R> void endsWithTheRefusal(ImageCopyClient<?, ?> client, R request, boolean async) {
        ImageCopyClient<R, ?> typed = (ImageCopyClient<R, ?>) client;
        Throwable failure =
                async ? failure(typed.copyImageAsync(request)) : catchThrowable(() -> typed.copyImage(request));
        assertThat(failure).isInstanceOf(ApiException.class);
    }

    private Throwable failure(CompletableFuture<?> copy) {
        return CallFlow.causeOf(catchThrowable(() -> time.runUntilDone(copy).join()));
    }
}
