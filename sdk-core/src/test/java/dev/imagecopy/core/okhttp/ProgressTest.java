package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.okhttp.Progress.Permit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final Progress progress = new Progress();

    @Test
    void beginSending_whenNothingHappenedYet_isGrantedOnce() {
        assertThat(progress.beginSending()).isEqualTo(Permit.GRANTED);
        assertThat(progress.beginSending()).isEqualTo(Permit.SENT_BEFORE);
        progress.answered();
        assertThat(progress.beginSending()).isEqualTo(Permit.SENT_BEFORE);
    }

    @Test
    void beginSending_whenTheExchangeEndedUnsent_isRefusedSoThatItStaysUnsent() {
        assertThat(progress.end()).contains(SendPhase.NOT_SENT);

        assertThat(progress.beginSending()).isEqualTo(Permit.ENDED);
        assertThat(progress.phase()).isEqualTo(SendPhase.NOT_SENT);
    }

    @Test
    void end_whenCalledAgain_isEmpty() {
        assertThat(progress.beginSending()).isEqualTo(Permit.GRANTED);
        assertThat(progress.end()).contains(SendPhase.MAYBE_SENT);
        assertThat(progress.end()).isEqualTo(Optional.empty());
    }

    @Test
    void end_whenAnswered_saysSo() {
        assertThat(progress.beginSending()).isEqualTo(Permit.GRANTED);
        progress.answered();

        assertThat(progress.end()).contains(SendPhase.ANSWERED);
    }
}
