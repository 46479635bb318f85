package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.imagecopy.core.http.SendPhase;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExchangeStateTest {
    private final ExchangeState progress = new ExchangeState();

    @Test
    void beginSending_whenNothingHappenedYet_isGrantedOnce() throws IOException {
        progress.beginSending();
        assertThat(progress.isSentTwice()).isFalse();

        assertThatIOException().isThrownBy(progress::beginSending).withMessageContaining("twice");
        progress.answered();
        assertThatIOException().isThrownBy(progress::beginSending).withMessageContaining("twice");
        assertThat(progress.isSentTwice()).isTrue();
    }

    @Test
    void beginSending_whenTheExchangeEndedUnsent_isRefusedSoThatItStaysUnsent() {
        assertThat(progress.end()).contains(SendPhase.NOT_SENT);

        assertThatIOException().isThrownBy(progress::beginSending).withMessageContaining("ended before");
        assertThat(progress.isSentTwice()).isFalse();
        assertThat(progress.phase()).isEqualTo(SendPhase.NOT_SENT);
    }

    @Test
    void end_whenCalledAgain_isEmpty() throws IOException {
        progress.beginSending();
        assertThat(progress.end()).contains(SendPhase.MAYBE_SENT);
        assertThat(progress.end()).isEqualTo(Optional.empty());
    }

    @Test
    void end_whenAnswered_saysSo() throws IOException {
        progress.beginSending();
        progress.answered();

        assertThat(progress.end()).contains(SendPhase.ANSWERED);
    }
}
