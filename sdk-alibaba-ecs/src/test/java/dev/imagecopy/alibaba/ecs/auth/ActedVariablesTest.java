package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables that a profile's mode falls back on, or that say the same as the profile: none of them is ignored. */
class ActedVariablesTest {
    private static final String URI = "ALIBABA_CLOUD_CREDENTIALS_URI";
    private static final String TOKEN = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";

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
            cli | `"mode":"CredentialsURI"`                                               | ALIBABA_CLOUD_CREDENTIALS_URI | https://keys.example/ | false
            cli | `"mode":"CredentialsURI","credentials_uri":"https://keys.example/"`     | ALIBABA_CLOUD_CREDENTIALS_URI | https://keys.example/ | false
            cli | `"mode":"CredentialsURI","credentials_uri":"https://others.example/"`   | ALIBABA_CLOUD_CREDENTIALS_URI | https://keys.example/ | true
            cli | `"mode":"EcsRamRole"`                                                   | ALIBABA_CLOUD_ECS_METADATA    | worker                | false
            cli | `"mode":"EcsRamRole","ram_role_name":"worker"`                          | ALIBABA_CLOUD_ECS_METADATA    | worker                | false
            cli | `"mode":"EcsRamRole","ram_role_name":"other"`                           | ALIBABA_CLOUD_ECS_METADATA    | worker                | true
            cli | `"mode":"EcsRamRole"`                                                   | ALIBABA_CLOUD_CREDENTIALS_URI | https://keys.example/ | true
            cli | `"mode":"RamRoleArnWithRoleName","ram_role_arn":"acs:ram::1:role/r"`    | ALIBABA_CLOUD_ECS_METADATA    | worker                | false
            ini | type = ecs_ram_role                                                     | ALIBABA_CLOUD_ECS_METADATA    | worker                | false
            ini | type = ecs_ram_role;role_name = worker                                  | ALIBABA_CLOUD_ECS_METADATA    | worker                | false
            ini | type = ecs_ram_role;role_name = other                                   | ALIBABA_CLOUD_ECS_METADATA    | worker                | true
            """)
    void variable_isIgnoredOnlyIfTheProfileSaysSomethingElse(
            String file, String entries, String name, String value, boolean isIgnored) throws IOException {
        write(file, entries);
        machine.variables().put(name, value);

        for (boolean async : List.of(true, false)) {
            assertThat(machine.warnings(async, "machine"))
                    .isEqualTo(
                            isIgnored
                                    ? List.of("WARN AlibabaEcsClient ignores " + name
                                            + ", which is set: credentials from an earlier source are used")
                                    : List.of());
        }
    }

    @Test
    void addressOfTheVariable_thatCannotBeUsed_isRefusedByTheVariablesName() throws IOException {
        machine.profile("\"mode\":\"CredentialsURI\"");
        machine.variables().put(URI, "canary");

        assertThat(machine.warnings(false, "machine"))
                .anySatisfy(line -> assertThat(line).contains("(" + URI + " must be https"));
    }

    @ParameterizedTest
    @CsvSource({"cli, oidc_token_file", "ini, oidc_token_file_path"})
    void tokenFile_thatTheProfileDoesNotName_isThatOfTheVariable(String file, String entry) throws IOException {
        write(
                file,
                file.equals("cli")
                        ? "\"mode\":\"OIDC\",\"oidc_provider_arn\":\"p\",\"ram_role_arn\":\"acs:ram::1:role/r\""
                        : "type = oidc_role_arn;oidc_provider_arn = p;role_arn = acs:ram::1:role/r");

        assertThatThrownBy(() -> machine.chain().resolve())
                .hasMessageContaining(entry + " is not set, and neither is " + TOKEN);

        machine.variables().put(TOKEN, machine.write("token", "a.b.c").toString());
        for (boolean async : List.of(true, false)) {
            assertThat(machine.warnings(async, "machine")).isEmpty();
        }
        assertThat(machine.transport().requests())
                .allSatisfy(request -> assertThat(request.uri().getHost()).isEqualTo("sts.aliyuncs.com"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            cli | `"mode":"AK","access_key_id":"machine","access_key_secret":"s"`                                          | true
            cli | `"mode":"OIDC","oidc_provider_arn":"p","ram_role_arn":"acs:ram::1:role/r","oidc_token_file":"OWN"`        | true
            cli | `"mode":"OIDC","oidc_provider_arn":"p","ram_role_arn":"acs:ram::1:role/r","oidc_token_file":"TOKEN"`      | false
            ini | type = access_key;access_key_id = machine;access_key_secret = s                                         | true
            ini | type = oidc_role_arn;oidc_provider_arn = p;role_arn = acs:ram::1:role/r;oidc_token_file_path = OWN      | true
            ini | type = oidc_role_arn;oidc_provider_arn = p;role_arn = acs:ram::1:role/r;oidc_token_file_path = TOKEN    | false
            ini | enable = false                                                                                          | true
            """)
    void tokenFile_withoutARole_isIgnoredOnlyIfNoProfileUsesIt(String file, String entries, boolean isIgnored)
            throws IOException {
        String token = machine.write("token", "a.b.c").toString();
        String own = machine.write("own", "a.b.c").toString();
        write(file, entries.replace("TOKEN", token).replace("OWN", own));
        machine.variables().put(TOKEN, token);

        for (boolean async : List.of(true, false)) {
            assertThat(machine.warnings(async, "machine"))
                    .isEqualTo(
                            isIgnored
                                    ? List.of("WARN AlibabaEcsClient ignores " + TOKEN
                                            + ", which is set: ALIBABA_CLOUD_ROLE_ARN and"
                                            + " ALIBABA_CLOUD_OIDC_PROVIDER_ARN are not set")
                                    : List.of());
        }
    }

    @ParameterizedTest
    @CsvSource({"ALIBABA_CLOUD_ROLE_ARN, arn", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN, providerArn"})
    void placeholder_inPlaceOfARole_isNotSent(String name, String part) throws IOException {
        machine.variables().put("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/r");
        machine.variables().put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p");
        machine.variables().put(TOKEN, machine.write("token", "a.b.c").toString());
        machine.variables().put(name, "<role>");

        assertThatThrownBy(() -> machine.chain().resolve())
                .hasMessageContaining(part + " holds a placeholder in place of the value");
        assertThat(machine.transport().requests()).isEmpty();
    }

    private void write(String file, String entries) throws IOException {
        if (file.equals("cli")) {
            machine.profile(entries);
        } else {
            machine.section((entries.startsWith("enable") ? "" : "enable = true\n") + entries.replace(';', '\n'));
        }
    }
}
