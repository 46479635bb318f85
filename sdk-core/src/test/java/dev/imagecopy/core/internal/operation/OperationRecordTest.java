package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ErrorContext;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperationRecordTest {
    @Test
    void sameAs_isTheSameToWhoeverReadsIt() {
        try (CopyBench bench = new CopyBench()) {
            AmbiguousOutcomeException lost = new AmbiguousOutcomeException(
                    "the reply was lost",
                    ErrorContext.none(false),
                    Optional.of(bench.start().resumeToken()),
                    new IOException("reset"));
            lost.addSuppressed(new IllegalStateException("earlier"));

            AmbiguousOutcomeException same = OperationRecord.sameAs(lost);

            assertThat(same).isNotSameAs(lost).hasMessage(lost.getMessage()).hasCause(lost.getCause());
            assertThat(same.resumeToken()).isEqualTo(lost.resumeToken());
            assertThat(same.getStackTrace()).isEqualTo(lost.getStackTrace());
            assertThat(same.getSuppressed()).containsExactly(lost.getSuppressed());
        }
    }
}
