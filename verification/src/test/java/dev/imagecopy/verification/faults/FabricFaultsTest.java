package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.verification.clouds.Clouds;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows 59 and 60: what only a Service Fabric cluster does. */
@FaultTable
class FabricFaultsTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @Tag("FAULT-59")
    @ParameterizedTest
    @EnumSource
    void await_whenTheClusterSkippedTheCopy_fails(Mode mode, Watch watch) throws Exception {
        ManualTimeSource time = watch.runningClock();
        ServiceFabricSimulator cluster = watch.own(Clouds.fabric(time));
        cluster.remove(Clouds.FABRIC_SOURCE + "\\_.dir").checkingMarkFile();
        ServiceFabricClient client = watch.own(Clouds.fabric(cluster, time).build());
        Operation<CopiedContent> copy =
                mode.copy(client, Clouds.fabricCopy().checkMarkFile(true).build());
        OperationFailedException error =
                watch.resumable(Mode.failure(() -> mode.await(copy)), OperationFailedException.class);
        assertThat(error.snapshot().failure().orElseThrow().code()).isEqualTo("CopySkipped");
        assertThat(copy.latest().providerStatus()).isEqualTo("SKIPPED");
        watch.saw("OperationFailedException CopySkipped");
    }

    @Tag("FAULT-60")
    @ParameterizedTest
    @EnumSource
    void await_whenTheCopyOutlivesItsCall_verifiesIt(Mode mode, Watch watch) throws Exception {
        ManualTimeSource time = watch.clock(); // the test moves it: while the call is open, polls do no I/O to wait for
        ServiceFabricSimulator cluster = watch.own(Clouds.fabric(time));
        cluster.script(Timeline.lasting(Duration.ofSeconds(75)));
        ServiceFabricClient client = watch.own(Clouds.fabric(cluster, time).build());
        Operation<CopiedContent> copy = mode.copy(client, Clouds.fabricCopy().build());
        assertThat(time.awaitPendingTask(BOUND)).isTrue(); // the gateway's, to answer after 60 s
        assertThat(mode.poll(copy).providerStatus()).isEqualTo("COPYING");
        time.advance(Duration.ofSeconds(60));
        await().atMost(BOUND).until(() -> mode.poll(copy).providerStatus().equals("VERIFYING"));
        time.advance(Duration.ofSeconds(15));
        assertThat(mode.poll(copy).state()).isEqualTo(OperationState.SUCCEEDED);
        CopiedContent copied = mode.await(copy);
        assertThat(copied.evidence()).isEqualTo(Evidence.VERIFIED);
        assertThat(cluster.arrivals("copyImage")).isEqualTo(1);
        assertThat(cluster.copies()).singleElement().satisfies(one -> assertThat(one.whileAnotherRan())
                .isFalse());
        watch.saw("VERIFYING by listings, SUCCEEDED, 1 copy");
    }
}
