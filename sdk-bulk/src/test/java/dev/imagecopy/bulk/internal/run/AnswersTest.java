package dev.imagecopy.bulk.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.operation.OperationState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnswersTest {
    private static final ApiError REFUSED = new ApiError(409, "Busy", "not now", null, null, null, Map.of());

    private static ErrorContext retryable(boolean retryable) {
        return ErrorContext.none(retryable);
    }

    static Stream<ApiException> refusalsBecauseOfOthers() {
        return Stream.of(
                new ThrottledException(REFUSED, retryable(true)),
                new ThrottledException(REFUSED, retryable(false)),
                new ConflictException(REFUSED, retryable(true)));
    }

    static Stream<ApiException> refusalsThatStay() {
        return Stream.of(
                new ConflictException(REFUSED, retryable(false)),
                new QuotaExceededException(REFUSED, retryable(true)),
                new ServerErrorException(REFUSED, retryable(true)));
    }

    @ParameterizedTest
    @MethodSource("refusalsBecauseOfOthers")
    void refusal_thatPassesWhenOtherCopiesHaveEnded_isBecauseOfOthers(ApiException refusal) {
        assertThat(Answers.isBecauseOfOthers(refusal)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("refusalsThatStay")
    void refusal_thatOtherCopiesDoNotCause_isNotBecauseOfThem(ApiException refusal) {
        assertThat(Answers.isBecauseOfOthers(refusal)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED, SUCCEEDED", "CANCELLED, CANCELLED", "FAILED, FAILED"})
    void job_endsAsItsCopyDoes(OperationState copy, CopyStatus job) {
        assertThat(Answers.status(copy)).isEqualTo(job);
    }

    @Test
    void conflict_namesTheImage_ifThereIsOnlyOne() {
        TargetLook.Conflict<String> one = new TargetLook.Conflict<>(List.of("img-1"), "it is another image");
        TargetLook.Conflict<String> two = new TargetLook.Conflict<>(List.of("img-1", "img-2"), "there are two");

        assertThat(Answers.imageId(one)).isEqualTo("img-1");
        assertThat(Answers.imageId(two)).isEmpty();
        assertThat(Answers.conflict(two).message()).isEqualTo("there are two: [img-1, img-2]");
        assertThat(Answers.leftover(one).message())
                .isEqualTo("the job's copy failed, and it is another image: [img-1]");
    }

    @Test
    void failureOfAStage_isWhatItsCallFailedWith() {
        IllegalStateException thrown = new IllegalStateException("thrown");

        assertThat(Answers.unwrapped(new CompletionException(new CompletionException(thrown))))
                .isSameAs(thrown);
        assertThat(Answers.unwrapped(thrown)).isSameAs(thrown);
    }
}
