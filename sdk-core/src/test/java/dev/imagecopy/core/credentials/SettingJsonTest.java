package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON as secret stores, shells and editors leave it. */
class SettingJsonTest {
    private static final String JSON = "{\"id\": \"k\", \"private_key\": \"line 1\\nline 2\\\\\"}";

    static Stream<String> documents() {
        return Stream.of(
                JSON,
                "\ufeff" + JSON,
                JSON.replace(" ", "\u00a0").replace("line\u00a0", "line "),
                JSON.replace(": ", " \u2009:\u3000").replace(", ", "\u200b,\ufeff\u2028"),
                JSON.replace("private_key", "\u200bprivate_key\u00a0"),
                "'" + JSON + "'",
                "\"" + JSON.replace("\\", "\\\\").replace("\"", "\\\"") + "\"",
                JSON.replace("\\n", "\n"),
                " \n" + JSON + "\n",
                base64(JSON),
                base64(base64(JSON)),
                Base64.getEncoder().encodeToString(JSON.getBytes(StandardCharsets.UTF_16LE)),
                Base64.getEncoder().encodeToString(JSON.getBytes(StandardCharsets.UTF_16)),
                URLEncoder.encode(JSON, StandardCharsets.UTF_8),
                base64("\ufeff" + JSON),
                Base64.getMimeEncoder(20, new byte[] {'\n'}).encodeToString(bytes(JSON)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(JSON)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void document_isTheSameHoweverItWasWritten(String text) {
        assertThat(Json.parse(SettingJson.document(text)).path("private_key").textValue())
                .isEqualTo("line 1\nline 2\\");
    }

    @Test
    void document_withLineEndsOfWindowsInsideAString_keepsThem() {
        assertThat(Json.parse(SettingJson.document("{\"a\": \"1\r\n2\"}"))
                        .path("a")
                        .textValue())
                .isEqualTo("1\r\n2");
    }

    @Test
    void refused_saysWhatTheTextIs() {
        assertThat(SettingJson.refused("canary", "the key")).hasMessage("the key is not JSON");
        assertThat(SettingJson.refused("{canary}", "the key")).hasMessage("the key is not JSON");
        assertThat(SettingJson.refused("-----BEGIN PRIVATE KEY-----", "the key"))
                .hasMessage("the key must be JSON, but is a PEM block");
    }

    static Stream<Arguments> flawed() {
        return Stream.of(
                Arguments.of("{ // canary\n\"a\": 1}", "it has a comment"),
                Arguments.of("{\"a\": 1 /* canary */}", "it has a comment"),
                Arguments.of("{\n# canary\n\"a\": 1}", "it has a comment"),
                Arguments.of("{\"a\": \"canary//\", \"b\": [1,2, ]}", "it has a comma before a closing bracket"),
                Arguments.of("{\"a\": \"canary\\\"#\",\n}", "it has a comma before a closing bracket"),
                Arguments.of("{'a': 'canary'}", "it has single quotes"),
                Arguments.of("{\"a\": 'canary'}", "it has single quotes"),
                Arguments.of("[{\"a\": \"canary\"}", "it ends too early"),
                Arguments.of("{\"a\": {\"b\": 1}", "it ends too early"),
                Arguments.of("{\"a\": \"cana", "it ends too early"),
                Arguments.of("{\"a\": 1}{\"a\": 2}", "something follows its end, perhaps a second document"),
                Arguments.of("{\"a\": 1}\n---\n{\"a\": 2}", "something follows its end, perhaps a second document"),
                Arguments.of("{\"a\": 1}}", "something follows its end, perhaps a second document"),
                Arguments.of("{\"a\": \"canary\", \"a\": \"canary\"}", "an object has the same name twice"),
                Arguments.of("{\u201ca\u201d: \"canary\"}", "it has a typographic quote (U+201C) in line 1, column 2"),
                Arguments.of(
                        "{\"a\":\n  \"line\nbreak\",\n \"b\":  \u2018canary\u2019}",
                        "it has a typographic quote (U+2018) in line 4, column 8"),
                Arguments.of(
                        "{\"a\": \"canary\u201d}",
                        "it ends too early, and has a typographic quote (U+201D) in line 1, column 14"),
                Arguments.of("{\"a\": 1\uff0c \"b\": \"canary\"}", "it has the character U+FF0C in line 1, column 8"));
    }

    @ParameterizedTest
    @MethodSource("flawed")
    void refused_namesWhatOtherProgramsAccept(String text, String flaw) {
        for (String written : List.of(text, "\ufeff" + text)) {
            assertThat(SettingJson.refused(written, "the key")).hasMessage("the key is not JSON: " + flaw);
        }
    }

    @Test
    void flaw_ofJsonWithoutOne_isEmpty() {
        assertThat(SettingJson.flaw(JSON)).isEmpty();
        assertThat(SettingJson.flaw("{\"it's\": \"'\\\"'\", \"b\": {}}\n ")).isEmpty();
        assertThat(SettingJson.flaw("{\"a\":\u00a0\"\u201cb\u201d\"}")).isEmpty();
        assertThat(SettingJson.flaw("{\"url\": \"https://x/#a,}\", \"b\": [1, 2]}"))
                .isEmpty();
    }

    @Test
    void document_withCharactersThatCannotBeSeenInAValue_keepsThem() {
        assertThat(Json.parse(SettingJson.document("{\"a\": \"1\u00a02\u200b\"}"))
                        .path("a")
                        .textValue())
                .isEqualTo("1\u00a02\u200b");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
