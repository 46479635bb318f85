package dev.imagecopy.core.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationVocabularyTest {
    @ParameterizedTest
    @EnumSource
    void isTerminal_isTrueForTheThreeEnds(OperationState state) {
        assertThat(state.isTerminal())
                .isEqualTo(List.of(OperationState.SUCCEEDED, OperationState.FAILED, OperationState.CANCELLED)
                        .contains(state));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void snapshot_refusesNullAnywhere(int index) {
        Object[] values = {
            "op-1",
            OperationState.QUEUED,
            "",
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Evidence.ANSWERED,
            Instant.EPOCH
        };
        values[index] = null;
        List<String> names = List.of(
                "operationId",
                "state",
                "providerStatus",
                "progressPercent",
                "remaining",
                "result",
                "failure",
                "requestId",
                "evidence",
                "observedAt");
        assertThatThrownBy(() -> snapshot(values))
                .as(Arrays.toString(values))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(names.get(index));
    }

    @SuppressWarnings("unchecked")
    private static OperationSnapshot<String> snapshot(Object... values) {
        return new OperationSnapshot<>(
                (String) values[0],
                (OperationState) values[1],
                (String) values[2],
                (OptionalInt) values[3],
                (Optional<Duration>) values[4],
                (Optional<String>) values[5],
                (Optional<OperationFailure>) values[6],
                (Optional<String>) values[7],
                (Evidence) values[8],
                (Instant) values[9]);
    }

    @Test
    void failureAndResults_refuseNull() {
        assertThatThrownBy(() -> new OperationFailure(null, "", Optional.empty()))
                .hasMessage("code");
        assertThatThrownBy(() -> new OperationFailure("", null, Optional.empty()))
                .hasMessage("message");
        assertThatThrownBy(() -> new OperationFailure("", "", null)).hasMessage("requestId");
        assertThatThrownBy(() -> new CancelResult.AlreadyFinished(null)).hasMessage("state");
        assertThatThrownBy(() -> new CancelResult.NotSupported(null)).hasMessage("reason");
        assertThatThrownBy(() -> new CancelResult.Unknown(null)).hasMessage("cause");
    }
}
