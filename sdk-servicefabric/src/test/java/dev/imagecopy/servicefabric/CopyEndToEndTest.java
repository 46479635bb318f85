package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.StoreEntry;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator.Role;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies against a cluster on a TCP port, blocking and asynchronous. */
class CopyEndToEndTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.start().addFolder("App\\v1", "a.txt", "Code\\b.dll", "Code\\c.dll");
    private ServiceFabricClient client = TestClients.listening(cluster).build();

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyImage_whenTheClusterCopies_succeeds(boolean async) throws Exception {
        cluster.script(Timeline.lasting(Duration.ofMillis(60)));
        CopyImageStoreContentRequest request = TestClients.copy("App/v1", "App/v2");

        Operation<CopiedContent> copy = start(request, async);
        List<String> seen = new CopyOnWriteArrayList<>();
        copy.onProgress(snapshot -> seen.add(snapshot.state() + " " + snapshot.providerStatus()));
        CopiedContent copied = async ? copy.awaitAsync(BOUND).get() : copy.await(BOUND);

        assertThat(copied.source()).isEqualTo("App\\v1");
        assertThat(copied.destination()).isEqualTo("App\\v2");
        assertThat(copied.evidence()).isEqualTo(Evidence.ANSWERED);
        assertThat(copy.latest().requestId()).isPresent();
        assertThat(copy.latest().state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(cluster.files()).containsKeys("App\\v2\\a.txt", "App\\v2\\Code\\b.dll", "App\\v2\\_.dir");
        assertThat(cluster.copies()).singleElement().satisfies(one -> {
            assertThat(one.apiVersion()).isEqualTo("6.0");
            assertThat(one.timeout()).isEqualTo(Duration.ofSeconds(60));
        });
        assertThat(client.verifyCopy(request).isEmpty()).isTrue();
    }

    @Test
    void copyImage_whileTheRequestIsOpen_pollsWithoutIo() {
        cluster.script(Timeline.lasting(Duration.ofSeconds(30)));

        Operation<CopiedContent> copy = client.copyImage(TestClients.copy("App\\v1", "App\\v2"));
        int before = cluster.requests().size();

        assertThat(copy.poll().providerStatus()).isEqualTo("COPYING");
        assertThat(copy.poll().state()).isEqualTo(OperationState.RUNNING);
        assertThat(cluster.requests().size() - before).isLessThanOrEqualTo(1); // the copy itself may arrive only now
        assertThat(copy.cancel()).isInstanceOf(CancelResult.NotSupported.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyImage_whenTheClusterRefuses_failsWithTheTypedError(boolean async) throws Exception {
        Operation<CopiedContent> copy = start(TestClients.copy("App\\v9", "App\\v2"), async);

        OperationFailedException failed = catchThrowableOfType(OperationFailedException.class, () -> copy.await(BOUND));

        assertThat(failed).hasMessageContaining("FABRIC_E_FILE_NOT_FOUND").hasMessageContaining("_.dir");
        assertThat(failed).hasCauseInstanceOf(NotFoundException.class);
        assertThat(copy.latest().failure().orElseThrow().code()).isEqualTo("FABRIC_E_FILE_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyImage_whenTheTokenIsWrong_saysThatTheGatewaySentNothing(boolean async) {
        cluster.acceptBearer("right");
        client.close();
        client = TestClients.listening(cluster)
                .credentials(ServiceFabricCredentials.bearer(() -> "wrong-secret"))
                .build();

        AuthenticationException error = catchThrowableOfType(AuthenticationException.class, () -> {
            if (async) {
                throw client.copyImageAsync(TestClients.copy("App\\v1", "App\\v2"))
                        .handle((value, thrown) -> (Exception) unwrap(thrown))
                        .get();
            }
            client.copyImage(TestClients.copy("App\\v1", "App\\v2"));
        });

        assertThat(error.status()).isEqualTo(403);
        assertThat(error.code()).isEmpty();
        assertThat(error)
                .hasMessageContaining("403")
                .hasMessageContaining("no body")
                .hasMessageContaining("request-id ")
                .hasMessageNotContaining("wrong-secret");
        assertThat(cluster.copies()).isEmpty();
    }

    @Test
    void copyImage_whenTheTokenOnlyReads_failsWithPermissionDenied() {
        cluster.acceptBearer("reads-only", Role.USER);
        client.close();
        client = TestClients.listening(cluster)
                .credentials(ServiceFabricCredentials.bearer("reads-only"))
                .build();

        Operation<CopiedContent> copy = client.copyImage(TestClients.copy("App\\v1", "App\\v2"));

        assertThat(catchThrowableOfType(OperationFailedException.class, () -> copy.await(BOUND)))
                .hasMessageContaining("E_ACCESSDENIED")
                .hasMessageContaining("read-only")
                .hasCauseInstanceOf(PermissionDeniedException.class);
    }

    @Test
    void copyImage_whenTheTokenIsRenewed_asksTheSupplierOnceMore() throws Exception {
        cluster.acceptBearer("new");
        client.close();
        List<String> tokens = new CopyOnWriteArrayList<>(List.of("old", "new"));
        client = TestClients.listening(cluster)
                .credentials(ServiceFabricCredentials.bearer(() -> tokens.remove(0)))
                .build();

        CopiedContent copied =
                client.copyImage(TestClients.copy("App\\v1", "App\\v2")).await(BOUND);

        assertThat(copied.destination()).isEqualTo("App\\v2");
        assertThat(tokens).isEmpty();
    }

    @Tag("SF-26")
    @Test
    void whenTheTokenIsRefusedInManyThreads_theSupplierIsAskedOnceMore() {
        cluster.acceptBearer("new");
        client.close();
        AtomicInteger asked = new AtomicInteger();
        client = TestClients.listening(cluster)
                .credentials(ServiceFabricCredentials.bearer(() -> asked.incrementAndGet() == 1 ? "old" : "new"))
                .build();

        TestClients.together(24, () -> assertThat(client.listContent("App/v1")).hasSize(3));

        assertThat(asked).hasValue(2);
    }

    @Tag("SF-26")
    @Test
    void whenTheGatewayWantsWindowsAuthentication_theErrorSaysSo() {
        cluster.windowsSecurity();

        assertThat(catchThrowableOfType(
                        AuthenticationException.class, () -> client.copyImage(TestClients.copy("App\\v1", "App\\v2"))))
                .hasMessageContaining("401")
                .hasMessageContaining("asks for Windows authentication, which this client does not offer");
        assertThat(cluster.copies()).isEmpty();
    }

    @Test
    void deleteContent_whenItExists_deletesIt() {
        cluster.remove("CalcApp");

        client.deleteContent("App/v1/Code");

        assertThat(cluster.files()).containsOnlyKeys("App\\v1\\a.txt", "App\\v1\\_.dir");
        assertThat(client.listContent("App/v1").map(StoreEntry::name)).containsExactly("_.dir", "a.txt");
    }

    private Operation<CopiedContent> start(CopyImageStoreContentRequest request, boolean async) throws Exception {
        if (!async) {
            return client.copyImage(request);
        }
        CompletableFuture<Operation<CopiedContent>> future = client.copyImageAsync(request);
        return future.get();
    }

    private static Throwable unwrap(Throwable thrown) {
        return thrown instanceof java.util.concurrent.CompletionException ? thrown.getCause() : thrown;
    }
}
