package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.verification.clouds.ReadTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clock that throws once during a question that several calls share: the calls that follow are answered. */
@Timeout(120)
class SharedQuestionTest {
    private static final Duration COPYING = Duration.ofMinutes(3);

    private final ManualTimeSource time = new ManualTimeSource();

    private ReadTime broken(int reading) {
        return new ReadTime(time, reading, () -> {
            throw new IllegalStateException("the clock");
        });
    }

    /** What a client has to ask before its first call. */
    private enum First {
        ADDRESSES {
            @Override
            ImageCopyClient<?, ?> client(TimeSource clock, ManualTimeSource time) {
                return Clouds.yandex(clock)
                        .discoverEndpoints()
                        .transport(YandexDesktopSimulator.inProcess(time).transport())
                        .callbackExecutor(Runnable::run)
                        .build();
            }

            @Override
            CopyRequest request() {
                return Clouds.yandexCopy();
            }
        },
        PROJECT {
            @Override
            ImageCopyClient<?, ?> client(TimeSource clock, ManualTimeSource time) {
                return HuaweiImsClient.builder()
                        .timeSource(clock)
                        .region(HuaweiImsSimulator.REGION)
                        .credentials(HuaweiCredentials.accessKey(
                                HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                        .transport(HuaweiImsSimulator.inProcess(time).transport())
                        .callbackExecutor(Runnable::run)
                        .build();
            }

            @Override
            CopyRequest request() {
                return Clouds.huaweiCopy();
            }
        };

        abstract ImageCopyClient<?, ?> client(TimeSource clock, ManualTimeSource time);

        abstract CopyRequest request();
    }

    @ParameterizedTest
    @CsvSource({"ADDRESSES, false", "ADDRESSES, true", "PROJECT, false", "PROJECT, true"})
    void call_afterTheClockFailedOnceDuringTheFirstQuestion_isAnswered(First first, boolean async) {
        for (int reading = 1; reading <= 60; reading++) {
            ReadTime clock = broken(reading);
            ImageCopyClient<?, ?> client;
            try {
                client = first.client(clock, time);
            } catch (IllegalStateException whileBuilding) {
                continue;
            }
            Copies<?> copies = client.copies();

            Throwable failed = catchThrowable(() -> look(copies, first.request(), async));

            if (!clock.isOver()) {
                assertThat(reading).isGreaterThan(5);
                return;
            }
            assertThat(catchThrowable(() -> look(copies, first.request(), async)))
                    .as("after reading %d failed with %s", reading, failed)
                    .isNull();
        }
    }

    private void look(Copies<?> copies, CopyRequest request, boolean async) {
        if (async) {
            time.runUntilDone(copies.lookUpAsync(request, CallOptions.defaults()))
                    .join();
        } else {
            copies.lookUp(request, CallOptions.defaults());
        }
    }

    @Test
    void groupPoll_afterTheClockFailedOnceDuringIt_goesOnForEveryCopy() {
        int polled = 0;
        for (int reading = 1; reading <= 120; reading++) {
            AlibabaEcsSimulator service = AlibabaEcsSimulator.inProcess(time);
            service.script(Timeline.lasting(COPYING));
            ReadTime clock = broken(reading);
            AlibabaEcsClient client;
            Operation<AlibabaImage> one;
            Operation<AlibabaImage> other;
            try {
                client = Clouds.alibaba(clock)
                        .transport(service.transport())
                        .callbackExecutor(Runnable::run)
                        .build();
                one = client.copyImage(Clouds.alibabaCopy());
                other = client.copyImage(AlibabaCopyImageRequest.builder()
                        .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                        .targetRegion(Clouds.ALIBABA_DESTINATION)
                        .name("another")
                        .build());
            } catch (RuntimeException beforeThePoll) {
                continue;
            }

            Throwable failed = catchThrowable(() -> one.pollAsync().join());

            if (!clock.isOver()) {
                break;
            }
            polled++;
            for (Operation<AlibabaImage> copy : List.of(one, other)) {
                CompletableFuture<AlibabaImage> wait = copy.awaitAsync(Duration.ofHours(1));
                assertThat(catchThrowable(() -> time.runUntilDone(wait).join()))
                        .as("after reading %d failed with %s", reading, failed)
                        .isNull();
            }
            client.close();
        }
        assertThat(polled).isGreaterThan(5);
    }
}
