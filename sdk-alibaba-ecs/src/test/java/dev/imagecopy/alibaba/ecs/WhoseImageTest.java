package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else copies another image to the same name. The service does not show sources, so no image proves whose it is. */
class WhoseImageTest {
    private static final String OTHER_SOURCE = "m-bp1h46wfpjsjastc0002";

    private final ManualTimeSource time = new ManualTimeSource();
    private final AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
    private final AlibabaEcsClient theirs = Clients.inProcess(simulator, time).build();
    private int attempts;

    @BeforeEach
    void addTheirSource() {
        simulator.addImage(OTHER_SOURCE);
        time.advance(Duration.ofMillis(300));
    }

    @AfterEach
    void close() {
        theirs.close();
        simulator.close();
    }

    enum Way {
        BLOCKING,
        ASYNC,
        BLOCKING_WITH_STORE,
        ASYNC_WITH_STORE
    }

    private static AlibabaCopyImageRequest golden() {
        return Clients.toShanghai().name("golden").build();
    }

    private void theyCopy() {
        assertThat(theirs.copyImage(Clients.toShanghai()
                                .imageId(OTHER_SOURCE)
                                .name("golden")
                                .build())
                        .id())
                .isNotEmpty();
    }

    private AlibabaEcsClient.Builder ours(Way way) {
        AlibabaEcsClient.Builder client = Clients.inProcess(simulator, time);
        return way.name().endsWith("STORE") ? client.operationStore(new InMemoryOperationStore()) : client;
    }

    private Operation<AlibabaImage> copy(AlibabaEcsClient client, Way way) {
        return way.name().startsWith("ASYNC")
                ? time.runUntilDone(client.copyImageAsync(golden())).join()
                : client.copyImage(golden());
    }

    private Throwable failure(AlibabaEcsClient client, Way way) {
        Throwable thrown = catchThrowable(() -> copy(client, way));
        assertThat(thrown).isNotNull();
        return CallFlow.causeOf(thrown);
    }

    @ParameterizedTest
    @EnumSource
    void copyImage_whenSomebodyTakesTheNameBetweenOurAttempts_isAmbiguousAndNamesTheirImage(Way way) {
        try (AlibabaEcsClient client = ours(way)
                .addInterceptor((attempt, headers) -> {
                    if (attempt.call().equals("copyImage") && ++attempts == 2) {
                        theyCopy();
                    }
                })
                .build()) {
            simulator.failNext(Fault.dropRequest().on("copyImage"));

            assertThat(failure(client, way))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining(simulator.copies().get(0).imageId());
        }
        assertThat(simulator.copies()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void copyImage_whenSomebodyTakesTheNameAndNoneOfOurAttemptsArrives_isAmbiguous(Way way) {
        try (AlibabaEcsClient client = ours(way)
                .addInterceptor((attempt, headers) -> {
                    if (attempt.call().equals("copyImage") && ++attempts == 3) {
                        theyCopy();
                        simulator.failNext(Fault.dropRequest().on("copyImage").times(2));
                    }
                })
                .build()) {
            simulator.failNext(Fault.dropRequest().on("copyImage").times(2));

            assertThat(failure(client, way))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining(simulator.copies().get(0).imageId());
        }
        assertThat(simulator.copies()).hasSize(1);
    }

    static Stream<Arguments> moments() {
        return Stream.of(0, 500, 900, 1500, 1900)
                .flatMap(before -> Stream.of(Way.values()).map(way -> Arguments.of(before, way)));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void copyImage_whenSomebodyTookTheNameRightBefore_neverReturnsTheirImage(int millisBefore, Way way) {
        theyCopy();
        time.advance(Duration.ofMillis(millisBefore));
        simulator.failNext(Fault.dropRequest().on("copyImage"));

        try (AlibabaEcsClient client = ours(way).build()) {
            assertThat(failure(client, way)).isInstanceOfAny(AmbiguousOutcomeException.class, ConflictException.class);
        }
        assertThat(simulator.copies()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 60})
    void copyImage_whenTheNameWasTakenLongBefore_isAConflict(long secondsBefore) {
        theyCopy();
        time.advance(Duration.ofSeconds(secondsBefore));
        simulator.failNext(Fault.dropRequest().on("copyImage"));

        try (AlibabaEcsClient client = ours(Way.BLOCKING).build()) {
            assertThatThrownBy(() -> client.copyImage(golden())).isInstanceOf(ConflictException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "40, false", "120, false", "-120, false", "0, true", "120, true"})
    void resume_onAMachineWithAnotherClock_neverTakesTheirImageForOurs(long minutesAhead, boolean mayRepeat) {
        theyCopy();
        time.advance(Duration.ofMinutes(30));
        simulator.failNext(Fault.dropRequest().on("copyImage").times(4));
        AmbiguousOutcomeException lost;
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time)
                .accountId(mayRepeat ? "1001" : "")
                .build()) {
            lost = catchThrowableOfType(AmbiguousOutcomeException.class, () -> client.copyImage(golden()));
        }
        simulator.skewClock(Duration.ofMinutes(-minutesAhead));
        time.jumpWallClock(Duration.ofMinutes(minutesAhead));

        try (AlibabaEcsClient later = Clients.inProcess(simulator, time)
                .accountId(mayRepeat ? "1001" : "")
                .build()) {
            Operation<AlibabaImage> copy = later.resume(lost.resumeToken().orElseThrow());

            assertThat(CallFlow.causeOf(catchThrowable(() -> time.runUntilDone(copy.awaitAsync(Duration.ofDays(1)))
                            .join())))
                    .isInstanceOf(AmbiguousOutcomeException.class);
        }
        assertThat(simulator.copies()).hasSize(1);
    }
}
