package dev.imagecopy.core.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One claim of a key at a time. */
class KeyClaimsTest {
    private static final OperationKey KEY = new OperationKey("made-up", "project-1", "key-1");

    private final KeyClaims claims = new KeyClaims();

    @Test
    void claim_ofAFreeKey_isGivenAtOnce() {
        assertThat(claims.claim(KEY)).isCompleted();
        assertThat(claims.claim(new OperationKey("made-up", "project-2", "key-1")))
                .isCompleted();
    }

    @Test
    void claims_ofOneKey_areGivenInTurn() {
        OperationStore.Claim first = claims.claim(KEY).join();
        CompletableFuture<OperationStore.Claim> second = claims.claim(KEY);
        CompletableFuture<OperationStore.Claim> third = claims.claim(KEY);

        first.close();
        first.close();

        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
        second.join().close();
        assertThat(third).isCompleted();
        third.join().close();
        assertThat(claims.claim(KEY)).isCompleted();
    }

    @Test
    void claim_thatNobodyWaitsForAnyMore_isPassedOn() {
        OperationStore.Claim first = claims.claim(KEY).join();
        CompletableFuture<OperationStore.Claim> cancelled = claims.claim(KEY);
        CompletableFuture<OperationStore.Claim> third = claims.claim(KEY);
        cancelled.cancel(true);

        first.close();

        assertThat(third).isCompleted();
    }

    @Test
    void claims_thatAreReleasedAsSoonAsTheyAreGiven_areAllGivenHoweverManyWait() {
        OperationStore.Claim first = claims.claim(KEY).join();
        AtomicInteger given = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            claims.claim(KEY).thenAccept(claim -> {
                given.incrementAndGet();
                claim.close();
            });
        }

        first.close();

        assertThat(given).hasValue(100_000);
        assertThat(claims.claim(KEY)).isCompleted();
    }

    @Test
    void claim_thatAnotherThreadReleasesWhileItIsGiven_isPassedOnThere() {
        OperationStore.Claim first = claims.claim(KEY).join();
        CompletableFuture<OperationStore.Claim> second = claims.claim(KEY);
        CompletableFuture<OperationStore.Claim> third = claims.claim(KEY);
        AtomicBoolean passedOn = new AtomicBoolean();
        second.thenAccept(claim -> {
            CompletableFuture.runAsync(claim::close).join();
            passedOn.set(third.isDone());
        });

        first.close();

        assertThat(passedOn).isTrue();
        assertThat(claims.claim(KEY)).isNotDone();
        third.join().close();
    }

    @Test
    void claims_thatAreCancelled_leaveTheQueueAtOnce() {
        OperationStore.Claim first = claims.claim(KEY).join();
        List<CompletableFuture<OperationStore.Claim>> waiting =
                Stream.generate(() -> claims.claim(KEY)).limit(100_000).toList();
        assertThat(claims.waiting(KEY)).isEqualTo(100_000);

        for (int i = waiting.size() - 1; i >= 0; i--) {
            waiting.get(i).cancel(true);
        }

        assertThat(claims.waiting(KEY)).isZero();
        first.close();
        assertThat(claims.claim(KEY)).isCompleted();
    }
}
