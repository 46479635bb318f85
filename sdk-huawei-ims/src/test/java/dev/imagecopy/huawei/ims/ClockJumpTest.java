package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our wall clock is set between a lost reply and the search for the image; the service's goes on. */
class ClockJumpTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
    private final AtomicBoolean armed = new AtomicBoolean();

    @AfterEach
    void close() {
        simulator.close();
    }

    private HuaweiImsClient client(Duration jump) {
        return Clients.inProcess(simulator, time)
                .listener(new SdkListener() {
                    @Override
                    public void attemptFinished(AttemptFinished event) {
                        if (event.call().equals("copyImage") && armed.getAndSet(false)) {
                            time.jumpWallClock(jump);
                            simulator.skewClock(jump.negated());
                        }
                    }
                })
                .build();
    }

    private static HuaweiCopyImageRequest golden() {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("golden")
                .build();
    }

    @ParameterizedTest
    @ValueSource(longs = {-7200, -600, -65, 65, 600, 7200})
    void copyImage_whenItsReplyIsLost_isFound(long seconds) {
        simulator.failNext(Fault.loseReply().on("copyImage"));
        armed.set(true);
        try (HuaweiImsClient client = client(Duration.ofSeconds(seconds))) {
            Operation<HuaweiImage> copy = client.copyImage(golden());

            assertThat(copy.id()).isEqualTo(simulator.copies().get(0).imageId());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-7200, -600, -65, 65, 600, 7200})
    void copyImage_whenItNeverArrivedAndSomebodyElsesIsThere_isAmbiguous(long seconds) {
        try (HuaweiImsClient client = client(Duration.ofSeconds(seconds))) {
            client.copyImage(golden());
            time.advance(Duration.ofSeconds(30));
            simulator.failNext(Fault.dropRequest().on("copyImage"));
            armed.set(true);

            assertThatThrownBy(() -> client.copyImage(golden())).isInstanceOf(AmbiguousOutcomeException.class);
        }
        assertThat(simulator.copies()).hasSize(1);
    }
}
