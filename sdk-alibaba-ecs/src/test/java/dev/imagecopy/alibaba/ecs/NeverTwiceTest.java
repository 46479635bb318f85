package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a copy whose reply is lost, by name and by key. */
class NeverTwiceTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
    private final AlibabaEcsClient client = Clients.inProcess(simulator, time).build();

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {-14, 0, 14})
    void copyImage_whenTheNameIsTakenByAnImageThatMayBeItsOwn_isAmbiguousAndNamesIt(long minutesOff) {
        simulator.checkNamesFirst(true);
        simulator.skewClock(Duration.ofMinutes(minutesOff));
        simulator.failNext(Fault.loseReply().on("copyImage"));

        Throwable lost = catchThrowable(
                () -> client.copyImage(Clients.toShanghai().name("golden-copy").build()));

        assertThat(lost)
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasMessageContaining(simulator.copies().get(0).imageId());
        assertThat(simulator.copies()).hasSize(1);
    }

    @Test
    void copyImage_whenTheNameIsSomebodyElses_isAConflict() {
        simulator.addImage("cn-shanghai", "m-theirs", "golden-copy");
        simulator.failNext(Fault.dropRequest().on("copyImage"));

        assertThatThrownBy(() -> client.copyImage(
                        Clients.toShanghai().name("golden-copy").build()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("InvalidImageName.Duplicated");
        assertThat(simulator.copies()).isEmpty();
        assertThat(simulator.arrivals("copyImage")).isEqualTo(2);
    }

    @Test
    void copyImage_whenANameIsTakenThatItNeverGave_isAmbiguousWithoutALook() {
        simulator.failNext(Fault.dropRequest().on("copyImage"));
        simulator.failNext(Fault.status(400)
                .body("application/json", "{\"Code\":\"InvalidImageName.Duplicated\"}")
                .on("copyImage"));

        assertThatThrownBy(() -> client.copyImage(Clients.toShanghai().build()))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasRootCauseInstanceOf(ConflictException.class);
        assertThat(simulator.arrivals("describeImages")).isZero();
    }

    @Test
    void copyImage_whenTheNameIsTakenAtOnce_isAConflictWithoutALook() {
        simulator.addImage("cn-shanghai", "m-theirs", "golden-copy");

        assertThatThrownBy(() -> client.copyImage(
                        Clients.toShanghai().name("golden-copy").build()))
                .isInstanceOf(ConflictException.class);
        assertThat(simulator.requests()).hasSize(1);
    }

    @Test
    void copyImage_whenNoAttemptIsAnswered_isAmbiguousAndNamesOnlyTheImageWithItsExactName() {
        simulator.addImage("cn-shanghai", "m-like", "golden-copy-2");
        simulator.failNext(Fault.loseReply().on("copyImage").times(4));

        Throwable lost = catchThrowable(
                () -> client.copyImage(Clients.toShanghai().name("golden-copy").build()));

        assertThat(lost)
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasMessageContaining(simulator.copies().get(0).imageId())
                .hasMessageNotContaining("m-like");
        assertThat(simulator.copies()).hasSize(1);
    }

    @Test
    void copyImage_whenNothingIsFound_isAmbiguousAndTheSameKeyIsSafe() {
        simulator.failNext(Fault.loseReply().on("copyImage").times(4));
        CallOptions keyed = CallOptions.builder().idempotencyKey("order-4711").build();

        AmbiguousOutcomeException lost = catchThrowableOfType(
                AmbiguousOutcomeException.class,
                () -> client.copyImage(Clients.toShanghai().build(), keyed));
        String id = client.copyImage(Clients.toShanghai().build(), keyed).id();

        assertThat(lost.resumeToken()).isPresent();
        assertThat(simulator.copies()).hasSize(1);
        assertThat(simulator.copies().get(0).clientToken()).isEqualTo("order-4711");
        assertThat(id).isEqualTo(simulator.copies().get(0).imageId());
    }

    @Test
    void copyImage_whenEveryRequestArrivesTwice_isAmbiguousAndTheSameKeyIsSafe() {
        CallOptions keyed = CallOptions.builder().idempotencyKey("order-4711").build();
        try (AlibabaEcsClient behindProxy = Clients.inProcess(simulator, time)
                .transport(new Doubling(simulator.transport()))
                .build()) {
            assertThatThrownBy(() -> behindProxy.copyImage(Clients.toShanghai().build(), keyed))
                    .isInstanceOfSatisfying(AmbiguousOutcomeException.class, open -> assertThat(open.resumeToken())
                            .isPresent())
                    .hasCauseInstanceOf(AuthenticationException.class);
        }
        String id = client.copyImage(Clients.toShanghai().build(), keyed).id();

        assertThat(simulator.copies()).hasSize(1);
        assertThat(id).isEqualTo(simulator.copies().get(0).imageId());
    }

    /** A proxy that sends each request twice and passes the second response on. */
    private record Doubling(HttpTransport service) implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            HttpResponse unused = service.send(request, timeout);
            return service.send(request, timeout);
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            return service.sendAsync(request, timeout).thenCompose(unused -> service.sendAsync(request, timeout));
        }

        @Override
        public void close() {
            service.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001", ""})
    void resume_whenTheReplyWasLost_repeatsUnderTheKeyOrIsAmbiguous(String account) {
        simulator.failNext(Fault.loseReply().on("copyImage").times(4));
        simulator.failNext(Fault.status(503).on("describeImages").times(16));
        try (AlibabaEcsClient first =
                        Clients.inProcess(simulator, time).accountId(account).build();
                AlibabaEcsClient later =
                        Clients.inProcess(simulator, time).accountId(account).build()) {
            AmbiguousOutcomeException lost = catchThrowableOfType(
                    AmbiguousOutcomeException.class,
                    () -> first.copyImage(
                            Clients.toShanghai().name("golden-copy").build()));
            Operation<AlibabaImage> copy = later.resume(lost.resumeToken().orElseThrow());

            if (account.isEmpty()) {
                assertThatThrownBy(() -> time.runUntilDone(copy.awaitAsync(Duration.ofDays(1)))
                                .join())
                        .hasCauseInstanceOf(AmbiguousOutcomeException.class)
                        .hasMessageContaining(simulator.copies().get(0).imageId());
            } else {
                assertThat(time.runUntilDone(copy.awaitAsync(Duration.ofDays(1)))
                                .join()
                                .id())
                        .isEqualTo(simulator.copies().get(0).imageId());
                assertThat(copy.latest().evidence()).isEqualTo(Evidence.ANSWERED);
            }
        }
        assertThat(simulator.copies()).hasSize(1);
    }

    @Test
    void resume_whenTheTokenIsOfAnotherAccount_isRefused() {
        try (AlibabaEcsClient one =
                        Clients.inProcess(simulator, time).accountId("1001").build();
                AlibabaEcsClient other =
                        Clients.inProcess(simulator, time).accountId("1002").build()) {
            Operation<AlibabaImage> copy = one.copyImage(Clients.toShanghai().build());

            assertThatThrownBy(() -> other.resume(copy.resumeToken()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1001")
                    .hasMessageContaining("1002");
            assertThat(client.resume(copy.resumeToken()).poll().state().isTerminal())
                    .isTrue();
        }
    }

    @Test
    void copyImage_whenTheSourceIsBeingCopied_waitsOnlyWhenAsked() {
        Fault busy = AlibabaEcsSimulator.error(403, "OperationDenied.ImageCopying", "being copied")
                .on("copyImage");
        simulator.failNext(busy);
        assertThatThrownBy(() -> client.copyImage(Clients.toShanghai().build())).isInstanceOf(ConflictException.class);

        simulator.failNext(busy.times(3));
        try (AlibabaEcsClient patient = Clients.inProcess(simulator, time)
                .waitForConflicts(Duration.ofMinutes(10))
                .build()) {
            assertThat(patient.copyImage(Clients.toShanghai().build()).id()).isNotEmpty();
            assertThat(simulator.copies()).hasSize(1);
            assertThat(time.sleeps())
                    .contains(Duration.ofMillis(15_000), Duration.ofMillis(22_500), Duration.ofMillis(33_750));
        }

        simulator.failNext(busy.times(100));
        try (AlibabaEcsClient patient = Clients.inProcess(simulator, time)
                .waitForConflicts(Duration.ofMinutes(2))
                .retryPolicy(RetryPolicy.none())
                .build()) {
            assertThatThrownBy(() -> patient.copyImage(Clients.toShanghai().build()))
                    .isInstanceOf(ConflictException.class);
        }
    }
}
