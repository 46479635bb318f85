package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
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
        HungStore store = new HungStore();
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

    /** Answers no question from some time on. */
    private static final class HungStore implements OperationStore {
        private final InMemoryOperationStore memory = new InMemoryOperationStore();
        private boolean hangs;

        @Override
        public CompletableFuture<Claim> claim(OperationKey key) {
            return memory.claim(key);
        }

        @Override
        public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
            return hangs ? new CompletableFuture<>() : memory.find(key);
        }

        @Override
        public CompletableFuture<?> save(StoredOperation operation) {
            return memory.save(operation);
        }

        @Override
        public Stream<StoredOperation> operations(String provider, String scope) {
            return memory.operations(provider, scope);
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
