package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON as secret stores, shells and editors leave it. */
class SettingJsonTest {
    private static final String JSON = "{\"id\": \"k\", \"private_key\": \"line 1\\nline 2\\\\\"}";

    static Stream<String> documents() {
        return Stream.of(
                JSON,
                "\ufeff" + JSON,
                "'" + JSON + "'",
                "\"" + JSON.replace("\\", "\\\\").replace("\"", "\\\"") + "\"",
                JSON.replace("\\n", "\n"),
                " \n" + JSON + "\n",
                base64(JSON),
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
        assertThat(SettingJson.refused("{canary", "the key")).hasMessage("the key is not JSON");
        assertThat(SettingJson.refused("-----BEGIN PRIVATE KEY-----", "the key"))
                .hasMessage("the key must be JSON, but is a PEM block");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
