package dev.imagecopy.verification.lostreplies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator.Copy;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.verification.lostreplies.LostReplies.Tally;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** A cluster, where the image is the content at the destination. */
final class LossyFabric extends LossyCloud<ServiceFabricSimulator, CopyImageStoreContentRequest, CopiedContent> {
    @Override
    public String secret() {
        return "";
    }

    @Override
    public int requestsToStart() {
        return 2;
    }

    @Override
    ServiceFabricSimulator inProcess(TimeSource time) {
        return ServiceFabricSimulator.inProcess(time).addFolder(Clouds.FABRIC_SOURCE, "a", "b", "c");
    }

    @Override
    ServiceFabricSimulator start(TimeSource time) {
        return Clouds.fabric(time);
    }

    @Override
    Supplier<ServiceFabricClient> clients(
            ServiceFabricSimulator simulator, TimeSource time, boolean inProcess, SplittableRandom random) {
        return () ->
                heardAt(simulator, inProcess, Clouds.fabric(simulator, time)).build();
    }

    @Override
    CopyImageStoreContentRequest request(String name, SplittableRandom random) {
        return Clouds.fabricCopy().remoteDestination("App\\" + name).build();
    }

    @Override
    String imageId(CopiedContent copied) {
        return copied.destination();
    }

    @Override
    List<String> made(ServiceFabricSimulator simulator) {
        List<Copy> copies = simulator.copies();
        assertThat(copies).noneMatch(Copy::whileAnotherRan);
        return copies.stream().map(Copy::destination).toList();
    }

    @Override
    void checkInProcess(Tally tally, int runs) {
        assertThat(tally.of(Ending.DONE)).isGreaterThan(runs / 2);
        assertThat(tally.of(Ending.UNKNOWN)).isGreaterThan(runs / 100);
    }

    @Override
    void checkOverHttp(Tally tally, int runs) {
        checkInProcess(tally, runs);
    }

    @Override
    void hurt(ServiceFabricSimulator simulator, SplittableRandom random) {
        simulator.script(Timeline.lasting(Duration.ofSeconds(random.nextInt(60))));
        for (int faults = random.nextInt(4); faults > 0; faults--) {
            simulator.failNext((random.nextInt(3) > 0 ? LostReplies.lost(random) : otherFault(random)).on("copyImage"));
        }
        for (int faults = random.nextInt(4); faults > 0; faults--) {
            simulator.failNext(
                    (random.nextBoolean() ? LostReplies.lost(random) : otherFault(random)).on("listContent"));
        }
    }

    private static Fault otherFault(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> Fault.refuseConnection();
            case 1 -> Fault.status(503);
            default -> Fault.status(502).body("text/html", "<html>bad gateway</html>");
        };
    }
}
