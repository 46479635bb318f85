package dev.imagecopy.cli.output;

import dev.imagecopy.bulk.BulkProgress;
import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyProgress;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Copies, their progress and their ends. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-29T09:00:00Z");
    static final ErrorContext CALL =
            new ErrorContext("AlibabaEcsClient.copyImage", "POST ecs.cn-beijing.aliyuncs.com/", 1, 4, false, "");
    static final ResumeToken TOKEN = new ResumeToken("v1.eyJwIjoiYWxpIn0");
    static final String HOSTILE = "a\u001b[31mb\u009b2J\u202ec\u2028d\u0007\u007f\u0000\ud800e\r\nf";

    private Samples() {}

    static CopyTarget target(String name) {
        return new CopyTarget("alibaba-ecs", "cn-beijing", "1234567890", name);
    }

    static PlannedCopy copy(String name) {
        return new PlannedCopy("ali", target(name), "m-source");
    }

    static List<PlannedCopy> planned(String... names) {
        return java.util.stream.Stream.of(names).map(Samples::copy).toList();
    }

    static RunEvent moved(String name, OperationState state, int percent) {
        OptionalInt known = percent < 0 ? OptionalInt.empty() : OptionalInt.of(percent);
        return new RunEvent.Moved(
                new CopyProgress(key(name, 1), "ali", target(name), state, known, Optional.<Duration>empty()));
    }

    static RunEvent moved(String name, int percent, Duration left) {
        return new RunEvent.Moved(new CopyProgress(
                key(name, 1), "ali", target(name), OperationState.RUNNING, OptionalInt.of(percent), Optional.of(left)));
    }

    /** A job's keys differ in their last four digits. */
    private static String key(String name, int attempt) {
        return "job-" + name + "-000" + attempt;
    }

    static RunEvent total(long done, long failed, long running, long waiting, Duration elapsed) {
        return new RunEvent.Total(
                new BulkProgress(done, failed, running, waiting, true, elapsed, Optional.of(Duration.ofSeconds(70))));
    }

    static RunEvent ended(String name, CopyStatus status) {
        return new RunEvent.Ended(outcome(name, status, Optional.empty()));
    }

    static RunEvent ended(String name, CopyStatus status, Throwable cause) {
        return new RunEvent.Ended(outcome(name, status, Optional.of(CopyFailure.of(cause))));
    }

    static CopyOutcome outcome(String name, CopyStatus status, Optional<CopyFailure> cause) {
        boolean succeeded = status == CopyStatus.SUCCEEDED;
        return new CopyOutcome(
                key(name, 2),
                "ali",
                target(name),
                "m-source",
                succeeded ? "m-copy" : "",
                status,
                succeeded ? CopyOrigin.COPIED : CopyOrigin.NONE,
                Evidence.ANSWERED,
                1,
                NOW,
                NOW.plusSeconds(75),
                cause,
                status == CopyStatus.AMBIGUOUS ? Optional.of(TOKEN) : Optional.empty());
    }

    static ApiError error(int status, String code, String message) {
        return new ApiError(status, code, message, "REQ-1", null, null, Map.of());
    }

    static PollingStoppedException refusedPoll(String message) {
        return new PollingStoppedException(message, CALL, snapshot(OperationState.RUNNING), TOKEN, null);
    }

    static OperationSnapshot<String> snapshot(OperationState state) {
        return new OperationSnapshot<>(
                "op-1",
                state,
                "CreateFailed",
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new OperationFailure("Disk.Full", "no room", Optional.of("REQ-2"))),
                Optional.empty(),
                Evidence.ANSWERED,
                NOW);
    }
}
