package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator.Copy;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The connection is killed at every point of a copy: no second copy while the first runs, and always a clear end. */
class BrokenConnectionTest {

    static Stream<Arguments> points() {
        Fault copyDropped = Fault.dropRequest().on("copyImage");
        Fault copyLost = Fault.loseReply().on("copyImage");
        Fault lookDropped = Fault.dropRequest().on("listContent");
        return Stream.of(
                point("1 before the first look is answered", true, lookDropped.times(3)),
                point(
                        "2 while the first look is answered",
                        true,
                        Fault.truncateReply().on("listContent")),
                point(
                        "3 before the copy is sent",
                        true,
                        Fault.refuseConnection().on("copyImage").times(2)),
                point("4 while the copy is sent", true, copyDropped),
                point("5 after the copy was read", true, copyLost),
                point(
                        "6 while the copy runs, by a reset",
                        true,
                        Fault.resetReply().on("copyImage")),
                point("7 while the copy is answered", true, Fault.garbageReply().on("copyImage")),
                point(
                        "8 while the destination is verified",
                        true,
                        copyLost,
                        lookDropped.skipping(1).times(6)),
                point(
                        "9 while the verification is answered",
                        true,
                        copyLost,
                        Fault.resetReply().on("listContent").skipping(1).times(3)),
                point("10 while the copy is sent again", false, copyDropped, copyDropped),
                point("11 after the copy was sent again", true, copyDropped, copyLost),
                point(
                        "12 while it is sent again, and it cannot be",
                        false,
                        copyDropped,
                        Fault.refuseConnection().on("copyImage").times(3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("points")
    void copy_whenTheConnectionIsKilled_endsClearlyAndRunsOnce(String point, boolean succeeds, List<Fault> faults) {
        for (Duration length : List.of(Duration.ZERO, Duration.ofSeconds(20), Duration.ofSeconds(59))) {
            ManualTimeSource time = new ManualTimeSource();
            try (ServiceFabricSimulator cluster =
                            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a", "b", "c");
                    ServiceFabricClient client =
                            TestClients.inProcess(cluster, time).build()) {
                cluster.script(Timeline.lasting(length));
                faults.forEach(cluster::failNext);

                SdkException error = end(cluster, client, time);

                assertThat(cluster.pendingFaults())
                        .as("faults that did not strike")
                        .isZero();
                assertThat(cluster.copies()).noneMatch(Copy::whileAnotherRan);
                if (succeeds) {
                    assertThat(error).isNull();
                    assertThat(cluster.files()).containsKey("App\\v2\\_.dir");
                } else {
                    assertThat(error).isInstanceOf(AmbiguousOutcomeException.class);
                    cluster.addFolder("App\\v2", "copied by hand");
                    assertThat(new Jumping(time)
                                    .finish(client.resume(error.resumeToken().orElseThrow())))
                            .isNotNull();
                }
            }
        }
    }

    private static SdkException end(ServiceFabricSimulator cluster, ServiceFabricClient client, ManualTimeSource time) {
        try {
            Operation<CopiedContent> copy = client.copyImage(TestClients.copy("App\\v1", "App\\v2"));
            new Jumping(time).finish(copy, () -> assertThat(cluster.copies()).noneMatch(Copy::whileAnotherRan));
            return null;
        } catch (SdkException e) {
            return e;
        }
    }

    private static Arguments point(String name, boolean succeeds, Fault... faults) {
        return Arguments.of(name, succeeds, List.of(faults));
    }
}
