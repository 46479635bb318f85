package dev.imagecopy.fleet.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.fleet.FleetCopy;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static FleetCopy failedWith(Class<? extends Throwable> error) {
        return SamplePages.hostile(List.of(error.getSimpleName())).get(0);
    }

    @Test
    void deletionOfALeftover_whoseOutcomeIsUnknown_isAdvisedOnAsADeletion() {
        assertThat(Advice.after(failedWith(AmbiguousOutcomeException.class)))
                .contains("is deleted; nothing was copied", "Retry it")
                .doesNotContain("looks for the copy");
    }
}
