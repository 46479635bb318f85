package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.event.StateChanged;
import dev.imagecopy.core.internal.ShownTexts;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets that a service echoes in good answers appear in nothing that a person may read. */
class OperationSecrecyTest {
    @ParameterizedTest
    @EnumSource
    void operation_whenTheServiceEchoesTheSecretInGoodAnswers_showsItNowhere(Style style) {
        String secret = CopyBench.SECRET;
        CopyBench.Setup setup = new CopyBench.Setup();
        List<String> seen = new ArrayList<>();
        setup.listener = new SdkListener() {
            @Override
            public void polled(Polled event) {
                seen.add(event.toString());
            }

            @Override
            public void stateChanged(StateChanged event) {
                seen.add(event.toString());
            }
        };
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = bench.start();
            bench.nowAnswers(200, "{\"status\":\"WAITING " + secret + "\"}");
            seen.addAll(CapturedLog.of(() -> style.poll(bench, copy)));
            bench.nowAnswers(
                    200,
                    "{\"status\":\"ERROR\",\"code\":\"Bad." + secret + "\",\"message\":\"key " + secret
                            + "\\nrefused\",\"request\":\"r-" + secret + "\"}");
            seen.addAll(CapturedLog.of(
                    () -> ShownTexts.collect(catchThrowable(() -> style.await(bench, copy, CopyBench.HOUR)), seen)));
            seen.add(copy.latest().toString());
            seen.add(copy.toString());

            assertThat(seen).hasSizeGreaterThan(6).noneMatch(line -> line.contains(secret));
            assertThat(copy.latest().failure())
                    .contains(new OperationFailure("Bad.***", "key *** refused", Optional.of("r-***")));
            assertThat(copy.latest().providerStatus()).isEqualTo("ERROR");
        }
    }

    @ParameterizedTest
    @EnumSource
    void operation_whenAGoodAnswerHoldsARefusal_throwsItWithoutTheSecret(Style style) {
        try (CopyBench bench = new CopyBench()) {
            Operation<String> copy = bench.start();
            bench.nowAnswers(200, "{\"status\":\"REFUSED\",\"message\":\"key " + CopyBench.SECRET + "\"}");
            List<String> seen = new ArrayList<>();

            Throwable failed = catchThrowable(() -> style.await(bench, copy, CopyBench.HOUR));

            ShownTexts.collect(failed, seen);
            assertThat(seen).noneMatch(line -> line.contains(CopyBench.SECRET));
            assertThat(failed)
                    .hasMessageContaining("the operation failed: Quota \"key ***\"")
                    .cause()
                    .isInstanceOf(QuotaExceededException.class)
                    .hasMessage("200 Quota \"key ***\"");
        }
    }
}
