package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the fault table, shown. */
class FaultSuiteTest {
    private static final FaultReport REPORT = new FaultReport();

    static Stream<Arguments> cases() {
        return families().stream()
                .flatMap(List::stream)
                .flatMap(fault -> fault.modes().stream().sorted().map(mode -> Arguments.of(fault, mode)));
    }

    private static List<List<FaultCase>> families() {
        return List.of(
                ConnectFaults.cases(),
                ExchangeFaults.cases(),
                AnswerFaults.cases(),
                StatusFaults.cases(),
                PollFaults.cases(),
                WaitFaults.cases(),
                CallbackFaults.cases(),
                CancelFaults.cases(),
                ResumeFaults.cases(),
                CredentialFaults.cases(),
                InputFaults.cases(),
                CrashFaults.cases(),
                ScaleFaults.cases(),
                AlibabaFaults.cases(),
                HuaweiFaults.cases(),
                YandexFaults.cases(),
                FabricFaults.cases());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void fault_whenInjected_endsAsTheTableSays(FaultCase fault, Mode mode) {
        String outcome = assertTimeoutPreemptively(fault.bound(), () -> {
            try (Watch watch = new Watch()) {
                return fault.body().run(mode, watch);
            }
        });
        REPORT.saw(fault, mode, outcome);
    }

    @AfterAll
    static void everyRow_isSpokenFor() throws IOException {
        assertThat(REPORT.write()).as("rows that no case shows").isEmpty();
    }
}
