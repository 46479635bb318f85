package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clouds.Clockwork;
import dev.imagecopy.verification.clouds.Clouds;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service that says that it is still at work on an earlier request under the same key. Of the four clouds one does. */
class AtWorkTest {
    private static final int MORE_THAN_ATTEMPTS = 7;

    private final ManualTimeSource time = new ManualTimeSource();
    private final Clockwork clock = Clockwork.start(time);
    private final AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
    private final AlibabaEcsClient client = Clouds.alibaba(time)
            .transport(simulator.transport())
            .callbackExecutor(Runnable::run)
            .build();

    @AfterEach
    void close() {
        client.close();
        simulator.close();
        clock.close();
    }

    private static Fault atWork(int status, String code) {
        return Fault.status(status)
                .body("application/json", "{\"Code\":\"" + code + "\",\"Message\":\"in progress\"}")
                .on("copyImage");
    }

    private Operation<AlibabaImage> copy(boolean async, CallOptions options) {
        return async
                ? client.copyImageAsync(Clouds.alibabaCopy(), options).join()
                : client.copyImage(Clouds.alibabaCopy(), options);
    }

    @ParameterizedTest
    @CsvSource({
        "403, LastTokenProcessing, false",
        "403, LastTokenProcessing, true",
        "400, LastTokenProcessing, false",
        "400, OperationConflict, true",
        "503, SystemBusy, false",
        "400, SystemBusy, true",
        "409, lasttokenprocessing, false",
        "500, LASTTOKENPROCESSING, true",
        "400, OperationFailed.LastTokenProcessing, false",
        "403, OperationDenied.LastTokenProcessing, true",
        "403, systemBusy, false",
        "409, operationConflict, true"
    })
    void copyImage_whileTheServiceIsAtWorkOnItsKey_asksAgainWithoutTakingAnAttempt(
            int status, String code, boolean async) {
        simulator.failNext(Fault.loseReply().on("copyImage"));
        simulator.failNext(atWork(status, code).times(MORE_THAN_ATTEMPTS));

        Operation<AlibabaImage> copy = copy(async, CallOptions.defaults());

        assertThat(simulator.copies()).singleElement().satisfies(made -> assertThat(copy.id())
                .isEqualTo(made.imageId()));
        simulator.assertArrivals("copyImage", 1 + MORE_THAN_ATTEMPTS + 1);
    }

    /** Another process repeats the copy under its key, and gets the same answers. */
    @ParameterizedTest
    @CsvSource({
        "403, LastTokenProcessing, false",
        "400, LastTokenProcessing, true",
        "400, OperationConflict, false",
        "503, SystemBusy, true"
    })
    void resume_whileTheServiceIsAtWorkOnItsKey_asksAgainWithoutTakingAnAttempt(int status, String code, boolean async)
            throws Exception {
        Secret tokenKey = Secret.of("a key for resume tokens, 32 bytes");
        CallOptions once = CallOptions.builder().retryPolicy(RetryPolicy.none()).build();
        simulator.failNext(Fault.loseReply().on("copyImage"));
        ResumeToken token;
        try (AlibabaEcsClient first = another()
                .resumeTokenKey(tokenKey)
                .retryPolicy(RetryPolicy.none())
                .build()) {
            token = ((AmbiguousOutcomeException) catchThrowable(() -> first.copyImage(Clouds.alibabaCopy(), once)))
                    .resumeToken()
                    .orElseThrow();
        }
        simulator.failNext(atWork(status, code).times(MORE_THAN_ATTEMPTS));

        try (AlibabaEcsClient later = another().resumeTokenKey(tokenKey).build()) {
            Operation<AlibabaImage> copy = later.resume(token);
            OperationSnapshot<AlibabaImage> polled = async ? copy.pollAsync().get(60, TimeUnit.SECONDS) : copy.poll();

            assertThat(simulator.copies()).singleElement().satisfies(made -> assertThat(polled.operationId())
                    .isEqualTo(made.imageId()));
        }
        simulator.assertArrivals("copyImage", 1 + MORE_THAN_ATTEMPTS + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "403, LastTokenProcessing, false",
        "400, OperationConflict, true",
        "400, SystemBusy, false",
        "403, LastTokenProcessing, true"
    })
    void resumeAll_whileTheServiceIsAtWorkOnAStoredKey_asksAgainWithoutTakingAnAttempt(
            int status, String code, boolean async) throws Exception {
        InMemoryOperationStore store = new InMemoryOperationStore();
        simulator.failNext(Fault.loseReply().on("copyImage"));
        try (AlibabaEcsClient first =
                another().operationStore(store).retryPolicy(RetryPolicy.none()).build()) {
            assertThat(catchThrowable(() -> first.copyImage(Clouds.alibabaCopy())))
                    .isInstanceOf(AmbiguousOutcomeException.class);
        }
        simulator.failNext(atWork(status, code).times(MORE_THAN_ATTEMPTS));

        try (AlibabaEcsClient later = another().operationStore(store).build()) {
            OperationKey key = store.operations("alibaba-ecs", "")
                    .findFirst()
                    .orElseThrow()
                    .key();
            ResumedCopy<AlibabaImage> resumed = async
                    ? later.copies()
                            .resumeAsync(store, key, ResumePolicy.standard(), CallOptions.defaults())
                            .get(60, TimeUnit.SECONDS)
                    : later.resumeAll(store).copies().get(0);

            assertThat(resumed).isInstanceOf(ResumedCopy.Settled.class);
        }
        assertThat(simulator.copies()).hasSize(1);
        simulator.assertArrivals("copyImage", 1 + MORE_THAN_ATTEMPTS + 1);
    }

    private AlibabaEcsClient.Builder another() {
        return Clouds.alibaba(time).transport(simulator.transport()).callbackExecutor(Runnable::run);
    }

    @ParameterizedTest
    @CsvSource({
        "403, LastTokenProcessing, false",
        "403, LastTokenProcessing, true",
        "400, LastTokenProcessing, false",
        "400, LastTokenProcessing, true",
        "400, OperationConflict, false",
        "409, OperationConflict, true",
        "400, SystemBusy, false",
        "503, SystemBusy, true"
    })
    void copyImage_whenTheServiceIsAtWorkUntilTheDeadline_isAmbiguousWithTheToken(
            int status, String code, boolean async) {
        simulator.failNext(atWork(status, code).times(999));
        Instant start = time.now();
        Duration allowed = Duration.ofSeconds(60);

        Throwable thrown = catchThrowable(
                () -> copy(async, CallOptions.builder().callTimeout(allowed).build()));
        Throwable lost = thrown instanceof CompletionException ? thrown.getCause() : thrown;

        assertThat(lost)
                .isInstanceOf(AmbiguousOutcomeException.class)
                .rootCause()
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(status + " " + code);
        assertThat(((AmbiguousOutcomeException) lost).resumeToken()).isPresent();
        assertThat(simulator.arrivals("copyImage")).isGreaterThan(4);
        assertThat(time.now()).isBeforeOrEqualTo(start.plus(allowed));
    }
}
