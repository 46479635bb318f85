package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A listing with a member of another type hides content, so it does not say that anything is absent. */
class ContradictoryAnswerTest {
    private static final CopyImageStoreContentRequest REQUEST = TestClients.copy("App\\v1", "App\\v2").toBuilder()
            .checkMarkFile(true)
            .build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a", "b");
    private final ServiceFabricClient client = ServiceFabricClient.builder()
            .endpoint(cluster.endpoint())
            .transport(cluster.transport()) // unchecked, since no cluster describes such answers
            .timeSource(time)
            .callbackExecutor(Runnable::run)
            .build();

    @AfterEach
    void close() {
        client.close();
        cluster.close();
        assertThat(time.taskFailures()).isEmpty();
    }

    static Stream<Arguments> listings() {
        return Stream.of(
                        "{\"StoreFiles\":{\"StoreRelativePath\":\"App\\\\v2\\\\_.dir\"},\"StoreFolders\":[]}",
                        "{\"StoreFiles\":\"\",\"StoreFolders\":[]}",
                        "{\"StoreFiles\":[],\"StoreFolders\":{\"StoreRelativePath\":\"App\\\\v2\\\\sub\"}}",
                        "{\"StoreFiles\":[],\"StoreFolders\":[],\"ContinuationToken\":{\"next\":\"2\"}}",
                        "{\"StoreFiles\":[],\"StoreFolders\":[],\"ContinuationToken\":[\"2\"]}")
                .flatMap(body -> Stream.of(false, true).map(async -> Arguments.of(body, async)));
    }

    private void failNext(String body, int times) {
        cluster.failNext(Fault.status(200)
                .body("application/json", body)
                .on("listContent")
                .times(times));
    }

    private Throwable failure(boolean async, Supplier<?> blocking, Supplier<? extends CompletableFuture<?>> future) {
        return CallFlow.causeOf(catchThrowable(() -> {
            Object unused = async ? time.runUntilDone(future.get()).join() : blocking.get();
        }));
    }

    @ParameterizedTest
    @MethodSource("listings")
    void poll_afterTheAnswer_isNoSkippedCopy(String body, boolean async) {
        Operation<CopiedContent> copy = client.copyImage(REQUEST);
        time.advance(Duration.ofMinutes(1));
        failNext(body, 100);

        assertThat(failure(async, copy::poll, copy::pollAsync))
                .isInstanceOfSatisfying(ResponseFormatException.class, error -> assertThat(error.retryable())
                        .isTrue());
        assertThat(copy.latest().state()).isEqualTo(OperationState.RUNNING);
    }

    @ParameterizedTest
    @MethodSource("listings")
    void listContent_isNotShort(String body, boolean async) {
        failNext(body, 100);

        assertThat(failure(async, () -> client.listContent("App").toList(), () -> client.listContentAsync("App")))
                .isInstanceOf(ResponseFormatException.class);
    }

    @ParameterizedTest
    @MethodSource("listings")
    void lookUp_isNoAbsence(String body, boolean async) {
        failNext(body, 100);

        assertThat(failure(async, () -> client.copies().lookUp(REQUEST, CallOptions.defaults()), () -> client.copies()
                        .lookUpAsync(REQUEST, CallOptions.defaults())))
                .isInstanceOf(ResponseFormatException.class);
    }
}
