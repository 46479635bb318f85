package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes that are not in the table, by the ones that they extend. */
class ErrorFamiliesTest {

    @ParameterizedTest
    @CsvSource({
        "OperationConflict.Image, 409, AT_WORK",
        "operationconflict.Image.Again, 400, AT_WORK",
        "SystemBusy.Image, 503, AT_WORK",
        "LastTokenProcessing.Copy, 403, AT_WORK",
        "OperationFailed.LastTokenProcessing, 403, AT_WORK",
        "IdempotentProcessing, 403, AT_WORK",
        "IdempotentProcessing.Copy, 400, AT_WORK",
        "OperationFailed.IdempotentProcessing, 403, AT_WORK",
        "InvalidOperation.Conflict.Image, 409, COLLISION",
        "InsufficientBalance.PostPaid, 403, FORBIDDEN",
        "IncorrectImageStatus.Waiting, 403, STATE",
        "InvalidImageId.NotExist, 404, NOT_FOUND",
        "invalidimageid.notexist, 400, NOT_FOUND",
        "InvalidSnapshotId.NotExist, 404, NOT_FOUND",
        "InvalidImageId.NotFound.Other, 404, NOT_FOUND",
        "Throttling.User.Api, 400, THROTTLED",
        "InvalidAccessKeyId.Other, 400, BAD_CREDENTIALS",
        "Something.NotExist, 404, OTHER",
        "Something.Conflict, 409, OTHER",
        ".Other, 400, OTHER",
    })
    void code_meansWhatTheOneMeansThatItExtends(String code, int status, AlibabaEcsErrorKind kind) {
        assertThat(AlibabaEcsErrorKind.of(code, status)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidImageId.NotFound", "InvalidImageId.NotExist"})
    void deleteImage_whenThereIsNone_succeeds(String code) {
        ManualTimeSource time = new ManualTimeSource();
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            simulator.failNext(AlibabaEcsSimulator.error(404, code, "gone"));

            assertThatCode(() -> client.deleteImage("cn-beijing", "m-gone")).doesNotThrowAnyException();
        }
    }
}
