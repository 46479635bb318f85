package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.ConflictWait;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends a request that may conflict with another operation, and waits for that operation to end if the client is configured to.
 * The service names it in the message, in two spellings; if there are only too many active operations, it names none.
 */
final class Submission<R> {
    private static final Pattern CONFLICT =
            Pattern.compile("conflicting operation \"?([a-z0-9]{5,50})\"? detected", Pattern.CASE_INSENSITIVE);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private final CallFlow flow;
    private final ApiCall<R, OperationReply> call;
    private final R request;
    private final ConflictWait conflicts;

    Submission(CallFlow flow, ApiCall<R, OperationReply> call, R request, Duration waitForConflicts) {
        this.flow = flow;
        this.call = call;
        this.request = request;
        this.conflicts = new ConflictWait(flow, waitForConflicts, FIRST_PAUSE);
    }

    CompletableFuture<OperationReply> send() {
        return CallFlow.untilPresent(() -> CallFlow.recover(
                flow.call(call, request).thenApply(Optional::of), ApiException.class, refusal -> otherWork(refusal)
                        .thenApply(over -> Optional.empty())));
    }

    /** Waits for the other work because of which the call was refused. */
    private CompletableFuture<?> otherWork(ApiException refusal) {
        Optional<String> inTheWay = inTheWay(refusal);
        if (inTheWay.isEmpty() && !isAboutActiveOperations(refusal)) {
            throw refusal;
        }
        return inTheWay.isEmpty()
                ? conflicts.pause(refusal)
                : CallFlow.untilPresent(() -> conflicts
                        .pause(refusal)
                        .thenCompose(unused -> isOver(inTheWay.get(), refusal))
                        .thenApply(over -> Optional.of(over).filter(ended -> ended)));
    }

    private CompletableFuture<Boolean> isOver(String operationId, ApiException refusal) {
        return CallFlow.recover(
                flow.call(YandexDesktopCalls.Operations.GET, operationId).thenApply(OperationReply::done),
                ApiException.class,
                untold -> {
                    if (untold instanceof NotFoundException) {
                        return CompletableFuture.completedFuture(true);
                    }
                    throw refusal;
                });
    }

    private static Optional<String> inTheWay(ApiException refusal) {
        Matcher named = CONFLICT.matcher(refusal.serviceMessage());
        return refusal instanceof ConflictException && named.find() ? Optional.of(named.group(1)) : Optional.empty();
    }

    private static boolean isAboutActiveOperations(ApiException refusal) {
        return refusal instanceof ThrottledException
                && refusal.serviceMessage().toLowerCase(Locale.ROOT).contains(RpcStatus.ACTIVE_OPERATIONS);
    }
}
