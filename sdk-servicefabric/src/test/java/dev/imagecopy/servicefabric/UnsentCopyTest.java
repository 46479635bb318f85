package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the handle of a copy says that its client was closed before it sent. */
class UnsentCopyTest {
    private final ManualTimeSource time = new ManualTimeSource();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void latest_afterTheClientWasClosedBeforeItSentTheCopy_saysSo(boolean waits) {
        try (ServiceFabricSimulator cluster =
                ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a")) {
            ServiceFabricClient client = TestClients.inProcess(cluster, time)
                    .transport(new Full(cluster.transport()))
                    .build();
            Operation<CopiedContent> copy = client.copyImage(TestClients.copy("App\\v1", "App\\v2"));
            if (waits) {
                CompletableFuture<CopiedContent> unused = copy.awaitAsync(Duration.ofHours(1));
            }

            client.close();

            OperationSnapshot<CopiedContent> latest = copy.latest();
            assertThat(latest.state()).isEqualTo(OperationState.CANCELLED);
            assertThat(latest.providerStatus()).isEqualTo("NOT_SENT");
        }
    }

    @Test
    void store_afterTheClientWasClosedBeforeItSentTheCopy_saysTheSame() {
        InMemoryOperationStore store = new InMemoryOperationStore();
        CallOptions keyed = CallOptions.builder().idempotencyKey("nightly").build();
        try (ServiceFabricSimulator cluster =
                ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a")) {
            ServiceFabricClient client = TestClients.inProcess(cluster, time)
                    .transport(new Full(cluster.transport()))
                    .operationStore(store)
                    .build();
            CompletableFuture<CopiedContent> unused = client.copyImage(TestClients.copy("App\\v1", "App\\v2"), keyed)
                    .awaitAsync(Duration.ofHours(1));

            client.close();

            StoredOutcome outcome = store.find(client.copies().key("nightly"))
                    .join()
                    .orElseThrow()
                    .outcome()
                    .orElseThrow();
            assertThat(outcome.state()).isEqualTo(OperationState.CANCELLED);
            assertThat(outcome.providerStatus()).isEqualTo("NOT_SENT");
            assertThat(outcome.begun()).isFalse();
        }
    }

    /** Has no place for what stays open. */
    private record Full(HttpTransport over) implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return over.send(request, timeout);
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            SendOrder order = SendOrder.of(request);
            if (!order.staysOpen()) {
                return over.sendAsync(request, timeout);
            }
            Duration unused = Objects.requireNonNull(order.turnOrNull()).longestWait();
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            over.close();
        }
    }
}
