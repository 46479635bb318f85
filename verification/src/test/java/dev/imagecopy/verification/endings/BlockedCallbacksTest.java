package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.event.CallStarted;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Application code that blocks in every poll, on all threads that there are for it, ends no wait later than its timeout. */
@Timeout(120)
class BlockedCallbacksTest {
    private static final int COPIES = 90; // more than there are threads for polls
    private static final Duration SHORT = Duration.ofMillis(1500);

    private final TimeSource time = TimeSource.system();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean blocks;

    /** Where the application's code blocks. */
    enum Place {
        INTERCEPTOR,
        LISTENER,
        PROVIDER
    }

    @AfterEach
    void letGo() {
        never.countDown();
        time.close();
    }

    private void block() {
        if (blocks) {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <B extends ClientBuilder<B>> B blocking(Place place, B client) {
        B hasty = client.pollPolicy(PollPolicy.standard().toBuilder()
                .initialDelay(Duration.ofMillis(200))
                .build());
        return switch (place) {
            case INTERCEPTOR -> hasty.addInterceptor((attempt, headers) -> block());
            case LISTENER ->
                hasty.listener(new SdkListener() {
                    @Override
                    public void callStarted(CallStarted event) {
                        block();
                    }
                });
            case PROVIDER -> hasty;
        };
    }

    @ParameterizedTest
    @EnumSource
    void huaweiWaits_whenApplicationCodeBlocks_endAtTheirTimeouts(Place place) throws InterruptedException {
        HuaweiCredentials key =
                HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY);
        CredentialsProvider<HuaweiCredentials> provider = () -> {
            block();
            return key;
        };
        try (HuaweiImsSimulator service = HuaweiImsSimulator.inProcess(time)) {
            HuaweiImsClient.Builder builder =
                    blocking(place, Clouds.huawei(time)).transport(service.transport());
            HuaweiImsClient client = (place == Place.PROVIDER ? builder.credentials(provider) : builder).build();
            service.script(Timeline.lasting(Duration.ofHours(1)));
            service.limitImages(1000);
            endInTime(client, n -> HuaweiCopyImageRequest.builder()
                    .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                    .name("n" + n)
                    .build());
        }
    }

    @ParameterizedTest
    @EnumSource
    void yandexWaits_whenApplicationCodeBlocks_endAtTheirTimeouts(Place place) throws InterruptedException {
        CredentialsProvider<YandexCredentials> provider = () -> {
            block();
            return YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN);
        };
        try (YandexDesktopSimulator service = YandexDesktopSimulator.inProcess(time)) {
            YandexDesktopClient.Builder builder =
                    blocking(place, Clouds.yandex(time)).transport(service.transport());
            YandexDesktopClient client = (place == Place.PROVIDER ? builder.credentials(provider) : builder).build();
            service.script(Timeline.lasting(Duration.ofHours(1)));
            endInTime(client, n -> YandexCopyImageRequest.builder()
                    .folderId(YandexDesktopSimulator.FOLDER)
                    .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                    .name("n" + n)
                    .build());
        }
    }

    private <R, T> void endInTime(ImageCopyClient<R, T> client, IntFunction<R> request) throws InterruptedException {
        try (client) {
            List<Operation<T>> copies = new ArrayList<>();
            for (int n = 0; n < COPIES; n++) {
                copies.add(client.copyImage(request.apply(n)));
            }
            blocks = true;
            List<CompletableFuture<T>> waits = new ArrayList<>();
            for (Operation<T> copy : copies) {
                waits.add(copy.awaitAsync(SHORT));
            }
            assertThat(CompletableFuture.allOf(waits.toArray(CompletableFuture[]::new)))
                    .failsWithin(Duration.ofSeconds(30));
            assertThat(waits).allSatisfy(wait -> assertThat(wait)
                    .failsWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(OperationWaitTimeoutException.class));
            assertThat(catchThrowable(() -> copies.get(COPIES - 1).await(SHORT)))
                    .isInstanceOf(OperationWaitTimeoutException.class);
        }
    }
}
