package dev.imagecopy.servicefabric;

import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A store in memory that answers some kinds of questions only when it is told to. */
final class HeldStore implements OperationStore {
    /** What a store is asked. */
    enum Question {
        CLAIM,
        FIND,
        SAVE
    }

    /** Whether the record of a copy that is never sent is saved, and reported as failed all the same. */
    boolean losesTheAnswerOfNeverSent;

    /** The kinds that are held from now on. */
    final Set<Question> holds = EnumSet.noneOf(Question.class);

    private final OperationStore over;
    private final Deque<Runnable> held = new ArrayDeque<>();
    private final Deque<Runnable> failing = new ArrayDeque<>();

    HeldStore() {
        this(new InMemoryOperationStore());
    }

    HeldStore(OperationStore over) {
        this.over = over;
    }

    boolean isHolding() {
        return !held.isEmpty();
    }

    void answerAll() {
        holds.clear();
        while (!held.isEmpty()) {
            held.removeFirst().run();
        }
    }

    /** What was asked first fails; the rest is held on. */
    void failFirst() {
        failing.removeFirst().run();
        held.removeFirst();
    }

    /** The latest question is answered first. */
    void answerAllBackwards() {
        holds.clear();
        while (!held.isEmpty()) {
            held.removeLast().run();
        }
    }

    private <V> CompletableFuture<V> ask(Question question, Supplier<CompletableFuture<V>> answer) {
        if (!holds.contains(question)) {
            return answer.get();
        }
        CompletableFuture<V> later = new CompletableFuture<>();
        failing.add(() -> later.completeExceptionally(new IllegalStateException("lock wait timeout")));
        held.add(() -> answer.get().whenComplete((value, thrown) -> {
            if (thrown == null) {
                later.complete(value);
            } else {
                later.completeExceptionally(thrown);
            }
        }));
        return later;
    }

    @Override
    public CompletableFuture<Claim> claim(OperationKey key) {
        return ask(Question.CLAIM, () -> over.claim(key));
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        return ask(Question.FIND, () -> over.find(key));
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        boolean loses = losesTheAnswerOfNeverSent
                && operation.outcome().filter(outcome -> !outcome.begun()).isPresent();
        return ask(Question.SAVE, () -> over.save(operation)
                .thenCompose(saved -> loses
                        ? CompletableFuture.failedFuture(new IllegalStateException("connection lost after commit"))
                        : CompletableFuture.completedFuture(Optional.empty())));
    }

    @Override
    public Stream<StoredOperation> operations(String provider, String scope) {
        return over.operations(provider, scope);
    }

    @Override
    public void close() {
        over.close();
    }
}
