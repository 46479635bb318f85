package dev.imagecopy.cli.output;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.SdkInterruptedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;

/** How the program ends. If several apply to the copies of a run, it is the first of: ambiguous, failed, refused, unfinished, interrupted. */
public enum ExitCode {
    /** Everything that was asked for is done. */
    DONE(0, "Everything that was asked for is done."),
    /** At least one copy failed or was cancelled, or a call failed. */
    FAILED(1, "A copy failed or was cancelled, or a call failed."),
    /** The command line or the plan is wrong; nothing was sent. */
    USAGE(2, "The command line or the plan is wrong; nothing was sent."),
    /** It is unknown whether a copy was started, which was not sent again, or whether an image was deleted. */
    AMBIGUOUS(3, "It is unknown whether a copy was started, which was not sent again, or an image was deleted."),
    /**
     * Nothing was changed, because something forbids it: another process owns the store, no credentials were found, a fleet's
     * database has no tables or refuses the login, or something else has the name at the target.
     */
    REFUSED(
            4,
            "Nothing was changed: another process owns the store, there are no credentials, a database is not set up, or"
                    + " something else has the name."),
    /** A time limit has passed, or the service does not tell how a copy is; the copies continue on the service. */
    UNFINISHED(
            5,
            "A time limit has passed, or the service does not tell how a copy is; the copies continue on the service."),
    /** The user detached from copies that go on. */
    INTERRUPTED(130, "Interrupted; the copies continue on the service.");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Returns what each code means, for the help. */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode exit : values()) {
            meanings.put(String.valueOf(exit.code), exit.meaning);
        }
        return meanings;
    }

    /** Returns the code for the shell. */
    public int code() {
        return code;
    }

    /**
     * Returns the code for a failure.
     *
     * @param failure what a command threw
     */
    public static ExitCode of(Throwable failure) {
        if (isAny(failure, UsageException.class, ParameterException.class, IllegalArgumentException.class)) {
            return USAGE;
        }
        if (failure instanceof AmbiguousOutcomeException) {
            return AMBIGUOUS;
        }
        if (isAny(failure, RefusedException.class, CredentialsException.class, ConflictException.class)) {
            return REFUSED;
        }
        if (isAny(
                failure,
                OperationWaitTimeoutException.class,
                PollingStoppedException.class,
                ClientClosedException.class)) {
            return UNFINISHED;
        }
        return isAny(failure, SdkInterruptedException.class, InterruptedException.class) ? INTERRUPTED : FAILED;
    }

    private static boolean isAny(Throwable failure, Class<?>... kinds) {
        for (Class<?> kind : kinds) {
            if (kind.isInstance(failure)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the code of a command that ends in several ways.
     *
     * @param codes the codes of all of them
     */
    public static ExitCode mostSerious(Set<ExitCode> codes) {
        return Stream.of(AMBIGUOUS, FAILED, REFUSED, UNFINISHED, INTERRUPTED)
                .filter(codes::contains)
                .findFirst()
                .orElse(DONE);
    }

    /**
     * Returns the code for a run of one copy.
     *
     * @param status how it ended
     */
    public static ExitCode of(CopyStatus status) {
        return switch (status) {
            case SUCCEEDED -> DONE;
            case FAILED, CANCELLED -> FAILED;
            case AMBIGUOUS -> AMBIGUOUS;
            case CONFLICT, LEFTOVER -> REFUSED;
            case TIMED_OUT -> UNFINISHED;
            case LEFT_RUNNING, NOT_STARTED -> INTERRUPTED;
        };
    }
}
