package dev.imagecopy.benchmarks.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.benchmarks.server.StubServer;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Timeline;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HuaweiSdkContenderTest {
    private final HuaweiSdkContender contender = new HuaweiSdkContender();

    @Test
    void copyAndPoll_atTheSimulator_areAccepted() {
        try (HuaweiImsSimulator ims = HuaweiImsSimulator.start()) {
            ims.acceptKey(Contender.ACCESS_KEY, Contender.SECRET_KEY);
            ims.script(Timeline.lasting(Duration.ofHours(1)));
            contender.open(Cloud.HUAWEI, ims.endpoint());

            contender.poll(contender.copy());

            assertThat(ims.copies()).hasSize(1);
            assertThat(ims.arrivals("describeJob")).isEqualTo(1);
        }
    }

    @Test
    void copyAndPoll_atTheStubServer_leaveTheConnectionUsable() throws Exception {
        try (StubServer server = StubServer.start()) {
            contender.open(Cloud.HUAWEI, URI.create(server.address()));

            contender.poll(contender.copy());
            contender.poll(contender.copy());

            assertThat(server.arrivals().copies()).isEqualTo(2);
            assertThat(server.arrivals().polls()).isEqualTo(2);
            assertThat(server.arrivals().connections()).isEqualTo(1);
        }
    }

    @Test
    void poll_whenTheCopyHasEnded_fails() {
        try (HuaweiImsSimulator ims = HuaweiImsSimulator.start()) {
            ims.acceptKey(Contender.ACCESS_KEY, Contender.SECRET_KEY);
            contender.open(Cloud.HUAWEI, ims.endpoint());
            Object copy = contender.copy();

            assertThatThrownBy(() -> contender.poll(copy)).hasMessageContaining("SUCCESS");
        }
    }
}
