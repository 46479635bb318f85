package dev.imagecopy.core.internal.operation;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.internal.call.AsyncFlow;
import dev.imagecopy.core.internal.call.DefaultCallExecutor;
import dev.imagecopy.core.internal.call.TracedFlow;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumeReport;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.CopyType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Resumes the copies of a client's account in a store, and reports what became of each. */
final class StoredCopies<T> {
    private static final String METHOD = "resumeAll";

    /** A store may contain millions of copies that ended long ago. */
    private static final int LISTED_FINISHED = 1000;

    private final OperationContext context;
    private final RecordedStart starts;
    private final DefaultCallExecutor<?> calls;
    private final List<? extends CopyType<?, ?, T>> types;

    StoredCopies(
            OperationContext context,
            RecordedStart starts,
            DefaultCallExecutor<?> calls,
            List<? extends CopyType<?, ?, T>> types) {
        this.context = context;
        this.starts = starts;
        this.calls = calls;
        this.types = types;
    }

    /** All kinds of copies of a client belong to one account. */
    OperationKey key(String idempotencyKey) {
        return new OperationKey(context.provider(), types.get(0).accountScope(), idempotencyKey);
    }

    CopyType<?, ?, T> typeOf(String kind) {
        for (CopyType<?, ?, T> type : types) {
            if (type.kind().equals(kind)) {
                return type;
            }
        }
        throw new IllegalArgumentException(context.clientName() + " knows no copy of kind '" + kind + "'; it knows "
                + types.stream().map(type -> "'" + type.kind() + "'").toList());
    }

    ResumeReport<T> resumeAll(OperationStore store, ResumePolicy policy) {
        List<ResumedCopy<T>> copies = new ArrayList<>();
        long finished = 0;
        Optional<OperationStore.Damage> known = read(store::damage);
        try (Stream<ResumedCopy<T>> all = resumeEach(store, policy)) {
            for (Iterator<ResumedCopy<T>> each = all.iterator(); each.hasNext(); ) {
                ResumedCopy<T> copy = each.next();
                if (!(copy instanceof ResumedCopy.Finished<T>) || ++finished <= LISTED_FINISHED) {
                    copies.add(copy);
                }
            }
        }
        return new ResumeReport<>(copies, finished, damage(store, known));
    }

    /** A store that fails now must not hide what was resumed. */
    private static Optional<OperationStore.Damage> damage(
            OperationStore store, Optional<OperationStore.Damage> knownBefore) {
        try {
            return requireNonNull(store.damage());
        } catch (RuntimeException | Error e) {
            Events.callbackThrew("The operation store", e);
            return knownBefore;
        }
    }

    Stream<ResumedCopy<T>> resumeEach(OperationStore store, ResumePolicy policy) {
        context.lifecycle().requireOpen(context.clientName(), METHOD);
        OperationKey own = key("any");
        Stream<StoredOperation> operations = read(() -> requireNonNull(store.operations(own.provider(), own.scope())));
        ResumedCopies<T> copies = new ResumedCopies<>(
                readable(read(operations::iterator)),
                next -> resume(store, next, policy),
                context.time(),
                ErrorContext.of(context.clientName() + "." + METHOD, true));
        Spliterator<ResumedCopy<T>> inOrder = Spliterators.spliteratorUnknownSize(copies, Spliterator.NONNULL);
        return StreamSupport.stream(inOrder, false).onClose(copies::close).onClose(operations::close);
    }

    /** What fails before the store is asked, such as a clock, must not end the resuming of the others. */
    private ResumedCopy<T> resume(OperationStore store, StoredOperation next, ResumePolicy policy) {
        try {
            TracedFlow flow = context.blocking(calls, CallOptions.defaults(), METHOD);
            StoreCalls asked = new StoreCalls(context, store, flow, METHOD);
            asked.knows(next);
            return Futures.completed(resume(asked, next.key(), policy));
        } catch (RuntimeException | Error e) {
            return outcome(next, e).orElseThrow(() -> Futures.unwrap(e));
        }
    }

    private Iterator<StoredOperation> readable(Iterator<StoredOperation> operations) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return read(operations::hasNext);
            }

            @Override
            public StoredOperation next() {
                return read(operations::next);
            }
        };
    }

    private <V> V read(Supplier<V> step) {
        try {
            return step.get();
        } catch (SdkException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new OperationStoreException("the operation store cannot be read", errorContext(), e);
        }
    }

    CompletableFuture<ResumedCopy<T>> resumeAsync(
            OperationStore store, OperationKey key, ResumePolicy policy, CallOptions options) {
        context.lifecycle().requireOpen(context.clientName(), METHOD);
        AsyncFlow flow = StoreCalls.begun(errorContext(), () -> context.async(calls, options, METHOD));
        return context.exposed(resume(new StoreCalls(context, store, flow, METHOD), key, policy), flow::cancel);
    }

    private CompletableFuture<ResumedCopy<T>> resume(StoreCalls asked, OperationKey key, ResumePolicy policy) {
        OperationKey own = key(key.idempotencyKey());
        if (!own.equals(key)) {
            throw new IllegalArgumentException("The stored copy belongs to provider '" + key.provider()
                    + "' and scope '" + key.scope() + "', but this client works with provider '" + own.provider()
                    + "' and scope '" + own.scope() + "'");
        }
        TracedFlow flow = asked.flow();
        flow.continueWith(flow.options().withIdempotencyKey(key.idempotencyKey()));
        return asked.claimed(key, () -> asked.find(key)
                .thenCompose(found -> found.isPresent()
                        ? resume(asked, found.get(), policy)
                        : CompletableFuture.failedFuture(new OperationStoreException(
                                "the operation store holds nothing under this key", errorContext(), null))));
    }

    private CompletableFuture<ResumedCopy<T>> resume(StoreCalls asked, StoredOperation found, ResumePolicy policy) {
        CompletableFuture<ResumedCopy<T>> resumed;
        try {
            resumed = starts.goOn(asked, typeOf(found.request().kind()), found, policy);
        } catch (RuntimeException | Error e) {
            resumed = CompletableFuture.failedFuture(e);
        }
        return resumed.exceptionallyCompose(thrown -> {
            Throwable cause = CallFlow.causeOf(thrown);
            Optional<ResumedCopy<T>> outcome = outcome(found, cause);
            return outcome.isPresent()
                    ? CompletableFuture.completedFuture(outcome.get())
                    : CompletableFuture.failedFuture(cause);
        });
    }

    /** What a failure says about the copy; empty if it only says that this call has ended. */
    private Optional<ResumedCopy<T>> outcome(StoredOperation found, Throwable error) {
        if (error instanceof SdkInterruptedException || error instanceof ClientClosedException) {
            return Optional.empty();
        }
        if (error instanceof AmbiguousOutcomeException open) {
            Optional<ResumeToken> token = open.resumeToken().or(found::token);
            if (token.isPresent()) {
                return Optional.of(new ResumedCopy.Ambiguous<>(found, token.get(), open));
            }
        }
        if (error instanceof SdkException e) {
            return Optional.of(new ResumedCopy.Failed<>(found, e));
        }
        boolean underWay = StoreCalls.isUnderWay(found);
        if (error instanceof IllegalArgumentException) {
            return Optional.of(new ResumedCopy.Refused<>(
                    found,
                    error.getMessage()
                            + (underWay ? "; the copy may be under way all the same: do not start it again" : "")));
        }
        if (error instanceof CancellationException) {
            return Optional.empty();
        }
        if (underWay) {
            AmbiguousOutcomeException open =
                    StoreCalls.underWay(found, " with " + error.getClass().getSimpleName(), errorContext(), error);
            return Optional.of(new ResumedCopy.Ambiguous<>(found, found.token().orElseThrow(), open));
        }
        return Optional.of(new ResumedCopy.Failed<>(
                found,
                new OperationStoreException(
                        "the copy could not be resumed (" + error.getClass().getSimpleName()
                                + "), and nothing was sent",
                        errorContext(),
                        error)));
    }

    private ErrorContext errorContext() {
        return context.errorContext(METHOD);
    }
}
