package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to a copy that a gateway does not give, and how often a copy is sent in all. */
class ForeignAnswerTest {
    private static final CopyImageStoreContentRequest REQUEST = TestClients.copy("App\\v1", "App\\v2");
    private static final String NOT_READY = "{\"Error\":{\"Code\":\"FABRIC_E_NOT_READY\",\"Message\":\"no\"}}";

    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a", "b");
    private ServiceFabricClient client = TestClients.inProcess(cluster, time).build();

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    private CopiedContent finish(Operation<CopiedContent> copy) {
        for (int i = 0; i < 200; i++) {
            if (copy.poll().state().isTerminal()) {
                break;
            }
            time.advance(Duration.ofSeconds(2));
        }
        return copy.latest().result().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 402, 404, 405, 407, 409, 410, 413, 418, 421, 451, 501})
    void copy_whenTheAnswerHasNoErrorOfTheGateways_isVerifiedByTheMarker(int status) {
        cluster.failNext(Fault.status(status)
                .body("text/html", "<html>somebody else</html>")
                .on("copyImage"));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);

        assertThat(copy.poll().state()).isEqualTo(OperationState.RUNNING);
        assertThat(copy.latest().providerStatus()).isEqualTo("VERIFYING");

        cluster.addFolder("App\\v2", "it was copied all the same");
        assertThat(finish(copy).evidence()).isEqualTo(Evidence.VERIFIED);
        cluster.assertArrivals("copyImage", 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 409})
    void copy_whenTheAnswerIsEmpty_isRefusedOnlyByTheGatewaysOwnCheck(int status) {
        cluster.failNext(Fault.status(status).on("copyImage").times(9));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);

        OperationState state = copy.poll().state();

        assertThat(state).isEqualTo(status < 404 ? OperationState.FAILED : OperationState.RUNNING);
        cluster.assertArrivals("copyImage", 1);
    }

    @Test
    void copy_whenTheGatewayRefusesIt_fails() {
        cluster.failNext(Fault.status(400)
                .body("application/json", "{\"Error\":{\"Code\":\"E_INVALIDARG\",\"Message\":\"no\"}}")
                .on("copyImage"));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);

        assertThat(copy.poll().providerStatus()).isEqualTo("REFUSED");
        assertThat(catchThrowableOfType(OperationFailedException.class, () -> copy.await(Duration.ofSeconds(1))))
                .hasMessageContaining("copyImage failed: the copy of 'App\\v1' to 'App\\v2' failed: E_INVALIDARG");
    }

    @Test
    void copy_whenItsOnlyAttemptIsLost_isNotSentAgain() {
        client.close();
        client = TestClients.inProcess(cluster, time)
                .retryPolicy(RetryPolicy.none())
                .build();
        cluster.failNext(Fault.dropRequest().on("copyImage"));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);

        assertThat(catchThrowableOfType(AmbiguousOutcomeException.class, () -> finish(copy)))
                .isNotNull();
        cluster.assertArrivals("copyImage", 1);
    }

    @Test
    void copy_whenItIsSentAgain_hasTheAttemptsThatAreLeft() {
        client.close();
        client = TestClients.inProcess(cluster, time)
                .retryPolicy(RetryPolicy.standard().withMaxAttempts(3))
                .build();
        cluster.failNext(Fault.dropRequest().on("copyImage"));
        cluster.failNext(Fault.status(503)
                .body("application/json", NOT_READY)
                .on("copyImage")
                .times(99));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);

        for (int i = 0; i < 200 && !copy.poll().state().isTerminal(); i++) {
            time.advance(Duration.ofSeconds(2));
        }

        assertThat(copy.latest().providerStatus()).isEqualTo("REFUSED");
        cluster.assertArrivals("copyImage", 3);
    }

    @Test
    void aTokensEndOfBudget_countsFromTheLatestSending() {
        cluster.failNext(Fault.dropRequest().on("copyImage"));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);
        long budget = REQUEST.effectiveServerTimeout().toSeconds();
        assertThat(endOfBudget(copy.resumeToken())).isEqualTo(time.now().getEpochSecond() + budget);

        while (cluster.arrivals("copyImage") < 2) {
            time.advance(Duration.ofSeconds(1));
            copy.poll();
        }

        assertThat(endOfBudget(copy.resumeToken())).isEqualTo(time.now().getEpochSecond() + budget);
    }

    private static long endOfBudget(ResumeToken token) {
        String json = new String(
                Base64.getUrlDecoder().decode(token.value().substring("v1.".length())), StandardCharsets.UTF_8);
        return Long.parseLong(json.replaceAll(".*\"endOfBudget\":\"([0-9]+)\".*", "$1"));
    }
}
