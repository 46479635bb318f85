package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Endpoints;
import dev.imagecopy.testing.FakeTransport;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls whose address has to be discovered before anything is sent. */
class AddressDiscoveryTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final URI FOUND = URI.create("https://found.test/base");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);

    private final CallBench bench = new CallBench();
    private final Lookup lookup = new Lookup();
    private Supplier<URI> address = lookup::join;

    @BeforeEach
    void addressesAreDiscovered() {
        bench.endpoints = new Endpoints() {
            @Override
            public CompletableFuture<?> ready(String route) {
                return lookup;
            }

            @Override
            public URI apply(String route) {
                if (!lookup.isDone()) {
                    throw new AssertionError("asked for an address that is not known yet");
                }
                return address.get();
            }
        };
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
        assertThat(bench.transport.open()).isZero();
        assertThat(bench.time.pendingTasks()).isZero();
        assertThat(bench.time.taskFailures()).isEmpty();
        assertThat(bench.heard.finished).hasSameSizeAs(bench.heard.started);
    }

    private static CallOptions within(Duration timeout) {
        return CallOptions.builder().callTimeout(timeout).build();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenItsAddressIsFound_isSignedThenAndSentThere(Mode mode) {
        bench.time.schedule(SECOND, () -> lookup.complete(FOUND));
        bench.transport.answer(200, OK);

        assertThat(bench.make(mode, COPY, within(Duration.ofSeconds(5)))).isEqualTo("x");

        assertThat(bench.transport.requests()).singleElement().satisfies(request -> assertThat(request.uri())
                .asString()
                .startsWith("https://found.test/base/v1/images/img-1/copy"));
        assertThat(bench.sentHeaders("X-Date")).containsExactly("2026-01-01T00:00:01Z");
        assertThat(bench.transport.sent())
                .extracting(FakeTransport.Sent::timeout)
                .containsExactly(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenItIsRepeated_discoversNoSecondTime(Mode mode) {
        bench.time.schedule(SECOND, () -> lookup.complete(FOUND));
        bench.transport.answer(503, "").answer(403, "");

        assertThatThrownBy(() -> bench.make(mode, READ))
                .isInstanceOf(PermissionDeniedException.class)
                .hasMessageContaining("POST found.test/…/v1/images/img-1/copy, attempt 2 of 4");
        assertThat(bench.transport.requests())
                .allMatch(request -> request.uri().getHost().equals("found.test"));
    }

    @ParameterizedTest
    @CsvSource({"SYNC, true", "ASYNC, true", "SYNC, false", "ASYNC, false"})
    void call_whenTheDiscoveryFails_failsInTheSameWayAndSendsNothing(Mode mode, boolean before) {
        SdkException refused = new TransportException("no route", SendPhase.NOT_SENT, ErrorContext.none(false), null);
        failLookup(refused, before);

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isNotSameAs(refused) // others may wait for it as well, and have a trace of their own
                .hasSameClassAs(refused)
                .hasMessage(refused.getMessage());
        assertThat(bench.transport.sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SYNC, true", "ASYNC, true", "SYNC, false", "ASYNC, false"})
    void call_whenTheDiscoveryHasABug_failsWithIt(Mode mode, boolean before) {
        RuntimeException bug = new IllegalStateException("bug");
        failLookup(bug, before);

        assertThatThrownBy(() -> bench.make(mode, COPY)).isSameAs(bug);
        assertThat(bench.transport.sent()).isEmpty();
    }

    private void failLookup(Throwable why, boolean before) {
        if (before) {
            lookup.completeExceptionally(why);
        } else {
            bench.time.schedule(SECOND, () -> lookup.completeExceptionally(why));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenNothingFoundIsAnAddressOfItsRoute_failsWithWhatTheProviderSays(Mode mode) {
        SdkException unknown =
                new TransportException("no such region", SendPhase.NOT_SENT, ErrorContext.none(false), null);
        address = () -> {
            throw unknown;
        };
        bench.time.schedule(SECOND, () -> lookup.complete(FOUND));

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isNotSameAs(unknown) // others may wait for it as well, and have a trace of their own
                .hasSameClassAs(unknown)
                .hasMessage(unknown.getMessage());
        assertThat(bench.transport.sent()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheDiscoveryTakesTooLong_endsAtItsDeadline(Mode mode) {
        assertThatThrownBy(() -> bench.make(mode, COPY, within(Duration.ofSeconds(3))))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("the deadline of 3000 ms passed");

        assertThat(bench.time.nanoTime()).isEqualTo(Duration.ofSeconds(3).toNanos());
        assertThat(bench.transport.sent()).isEmpty();
        assertThat(lookup).isNotDone(); // others may wait for it as well
    }

    @Test
    void cancel_duringTheDiscovery_leavesItToOthersAndSendsNothing() {
        CompletableFuture<String> call = bench.start(COPY, CallOptions.defaults());
        assertThat(bench.time.pendingTasks()).isEqualTo(1);

        call.cancel(true);

        assertThat(bench.time.pendingTasks()).isZero();
        assertThat(lookup).isNotDone();
        lookup.complete(FOUND);
        assertThat(bench.transport.sent()).isEmpty();
    }

    @Test
    void close_duringTheDiscovery_endsTheCallAndSaysThatNothingWasDone() {
        CompletableFuture<String> call = bench.start(COPY, CallOptions.defaults());

        bench.lifecycle().close();

        assertThatThrownBy(call::get)
                .hasCauseInstanceOf(ClientClosedException.class)
                .isNotInstanceOf(AmbiguousOutcomeException.class)
                .hasMessageContaining("[POST [address of ")
                .hasMessageNotContaining("address.invalid");
        assertThat(bench.transport.sent()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void close_thatEndsTheDiscoveryFirst_namesTheMethodThatWasCalled(Mode mode) {
        bench.time.schedule(
                SECOND,
                () -> lookup.completeExceptionally(new ClientClosedException(
                        ErrorContext.of("TestClient.listEndpoints", false), Optional.empty())));

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isInstanceOf(ClientClosedException.class)
                .hasMessageNotContaining("listEndpoints")
                .hasMessageContaining("." + COPY.name() + " failed: the client is closed");
        assertThat(bench.transport.sent()).isEmpty();
    }

    /** A discovery in manual time: whoever blocks on it lets time pass until the next task. */
    private final class Lookup extends CompletableFuture<URI> {
        @Override
        public URI get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
            Duration limit = Duration.ofNanos(unit.toNanos(timeout));
            Duration next = bench.time.nextTaskIn().orElse(limit);
            if (!isDone()) {
                bench.time.advance(next.compareTo(limit) < 0 ? next : limit);
            }
            return super.get(0, TimeUnit.NANOSECONDS);
        }
    }
}
