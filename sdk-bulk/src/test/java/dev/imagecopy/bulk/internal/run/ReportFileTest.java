package dev.imagecopy.bulk.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.CopyTarget;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFileTest {
    private static final int JOBS = 500;

    private static CopyOutcome outcome(int number) {
        return new OutcomeBuilder(
                        "key-" + number,
                        "größer\n\u2028",
                        new CopyTarget("p", "r", "s", "n"),
                        "source",
                        Instant.EPOCH,
                        Instant.EPOCH)
                .status(CopyStatus.SUCCEEDED, CopyOrigin.COPIED, 1)
                .build();
    }

    private static List<String> expected() {
        return IntStream.range(0, JOBS)
                .mapToObj(number -> ReportLines.line(outcome(number)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 30_000, 10_000_000})
    void lines_areThoseThatWereAdded_howeverManyAreInMemory(int inMemory) {
        ReportFile report = new ReportFile(true, inMemory);
        IntStream.range(0, JOBS).forEach(number -> report.add(outcome(number)));

        assertThat(report.get().toList()).isEqualTo(expected());
        assertThat(report.get().parallel().toList()).isEqualTo(expected());
    }

    @Test
    void readers_doNotDisturbEachOther() {
        ReportFile report = new ReportFile(true, 1_000);
        IntStream.range(0, JOBS).forEach(number -> report.add(outcome(number)));
        try (Stream<String> one = report.get();
                Stream<String> other = report.get()) {
            Iterator<String> first = one.iterator();
            Iterator<String> second = other.iterator();
            for (String line : expected()) {
                assertThat(first.next()).isEqualTo(line);
                assertThat(second.next()).isEqualTo(line);
            }
        }
    }

    @Test
    void reportOfARunWithoutAStore_doesNotExist() {
        ReportFile report = new ReportFile(false);
        report.add(outcome(1));
        assertThatThrownBy(report::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no store");
    }
}
