package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.event.CredentialsFound;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a provider's builder gets before its client is there, and what closing the client ends. */
class RuntimeStarterTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    @Test
    void starter_tellsTheTimeAndTheListenerOfTheClientToBe() {
        List<CredentialsFound> found = new ArrayList<>();
        setup.listener = new SdkListener() {
            @Override
            public void credentialsFound(CredentialsFound event) {
                found.add(event);
            }
        };
        try (CopyBench bench = new CopyBench(setup)) {
            CredentialsFound event = new CredentialsFound("CopyClient", "the environment");

            bench.starter.credentialsFound(event);

            assertThat(found).containsExactly(event);
            assertThat(bench.starter.time()).isSameAs(bench.time);
        }
    }

    @Test
    void close_runsWhatWasRegisteredOnce() {
        List<String> closed = new ArrayList<>();
        CopyBench bench = new CopyBench(setup);
        bench.starter.onClose(() -> closed.add("source"));
        assertThat(closed).isEmpty();

        bench.close();
        bench.close();

        assertThat(closed).containsExactly("source");
    }

    @Test
    void close_interruptsForeignWork_whichKeepsNoJvmAlive() {
        CopyBench bench = new CopyBench(setup);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> daemon = new CompletableFuture<>();
        CompletableFuture<String> end = new CompletableFuture<>();
        bench.starter.foreignWork().execute(() -> {
            daemon.complete(Thread.currentThread().isDaemon());
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                end.complete("interrupted");
            }
        });
        assertThat(daemon.join()).isTrue();

        bench.close();

        assertThat(end.join()).isEqualTo("interrupted");
    }

    @Test
    void close_endsWhatStoresAreAsked() {
        InMemoryOperationStore store = new InMemoryOperationStore();
        CopyBench bench = new CopyBench(setup);
        Copies<String> copies = NamedCopyType.of(bench);
        bench.close();

        assertThatThrownBy(() -> copies.resumeEach(store, ResumePolicy.standard()))
                .isInstanceOf(ClientClosedException.class);
        assertThatThrownBy(() -> copies.resumeAll(store, ResumePolicy.standard()))
                .isInstanceOf(ClientClosedException.class);
        assertThatThrownBy(() -> copies.lookUpAsync(new NamedCopyType.NamedCopy("golden"), CallOptions.defaults()))
                .isInstanceOf(ClientClosedException.class);
    }
}
