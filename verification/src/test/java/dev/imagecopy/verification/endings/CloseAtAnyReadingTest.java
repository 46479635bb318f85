package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.verification.clouds.ReadTime;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client that is closed between any two steps of a copy whose credentials come from the application's own provider, which is
 * asked on threads that the close ends.
 */
class CloseAtAnyReadingTest {
    private static final int READINGS = 60;

    private final ManualTimeSource time = new ManualTimeSource();

    static Stream<Arguments> cases() {
        return Stream.of(Cloud.values())
                .flatMap(cloud -> Stream.of(false, true).map(async -> Arguments.of(cloud, async)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void close_atAnyReadingOfTheClock_isWhatTheCallerIsTold(Cloud cloud, boolean async) {
        int closed = 0;
        for (int reading = 1; reading <= READINGS; reading++) {
            AtomicReference<@Nullable ImageCopyClient<?, ?>> client = new AtomicReference<>();
            ReadTime clock = new ReadTime(time, reading, () -> {
                ImageCopyClient<?, ?> built = client.get();
                if (built != null) {
                    built.close();
                }
            });
            Simulator service = service(cloud);

            Throwable thrown = ended(cloud, clock, service.transport(), client, async);

            assertThat(Thread.interrupted()).isFalse();
            if (thrown != null) {
                closed++;
                assertThat(thrown)
                        .as("reading %d", reading)
                        .isInstanceOfAny(
                                AmbiguousOutcomeException.class,
                                service.copies().isEmpty()
                                        ? ClientClosedException.class
                                        : AmbiguousOutcomeException.class);
            }
        }
        assertThat(closed).isPositive();
    }

    private Simulator service(Cloud cloud) {
        return switch (cloud) {
            case ALIBABA -> AlibabaEcsSimulator.inProcess(time);
            case HUAWEI -> HuaweiImsSimulator.inProcess(time);
            case YANDEX -> YandexDesktopSimulator.inProcess(time);
            case SERVICE_FABRIC -> ServiceFabricSimulator.inProcess(time).addFolder(Clouds.FABRIC_SOURCE, "a", "b");
        };
    }

    private @Nullable Throwable ended(
            Cloud cloud,
            TimeSource clock,
            HttpTransport transport,
            AtomicReference<@Nullable ImageCopyClient<?, ?>> client,
            boolean async) {
        return switch (cloud) {
            case ALIBABA ->
                run(
                        Clouds.alibaba(clock)
                                .credentials(() -> AlibabaCredentials.accessKey(
                                        AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                                .transport(transport)
                                .build(),
                        Clouds.alibabaCopy(),
                        client,
                        async);
            case HUAWEI ->
                run(
                        Clouds.huawei(clock)
                                .credentials(() -> HuaweiCredentials.accessKey(
                                        HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                                .transport(transport)
                                .build(),
                        Clouds.huaweiCopy(),
                        client,
                        async);
            case YANDEX ->
                run(
                        Clouds.yandex(clock)
                                .credentials(() -> YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                                .transport(transport)
                                .build(),
                        Clouds.yandexCopy(),
                        client,
                        async);
            case SERVICE_FABRIC ->
                run(
                        ServiceFabricClient.builder()
                                .endpoint(URI.create("https://cluster:19080"))
                                .timeSource(clock)
                                .credentials(() -> ServiceFabricCredentials.bearer("secret-of-the-token"))
                                .transport(transport)
                                .build(),
                        Clouds.fabricCopy().build(),
                        client,
                        async);
        };
    }

    private <R, T> @Nullable Throwable run(
            ImageCopyClient<R, T> client,
            R request,
            AtomicReference<@Nullable ImageCopyClient<?, ?>> closable,
            boolean async) {
        closable.set(client);
        try (client) {
            if (async) {
                time.runUntilDone(client.copyImageAsync(request)).join();
            } else {
                client.copyImage(request);
            }
            return null;
        } catch (RuntimeException e) {
            return CallFlow.causeOf(e);
        }
    }
}
