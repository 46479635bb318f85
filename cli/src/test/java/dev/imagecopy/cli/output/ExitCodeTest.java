package dev.imagecopy.cli.output;

import static dev.imagecopy.cli.output.Samples.CALL;
import static dev.imagecopy.cli.output.Samples.TOKEN;
import static dev.imagecopy.cli.output.Samples.error;
import static dev.imagecopy.cli.output.Samples.outcome;
import static dev.imagecopy.cli.output.Samples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.fleet.FleetException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ExitCodeTest {
    /** Everything that the SDK throws, and what the program throws itself. */
    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new UsageException("wrong"), ExitCode.USAGE),
                arguments(new IllegalArgumentException("wrong"), ExitCode.USAGE),
                arguments(
                        new CommandLine.ParameterException(new CommandLine(new OutputOptions()), "wrong"),
                        ExitCode.USAGE),
                arguments(new RefusedException("store in use", "wait"), ExitCode.REFUSED),
                arguments(new CredentialsException("none", CALL, null), ExitCode.REFUSED),
                arguments(new ConflictException(error(409, "c", "m"), CALL), ExitCode.REFUSED),
                arguments(new AmbiguousOutcomeException("lost", CALL, Optional.of(TOKEN), null), ExitCode.AMBIGUOUS),
                arguments(
                        new OperationWaitTimeoutException("late", CALL, snapshot(OperationState.RUNNING), TOKEN, null),
                        ExitCode.UNFINISHED),
                arguments(
                        new PollingStoppedException("no", CALL, snapshot(OperationState.RUNNING), TOKEN, null),
                        ExitCode.UNFINISHED),
                arguments(new ClientClosedException(CALL, Optional.of(TOKEN)), ExitCode.UNFINISHED),
                arguments(new SdkInterruptedException("interrupted", CALL, null), ExitCode.INTERRUPTED),
                arguments(new InterruptedException("interrupted"), ExitCode.INTERRUPTED),
                arguments(new AuthenticationException(error(401, "c", "m"), CALL), ExitCode.FAILED),
                arguments(new PermissionDeniedException(error(403, "c", "m"), CALL), ExitCode.FAILED),
                arguments(new QuotaExceededException(error(403, "c", "m"), CALL), ExitCode.FAILED),
                arguments(new NotFoundException(error(404, "c", "m"), CALL), ExitCode.FAILED),
                arguments(new InvalidRequestException(error(400, "c", "m"), CALL), ExitCode.FAILED),
                arguments(new ThrottledException(error(429, "c", "m"), CALL), ExitCode.FAILED),
                arguments(new ServerErrorException(error(500, "c", "m"), CALL), ExitCode.FAILED),
                arguments(new TransportException("no route", SendPhase.NOT_SENT, CALL, null), ExitCode.FAILED),
                arguments(new ResponseFormatException("odd", 200, Optional.empty(), CALL, null), ExitCode.FAILED),
                arguments(new DeadlineExceededException("late", CALL, null), ExitCode.FAILED),
                arguments(new OperationStoreException("disk", CALL, null), ExitCode.FAILED),
                arguments(
                        new OperationFailedException("failed", CALL, snapshot(OperationState.FAILED), TOKEN, null),
                        ExitCode.FAILED),
                arguments(
                        new OperationCancelledException(
                                "cancelled", CALL, snapshot(OperationState.CANCELLED), TOKEN, null),
                        ExitCode.FAILED),
                arguments(new FleetException("the database is away", null), ExitCode.FAILED),
                arguments(new UncheckedIOException(new java.io.IOException("disk")), ExitCode.FAILED),
                arguments(new NullPointerException(), ExitCode.FAILED));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void of_mapsEachFailure(Throwable failure, ExitCode expected) {
        assertThat(ExitCode.of(failure)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachFailure_saysWhatToDo(Throwable failure) {
        boolean tellsItself = failure instanceof UsageException
                || failure instanceof IllegalArgumentException
                || failure instanceof UncheckedIOException
                || failure instanceof SdkInterruptedException
                || failure instanceof InterruptedException;

        assertThat(Failure.of(failure).advice().isEmpty()).isEqualTo(tellsItself);
    }

    static Stream<Arguments> failuresOfDeletions() {
        return failures().filter(failure -> !(failure.get()[0] instanceof FleetException));
    }

    @ParameterizedTest
    @MethodSource("failuresOfDeletions")
    void eachFailureOfADeletion_saysWhatToDo_withoutSpeakingOfCopies(Throwable failure) {
        String advice = Failure.of(failure, Subject.DELETION).advice();

        assertThat(advice.isEmpty()).isEqualTo(Failure.of(failure).advice().isEmpty());
        assertThat(advice.replace("imagecopy", "")).doesNotContain("cop", "plan", "resume");
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, 0",
        "FAILED, 1",
        "CANCELLED, 1",
        "AMBIGUOUS, 3",
        "CONFLICT, 4",
        "LEFTOVER, 4",
        "TIMED_OUT, 5",
        "LEFT_RUNNING, 130",
        "NOT_STARTED, 130"
    })
    void run_ofOneCopy_endsAsThatDid(CopyStatus status, int code) {
        Map<CopyStatus, Long> counts = new EnumMap<>(Map.of(CopyStatus.SUCCEEDED, 3L));
        counts.put(status, 1L);

        assertThat(summary(counts).exitCode().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"LEFT_RUNNING", "NOT_STARTED"})
    void run_thatNobodyHasLeft_isUnfinishedIfACopyGoesOn(CopyStatus status) {
        RunSummary summary = summary(Map.of(CopyStatus.SUCCEEDED, 3L, status, 1L));

        assertThat(summary.exitCode(false)).isEqualTo(ExitCode.UNFINISHED);
        assertThat(summary.exitCode(true)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(summary(Map.of(CopyStatus.FAILED, 1L, status, 1L)).exitCode(false))
                .isEqualTo(ExitCode.FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void everyStatus_hasACode(CopyStatus status) {
        assertThat(ExitCode.of(status)).isNotNull();
    }

    @Test
    void run_endsWithTheMostSeriousCode() {
        Map<CopyStatus, Long> counts = new EnumMap<>(CopyStatus.class);
        for (CopyStatus status : CopyStatus.values()) {
            counts.put(status, 1L);
        }
        assertThat(summary(counts).exitCode()).isEqualTo(ExitCode.AMBIGUOUS);
        counts.remove(CopyStatus.AMBIGUOUS);
        assertThat(summary(counts).exitCode()).isEqualTo(ExitCode.FAILED);
        counts.keySet().removeIf(status -> ExitCode.of(status) == ExitCode.FAILED);
        assertThat(summary(counts).exitCode()).isEqualTo(ExitCode.REFUSED);
        counts.keySet().removeIf(status -> ExitCode.of(status) == ExitCode.REFUSED);
        assertThat(summary(counts).exitCode()).isEqualTo(ExitCode.UNFINISHED);
        counts.remove(CopyStatus.TIMED_OUT);
        assertThat(summary(counts).exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 4", "2, 1, 1", "3, 0, 1"})
    void run_whoseCopiesHadNoCredentials_endsAsOtherCommandsDo(long failed, long withoutCredentials, int code) {
        RunSummary summary = new RunSummary(
                Map.of(CopyStatus.SUCCEEDED, 3L, CopyStatus.FAILED, failed),
                withoutCredentials,
                Duration.ofSeconds(1),
                Optional.empty());

        assertThat(summary.exitCode().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, false",
        "FAILED, false",
        "CANCELLED, false",
        "AMBIGUOUS, true",
        "CONFLICT, false",
        "LEFTOVER, false",
        "TIMED_OUT, true",
        "LEFT_RUNNING, true",
        "NOT_STARTED, true"
    })
    void run_namesTheCommandThatTakesItUp_ifACopyMayGoOn(CopyStatus status, boolean mayGoOn) {
        RunSummary summary = new RunSummary(Map.of(status, 4L), Duration.ofSeconds(1), Optional.of("imagecopy resume"));

        assertThat(summary.mayGoOn()).isEqualTo(mayGoOn);
        assertThat(summary.resumeCommand().isPresent()).isEqualTo(mayGoOn);
    }

    @Test
    void outcomes_tellWhichCopiesHadNoCredentials() {
        CopyFailure none = CopyFailure.of(new CredentialsException("none", CALL, null));
        CopyFailure refused = CopyFailure.of(new PermissionDeniedException(error(403, "c", "m"), CALL));
        CopyOutcome without = outcome("web", CopyStatus.FAILED, Optional.of(none));
        CopyOutcome failed = outcome("data", CopyStatus.FAILED, Optional.of(refused));

        assertThat(summary(without, outcome("cache", CopyStatus.SUCCEEDED, Optional.empty()))
                        .exitCode())
                .isEqualTo(ExitCode.REFUSED);
        assertThat(summary(without, failed).exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(summary(without, failed).counts()).isEqualTo(Map.of(CopyStatus.FAILED, 2L));
    }

    private static RunSummary summary(CopyOutcome... outcomes) {
        return RunSummary.of(Stream.of(outcomes), Duration.ofSeconds(1), Optional.empty());
    }

    @Test
    void run_withoutCopies_isDone() {
        assertThat(summary(Map.of()).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(summary(Map.of(CopyStatus.FAILED, 0L)).exitCode()).isEqualTo(ExitCode.DONE);
    }

    private static RunSummary summary(Map<CopyStatus, Long> counts) {
        return new RunSummary(counts, Duration.ofSeconds(1), Optional.empty());
    }
}
