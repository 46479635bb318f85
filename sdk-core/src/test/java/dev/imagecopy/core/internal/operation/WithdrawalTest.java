package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testsupport.logs.CapturedLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The record that an operation will never be sent. */
class WithdrawalTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final CompletableFuture<Boolean> store = new CompletableFuture<>();
    private final Withdrawal withdrawal = new Withdrawal(() -> {
        asked.incrementAndGet();
        return store;
    });

    @Test
    void isRecorded_beforeTheStoreHasAnswered_isFalse() {
        assertThat(withdrawal.isRecorded()).isFalse();
        assertThat(withdrawal.isRecorded()).isFalse();
        assertThat(asked).as("questions to the store").hasValue(1);
    }

    @Test
    void isRecorded_onceTheStoreHasRecordedIt_isTrueForGood() {
        assertThat(withdrawal.isRecorded()).isFalse();

        store.complete(true);

        assertThat(withdrawal.isRecorded()).isTrue();
        assertThat(withdrawal.isRecorded()).isTrue();
        assertThat(asked).hasValue(1);
    }

    @Test
    void isRecorded_whenTheStoreAnswersAtOnce_isTrueAtOnce() {
        store.complete(true);

        assertThat(withdrawal.isRecorded()).isTrue();
    }

    @Test
    void isRecorded_whenSomebodyElseHasSentIt_isFalse() {
        store.complete(false);

        assertThat(withdrawal.isRecorded()).isFalse();
        assertThat(withdrawal.isRecorded()).isFalse();
    }

    @Test
    void isRecorded_whenTheStoreFails_isFalseAndTheLogSaysSo() {
        assertThat(CapturedLog.of(() -> {
                    store.completeExceptionally(new IllegalStateException("disk full"));
                    assertThat(withdrawal.isRecorded()).isFalse();
                }))
                .singleElement()
                .asString()
                .contains("The operation store threw java.lang.IllegalStateException");
    }

    @Test
    void isRecorded_whenTheStoreThrows_isFalseAndTheLogSaysSo() {
        Withdrawal broken = new Withdrawal(() -> {
            throw new IllegalStateException("no store");
        });

        assertThat(CapturedLog.of(() -> assertThat(broken.isRecorded()).isFalse()))
                .singleElement()
                .asString()
                .contains("The operation store threw java.lang.IllegalStateException");
        assertThat(broken.isRecorded()).isFalse();
    }
}
