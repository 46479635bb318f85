package dev.imagecopy.cli.output;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOutcome;
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
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.fleet.FleetException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What to do after a failure. */
final class Advice {
    /** Nothing to advise. */
    static final String NONE = "";

    private static final String CONTINUES =
            "The copy continues on the service. Run the same command again, or \"imagecopy resume\", to wait for it.";
    private static final String GOES_ON =
            "What was begun continues on the service. Look there later to see how it ended.";
    private static final String AGAIN = "Run the same command again: nothing is copied twice.";

    /** Not the same command: what is gone already cannot be deleted again. */
    private static final String DELETE_LATER = "Delete what is left later.";

    private static final Map<Class<? extends Throwable>, String> BY_EXCEPTION = byException();
    private static final Map<Class<? extends Throwable>, String> OF_DELETIONS = ofDeletions();

    private Advice() {}

    /** The most specific first. */
    private static Map<Class<? extends Throwable>, String> byException() {
        Map<Class<? extends Throwable>, String> advice = new LinkedHashMap<>();
        advice.put(
                AmbiguousOutcomeException.class,
                "Nothing was sent again. Look at the destination, then run \"imagecopy resume\", which looks for the copy.");
        advice.put(
                CredentialsException.class,
                "Run \"imagecopy check\" to see which credentials are looked for, and where.");
        advice.put(
                AuthenticationException.class,
                "The service does not accept these credentials. Run \"imagecopy check\" to see which ones are used.");
        advice.put(
                PermissionDeniedException.class,
                "These credentials lack a permission. Run \"imagecopy check\" to see whose they are, and grant it.");
        advice.put(
                QuotaExceededException.class,
                "Delete images that are no longer needed, or ask the provider for a higher quota.");
        advice.put(
                ThrottledException.class,
                "The service gets too many calls. Try again later, or lower the limits of the plan.");
        advice.put(
                NotFoundException.class,
                "Check the id, the region and the account: the service does not know it there.");
        advice.put(ConflictException.class, "Choose another name, or wait until what is in progress there has ended.");
        advice.put(InvalidRequestException.class, "Change what the service objects to, and run the command again.");
        advice.put(ServerErrorException.class, "The error is the service's. " + AGAIN);
        advice.put(
                TransportException.class,
                "Check the network, the proxy and the address with \"imagecopy check\". " + AGAIN);
        advice.put(
                ResponseFormatException.class,
                "Something other than the service may have answered, for example a proxy. Run \"imagecopy check\".");
        advice.put(DeadlineExceededException.class, "The service is slow, or not reached. " + AGAIN);
        advice.put(OperationWaitTimeoutException.class, GOES_ON);
        advice.put(PollingStoppedException.class, GOES_ON);
        advice.put(ClientClosedException.class, GOES_ON);
        advice.put(
                OperationFailedException.class,
                "The service gave up. Mend what it names, then run the same command again.");
        advice.put(OperationCancelledException.class, "Somebody cancelled it. Run the same command again.");
        advice.put(
                OperationStoreException.class,
                "Nothing was sent. Check the folder of the store (--store): its disk and its permissions.");
        advice.put(
                FleetException.class,
                "Check the database and its address (--db). The copies are as their rows say, and workers go on when it is back.");
        return advice;
    }

    /** The same, but for what differs. */
    private static Map<Class<? extends Throwable>, String> ofDeletions() {
        Map<Class<? extends Throwable>, String> advice = new LinkedHashMap<>(BY_EXCEPTION);
        advice.put(
                AmbiguousOutcomeException.class,
                "Run \"imagecopy list\" to see whether it is gone, and delete what is left: a deletion may be repeated.");
        advice.put(ThrottledException.class, "The service gets too many calls. " + DELETE_LATER);
        advice.put(ConflictException.class, "Something uses or protects it. Change that, then delete what is left.");
        advice.put(ServerErrorException.class, "The error is the service's. " + DELETE_LATER);
        advice.put(
                TransportException.class,
                "Check the network, the proxy and the address with \"imagecopy check\", then delete what is left.");
        advice.put(DeadlineExceededException.class, "The service is slow, or not reached. " + DELETE_LATER);
        advice.put(
                OperationFailedException.class, "The service gave up. Mend what it names, then delete what is left.");
        return advice;
    }

    /**
     * Returns what to do after an exception.
     *
     * @param failure the exception
     * @param subject what the command was about
     * @return one or two sentences; empty if there is nothing to do
     */
    static String after(Throwable failure, Subject subject) {
        if (failure instanceof RefusedException refused) {
            return refused.advice();
        }
        Map<Class<? extends Throwable>, String> advice = subject == Subject.DELETION ? OF_DELETIONS : BY_EXCEPTION;
        return advice.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(failure))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(NONE);
    }

    /** Returns what to do after an exception of the core's with this simple name. */
    private static String after(String type) {
        return BY_EXCEPTION.entrySet().stream()
                .filter(entry -> entry.getKey().getSimpleName().equals(type))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(NONE);
    }

    /**
     * Returns what to do after an outcome.
     *
     * @param outcome the outcome of a copy
     * @return one or two sentences; empty if there is nothing to do
     */
    static String after(CopyOutcome outcome) {
        return switch (outcome.status()) {
            case CONFLICT -> "Choose another name, or delete what is there: it was not changed.";
            case LEFTOVER -> "Delete what the failed attempt has left, or let the plan delete leftovers.";
            case AMBIGUOUS -> BY_EXCEPTION.getOrDefault(AmbiguousOutcomeException.class, NONE);
            case TIMED_OUT, LEFT_RUNNING -> CONTINUES;
            case FAILED, CANCELLED ->
                outcome.cause().map(CopyFailure::type).map(Advice::after).orElse(AGAIN);
            case SUCCEEDED, NOT_STARTED -> NONE;
        };
    }
}
