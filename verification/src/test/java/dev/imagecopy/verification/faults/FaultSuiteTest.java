package dev.imagecopy.verification.faults;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the fault table: shown here, or told where else. */
class FaultSuiteTest {
    private static final FaultReport REPORT = new FaultReport();

    /** Rows that need a provider's whole module: their tests stand there. */
    private static final Map<Integer, String> ELSEWHERE = Map.ofEntries(
            entry(38, "provider: 7"),
            entry(40, "provider: 7"),
            entry(51, "provider: 7"),
            entry(55, "provider: 6"),
            entry(56, "provider: 6"),
            entry(57, "provider: 7"),
            entry(58, "provider: 5"),
            entry(59, "provider: 4"),
            entry(60, "provider: 4"),
            entry(61, "provider: 7"));

    /** Rows still to be shown here. */
    private static final List<Integer> OPEN =
            List.of(50, 52, 53, 54, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80);

    static Stream<Arguments> cases() {
        return families().stream()
                .flatMap(List::stream)
                .flatMap(fault -> fault.modes().stream().sorted().map(mode -> Arguments.of(fault, mode)));
    }

    private static List<List<FaultCase>> families() {
        return List.of(ConnectFaults.cases(), ExchangeFaults.cases(), AnswerFaults.cases(), StatusFaults.cases());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void fault_whenInjected_endsAsTheTableSays(FaultCase fault, Mode mode) throws Exception {
        String outcome;
        try (Watch watch = new Watch()) {
            outcome = fault.body().run(mode, watch);
        }
        REPORT.saw(fault, mode, outcome);
    }

    @AfterAll
    static void everyRow_isSpokenFor() throws IOException {
        assertThat(REPORT.write(ELSEWHERE)).as("rows without a case").isEqualTo(OPEN);
    }
}
