package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's own provider of credentials that hangs holds a call until its deadline, and the caller of an async one not at all. */
@Timeout(60)
class HungProviderTest {
    private static final CallOptions SHORT =
            CallOptions.builder().callTimeout(Duration.ofMillis(300)).build();

    private final CountDownLatch never = new CountDownLatch(1);
    private final TimeSource time = TimeSource.system();

    @AfterEach
    void letGo() {
        never.countDown();
        time.close();
    }

    private <C extends Credentials> CredentialsProvider<C> hanging() {
        return () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("given up");
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void alibabaCopy_whenTheProviderHangs_endsAtItsDeadline(boolean async) {
        try (AlibabaEcsSimulator service = AlibabaEcsSimulator.start();
                AlibabaEcsClient client =
                        Clouds.alibaba(service, time).credentials(hanging()).build()) {
            endsInTime(client, Clouds.alibabaCopy(), async);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void huaweiCopy_whenTheProviderHangs_endsAtItsDeadline(boolean async) {
        try (HuaweiImsSimulator service = HuaweiImsSimulator.start();
                HuaweiImsClient client =
                        Clouds.huawei(service, time).credentials(hanging()).build()) {
            endsInTime(client, Clouds.huaweiCopy(), async);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void yandexCopy_whenTheProviderHangs_endsAtItsDeadline(boolean async) {
        try (YandexDesktopSimulator service = YandexDesktopSimulator.start();
                YandexDesktopClient client =
                        Clouds.yandex(service, time).credentials(hanging()).build()) {
            endsInTime(client, Clouds.yandexCopy(), async);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void serviceFabricCopy_whenTheProviderHangs_endsAtItsDeadline(boolean async) {
        try (ServiceFabricSimulator cluster = Clouds.fabric(time);
                ServiceFabricClient client =
                        Clouds.fabric(cluster, time).credentials(hanging()).build()) {
            endsInTime(client, Clouds.fabricCopy().build(), async);
        }
    }

    private static <R> void endsInTime(ImageCopyClient<R, ?> client, R request, boolean async) {
        Throwable failure = catchThrowable(() -> {
            if (async) {
                CompletableFuture<?> copy = client.copyImageAsync(request, SHORT);
                copy.join();
            } else {
                client.copyImage(request, SHORT);
            }
        });

        assertThat(failure instanceof CompletionException ? failure.getCause() : failure)
                .isInstanceOfAny(CredentialsException.class, DeadlineExceededException.class)
                .hasMessageContaining(".copyImage failed: ");
    }
}
