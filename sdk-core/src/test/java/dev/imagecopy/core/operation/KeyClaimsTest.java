package dev.imagecopy.core.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
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
}
