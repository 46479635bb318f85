package dev.imagecopy.benchmarks.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.benchmarks.server.StubServer;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a vendor's contender must do, whichever vendor it is: its subclass says how its service is simulated. */
abstract class ContenderSuite {
    private final Contender contender;
    private final Cloud cloud;

    ContenderSuite(Contender contender, Cloud cloud) {
        this.contender = contender;
        this.cloud = cloud;
    }

    /** A service, in process, that accepts the contender's key and has its image. */
    abstract Simulator start();

    /** The call that asks for a copy's status. */
    abstract String statusCall();

    /** The status of a copy that has ended. */
    abstract String endStatus();

    @Test
    void copyAndPoll_atTheSimulator_areAccepted() throws Exception {
        try (Simulator service = start();
                SimulatorServer server = SimulatorServer.open(service)) {
            service.script(Timeline.lasting(Duration.ofHours(1)));
            contender.open(cloud, server.endpoint());

            contender.poll(contender.copy());

            assertThat(service.copies()).hasSize(1);
            assertThat(service.arrivals(statusCall())).isEqualTo(1);
        }
    }

    @Test
    void copyAndPoll_atTheStubServer_leaveTheConnectionUsable() throws Exception {
        try (StubServer server = StubServer.start()) {
            contender.open(cloud, URI.create(server.address()));

            contender.poll(contender.copy());
            contender.poll(contender.copy());

            assertThat(server.arrivals().copies()).isEqualTo(2);
            assertThat(server.arrivals().polls()).isEqualTo(2);
            assertThat(server.arrivals().connections()).isEqualTo(1);
        }
    }

    @Test
    void poll_whenTheCopyHasEnded_fails() throws Exception {
        try (Simulator service = start();
                SimulatorServer server = SimulatorServer.open(service)) {
            contender.open(cloud, server.endpoint());
            Object copy = contender.copy();

            assertThatThrownBy(() -> contender.poll(copy)).hasMessageContaining(endStatus());
        }
    }
}
