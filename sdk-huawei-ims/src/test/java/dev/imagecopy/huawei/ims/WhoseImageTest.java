package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two copies to one name, of which one never reached the service; and clocks that are off. */
class WhoseImageTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
    private final HuaweiImsClient client = Clients.inProcess(simulator, time).build();

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private static HuaweiCopyImageRequest.Builder golden() {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("golden");
    }

    static Stream<Arguments> others() {
        return Stream.of(
                other("ten seconds before", Duration.ofSeconds(10), copy -> copy),
                other("a minute before", Duration.ofSeconds(59), copy -> copy),
                other("another description", Duration.ZERO, copy -> copy.description("theirs")),
                other("another key", Duration.ZERO, copy -> copy.cmkId(HuaweiImsSimulator.KMS_KEY)),
                other(
                        "another enterprise project",
                        Duration.ZERO,
                        copy -> copy.enterpriseProjectId("4a6c0b1e-8f0b-4d4e-9a56-3d7c0f1a2b3c")));
    }

    private static Arguments other(
            String what, Duration before, UnaryOperator<HuaweiCopyImageRequest.Builder> difference) {
        return Arguments.argumentSet(what, before, difference);
    }

    @Tag("FAULT-85")
    @ParameterizedTest
    @MethodSource("others")
    void copyImage_whenOnlySomebodyElsesReachedTheService_isAmbiguous(
            Duration before, UnaryOperator<HuaweiCopyImageRequest.Builder> difference) {
        client.copyImage(difference.apply(golden()).build());
        time.advance(before);
        simulator.failNext(Fault.dropRequest().on("copyImage"));

        assertThatThrownBy(() -> client.copyImage(golden().build())).isInstanceOf(AmbiguousOutcomeException.class);
        assertThat(simulator.copies()).hasSize(1);
    }

    /** The list shows its time and its images when it begins to answer; ten seconds later, both are that much older. */
    @ParameterizedTest
    @ValueSource(longs = {2, 5, 9})
    void copyImage_whenTheListIsSlow_doesNotTakeSomebodyElsesImage(long secondsBefore) {
        client.copyImage(golden().build());
        time.advance(Duration.ofSeconds(secondsBefore));
        simulator.failNext(Fault.dropRequest().on("copyImage"));
        simulator.failNext(
                Fault.delayReply(Duration.ofSeconds(10)).on("listImages").times(8));

        assertThatThrownBy(() -> client.copyImage(golden().build())).isInstanceOf(AmbiguousOutcomeException.class);
        assertThat(simulator.copies()).hasSize(1);
    }

    @Tag("FAULT-86")
    @ParameterizedTest
    @ValueSource(longs = {-7200, -600, -65, 0, 65, 600, 7200})
    void copyImage_whenItsReplyIsLost_isFoundHoweverFarTheClocksAreApart(long seconds) {
        simulator.skewClock(Duration.ofSeconds(seconds));
        assertThat(client.findImage(HuaweiImsSimulator.SOURCE_IMAGE)).isPresent(); // learns the offset, if it must
        simulator.failNext(Fault.loseReply().on("copyImage"));

        Operation<HuaweiImage> copy =
                client.copyImage(golden().description("ours").build());

        assertThat(copy.id()).isEqualTo(simulator.copies().get(0).imageId());
        assertThat(copy.latest().evidence()).isEqualTo(Evidence.FOUND_BY_NAME);
        assertThat(simulator.copies()).hasSize(1);
    }
}
