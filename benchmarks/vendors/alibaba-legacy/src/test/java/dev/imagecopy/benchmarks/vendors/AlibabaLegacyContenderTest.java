package dev.imagecopy.benchmarks.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.benchmarks.server.StubServer;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Timeline;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlibabaLegacyContenderTest {
    private final AlibabaLegacyContender contender = new AlibabaLegacyContender();

    @Test
    void copyAndPoll_atTheSimulator_areAccepted() throws Exception {
        try (AlibabaEcsSimulator ecs = simulator()) {
            ecs.script(Timeline.lasting(Duration.ofHours(1)));
            contender.open(Cloud.ALIBABA, ecs.endpoint());

            contender.poll(contender.copy());

            assertThat(ecs.copies()).hasSize(1);
            assertThat(ecs.arrivals("describeImages")).isEqualTo(1);
        }
    }

    @Test
    void copyAndPoll_atTheStubServer_leaveTheConnectionUsable() throws Exception {
        try (StubServer server = StubServer.start()) {
            contender.open(Cloud.ALIBABA, URI.create(server.address()));

            contender.poll(contender.copy());
            contender.poll(contender.copy());

            assertThat(server.arrivals().copies()).isEqualTo(2);
            assertThat(server.arrivals().polls()).isEqualTo(2);
            assertThat(server.arrivals().connections()).isEqualTo(1);
        }
    }

    @Test
    void poll_whenTheCopyHasEnded_fails() throws Exception {
        try (AlibabaEcsSimulator ecs = simulator()) {
            contender.open(Cloud.ALIBABA, ecs.endpoint());
            Object copy = contender.copy();

            assertThatThrownBy(() -> contender.poll(copy)).hasMessageContaining("Available");
        }
    }

    private static AlibabaEcsSimulator simulator() {
        AlibabaEcsSimulator ecs = AlibabaEcsSimulator.start();
        ecs.acceptKey(Contender.ACCESS_KEY, Contender.SECRET_KEY);
        ecs.addImage(Contender.REGION, Contender.IMAGE, "golden");
        return ecs;
    }
}
