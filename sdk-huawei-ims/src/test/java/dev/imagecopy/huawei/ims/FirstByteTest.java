package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody else's copy to the same name, from a source that another region does not show, begins shortly before the first byte
 * of ours, which is lost: whatever our call did before counts for nothing.
 */
class FirstByteTest {
    private static final String COPY = "copyImageToRegion";
    private static final String OTHER_SOURCE = "11111111-dc36-4aec-80f5-ef9d80094281";

    private final ManualTimeSource time = new ManualTimeSource();
    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
    private final HuaweiImsClient theirs = builder().credentials(key()).build();
    private int calls;

    enum Way {
        BLOCKING,
        ASYNC,
        BLOCKING_WITH_STORE,
        ASYNC_WITH_STORE
    }

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

    private HuaweiImsClient.Builder builder() {
        return HuaweiImsClient.builder()
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .transport(simulator.transport())
                .timeSource(time)
                .callbackExecutor(Runnable::run);
    }

    private HuaweiImsClient.Builder ours(Way way) {
        HuaweiImsClient.Builder client = builder();
        return way.name().endsWith("STORE") ? client.operationStore(new InMemoryOperationStore()) : client;
    }

    private static HuaweiCredentials key() {
        return HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY);
    }

    private static HuaweiCopyToRegionRequest copyOf(String source, String name) {
        return HuaweiCopyToRegionRequest.builder()
                .imageId(source)
                .name(name)
                .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                .targetProjectName(HuaweiImsSimulator.TARGET_REGION)
                .targetProjectId(HuaweiImsSimulator.TARGET_PROJECT_ID)
                .agencyName(HuaweiImsSimulator.AGENCY)
                .build();
    }

    private void theyCopyTo(String name) {
        assertThat(theirs.copyImageToRegion(copyOf(OTHER_SOURCE, name)).id()).isNotEmpty();
    }

    /** Their copy begins, time passes, and the copy that is sent next is lost. */
    private void theyCopyAndOursIsLostAfter(Duration pause) {
        theyCopyTo("golden");
        time.advance(pause);
        simulator.failNext(Fault.dropRequest().on(COPY));
    }

    private Operation<HuaweiImage> copy(HuaweiImsClient client, Way way) {
        HuaweiCopyToRegionRequest request = copyOf(HuaweiImsSimulator.SOURCE_IMAGE, "golden");
        return way.name().startsWith("ASYNC")
                ? time.runUntilDone(client.copyImageToRegionAsync(request)).join()
                : client.copyImageToRegion(request);
    }

    private void assertAmbiguous(HuaweiImsClient client, Way way) {
        assertThat(CallFlow.causeOf(catchThrowable(() -> copy(client, way))))
                .isInstanceOf(AmbiguousOutcomeException.class);
    }

    @ParameterizedTest
    @EnumSource
    void copyImageToRegion_whenTheirsBeginsWhileCredentialsAreResolved_isAmbiguous(Way way) {
        try (HuaweiImsClient client = ours(way)
                .credentials(() -> {
                    if (calls++ == 0) {
                        theyCopyAndOursIsLostAfter(Duration.ofSeconds(20));
                    }
                    return key();
                })
                .build()) {
            assertAmbiguous(client, way);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyImageToRegion_whenTheirsBeginsTwoSecondsBeforeTheFirstByte_isAmbiguous(Way way) {
        try (HuaweiImsClient client = ours(way)
                .credentials(key())
                .addInterceptor((attempt, headers) -> {
                    if (attempt.call().equals(COPY)) {
                        theyCopyAndOursIsLostAfter(Duration.ofSeconds(2));
                    }
                })
                .build()) {
            assertAmbiguous(client, way);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyImageToRegion_whenTheirsBeginsWhileOursWaitsForConflicts_isAmbiguous(Way way) {
        simulator.script(Timeline.lasting(Duration.ofHours(2)));
        simulator.limitCopiesAcrossRegions(1);
        theyCopyTo("another");
        try (HuaweiImsClient client = ours(way)
                .credentials(key())
                .callTimeout(Duration.ofHours(1))
                .waitForConflicts(Duration.ofMinutes(30))
                .addInterceptor((attempt, headers) -> {
                    if (attempt.call().equals(COPY) && ++calls == 2) {
                        simulator.limitCopiesAcrossRegions(50);
                        theyCopyAndOursIsLostAfter(Duration.ofSeconds(20));
                    }
                })
                .build()) {
            assertAmbiguous(client, way);
        }
        assertThat(calls).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {900, 1_000, 1_500, 1_900, 2_500})
    void copyImageToRegion_whenTheirsBeganInAnEarlierSecond_isAmbiguousAndNamesItIfItMayBeOurs(long millisBefore) {
        theyCopyAndOursIsLostAfter(Duration.ofMillis(millisBefore));

        try (HuaweiImsClient client = ours(Way.BLOCKING).credentials(key()).build()) {
            assertAmbiguous(client, Way.BLOCKING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyImageToRegion_whenOursIsSentAfterALongWait_isFoundByName(Way way) {
        try (HuaweiImsClient client = ours(way)
                .credentials(() -> {
                    if (calls++ == 0) {
                        time.advance(Duration.ofSeconds(20));
                        simulator.failNext(Fault.loseReply().on(COPY));
                    }
                    return key();
                })
                .build()) {
            assertThat(copy(client, way).latest().evidence()).isEqualTo(Evidence.FOUND_BY_NAME);
        }
    }

    private ResumeToken tokenOfALostCopy(Fault fault) {
        simulator.failNext(fault.on(COPY));
        try (HuaweiImsClient client = ours(Way.BLOCKING)
                .credentials(key())
                .retryPolicy(RetryPolicy.none())
                .build()) {
            return catchThrowableOfType(AmbiguousOutcomeException.class, () -> copy(client, Way.BLOCKING))
                    .resumeToken()
                    .orElseThrow();
        }
    }

    private void clockIsAheadBy(long minutes) {
        simulator.skewClock(Duration.ofMinutes(-minutes));
        time.jumpWallClock(Duration.ofMinutes(minutes));
    }

    private Throwable failureOfResuming(ResumeToken token) {
        try (HuaweiImsClient later = ours(Way.BLOCKING).credentials(key()).build()) {
            Operation<?> copy = later.resume(token);
            return CallFlow.causeOf(catchThrowable(
                    () -> time.runUntilDone(copy.awaitAsync(Duration.ofDays(1))).join()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 40, 120, -120})
    void resume_onAMachineWithAnotherClock_neverTakesTheirImageForOurs(long minutesAhead) {
        theyCopyTo("golden");
        time.advance(Duration.ofMinutes(30));
        ResumeToken token = tokenOfALostCopy(Fault.dropRequest());
        clockIsAheadBy(minutesAhead);

        assertThat(failureOfResuming(token)).isInstanceOf(AmbiguousOutcomeException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 40, 120, -120})
    void resume_whenTheServicesClockWasNeverSeen_isAmbiguousAndNamesTheCandidates(long minutesAhead) {
        theyCopyTo("golden");
        time.advance(Duration.ofMinutes(30));
        simulator.failNext(Fault.dropRequest().on("listImages").times(4));
        ResumeToken token = tokenOfALostCopy(Fault.dropRequest());
        clockIsAheadBy(minutesAhead);

        assertThat(failureOfResuming(token))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasMessageContaining(simulator.copies().get(0).imageId());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 40, 120, -120})
    void resume_whenTheServicesClockWasSeenBefore_findsTheCopyByName(long minutesAhead) {
        for (int seconds : new int[] {2, 5, 15, 45}) { // when the SDK looks; the service lists new images with a delay
            simulator.failNext(Fault.status(200)
                    .body("application/json", "{\"images\":[]}")
                    .header(
                            "Date",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    time.now().plusSeconds(seconds).atZone(ZoneOffset.UTC)))
                    .on("listImages"));
        }
        ResumeToken token = tokenOfALostCopy(Fault.loseReply());
        clockIsAheadBy(minutesAhead);

        try (HuaweiImsClient later = ours(Way.BLOCKING).credentials(key()).build()) {
            Operation<?> copy = later.resume(token);
            time.runUntilDone(copy.awaitAsync(Duration.ofDays(1))).join();

            assertThat(copy.latest().evidence()).isEqualTo(Evidence.FOUND_BY_NAME);
        }
    }
}
