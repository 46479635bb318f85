package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.verification.clouds.Clouds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 83: more Service Fabric copies at once than a client has places. */
@FaultTable
class FabricFleetTest {
    private static final int COPIES = 600;

    @Tag("FAULT-83")
    @Test
    void await_whenFarMoreCopiesAreOpenThanThereArePlaces_endsEachWithoutAnError(Watch watch) {
        ManualTimeSource time = watch.runningClock();
        ServiceFabricSimulator cluster = watch.own(Clouds.fabric(time));
        cluster.script(Timeline.lasting(Duration.ofSeconds(40)));
        ServiceFabricClient client = watch.own(Clouds.fabric(cluster, time).build());
        List<CompletableFuture<CopiedContent>> copies = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            copies.add(client.copyImageAsync(Clouds.fabricCopy()
                            .remoteDestination("Fleet\\copy" + i)
                            .build())
                    .thenCompose((Operation<CopiedContent> copy) -> copy.awaitAsync(Mode.FOR_EVER)));
        }

        assertThat(copies)
                .allSatisfy(copy -> assertThat(copy.join().destination()).startsWith("Fleet"));
        assertThat(cluster.arrivals("copyImage")).isEqualTo(COPIES);
        watch.saw(COPIES + " copies, each sent once, none failed");
    }
}
