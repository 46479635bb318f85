package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "TRUE, true",
        "1, true",
        "yes, true",
        "on, true",
        "false, false",
        "0, false",
        "No, false",
        "'', false"
    })
    void isOn_isWhatPeopleWriteForIt(String value, boolean on) {
        NamedSettings settings = name -> value;

        assertThat(settings.isOn("SWITCH")).isEqualTo(on);
    }

    @Test
    void isOn_ofAnythingElse_isRefused() {
        NamedSettings settings = name -> "canary";

        assertThatThrownBy(() -> settings.isOn("SWITCH"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("SWITCH must be true or false");
    }

    @Test
    void unusedSettings_areToldOnceWithTheirNameAndNoValue() {
        NamedSettings variables = Map.of("SET", "canary", "EMPTY", "")::get;
        UnusedSettings told = new UnusedSettings("AClient");
        List<Unused> unused = List.of(new Unused("SET", "do this"), new Unused("EMPTY", "x"), new Unused("UNSET", "x"));

        assertThat(CapturedLog.of(() -> {
                    told.warn(variables, unused);
                    told.warn(variables, unused);
                }))
                .containsExactly("WARN AClient ignores SET, which is set: do this");
    }
}
