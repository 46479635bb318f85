package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.spi.CallFlow;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records, once, that an operation will never be sent, since its client was closed before that. */
final class Withdrawal {
    private final Supplier<CompletableFuture<Boolean>> store;
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> asked = new AtomicReference<>();

    /** @param store records it; returns false if somebody else has sent the operation */
    Withdrawal(Supplier<CompletableFuture<Boolean>> store) {
        this.store = store;
    }

    /** Whether it is recorded; false also as long as the store has not answered. */
    boolean isRecorded() {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> first = asked.compareAndExchange(null, mine);
        if (first != null) {
            return first.getNow(false);
        }
        CompletableFuture<?> unused = answer().whenComplete((recorded, thrown) -> {
            if (thrown != null) {
                Events.callbackThrew("The operation store", CallFlow.causeOf(thrown));
            }
            mine.complete(thrown == null && recorded);
        });
        return mine.getNow(false);
    }

    private CompletableFuture<Boolean> answer() {
        try {
            return store.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
