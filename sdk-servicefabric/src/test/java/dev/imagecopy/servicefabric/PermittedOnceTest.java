package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store permits holds for one attempt, and long enough to send it. */
class PermittedOnceTest {
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a");

    @AfterEach
    void close() {
        cluster.close();
    }

    /** The slower the credentials, the older is a permission that was given before them. */
    @ParameterizedTest
    @CsvSource({"300, 5", "1200, 0", "1200, 5", "3000, 1500"})
    void copy_whoseCredentialsTakeLongerThanAPermissionHolds_isSent(int credentialsMillis, int storeMillis) {
        InMemoryOperationStore known = new InMemoryOperationStore();
        CredentialsProvider<ServiceFabricCredentials> slow = () -> {
            time.advance(Duration.ofMillis(credentialsMillis));
            return ServiceFabricCredentials.bearer("token-token-token");
        };
        try (ServiceFabricClient client = TestClients.inProcess(cluster, time)
                .transport(cluster.transport())
                .credentials(slow)
                .operationStore(new LateStore(known, time, Duration.ofMillis(storeMillis)))
                .build()) {
            CompletableFuture<Operation<CopiedContent>> copy =
                    client.copyImageAsync(TestClients.copy("App\\v1", "App\\v2"), KEYED);

            CopiedContent copied =
                    new Jumping(time).finish(time.runUntilDone(copy).join());

            assertThat(copied).isNotNull();
            assertThat(cluster.arrivals("copyImage")).isOne();
            assertThat(known.find(client.copies().key("nightly"))
                            .join()
                            .orElseThrow()
                            .sends())
                    .isLessThanOrEqualTo(2);
        }
    }

    /** The first question hangs until its attempt has given up, a second one is answered, and then the first one fails. */
    @Test
    void copy_whileItIsOpen_isNotTakenForAnothersBecauseAnEarlierQuestionFails() {
        cluster.script(Timeline.lasting(Duration.ofSeconds(30)));
        cluster.failNext(Fault.status(403)
                .body("application/json", "{\"Error\":{\"Code\":\"E_ACCESSDENIED\",\"Message\":\"no\"}}")
                .on("copyImage")
                .times(9));
        HeldStore store = new HeldStore();
        FullPlaces places = new FullPlaces(new LateTransport(cluster.transport(), time, Duration.ofSeconds(10)));
        try (ServiceFabricClient client = TestClients.inProcess(cluster, time)
                .transport(places)
                .operationStore(store)
                .build()) {
            Operation<CopiedContent> copy = client.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            CompletableFuture<CopiedContent> wait = copy.awaitAsync(Duration.ofDays(1));
            time.advance(Duration.ofSeconds(5)); // so that the store is asked at its turn
            store.holds.add(HeldStore.Question.CLAIM);
            places.freeAll();
            store.holds.clear();
            for (int second = 0; second < 400 && !places.hasQueued(); second++) {
                time.advance(Duration.ofSeconds(1));
            }
            places.freeAll();
            time.advance(Duration.ofSeconds(1));
            store.failFirst();
            for (int i = 0; i < 100 && !wait.isDone(); i++) {
                time.advance(Duration.ofSeconds(5));
                places.freeAll();
            }

            assertThat(copy.latest().state()).isEqualTo(OperationState.FAILED);
            assertThat(copy.latest().failure().orElseThrow().code()).isEqualTo("E_ACCESSDENIED");
            assertThat(cluster.arrivals("copyImage")).isOne();
        }
    }
}
