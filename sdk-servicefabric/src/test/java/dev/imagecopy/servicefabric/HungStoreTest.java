package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that does not answer while a copy waits for a place: closing the client ends what waits for the store. */
class HungStoreTest {
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a");

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void cancelAsync_whenTheClientCloses_ends() {
        FaultyStore store = new FaultyStore();
        ServiceFabricClient client = TestClients.inProcess(cluster, time)
                .transport(new FullPlaces(cluster.transport()))
                .operationStore(store)
                .build();
        Operation<CopiedContent> queued = client.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
        store.hangs = true;
        CompletableFuture<CancelResult> cancel = queued.cancelAsync();
        assertThat(cancel).isNotDone();

        client.close();

        assertThat(cancel).isDone();
        Throwable thrown = catchThrowable(cancel::join);
        assertThat(thrown instanceof CompletionException ? thrown.getCause() : thrown)
                .isInstanceOfSatisfying(ClientClosedException.class, closed -> assertThat(closed.resumeToken())
                        .contains(queued.resumeToken()));
    }
}
