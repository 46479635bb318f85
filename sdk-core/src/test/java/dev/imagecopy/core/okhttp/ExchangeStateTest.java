package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.imagecopy.core.http.SendPhase;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExchangeStateTest {
    private final ExchangeState state = new ExchangeState();

    @Test
    void beginSending_whenNothingHappenedYet_isGrantedOnce() throws IOException {
        state.beginSending();
        assertThat(state.isSentTwice()).isFalse();

        assertThatIOException().isThrownBy(state::beginSending).withMessageContaining("twice");
        state.answered();
        assertThatIOException().isThrownBy(state::beginSending).withMessageContaining("twice");
        assertThat(state.isSentTwice()).isTrue();
    }

    @Test
    void beginSending_whenTheExchangeEndedUnsent_isRefusedSoThatItStaysUnsent() {
        assertThat(state.end()).contains(SendPhase.NOT_SENT);

        assertThatIOException().isThrownBy(state::beginSending).withMessageContaining("ended before");
        assertThat(state.isSentTwice()).isFalse();
        assertThat(state.phase()).isEqualTo(SendPhase.NOT_SENT);
    }

    @Test
    void end_whenCalledAgain_isEmpty() throws IOException {
        state.beginSending();
        assertThat(state.end()).contains(SendPhase.MAYBE_SENT);
        assertThat(state.end()).isEqualTo(Optional.empty());
    }

    @Test
    void end_whenAnswered_saysSo() throws IOException {
        state.beginSending();
        state.answered();

        assertThat(state.end()).contains(SendPhase.ANSWERED);
    }
}
