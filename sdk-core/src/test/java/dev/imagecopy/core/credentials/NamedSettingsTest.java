package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "abc"                 | abc
            'abc'                 | abc
            `  "abc"  `           | abc
            `" abc "`             | abc
            'it"s'                | it"s
            "'abc'"               | 'abc'
            "abc                  | "abc
            abc"                  | abc"
            {"a":"b"}             | {"a":"b"}
            '{"a":"b"}'           | '{"a":"b"}'
            "{\\"a\\":\\"b\\"}"     | "{\\"a\\":\\"b\\"}"
            ""                    | ``
            ' '                   | ``
            "                     | "
            """)
    void value_inOnePairOfQuotes_isReadWithoutThem(String raw, String value) {
        NamedSettings settings = name -> raw;

        assertThat(settings.value("ANY").orElse("")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u2060", "\u00a0", "\u3000", "\u200e"})
    void value_betweenCharactersThatCannotBeSeen_isReadWithoutThem(String hidden) {
        NamedSettings settings = name -> hidden + "\"" + hidden + "abc" + hidden + "\" " + hidden;

        assertThat(settings.value("ANY")).contains("abc");
    }

    @Test
    void group_ofWhichAPartIsMissing_namesWhatIsSetAndWhatIsNot() {
        SettingGroup group = new SettingGroup(
                List.of(List.of(named("ID"), named("KEY")), List.of(named("SECRET"))), List.of(named("TOKEN")));

        group.check(Map.of("KEY", "a", "SECRET", "b")::get);
        assertThatThrownBy(() -> group.check(name -> null))
                .hasMessage("ID or KEY is not set")
                .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.isAbsent())
                        .isTrue());
        assertThatThrownBy(() -> group.check(Map.of("KEY", "canary")::get))
                .hasMessage("KEY is set, but SECRET is not")
                .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.isAbsent())
                        .isFalse());
        assertThatThrownBy(() -> group.check(Map.of("TOKEN", "canary")::get))
                .hasMessage("TOKEN is set, but ID or KEY and SECRET are not");
        assertThatThrownBy(() -> group.check(Map.of("TOKEN", "t", "SECRET", "s")::get))
                .hasMessage("SECRET and TOKEN are set, but ID or KEY is not");
    }

    private static Setting named(String key) {
        return new Setting() {
            @Override
            public String place() {
                return "variable";
            }

            @Override
            public String key() {
                return key;
            }
        };
    }

    @Test
    void file_inTheHomeFolder_mayBeNamedByATilde() {
        assertThat(SettingFile.named("~/keys/key.json", "ANY"))
                .isEqualTo(Path.of(System.getProperty("user.home"), "keys", "key.json"));
        assertThat(SettingFile.named("~", "ANY")).isEqualTo(Path.of("~"));
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

    @Test
    void variablesOfATool_thatNobodyKnowsAndThatAreAboutAnIdentity_areToldWithTheirNames() {
        NamedSettings variables = new ListedSettings(Map.of(
                "TOOL_TARGET_ROLE", "canary",
                "TOOL_ROLE_OF_TOMORROW", "canary",
                "TOOL_ACCESS_KEY", "canary",
                "TOOL_LANGUAGE", "canary",
                "TOOL_ROLE", "",
                "OTHER_ROLE", "canary"));
        UnusedSettings told = new UnusedSettings("AClient");
        ToolVariables tools = new ToolVariables(Set.of("TOOL"), Set.of(), Set.of("TOOL_ACCESS_KEY"));

        assertThat(CapturedLog.of(
                        () -> told.warnUnknown(variables, tools, VariableSubject.ACCESS_KEY, VariableSubject.ROLE)))
                .containsExactly(
                        "WARN AClient ignores TOOL_TARGET_ROLE, which is set: this client knows no such variable");
    }

    @ParameterizedTest
    @CsvSource({
        "TOOL_REGION, true",
        "TOOL_DEFAULT_REGION_ID, true",
        "TOOL_DEFAULT_OURS_SDK_REGION, true",
        "TOOL_OURS_ENDPOINT, true",
        "TOOL_TOKEN, false",
        "TOOL_OURS, false",
        "TOOL_DEFAULT, false",
        "TOOL_, false",
        "TOOL_REGION_, false",
        "TOOL__REGION, false",
        "TOOL_REGIONS, false",
        "TOOL_REGION_SIZE, false",
        "TOOL_THEIRS_REGION, false",
        "TOOL_REGION_ENDPOINT, false",
        "TOOLS_REGION, false",
        "REGION, false",
        "tool_region, false"
    })
    void nameOfAVariable_isRecognizedAsAWhole(String name, boolean isRecognized) {
        ToolVariables tools = new ToolVariables(Set.of("TOOL"), Set.of("OURS"), Set.of());

        assertThat(tools.isAbout(name, VariableSubject.REGION, VariableSubject.ENDPOINT))
                .isEqualTo(isRecognized);
    }

    @ParameterizedTest
    @CsvSource({
        "https://IAM.example.com:443/v3, iam.example.com",
        "iam.example.com/v3?a#b, iam.example.com",
        "iam.example.com.:443, iam.example.com",
        "grpcs://iam.example.com, iam.example.com",
        "'', ''"
    })
    void hostInAnAddress_isComparedWithoutTheRest(String address, String host) {
        assertThat(WrittenHost.of(address)).isEqualTo(host);
    }

    @Test
    void variablesOfTheSystem_areListed() {
        NamedSettings variables = CredentialLookup.system().variables();

        assertThat(variables.names()).isEqualTo(System.getenv().keySet());
        assertThat(variables.names())
                .allSatisfy(name -> assertThat(variables.lookUp(name)).isEqualTo(System.getenv(name)));
    }

    @Test
    void entriesThatNobodyKnows_areToldOnceWithTheirNameAndNoValue() {
        NamedSettings section = new ListedSettings(Map.of(
                "known", "canary",
                "Harmless", "canary",
                "other_role", "canary",
                "empty", "",
                "Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT", "canary"));
        UnusedSettings told = new UnusedSettings("AClient");

        assertThat(CapturedLog.of(() -> {
                    told.warnUnknown(section, List.of("KNOWN", "harmless"), "the file");
                    told.warnUnknown(section, List.of("KNOWN", "harmless"), "the file");
                }))
                .containsExactlyInAnyOrder(
                        "WARN AClient ignores other_role, which is set: it is no known entry of the file",
                        "WARN AClient ignores an entry whose name is not shown, which is set: it is no known entry of"
                                + " the file");
    }
}
