package dev.imagecopy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "20s, PT20S", "5m, PT5M", "2h, PT2H"})
    void units(String text, Duration span) {
        assertThat(new TimeSpan().convert(text)).isEqualTo(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "0s", "-5s", "1.5h", "5 m", "99999999999s", "5d"})
    void anythingElse_isRejected(String text) {
        assertThatThrownBy(() -> new TimeSpan().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
