package dev.imagecopy.cli.output;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.OperationException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.fleet.FleetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/**
 * What people and programs are told about a failure. Its texts are as the service wrote them, so not clean.
 *
 * @param kind the kind of error, for example {@code QuotaExceeded}
 * @param what what happened
 * @param code the vendor's code; empty if there is none
 * @param requestId the vendor's id of the request; empty if there is none
 * @param resumeToken where to go on; empty if there is nothing in progress
 * @param advice what to do next; empty if there is nothing to do
 */
record Failure(String kind, String what, String code, String requestId, String resumeToken, String advice) {
    private static final String INDENT = "  ";

    /** Describes an exception of a command that was not about deletions. */
    static Failure of(Throwable failure) {
        return of(failure, Subject.COPY);
    }

    /** Describes an exception of a command that was about this. */
    static Failure of(Throwable failure, Subject subject) {
        return new Failure(
                kind(failure),
                what(failure),
                code(failure),
                requestId(failure),
                token(failure),
                advice(failure, subject));
    }

    /**
     * Returns whether an outcome has a reason that people should know: the copy did not succeed, or it goes on and the service does
     * not tell how it is. One that the user has left has none, although its wait was cancelled.
     */
    static boolean isIn(CopyOutcome outcome) {
        return outcome.status().isFailure()
                || outcome.cause()
                        .filter(cause -> cause.type().equals(PollingStoppedException.class.getSimpleName()))
                        .isPresent();
    }

    /** Describes a copy that did not succeed, or that goes on. */
    static Failure of(CopyOutcome outcome) {
        Optional<CopyFailure> cause = outcome.cause();
        return new Failure(
                outcome.status().name(),
                cause.map(CopyFailure::message).orElse(""),
                cause.map(CopyFailure::code)
                        .filter(code -> !code.equals(cause.get().type()))
                        .orElse(""),
                cause.flatMap(CopyFailure::requestId).orElse(""),
                outcome.resumeToken().map(ResumeToken::value).orElse(""),
                Advice.after(outcome));
    }

    /** Returns the same with another text of what happened. */
    Failure saying(String text) {
        return new Failure(kind, text, code, requestId, resumeToken, advice);
    }

    /** Returns clean lines, the first without an indent. What the first says is not repeated. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String line : what.split("\\R", -1)) {
            lines.add((lines.isEmpty() ? "" : INDENT) + TerminalText.clean(line).stripTrailing());
        }
        List<String> facts = new ArrayList<>();
        if (!code.isEmpty() && !what.contains(code)) {
            facts.add("code " + TerminalText.clean(code));
        }
        if (!requestId.isEmpty() && !what.contains(requestId)) {
            facts.add("request id " + TerminalText.clean(requestId));
        }
        if (!facts.isEmpty()) {
            lines.add(INDENT + String.join(", ", facts));
        }
        if (!resumeToken.isEmpty()) {
            lines.add(INDENT + "Resume token: " + TerminalText.clean(resumeToken));
        }
        if (!advice.isEmpty()) {
            lines.add(INDENT + TerminalText.clean(advice));
        }
        return lines;
    }

    private static String kind(Throwable failure) {
        return failure.getClass().getSimpleName().replaceFirst("Exception$", "");
    }

    private static String what(Throwable failure) {
        String message = failure.getMessage();
        if (isExpected(failure) && message != null && !message.isEmpty()) {
            return message;
        }
        return "internal error: " + failure;
    }

    private static boolean isExpected(Throwable failure) {
        return failure instanceof SdkException
                || failure instanceof UsageException
                || failure instanceof RefusedException
                || failure instanceof FleetException
                || failure instanceof ParameterException
                || failure instanceof java.io.UncheckedIOException
                || failure instanceof java.io.IOException
                || failure instanceof IllegalArgumentException
                || failure instanceof InterruptedException;
    }

    private static String code(Throwable failure) {
        if (failure instanceof ApiException answered) {
            return answered.code();
        }
        return ended(failure).map(OperationFailure::code).orElse("");
    }

    private static String requestId(Throwable failure) {
        if (failure instanceof ApiException answered) {
            return answered.requestId().orElse("");
        }
        return ended(failure).flatMap(OperationFailure::requestId).orElse("");
    }

    private static Optional<OperationFailure> ended(Throwable failure) {
        return failure instanceof OperationException ended ? ended.snapshot().failure() : Optional.empty();
    }

    private static String token(Throwable failure) {
        return failure instanceof SdkException ours
                ? ours.resumeToken().map(ResumeToken::value).orElse("")
                : "";
    }

    private static String advice(Throwable failure, Subject subject) {
        if (failure instanceof ParameterException misused) {
            return "See \"" + misused.getCommandLine().getCommandSpec().qualifiedName() + " --help\".";
        }
        return isExpected(failure)
                ? Advice.after(failure, subject)
                : "This is an error of imagecopy itself: run it again with --debug, and report what it prints.";
    }
}
