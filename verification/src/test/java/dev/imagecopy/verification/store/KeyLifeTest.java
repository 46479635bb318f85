package dev.imagecopy.verification.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.verification.store.CutTransport.Cut;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy is not repeated under a key that its service may have forgotten, whatever the clocks of the processes say. */
class KeyLifeTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final ManualTimeSource time = new ManualTimeSource();
    private Duration skew = Duration.ZERO; // of the service's clock against the machine's

    /** How the copy is taken up. */
    enum Mode {
        BLOCKING {
            @Override
            ResumedCopy<?> resumed(ImageCopyClient<?, ?> client, ScriptedStore store, ManualTimeSource time) {
                return client.resumeAll(store).copies().get(0);
            }
        },
        ASYNC {
            @Override
            ResumedCopy<?> resumed(ImageCopyClient<?, ?> client, ScriptedStore store, ManualTimeSource time) {
                return time.runUntilDone(client.copies()
                                .resumeAsync(
                                        store, store.only().key(), ResumePolicy.standard(), CallOptions.defaults()))
                        .join();
            }
        };

        abstract ResumedCopy<?> resumed(ImageCopyClient<?, ?> client, ScriptedStore store, ManualTimeSource time);
    }

    private static Stream<Arguments> each(List<Arguments> cases) {
        return Stream.of(StoredCloud.ALIBABA, StoredCloud.YANDEX).flatMap(cloud -> Stream.of(Mode.values())
                .flatMap(mode -> cases.stream().map(row -> Arguments.of(cloud, mode, row.get()[0], row.get()[1]))));
    }

    /** The first process cannot say when the copy was first sent but by its own clock. */
    private ScriptedStore interrupted(StoredCloud cloud, Simulator service, Duration clockAhead) {
        setClock(service, clockAhead);
        ScriptedStore store = new ScriptedStore();
        cloud.client(new CutTransport(service.transport(), Cut.BEFORE_THE_REQUEST_ARRIVES), time, store)
                .copies()
                .startAsync(
                        cloud.request("golden"),
                        CallOptions.builder().idempotencyKey(StoredCloud.KEY).build());
        setClock(service, clockAhead.negated());
        assertThat(store.only().sends()).isEqualTo(1);
        return store.afterRestart();
    }

    private static String list(StoredCloud cloud) {
        return cloud == StoredCloud.ALIBABA ? "describeImages" : "listImages";
    }

    private ScriptedStore interrupted(StoredCloud cloud, Simulator service) {
        return interrupted(cloud, service, Duration.ZERO);
    }

    /** Sets the machine's clock, while the service's remains right. */
    private void setClock(Simulator service, Duration ahead) {
        time.jumpWallClock(ahead);
        skew = skew.minus(ahead);
        service.skewClock(skew);
    }

    private ResumedCopy<?> resumed(StoredCloud cloud, Mode mode, Simulator service, ScriptedStore store) {
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            return mode.resumed(client, store, time);
        }
    }

    private static Stream<Arguments> behindAfterTheDay() {
        return each(List.of(
                Arguments.of(1, 3),
                Arguments.of(1, 14),
                Arguments.of(15, 65),
                Arguments.of(60, 65),
                Arguments.of(60, 120),
                Arguments.of(119, 120)));
    }

    @ParameterizedTest
    @MethodSource("behindAfterTheDay")
    void copy_takenUpAfterTheDayByAClockThatIsBehind_isNotSentAgain(
            StoredCloud cloud, Mode mode, int minutesAfter, int minutesBehind) {
        Simulator service = cloud.simulator(time);
        ScriptedStore store = interrupted(cloud, service);
        time.advance(DAY.plusMinutes(minutesAfter));
        setClock(service, Duration.ofMinutes(-minutesBehind));

        assertThat(resumed(cloud, mode, service, store)).isInstanceOf(ResumedCopy.Ambiguous.class);

        assertThat(service.arrivals("copyImage")).isZero();
    }

    private static Stream<Arguments> wrongWithinTheDay() {
        return each(List.of(
                Arguments.of(1, 0),
                Arguments.of(17, -120),
                Arguments.of(19, -120),
                Arguments.of(22, -120),
                Arguments.of(23, -14),
                Arguments.of(23, 0),
                Arguments.of(23, 14),
                Arguments.of(21, 120)));
    }

    @ParameterizedTest
    @MethodSource("wrongWithinTheDay")
    void copy_takenUpWithinTheDay_isSentAgain_whateverTheClockSays(
            StoredCloud cloud, Mode mode, int hours, int minutesAhead) {
        Simulator service = cloud.simulator(time);
        ScriptedStore store = interrupted(cloud, service);
        time.advance(Duration.ofHours(hours));
        setClock(service, Duration.ofMinutes(minutesAhead));

        assertThat(resumed(cloud, mode, service, store)).isInstanceOf(ResumedCopy.Settled.class);

        assertThat(service.copies()).hasSize(1);
    }

    private static Stream<Arguments> firstAhead() {
        return each(List.of(Arguments.of(1, 3), Arguments.of(5, 14), Arguments.of(13, 14)));
    }

    /** The services accept dates that are up to a quarter of an hour wrong, so nobody has corrected that clock. */
    @ParameterizedTest
    @MethodSource("firstAhead")
    void copy_whoseFirstProcessWasAhead_isNotSentAgainAfterTheDay(
            StoredCloud cloud, Mode mode, int minutesAfter, int minutesAhead) {
        Simulator service = cloud.simulator(time);
        ScriptedStore store = interrupted(cloud, service, Duration.ofMinutes(minutesAhead));
        time.advance(DAY.plusMinutes(minutesAfter));

        assertThat(resumed(cloud, mode, service, store)).isInstanceOf(ResumedCopy.Ambiguous.class);

        assertThat(service.arrivals("copyImage")).isZero();
    }

    /** Alibaba refuses the date of the first attempt, and says what time it is. */
    @ParameterizedTest
    @EnumSource
    void alibaba_whenTheRefusalOfADateShowsThatTheDayIsOver_doesNotRepeatTheCopy(Mode mode) {
        Simulator service = StoredCloud.ALIBABA.simulator(time);
        ScriptedStore store = interrupted(StoredCloud.ALIBABA, service);
        time.advance(DAY.plusMinutes(30));
        setClock(service, Duration.ofHours(-6));

        assertThat(resumed(StoredCloud.ALIBABA, mode, service, store)).isInstanceOf(ResumedCopy.Ambiguous.class);

        assertThat(service.copies()).isEmpty();
    }

    /** Not even the answers to questions tell the time. */
    @ParameterizedTest
    @EnumSource(names = {"ALIBABA", "YANDEX"})
    void copy_whenTheServiceDoesNotTellItsTime_isNotSentAgainNearTheEndOfTheDay(StoredCloud cloud) {
        Simulator service = cloud.simulator(time);
        ScriptedStore store = interrupted(cloud, service);
        time.advance(Duration.ofHours(23));
        service.failNext(Fault.status(200)
                .body("application/json", "{\"Images\":{\"Image\":[]},\"images\":[]}")
                .header("Date", "unknown")
                .on(list(cloud))
                .times(100));

        assertThat(resumed(cloud, Mode.ASYNC, service, store)).isNotInstanceOf(ResumedCopy.Settled.class);

        assertThat(service.arrivals("copyImage")).isZero();
    }

    /** A refusal tells the time as well. */
    @ParameterizedTest
    @EnumSource(names = {"ALIBABA", "YANDEX"})
    void copy_nearTheEndOfTheDay_isSentAgain_whenTheQuestionForTheTimeIsRefused(StoredCloud cloud) {
        Simulator service = cloud.simulator(time);
        ScriptedStore store = interrupted(cloud, service);
        time.advance(Duration.ofHours(23));
        service.failNext(cloud.refusal().on(list(cloud)));

        assertThat(resumed(cloud, Mode.ASYNC, service, store)).isInstanceOf(ResumedCopy.Settled.class);

        assertThat(service.pendingFaults()).isZero();
        assertThat(service.copies()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"ALIBABA", "YANDEX"})
    void copy_takenUpLongBeforeTheEndOfTheDay_isSentAgainWithoutAQuestion(StoredCloud cloud) {
        Simulator service = cloud.simulator(time);
        ScriptedStore store = interrupted(cloud, service);
        time.advance(Duration.ofHours(19));

        assertThat(resumed(cloud, Mode.ASYNC, service, store)).isInstanceOf(ResumedCopy.Settled.class);

        assertThat(service.arrivals("copyImage")).isEqualTo(1);
        assertThat(service.arrivals(list(cloud))).isZero();
    }
}
