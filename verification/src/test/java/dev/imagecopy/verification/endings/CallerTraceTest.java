package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.verification.clouds.Clockwork;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a blocking method throws shows who called it, whichever thread the exception was made on. */
class CallerTraceTest {
    private static final Duration LONG = Duration.ofDays(1);

    private final ManualTimeSource time = new ManualTimeSource();
    private final Clockwork clock = Clockwork.start(time);

    @AfterEach
    void stopTheClock() {
        clock.close();
    }

    private static long framesHere(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().equals(CallerTraceTest.class.getName()))
                .filter(frame -> !frame.getMethodName().startsWith("lambda"))
                .count();
    }

    @ParameterizedTest
    @EnumSource
    void await_whenTheCopyFails_showsTheCaller(Cloud cloud) {
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            cloud.failCopies(stage);
            Operation<?> copy = stage.copy();

            Throwable failed = catchThrowable(() -> copy.await(LONG));

            assertThat(failed).isInstanceOf(OperationFailedException.class);
            assertThat(framesHere(failed)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_whenSeveralWaitForOneCopy_showsEachItsOwnCaller(Cloud cloud) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            cloud.failCopies(stage);
            Operation<?> copy = stage.copy();

            List<Callable<Throwable>> waits = List.of(
                    () -> catchThrowable(() -> firstWaits(copy)),
                    () -> catchThrowable(() -> secondWaits(copy)),
                    () -> catchThrowable(() -> thirdWaits(copy)));
            List<Future<Throwable>> ended = threads.invokeAll(waits);

            List<String> methods = List.of("firstWaits", "secondWaits", "thirdWaits");
            for (int i = 0; i < ended.size(); i++) {
                assertThat(ended.get(i).get().getStackTrace())
                        .extracting(StackTraceElement::getMethodName)
                        .containsOnlyOnce(methods.get(i));
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void firstWaits(Operation<?> copy) throws InterruptedException {
        copy.await(LONG);
    }

    private static void secondWaits(Operation<?> copy) throws InterruptedException {
        copy.await(LONG);
    }

    private static void thirdWaits(Operation<?> copy) throws InterruptedException {
        copy.await(LONG);
    }

    @ParameterizedTest
    @EnumSource
    void await_whenRepeated_neverGrowsItsTrace(Cloud cloud) {
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            cloud.failCopies(stage);
            Operation<?> copy = stage.copy();

            List<Integer> lengths = IntStream.range(0, 5)
                    .mapToObj(i -> catchThrowable(() -> copy.await(LONG)).getStackTrace().length)
                    .toList();

            assertThat(lengths.subList(1, 5)).containsOnly(lengths.get(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_whenItIsRefused_showsTheCaller(Cloud cloud) {
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            stage.simulator().script(Timeline.lasting(LONG));
            Operation<?> copy = stage.copy();
            stage.client().close();

            Throwable failed = catchThrowable(copy::poll);

            assertThat(failed == null || framesHere(failed) > 0).isTrue(); // an open copy asks nobody
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_afterClose_showsTheCaller(Cloud cloud) {
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            stage.simulator().script(Timeline.lasting(LONG));
            Operation<?> copy = stage.copy();
            stage.client().close();

            Throwable failed = catchThrowable(copy::cancel);

            assertThat(failed == null || framesHere(failed) > 0).isTrue(); // two clouds have no cancel to be refused
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyImage_whenItIsRefused_showsTheCaller(Cloud cloud) {
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            stage.simulator().failNext(Fault.status(403).times(9));

            Throwable failed = catchThrowable(stage::copy);

            assertThat(framesHere(failed)).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamOfPages_whenAPageIsRefused_showsWhoReadsIt(Cloud cloud) {
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            stage.simulator().failNext(Fault.status(400).times(9));

            Throwable failed = catchThrowable(() -> stage.list().toList());

            assertThat(framesHere(failed)).isPositive();
        }
    }
}
