package dev.imagecopy.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.operation.OperationState;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PollResultTest {
    private final PollResult.Found<String> pending = PollResult.pending(OperationState.RUNNING, "RUNNING");

    @Test
    void withProgress_whenAskedTwice_givesTheSameObject() {
        assertThat(pending.withProgress(37).progress().percent())
                .as("a hundred thousand waiting copies must not contain a number each")
                .hasValue(37)
                .isSameAs(pending.withProgress(37).progress().percent());
    }

    @Test
    void withProgress_whenOutOfRange_isClamped() {
        assertThat(pending.withProgress(-1).progress().percent()).hasValue(0);
        assertThat(pending.withProgress(101).progress().percent()).hasValue(100);
    }

    @Test
    void succeeded_isAtOneHundredPerCent() {
        assertThat(PollResult.succeeded("DONE", "img-1").progress().percent()).isEqualTo(OptionalInt.of(100));
    }
}
