package dev.imagecopy.huawei.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of sources that are set and cannot be used, while a later one has a key. */
class PassedSourcesTest {
    @TempDir
    private Path home;

    private ConfiguredMachine machine;

    @BeforeEach
    void startMachine() {
        machine = new ConfiguredMachine(home);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            HUAWEICLOUD_SDK_AK=canary                            | environment variables (HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not)
            HUAWEICLOUD_SDK_SK=canary                            | environment variables (HUAWEICLOUD_SDK_SK is set, but HUAWEICLOUD_SDK_AK is not)
            HUAWEICLOUD_SDK_SECURITY_TOKEN=canary                | environment variables (HUAWEICLOUD_SDK_SECURITY_TOKEN is set, but HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not)
            HUAWEICLOUD_SDK_CREDENTIALS_FILE=/canary/none        | credentials file (the credentials file does not exist)
            HUAWEICLOUD_SDK_CREDENTIALS_FILE=JSON                | credentials file (the credentials file must have sections, but is JSON, which belongs in HW_SHARED_CONFIG_FILE)
            file:[basic];ak = canary                             | credentials file (ak is set, but sk is not)
            file:[basic]                                         | credentials file (ak and sk are not both set)
            file:[global];ak = canary;sk = canary                | credentials file (the credentials file has no section [basic])
            HW_ACCESS_KEY=canary                                 | variables of other tools (HW_ACCESS_KEY is set, but HW_SECRET_KEY is not)
            HW_SHARED_CONFIG_FILE=/canary/none                   | KooCLI (the configuration of KooCLI does not exist)
            HW_SHARED_CONFIG_FILE=SECTIONS                       | KooCLI (the configuration of KooCLI must be JSON, but is a file with sections, which belongs in HUAWEICLOUD_SDK_CREDENTIALS_FILE)
            koo:"accessKeyId":"Y2FuYXJ5+/canary=="               | KooCLI (the configuration of KooCLI is encrypted
            koo:"accessKeyId":"K","secretAccessKey":"Y2FuYXJ5/canary=" | KooCLI (the configuration of KooCLI is encrypted
            koo:"accessKeyId":"K","secretAccessKey":"canarycanarycanarycanarycanarycanarycanarycanarycanarycanary000000" | KooCLI (the configuration of KooCLI is encrypted
            koo:"accessKeyId":"canary"                           | KooCLI (accessKeyId is set, but secretAccessKey is not)
            koo:"mode":"ecsAgency","accessKeyId":"canary","secretAccessKey":"canary" | KooCLI (the profile of KooCLI is of another mode than AKSK, which does not use the access key beside it
            koo:"mode":"token","xAuthToken":"canary"             | KooCLI (the profile of KooCLI has no access key, and its mode is not supported)
            """)
    void source_thatIsSetAndCannotBeUsed_isNamedOnceAndNeverShown(String setting, String passed) throws IOException {
        machine.set(setting);

        for (boolean async : List.of(true, false)) {
            List<String> said = machine.warnings(async, 2);

            assertThat(said).singleElement().asString().contains("HuaweiImsClient passes over " + passed);
            assertThat(said.get(0)).endsWith(" and uses instance metadata").doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            HUAWEICLOUD_SDK_ID_TOKEN_FILE=canary | HUAWEICLOUD_SDK_ID_TOKEN_FILE
            HW_ASSUME_ROLE_DOMAIN_NAME=canary    | HW_ASSUME_ROLE_DOMAIN_NAME
            HW_ASSUME_ROLE_DOMAIN_ID=canary      | HW_ASSUME_ROLE_DOMAIN_ID
            HW_ASSUME_ROLE_DURATION=canary       | HW_ASSUME_ROLE_DURATION
            """)
    void partOfAnIdentity_withoutTheOthers_isNamed(String setting, String name) throws IOException {
        machine.set(setting);

        assertThat(machine.warnings(false, 2))
                .anyMatch(line -> line.contains(name))
                .noneMatch(line -> line.contains("canary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTHING=", "HUAWEICLOUD_SDK_AK=\"\"", "koo:\"mode\":\"AKSK\",\"region\":\"eu-west-101\""})
    void source_thatIsAbsent_isPassedOverSilently(String setting) throws IOException {
        machine.set(setting);

        assertThat(machine.warnings(false, 1)).noneMatch(line -> line.contains("passes over environment"));
        if (!setting.startsWith("koo")) {
            assertThat(machine.warnings(false, 1)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            HW_ASSUME_ROLE_AGENCY_NAME=canary                                        | HW_ASSUME_ROLE_AGENCY_NAME | HW_ASSUME_ROLE_AGENCY_NAME is set without HW_ASSUME_ROLE_DOMAIN_NAME
            HW_ASSUME_ROLE_AGENCY_NAME=canary;HW_ASSUME_ROLE_DOMAIN_NAME=d           | HW_ASSUME_ROLE_AGENCY_NAME | HW_ASSUME_ROLE_AGENCY_NAME and HW_ASSUME_ROLE_DOMAIN_NAME are set, but HW_ACCESS_KEY and HW_SECRET_KEY are not
            HW_ACCESS_KEY=K;HW_SECRET_KEY=s;HW_ASSUME_ROLE_AGENCY_NAME=canary        | HW_ASSUME_ROLE_AGENCY_NAME | without HW_ASSUME_ROLE_DOMAIN_NAME
            HW_ACCESS_KEY=K;HW_SECRET_KEY=s;HW_ASSUME_ROLE_AGENCY_NAME=a;HW_ASSUME_ROLE_DOMAIN_ID=d | HW_ASSUME_ROLE_AGENCY_NAME | 403
            HUAWEICLOUD_SDK_IDP_ID=canary                                            | HUAWEICLOUD_SDK_IDP_ID | HUAWEICLOUD_SDK_IDP_ID is set, but HUAWEICLOUD_SDK_ID_TOKEN_FILE is not
            HUAWEICLOUD_SDK_IDP_ID=canary;HUAWEICLOUD_SDK_ID_TOKEN_FILE=/canary;HUAWEICLOUD_SDK_PROJECT_ID=p | HUAWEICLOUD_SDK_IDP_ID | the token file does not exist
            HUAWEICLOUD_SDK_IDP_ID=canary;HUAWEICLOUD_SDK_ID_TOKEN_FILE=TOKEN;HUAWEICLOUD_SDK_PROJECT_ID=p | HUAWEICLOUD_SDK_IDP_ID | 403
            HUAWEICLOUD_SDK_IDP_ID=canary;HUAWEICLOUD_SDK_ID_TOKEN_FILE=TOKEN        | HUAWEICLOUD_SDK_IDP_ID | an id token can only be exchanged for a project
            file:[basic],idp_id = canary,id_token_file = /canary,project_id = p      | idp_id | the token file does not exist
            HW_PROFILE=canary                                                        | HW_PROFILE | the configuration of KooCLI does not exist
            HW_PROFILE=canary;koo:"accessKeyId":"K","secretAccessKey":"s"            | HW_PROFILE | has no profile with the name in HW_PROFILE
            HW_PROFILE=default;koo:"accessKeyId":"Y2FuYXJ5+/canary=="                | HW_PROFILE | is encrypted
            koo:"accessKeyId":"K","secretAccessKey":"s","agencyName":"canary"        | agencyName | agencyName is set without agencyDomainName
            """)
    void identity_thatIsNamedAndCannotBeUsed_endsTheChain(String settings, String name, String reason)
            throws IOException {
        machine.setAll(settings);

        for (boolean async : List.of(true, false)) {
            CredentialsProvider<HuaweiCredentials> chain = machine.chain();
            assertThatThrownBy(() -> ConfiguredMachine.resolved(chain, async))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining(reason)
                    .hasMessageContaining("(" + name + " names this identity, so no other is used)")
                    .hasMessageNotContaining("canary");
        }
        assertThat(machine.requests())
                .noneMatch(request -> request.uri().getHost().startsWith("169."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"agencyName", "agency_name", "assume_role_agency_name"})
    void agencyOfASection_withoutAKey_endsTheChain(String name) throws IOException {
        machine.set("file:[basic];" + name + " = canary");

        assertThatThrownBy(() -> ConfiguredMachine.resolved(machine.chain(), false))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("(" + name + " names this identity, so no other is used)")
                .hasMessageNotContaining("canary");
    }

    @Test
    void entriesOfKooCli_thatNameAnotherPlace_areNamedOnce() throws IOException {
        machine.set(
                "koo:\"accessKeyId\":\"K\",\"secretAccessKey\":\"s\",\"region\":\"canary\",\"domainId\":\"canary\"");

        assertThat(machine.warnings(false, 2))
                .containsExactlyInAnyOrder(
                        "WARN HuaweiImsClient ignores region, which is set: name the region with"
                                + " HuaweiImsClient.Builder.region",
                        "WARN HuaweiImsClient ignores domainId, which is set: a key belongs to one account, and works"
                                + " in that alone");
    }

    @Test
    void regionOfKooCli_inAnotherLetterCase_isTheSame() throws IOException {
        machine.set("koo:\"accessKeyId\":\"K\",\"secretAccessKey\":\"s\",\"region\":\"EU-West-101\"");

        assertThat(machine.warnings(false, 2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"KEY\"", "'KEY'", " \"KEY\" "})
    void variable_inQuotes_isReadWithoutThem(String value) throws IOException {
        machine.set("HUAWEICLOUD_SDK_AK=" + value);
        machine.set("HUAWEICLOUD_SDK_SK=" + value);
        machine.set("HUAWEICLOUD_SDK_PROJECT_ID=" + value);

        assertThat(machine.chain().resolve())
                .isEqualTo(HuaweiCredentials.accessKey("KEY", "KEY").inProject("KEY"));
    }
}
