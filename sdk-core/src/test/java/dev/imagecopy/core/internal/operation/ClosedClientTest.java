package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.internal.operation.NamedCopyType.NamedCopy;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods of a client that is closed, or is being closed while they begin. */
class ClosedClientTest {
    private static final NamedCopy GOLDEN = new NamedCopy("golden");
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final CopyBench.Setup setup = new CopyBench.Setup();

    /** A store that is closed with its client could not tell them apart. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void methods_ofAClosedClient_throwAtOnceAndLookAtNothing(boolean stored) {
        InMemoryOperationStore store = new InMemoryOperationStore();
        setup.store = stored ? Optional.of(store) : Optional.empty();
        try (CopyBench bench = new CopyBench(setup)) {
            AtomicInteger keysChecked = new AtomicInteger();
            bench.type.keyCheck = (name, key) -> keysChecked.incrementAndGet();
            bench.type.honorsKeys = true;
            Copies<String> copies = NamedCopyType.of(bench);
            bench.runtime.close();

            assertThatThrownBy(() -> copies.start(GOLDEN, KEYED)).isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() -> copies.startAsync(GOLDEN, KEYED)).isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() -> bench.runtime.start(bench.type, "golden", CallOptions.defaults()))
                    .isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() -> bench.runtime.startAsync(bench.type, "golden", CallOptions.defaults()))
                    .isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() -> copies.resumeAsync(
                            store, copies.key("nightly"), ResumePolicy.standard(), CallOptions.defaults()))
                    .isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() -> copies.resumeAll(store, ResumePolicy.standard()))
                    .isInstanceOf(ClientClosedException.class);

            assertThat(keysChecked).hasValue(0);
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void start_whoseClientIsClosedBeforeAnythingIsSent_saysThatNothingHasBegun() {
        List<Runnable> whenAsked = new ArrayList<>();
        setup.credentials = () -> {
            whenAsked.forEach(Runnable::run);
            return new CopyBench.Key("key", Optional.empty());
        };
        try (CopyBench bench = new CopyBench(setup)) {
            whenAsked.add(bench.runtime::close);

            assertThatThrownBy(() -> bench.runtime.start(bench.type, "golden", CallOptions.defaults()))
                    .isInstanceOf(ClientClosedException.class)
                    .hasMessageContaining("nothing has begun; start it with another client");
            assertThat(bench.transport.requests()).isEmpty();
        }
    }
}
