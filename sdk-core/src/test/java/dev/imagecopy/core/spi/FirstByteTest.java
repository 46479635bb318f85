package dev.imagecopy.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imagecopy.core.spi.OperationHandle.Place;
import dev.imagecopy.core.spi.OperationHandle.Start;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may have begun after the first byte of an operation, by the clock of a service that is an hour behind. */
class FirstByteTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final KeptRequest request = KeptRequest.none(time.nanoTime());

    private Instant serviceNow() {
        return time.now().minus(Duration.ofHours(1));
    }

    private OperationHandle handle(KeptRequest kept) {
        return new OperationHandle(
                new Place("made-up", "copy", "", ""),
                new Start("", Fingerprint.of(""), time.now(), kept),
                "",
                "golden",
                Map.of());
    }

    private boolean beganAfter(Instant began, OperationHandle handle) {
        return ServiceTime.beganAfter(Optional.of(began), Optional.of(serviceNow()), time.nanoTime(), handle);
    }

    private boolean mayHaveBegunAfter(Instant began, OperationHandle handle) {
        return ServiceTime.mayHaveBegunAfter(Optional.of(began), Optional.of(serviceNow()), handle, time);
    }

    @ParameterizedTest
    @CsvSource({"0, true, true", "1, false, true", "2, false, false", "20, false, false"})
    void beganAfter_countsFromTheFirstByte(long secondsBefore, boolean after, boolean possible) {
        time.advance(Duration.ofMinutes(30)); // credentials, interceptors, other copies
        assertThat(request.firstByte().isSent(time.nanoTime())).isTrue();
        Instant began = serviceNow().minusSeconds(secondsBefore);
        time.advance(Duration.ofSeconds(2));

        assertThat(beganAfter(began, handle(request))).isEqualTo(after);
        assertThat(mayHaveBegunAfter(began, handle(request))).isEqualTo(possible);
    }

    /** Both the service's time and that of the image lack the fraction of their second. */
    @ParameterizedTest
    @CsvSource({"0, 900, 50, 100", "0, 900, 150, 20", "300, 10, 900, 2000", "999, 1, 1, 1", "500, 499, 2, 999"})
    void beganAfter_ofTheOwnImage_holdsInEachPartOfASecond(long before, long first, long until, long later) {
        time.advance(Duration.ofMillis(before));
        Instant read = serviceNow().truncatedTo(ChronoUnit.SECONDS);
        long readAt = time.nanoTime();
        time.advance(Duration.ofMillis(first));
        OperationHandle handle = handle(request);
        ServiceTime.isSentAfter(read.plusNanos(time.nanoTime() - readAt), handle);
        Optional<Instant> stored = request.firstByte().serviceTime();
        assertThat(request.firstByte().isSent(time.nanoTime())).isTrue();
        time.advance(Duration.ofMillis(until));
        Optional<Instant> began = Optional.of(serviceNow().truncatedTo(ChronoUnit.SECONDS));
        time.advance(Duration.ofMillis(later));
        Optional<Instant> now = Optional.of(serviceNow().truncatedTo(ChronoUnit.SECONDS));

        assertThat(ServiceTime.beganAfter(began, now, time.nanoTime(), handle)).isTrue();
        OperationHandle resumed = handle(KeptRequest.of(MissingNode.getInstance(), stored));
        assertThat(ServiceTime.beganAfter(began, now, time.nanoTime(), resumed)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "9, false"})
    void beganAfter_whenTheResponseIsSlow_doesNotMakeOlderThingsYounger(long secondsBefore, boolean after) {
        request.firstByte().isSent(time.nanoTime());
        Instant began = serviceNow().minusSeconds(secondsBefore);
        time.advance(Duration.ofSeconds(2));
        long askedAt = time.nanoTime();
        Optional<Instant> told = Optional.of(serviceNow());
        time.advance(Duration.ofSeconds(10)); // until the body has arrived

        assertThat(ServiceTime.beganAfter(Optional.of(began), told, askedAt, handle(request)))
                .isEqualTo(after);
        assertThat(ServiceTime.mayHaveBegunAfter(Optional.of(began), told, handle(request), time))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1000, true", "1001, false"})
    void ofPrompt_knowsNothingFromASlowResponse(long millis, boolean known) {
        long askedAt = time.nanoTime();
        Optional<Instant> told = Optional.of(serviceNow());
        time.advance(Duration.ofMillis(millis));

        assertThat(ServiceTime.ofPrompt(told, askedAt, time)).isEqualTo(told.filter(at -> known));
    }

    @Test
    void isSent_whenTheAttemptBeforeWasNotExecuted_countsFromTheNext() {
        request.firstByte().isSent(time.nanoTime());
        request.firstByte().wasNotExecuted();
        Instant began = serviceNow();
        time.advance(Duration.ofSeconds(20));

        assertThat(request.firstByte().isSent(time.nanoTime())).isTrue();
        assertThat(beganAfter(began, handle(request))).isFalse();
    }

    @Test
    void isSent_whenTheAttemptBeforeMayHaveBeenExecuted_countsFromThatOne() {
        request.firstByte().isSent(time.nanoTime());
        Instant began = serviceNow();
        time.advance(Duration.ofSeconds(20));

        assertThat(request.firstByte().isSent(time.nanoTime())).isFalse();
        assertThat(beganAfter(began, handle(request))).isTrue();
    }

    @Test
    void isSentOnlyNow_afterTheTransportsQueue_countsFromThen() {
        request.firstByte().isSent(time.nanoTime());
        Instant began = serviceNow();
        time.advance(Duration.ofSeconds(20));
        request.firstByte().isSentOnlyNow(time.nanoTime());

        assertThat(beganAfter(began, handle(request))).isFalse();
    }

    @Test
    void beganAfter_inAnotherProcess_needsTheServicesTimeOfTheFirstByte() {
        Instant sentAt = serviceNow();
        time.advance(Duration.ofMinutes(10));
        OperationHandle without = handle(KeptRequest.of(MissingNode.getInstance()));
        OperationHandle with = handle(KeptRequest.of(MissingNode.getInstance(), Optional.of(sentAt)));

        assertThat(beganAfter(sentAt.plusSeconds(5), without)).isFalse();
        assertThat(mayHaveBegunAfter(sentAt.minusSeconds(3_600), without)).isTrue();
        assertThat(beganAfter(sentAt, with)).isTrue();
        assertThat(beganAfter(sentAt.minusSeconds(1), with)).isFalse();
        assertThat(mayHaveBegunAfter(sentAt.minusSeconds(2), with)).isFalse();
    }

    @Test
    void learnStart_inAnotherProcess_countsInsteadOfTheFirstByte() {
        KeptRequest resumed = KeptRequest.of(MissingNode.getInstance());
        Instant began = serviceNow();
        ServiceTime.learnStart(Optional.of(began.plusMillis(700)), handle(resumed));
        time.advance(Duration.ofMinutes(10));

        assertThat(beganAfter(began, handle(resumed))).isTrue();
        assertThat(beganAfter(began.minusSeconds(1), handle(resumed))).isFalse();
    }

    @Test
    void learn_notesTheServicesTimeOfTheFirstByteOnce() {
        request.firstByte().isSent(time.nanoTime());
        Instant sentAt = serviceNow();
        time.advance(Duration.ofSeconds(5));
        ServiceTime.learn(Optional.empty(), handle(request), time);
        ServiceTime.learn(Optional.of(serviceNow()), handle(request), time);
        ServiceTime.learn(Optional.of(serviceNow().plusSeconds(40)), handle(request), time);

        assertThat(request.firstByte().serviceTime()).contains(sentAt);
    }
}
