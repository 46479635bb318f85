package dev.imagecopy.fleet.internal.page;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.fleet.FleetCopy;
import dev.imagecopy.fleet.FleetState;
import java.util.Map;

/** What to do about a copy that did not succeed. */
final class Advice {
    private static final String RETRY = "Retry it: nothing is copied twice.";
    private static final String LOOK =
            "Nothing was sent again. Look at the destination, then retry it: a retry looks for the copy first.";
    private static final String CANCELLED = "Somebody cancelled it. Retry it if it is to be copied after all.";

    /** A copy that may have begun ends as {@code AMBIGUOUS}; of one that failed, only the deletion before it can be unknown. */
    private static final String LEFTOVER =
            "It is unknown whether what a failed attempt had left is deleted; nothing was copied. Retry it: a retry looks first.";

    /** By the type of a {@link CopyFailure}. */
    private static final Map<String, String> BY_TYPE = Map.ofEntries(
            row(AmbiguousOutcomeException.class, LEFTOVER),
            row(
                    CredentialsException.class,
                    "The workers find no usable credentials for this client. Set them up there, then retry it."),
            row(
                    AuthenticationException.class,
                    "The service does not accept the credentials of this client. Renew them where the workers run, then retry it."),
            row(
                    PermissionDeniedException.class,
                    "The credentials of this client lack a permission. Grant it, then retry it."),
            row(
                    QuotaExceededException.class,
                    "Delete images that are no longer needed, or ask the provider for a higher quota. Then retry it."),
            row(
                    ThrottledException.class,
                    "The service gets too many calls. Lower the fleet's limits, and retry it later."),
            row(
                    NotFoundException.class,
                    "Check the id, the region and the account: the service does not know it there. Submit the corrected job."),
            row(
                    ConflictException.class,
                    "Submit it under another name, or wait until what is in progress there has ended, and retry it."),
            row(InvalidRequestException.class, "Change what the service objects to, and submit the corrected job."),
            row(ServerErrorException.class, "The error is the service's. " + RETRY),
            row(TransportException.class, "Check the workers' network, their proxy and the address. " + RETRY),
            row(
                    ResponseFormatException.class,
                    "Something other than the service may have answered, for example a proxy. Check the address, then retry it."),
            row(DeadlineExceededException.class, "The service is slow, or not reached. " + RETRY),
            row(
                    OperationFailedException.class,
                    "The service gave up on the copy. Mend what its message names, then retry it."),
            row(OperationCancelledException.class, CANCELLED));

    private Advice() {}

    private static Map.Entry<String, String> row(Class<? extends Throwable> error, String advice) {
        return Map.entry(error.getSimpleName(), advice);
    }

    /** Returns one or two sentences; empty if there is nothing to do. */
    static String after(FleetCopy copy) {
        if (copy.state() == FleetState.SET_ASIDE) {
            return "Its row cannot be read. Repair it and retry it, or cancel it: until then it keeps its place.";
        }
        if (copy.state() != FleetState.ENDED) {
            return "";
        }
        return switch (copy.outcome().status()) {
            case CONFLICT ->
                "The name is taken by something else, which was not changed. Delete that and retry it, or submit it under another name.";
            case LEFTOVER -> "Delete what the failed attempt has left, then retry it.";
            case AMBIGUOUS -> LOOK;
            case TIMED_OUT ->
                "The copy may still be running on the service. Retry it: the fleet goes on with that copy.";
            case CANCELLED -> CANCELLED;
            case FAILED ->
                BY_TYPE.getOrDefault(
                        copy.outcome().cause().map(CopyFailure::type).orElse(""),
                        "See what its message says, then retry it.");
            case SUCCEEDED, LEFT_RUNNING, NOT_STARTED -> "";
        };
    }
}
