package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs and services print besides a key, or in its place. */
@EnabledOnOs({OS.LINUX, OS.MAC}) // a program that prints a file is another one elsewhere
class ProgramOutputTest {
    private static final String KEY = "{\"access_key_id\":\"a\",\"access_key_secret\":\"s\"}";

    private MachineWithARole machine;

    @BeforeEach
    void begin(@TempDir Path home) {
        machine = new MachineWithARole(home);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "mode":"AK","ram_role_arn":"canary"                      | ram_role_arn     | a program's key is used as it is
            "mode":"AK","ram_role_name":"canary"                     | ram_role_name    | a program's key is used as it is
            "mode":"AK","source_profile":"canary"                    | source_profile   | a program's key is used as it is
            "mode":"StsToken","sts_token":"t","role_arn":"canary"    | role_arn         | a program's key is used as it is
            "sts_token":"t","ram_role_arn":"canary"                  | ram_role_arn     | a program's key is used as it is
            "sts_token":"t","process_command":"canary"               | process_command  | a program's key is used as it is
            "sts_token":"t","security_token":"canary"                | security_token   | the name in a program's output is sts_token
            """)
    void entryOfAnotherIdentity_besideAKey_isNamedOnce(String more, String name, String advice) throws IOException {
        print("{\"access_key_id\":\"a\",\"access_key_secret\":\"s\"," + more + "}");

        for (boolean async : List.of(true, false)) {
            assertThat(machine.warnings(async, "a"))
                    .containsExactly("WARN AlibabaEcsClient ignores " + name + ", which is set: " + advice);
        }
    }

    @Test
    void roleWithoutAMode_isRefused_sinceAProfileWouldTakeItOn() throws IOException {
        print(KEY.replace("}", ",\"ram_role_arn\":\"canary\"}"));

        assertPassedOver("the program printed ram_role_arn without a mode, and only a key of its own is supported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RoleArn", "ram_role_arn", "RamRoleName", "OIDCProviderArn", "source_profile", "BearerToken"})
    void entryOfAnotherIdentity_besideAServicesKey_isNamedOnce(String name) throws IOException {
        machine.profile("\"mode\":\"CredentialsURI\",\"credentials_uri\":\"https://more.example/" + name + "\"");

        for (boolean async : List.of(true, false)) {
            assertThat(machine.warnings(async, "machine"))
                    .containsExactly("WARN AlibabaEcsClient ignores " + name
                            + ", which is set: the key of a credentials URI is used as it is");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFO logged in\nKEY",
                "KEY\ndone {canary}",
                "{not: json}\nKEY\n",
                "[2026-01-01] INFO logged in\r\n\r\nKEY\r\n[2026-01-01] done",
                "{\nKEY\n",
                "one\n{\n\"access_key_id\":\"a\",\n\"access_key_secret\":\"s\"\n}\ntwo",
                "{\"level\":\"info\",\"msg\":\"canary\"}\nKEY",
                "{\"level\":\"info\"}\n{\"level\":\"info\",\"data\":{\"AccessKeyId\":\"canary\"}}\nKEY\n{\"done\":true}",
                "{\n\"level\":\"info\"\n}\n{\n\"access_key_id\":\"a\",\n\"access_key_secret\":\"s\"\n}",
                "{\"access_key_id\":\"\",\"msg\":\"canary\"}\nKEY"
            })
    void key_betweenLinesOfALog_isRead(String printed) throws IOException {
        print(printed.replace("KEY", KEY));

        assertThat(machine.warnings(false, "a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            KEY;KEY                                                             | the program did not print a key: its output has several keys, and must have one
            {"level":"info"};KEY;{"Access_Key_Id":"canary"}                     | the program did not print a key: its output has several keys, and must have one
            {"level":"info","msg":"canary"};{"msg":"canary"}                    | the program did not print a key: its output has several JSON objects, but none with access_key_id
            {"Credentials":{"AccessKeyId":"canary","AccessKeySecret":"canary"}} | the program printed a key inside another object, as token services answer; it must be at the top: the names are access_key_id, access_key_secret and, for a temporary key, sts_token
            {"level":"info"};{"RequestId":"canary","Credentials":{"AccessKeyId":"canary"}} | the program printed a key inside another object
            {"profile":{"access_key_id":"canary","access_key_secret":"canary"}} | the program printed a key inside another object
            [{"access_key_id":"canary","access_key_secret":"canary"}]           | the program did not print a key: its output is a list, and must be one JSON object; the names are access_key_id
            [KEY]                                                               | its output is a list, and must be one JSON object
            {"SecretName":"canary","SecretData":"{}"}                           | the program did not print a key: its output is JSON around a key: give the text with the key alone, without the JSON around it; the names are
            the canary sings                                                    | the program did not print a key: its output is not JSON
            {"access_key_id":"canary",}                                         | the program did not print a key: its output is not JSON
            ``                                                                  | the program did not print a key: its output is empty
            {"access_key_id":"a","access_key_secret":"<canary>"}                | the program printed a key that cannot be used: access_key_secret holds a placeholder
            {"access_key_id":"a","access_key_secret":"two canaries"}            | accessKeySecret must be visible ASCII without spaces
            {"access_key_id":"<canary>","access_key_secret":"s"}                | access_key_id holds a placeholder
            {"access_key_id":"a","access_key_secret":"s","sts_token":"Bearer canary"} | securityToken begins with the word Bearer
            {"access_key_id":"a","access_key_secret":"s","expiration":"2026-06-01 10:00:00"} | expiration must be a number of seconds or a time in ISO 8601, such as 2026-06-01T10:00:00Z
            {"access_key_id":"a","access_key_secret":"s","sts_expiration":"Mon, 01 Jun 2026 10:00:00 GMT"} | sts_expiration must be a number of seconds or a time in ISO 8601
            """)
    void whatIsNoKey_isNamedAndNotShown(String printed, String reason) throws IOException {
        print(printed.replace(';', '\n').replace("KEY", KEY));

        assertPassedOver(reason);
    }

    @Test
    void key_afterALongLogInJson_isRead() throws IOException {
        print("{\"level\":\"info\"}\n".repeat(3000) + KEY);

        assertThat(machine.warnings(false, "a")).isEmpty();
    }

    private void assertPassedOver(String reason) {
        assertThat(machine.warnings(false, "machine"))
                .singleElement()
                .asString()
                .contains("passes over command line profile (", reason)
                .doesNotContain("canary")
                .doesNotContain("canaries");
    }

    private void print(String printed) throws IOException {
        Path file = machine.write("printed", printed);
        machine.profile("\"mode\":\"External\",\"process_command\":\"/bin/cat " + file + "\"");
    }
}
