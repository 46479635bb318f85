package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries of files, and keys of programs and services, that nobody knows or that are there twice, on a machine with a role. */
class UnusableEntriesTest {
    private static final String PASSED =
            "WARN AlibabaEcsClient passes over credentials file (section default does not say"
                    + " enable = true) and uses instance metadata";

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
            cli | `"proxy_host":"canary","language":"en"` | proxy_host      | the command line's profile
            cli | `"assume_role_arn":"canary"`            | assume_role_arn | the command line's profile
            ini | assume_role_arn = canary                | assume_role_arn | the credentials file's section
            ini | source_profile = canary                 | source_profile  | the credentials file's section
            ini | credentials_uri = canary                | credentials_uri | the credentials file's section
            ini | private_key_file = canary               | private_key_file | the credentials file's section
            ini | region = canary                         | region          | the credentials file's section
            ini | oidc_token_file = /canary               | oidc_token_file | the credentials file's section
            ini | Region = canary                         | Region          | the credentials file's section
            ini | bA9fKe3SecRet0Zx7Qw8Er5Ty6Ui2P = canary | an entry whose name is not shown | the credentials file's section
            ini | Ui1Opa9SdF2gHj8KlZ4xCv7B = canary       | an entry whose name is not shown | the credentials file's section
            cli | `"Ui1Opa9SdF2gHj8KlZ4xCv7B":"canary"`   | an entry whose name is not shown | the command line's profile
            """)
    void entryThatNobodyKnows_isNamedOnce(String file, String entry, String name, String where) throws IOException {
        if (file.equals("cli")) {
            machine.profile("\"mode\":\"AK\",\"access_key_id\":\"a\",\"access_key_secret\":\"s\"," + entry);
        } else {
            machine.section("enable = true\ntype = access_key\naccess_key_id = a\naccess_key_secret = s\n" + entry);
        }

        assertThat(machine.warnings(false, "a"))
                .containsExactly(
                        "WARN AlibabaEcsClient ignores " + name + ", which is set: it is no known entry of " + where);
    }

    @ParameterizedTest
    @CsvSource({
        "enabled = true, enabled, true",
        "export enable = true, export enable, true",
        "enable =, '', true",
        "region_id = cn-hangzhou, '', true",
        "enable = false, '', false"
    })
    void sectionThatIsOffByAMistake_isNamed(String line, String name, boolean isTold) throws IOException {
        machine.section(line + "\ntype = access_key\naccess_key_id = a\naccess_key_secret = s\n"
                + (isTold ? "" : "unknown = 1"));

        assertThat(machine.warnings(false, "machine"))
                .filteredOn(warning -> warning.contains("ignores"))
                .hasSize(name.isEmpty() ? 0 : 1)
                .allMatch(warning -> warning.contains("ignores " + name + ", which is set: it is no known entry"));
        assertThat(machine.warnings(false, "machine"))
                .filteredOn(warning -> !warning.contains("ignores"))
                .isEqualTo(isTold ? List.of(PASSED) : List.of());
    }

    @Test
    void sectionThatNamesNobody_isPassedOverSilently() throws IOException {
        machine.section("region_id = cn-hangzhou");

        assertThat(machine.warnings(false, "machine")).isEmpty();
    }

    @Test
    void nameOfAKeyPair_whichTheCommandLineKnows_isTakenSilently() throws IOException {
        machine.profile("\"mode\":\"AK\",\"access_key_id\":\"a\",\"access_key_secret\":\"s\",\"key_pair_name\":\"x\"");

        assertThat(machine.warnings(false, "a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"enable = false, false", "enable =, true", "region_id = cn-hangzhou, true"})
    void sectionOfAFileThatIsNamed_isToldUnlessItSaysThatItIsOff(String line, boolean isTold) throws IOException {
        Path file = machine.write("my.ini", "[default]\n" + line + "\ntype = access_key\naccess_key_id = canary\n");
        machine.variables().put("ALIBABA_CLOUD_CREDENTIALS_FILE", file.toString());

        assertThat(machine.warnings(false, "machine")).isEqualTo(isTold ? List.of(PASSED) : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "false, is switched off by its entry enable",
        "0, is switched off by its entry enable",
        "'', does not say enable = true"
    })
    void sectionThatIsAskedForByName_andIsOff_isSaidToBe(String value, String reason) throws IOException {
        Path file = machine.write("my.ini", "[mine]\nenable = " + value + "\ntype = access_key\n");
        CredentialsSource<AlibabaCredentials> named =
                AlibabaCredentialsProviders.credentialsFile(file, Optional.of("mine"));

        for (boolean async : List.of(true, false)) {
            assertThatThrownBy(() ->
                            MachineWithARole.resolved(Connected.to(machine.transport(), machine.time(), named), async))
                    .isInstanceOfSatisfying(CredentialsException.class, off -> assertThat(off.isAbsent())
                            .isFalse())
                    .hasMessage("section mine " + reason);
        }
        machine.variables().put("ALIBABA_CLOUD_CREDENTIALS_FILE", file.toString());
        machine.variables().put("ALIBABA_CLOUD_PROFILE", "mine");
        assertThatThrownBy(() -> machine.chain().resolve())
                .hasMessageContaining("credentials file: section named in ALIBABA_CLOUD_PROFILE " + reason
                        + " (ALIBABA_CLOUD_PROFILE names this identity, so no other is used)");
    }

    @Test
    void loginOfAPortal_thatCannotBeOne_isNotSent() throws IOException {
        machine.profile(
                "\"mode\":\"CloudSSO\",\"cloud_sso_access_token_expire\":1893456000,\"access_token\":\"Bearer canary\","
                        + "\"cloud_sso_sign_in_url\":\"https://signin.example/\"");

        assertThat(machine.warnings(false, "machine"))
                .singleElement()
                .asString()
                .contains("(access_token begins with the word Bearer: give the token alone)");
    }

    @Test
    void sectionThatIsThereTwice_isNamedBeforeTheMachinesRoleIsUsed() throws IOException {
        String old = "type = access_key\naccess_key_id = canary\naccess_key_secret = s\n";
        machine.section("enable = false\n" + old + "[default]\nenable = true\n" + old);

        assertThat(machine.warnings(false, "machine"))
                .singleElement()
                .asString()
                .contains("passes over credentials file (the credentials file has enable twice in a section");
    }

    @Test
    void profileThatIsThereTwice_withOtherEntries_isNotChosen() throws IOException {
        String one = "{\"name\":\"main\",\"mode\":\"AK\",\"access_key_id\":\"ID\",\"access_key_secret\":\"s\"}";
        machine.write(
                MachineWithARole.CLI,
                "{\"current\":\"main\",\"profiles\":[" + one.replace("ID", "canary1") + ","
                        + one.replace("ID", "canary2") + "]}");
        assertThat(machine.warnings(false, "machine"))
                .singleElement()
                .asString()
                .contains("(the command line's configuration has two profiles of one name, with different entries)")
                .doesNotContain("canary");

        machine.write(MachineWithARole.CLI, "{\"current\":\"main\",\"profiles\":[" + one + "," + one + "]}");
        assertThat(machine.warnings(false, "ID")).isEmpty();
    }

    @EnabledOnOs({OS.LINUX, OS.MAC}) // a program that prints a file is another one elsewhere
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"AccessKeyId":"a","AccessKeySecret":"s","SecurityToken":"canary"}              | did not print a key: access_key_id is missing, the names are access_key_id,
            {"access_key_id":"a","access_key_secret":"s","security_token":"canary"}         | did not print a key with its token: the names are
            {"access_key_id":"a","access_key_secret":"s","SessionToken":"canary"}           | did not print a key with its token: the names are
            {"access_key_id":"STS.canary","access_key_secret":"s"}                          | did not print a key with its token: the names are
            {"access_key_id":"a","access_key_secret":"s","mode":"StsToken"}                 | did not print a key with its token: the names are
            {"access_key_id":"a","Access_Key_Id":"canary","access_key_secret":"s"}          | printed access_key_id twice, in different case and with
            {"access_key_id":"a","access_key_secret":"s","sts_token":"t","STS_TOKEN":"u"}   | printed sts_token twice, in different case and with
            """)
    void keyOfAProgram_underOtherNames_isRefusedWithTheProperOnes(String printed, String reason) throws Exception {
        Path file = machine.write("printed.json", printed);
        machine.profile("\"mode\":\"External\",\"process_command\":\"/bin/cat " + file + "\"");

        assertThat(machine.warnings(false, "machine"))
                .filteredOn(line -> line.contains("passes over"))
                .singleElement()
                .asString()
                .contains("(the program " + reason)
                .doesNotContain("canary");
    }

    @EnabledOnOs({OS.LINUX, OS.MAC})
    @Test
    void keyOfAProgram_thatPrintsAWholeProfile_isTakenSilently() throws Exception {
        Path file = machine.write(
                "printed.json",
                "{\"name\":\"p\",\"mode\":\"StsToken\",\"access_key_id\":\"STS.p\",\"access_key_secret\":\"s\","
                        + "\"sts_token\":\"t\",\"region_id\":\"cn-hangzhou\",\"language\":\"en\","
                        + "\"expiration\":\"2026-01-01T01:00:00Z\",\"access_token\":\"x\"}");
        machine.profile("\"mode\":\"External\",\"process_command\":\"/bin/cat " + file + "\"");

        assertThat(machine.warnings(false, "STS.p")).isEmpty();
    }

    @Test
    void keyOfAService_withANameTwice_isRefused() {
        machine.variables().put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
        machine.variables().put("ALIBABA_CLOUD_CREDENTIALS_URI", "https://twice.example/");

        assertThatThrownBy(() -> machine.chain().resolve())
                .hasMessageContaining("the response has AccessKeyId twice, in different case and with different values")
                .hasMessageNotContaining("canary");
    }
}
