package dev.imagecopy.huawei.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of another identity that have no effect, since credentials were found before them: they are named. */
class LaterSourcesTest {
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
            HUAWEICLOUD_SDK_AK=K;HUAWEICLOUD_SDK_SK=s                          | HW_PROFILE                 | credentials from an earlier source are used
            HUAWEICLOUD_SDK_AK=K;HUAWEICLOUD_SDK_SK=s                          | HW_ASSUME_ROLE_AGENCY_NAME | credentials from an earlier source are used; assume the agency with HuaweiCredentialsProviders.agency
            HW_ACCESS_KEY=K;HW_SECRET_KEY=s                                    | HW_PROFILE                 | credentials from an earlier source are used
            file:[basic],ak = K,sk = s                                         | HW_PROFILE                 | credentials from an earlier source are used
            file:[basic],ak = K,sk = s;HW_ASSUME_ROLE_DOMAIN_NAME=canary       | HW_ASSUME_ROLE_AGENCY_NAME | credentials from an earlier source are used; assume the agency with HuaweiCredentialsProviders.agency
            """)
    void identity_thatALaterSourceWouldTakeOn_isNamedOnce(String settings, String name, String advice)
            throws IOException {
        for (String setting : settings.split(";", -1)) {
            machine.set(setting.replace(',', ';'));
        }
        machine.set(name + "=canary");

        for (boolean async : List.of(true, false)) {
            assertThat(machine.warnings(async, 2))
                    .containsExactly("WARN HuaweiImsClient ignores " + name + ", which is set: " + advice);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            HW_ASSUME_ROLE_DOMAIN_NAME=canary                                                           | HW_ASSUME_ROLE_DOMAIN_NAME
            HW_ASSUME_ROLE_DOMAIN_ID=canary                                                             | HW_ASSUME_ROLE_DOMAIN_ID
            HW_ASSUME_ROLE_DURATION=canary                                                              | HW_ASSUME_ROLE_DURATION
            HW_ASSUME_ROLE_DOMAIN_NAME=canary;HW_ASSUME_ROLE_DOMAIN_ID=canary;HW_ASSUME_ROLE_DURATION=1 | HW_ASSUME_ROLE_DOMAIN_NAME
            HW_ASSUME_ROLE_AGENCY_NAME=canary;HW_ASSUME_ROLE_DURATION=1                                 | HW_ASSUME_ROLE_AGENCY_NAME
            """)
    void partOfAnAgency_besideAnEarlierKey_isNamedOnce(String settings, String name) throws IOException {
        machine.setAll(settings);
        for (String key : List.of("HUAWEICLOUD_SDK_AK=K HUAWEICLOUD_SDK_SK=s", "file:[basic];ak=K;sk=s")) {
            for (String setting : key.split(" ", -1)) {
                machine.set(setting);
            }
            assertThat(machine.warnings(true, 2))
                    .containsExactly("WARN HuaweiImsClient ignores " + name + ", which is set: credentials from an"
                            + " earlier source are used; assume the agency with HuaweiCredentialsProviders.agency");
            machine.remove("HUAWEICLOUD_SDK_AK");
            machine.remove("HUAWEICLOUD_SDK_SK");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            HW_ACCESS_KEY=K;HW_SECRET_KEY=s;HW_ASSUME_ROLE_AGENCY_NAME=a;HW_ASSUME_ROLE_DOMAIN_NAME=d;HW_ASSUME_ROLE_DOMAIN_ID=canary | HW_ASSUME_ROLE_DOMAIN_ID | HW_ASSUME_ROLE_DOMAIN_NAME
            koo:"accessKeyId":"K","secretAccessKey":"s","agencyName":"a","agencyDomainName":"d","agencyDomainId":"canary"           | agencyDomainId           | agencyDomainName
            """)
    void accountOfAnAgency_thatIsNamedTwice_isNamedOnce(String settings, String unused, String used)
            throws IOException {
        machine.setAll(settings);

        List<String> said =
                CapturedLog.of(() -> assertThatThrownBy(() -> machine.chain().resolve())
                        .hasMessageContaining("names this identity, so no other is used"));

        assertThat(said)
                .filteredOn(line -> line.startsWith("WARN"))
                .containsExactly("WARN HuaweiImsClient ignores " + unused + ", which is set: " + used
                        + " says whose agency it is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HW_ASSUME_ROLE_DOMAIN_NAME", "HW_ASSUME_ROLE_DOMAIN_ID", "HW_ASSUME_ROLE_DURATION"})
    void partOfAnAgency_besideTheKeyThatWouldAssumeIt_isNamedOnce(String name) throws IOException {
        machine.set("HW_ACCESS_KEY=K");
        machine.set("HW_SECRET_KEY=s");
        machine.set(name + "=canary");

        assertThat(machine.warnings(false, 2))
                .containsExactly("WARN HuaweiImsClient ignores " + name
                        + ", which is set: HW_ASSUME_ROLE_AGENCY_NAME is not set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HUAWEICLOUD_SDK_IDP_ID=canary",
                "file:[basic];agency_name = canary",
                "file:[basic];idp_id = canary"
            })
    void identity_thatARefusalNames_isNotWarnedOf(String setting) throws IOException {
        machine.set(setting);

        List<String> said =
                CapturedLog.of(() -> assertThatThrownBy(() -> machine.chain().resolve())
                        .hasMessageContaining("names this identity, so no other is used"));

        assertThat(said).noneMatch(line -> line.contains(" ignores "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            NOTHING=                                            | instance
            HUAWEICLOUD_SDK_AK=K;HUAWEICLOUD_SDK_SK=s           | key
            file:[basic],ak = K,sk = s                          | key
            HW_ACCESS_KEY=K;HW_SECRET_KEY=s                     | key
            koo:"accessKeyId":"K","secretAccessKey":"s"         | key
            """)
    void agentOfAPod_afterAnEarlierSource_isNamedOnce(String settings, String used) throws IOException {
        for (String setting : settings.split(";", -1)) {
            machine.set(setting.startsWith("file:") ? setting.replace(',', ';') : setting);
        }
        for (String name : List.of("HC_CONTAINER_CREDENTIALS_FULL_URI", "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE")) {
            machine.set(name + "=canary");
            for (boolean async : List.of(true, false)) {
                assertThat(machine.warnings(async, 2))
                        .as(used)
                        .containsExactly("WARN HuaweiImsClient ignores " + name
                                + ", which is set: credentials from an earlier source are used");
            }
            machine.remove(name);
        }
        machine.set("HC_CONTAINER_CREDENTIALS_FULL_URI=https://canary.example/");
        machine.set("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE=/canary");
        assertThat(machine.warnings(true, 2)).singleElement().asString().contains("HC_CONTAINER_CREDENTIALS_FULL_URI");
    }

    @Test
    void key_besideAnIdentityProvider_isNamedOnce() throws IOException {
        machine.set("HUAWEICLOUD_SDK_AK=canary");
        machine.set("HUAWEICLOUD_SDK_SK=canary");
        machine.set("HUAWEICLOUD_SDK_IDP_ID=keycloak");
        machine.set("HUAWEICLOUD_SDK_ID_TOKEN_FILE=/canary");

        CredentialsProvider<HuaweiCredentials> chain = machine.chain();
        assertThat(CapturedLog.of(() -> {
                    for (boolean async : List.of(true, false)) {
                        assertThatThrownBy(() -> ConfiguredMachine.resolved(chain, async))
                                .hasMessageContaining("HUAWEICLOUD_SDK_IDP_ID names this identity");
                    }
                }))
                .containsOnlyOnce("WARN HuaweiImsClient ignores HUAWEICLOUD_SDK_AK, which is set:"
                        + " HUAWEICLOUD_SDK_IDP_ID names an identity provider, whose token is used")
                .noneMatch(line -> line.contains("canary"));
    }

    @ParameterizedTest
    @CsvSource({
        "HUAWEI_ACCESS_KEY, true",
        "HUAWEI_SECRET_KEY, true",
        "HUAWEI_DOMAIN_ID, true",
        "HUAWEI_CLOUD_AK, true",
        "HUAWEICLOUD_ACCESS_TOKEN, true",
        "HW_AGENCY_URN, true",
        "HW_AGENCY_OF_TOMORROW, false",
        "HW_IDP_NAME, true",
        "HW_BUCKET, false",
        "HW_MASK, false",
        "HUAWEICLOUD_SDK_AK, false",
        "HW_PROJECT_ID, false"
    })
    void variableThatNobodyKnows_isNamedOnceIfItIsAboutAnIdentity(String name, boolean isNamed) throws IOException {
        machine.set(name + "=canary");

        List<String> said = machine.saidAboutVariables();

        assertThat(said).hasSize(isNamed ? 1 : 0).allMatch(line -> line.contains("ignores " + name + ", which is set"));
        assertThat(said).noneMatch(line -> line.contains("canary"));
    }

    @Test
    void agencyOfTheTools_isTakenOnWithoutAWarning_althoughHalfAKeyOfTheSdkIsSet() throws IOException {
        machine.set("HUAWEICLOUD_SDK_AK=canary");
        machine.set("koo:\"accessKeyId\":\"K\",\"secretAccessKey\":\"s\"");
        machine.set("HW_PROFILE=default");

        assertThat(machine.warnings(false, 1)).noneMatch(line -> line.contains("ignores"));
    }

    @ParameterizedTest
    @CsvSource({
        "HW_ACCESS_KEY=canary;HW_SECRET_KEY=canary, HW_ACCESS_KEY HW_SECRET_KEY",
        "HW_ACCESS_KEY=A;HW_SECRET_KEY=s, ''",
        "HW_ACCESS_KEY=A;HW_SECRET_KEY=canary, HW_SECRET_KEY",
        "HW_SECURITY_TOKEN=canary, HW_SECURITY_TOKEN",
        "HW_SHARED_CONFIG_FILE=/canary, HW_SHARED_CONFIG_FILE",
        "HUAWEICLOUD_SDK_CREDENTIALS_FILE=/canary, HUAWEICLOUD_SDK_CREDENTIALS_FILE"
    })
    void keyOfALaterSource_besideAnotherOfTheSdk_isNamedOnce(String settings, String named) throws IOException {
        machine.set("HUAWEICLOUD_SDK_AK=A");
        machine.set("HUAWEICLOUD_SDK_SK=s");
        machine.setAll(settings);

        for (boolean async : List.of(true, false)) {
            assertThat(machine.warnings(async, 2))
                    .containsExactlyElementsOf(Stream.of(named.split(" "))
                            .filter(name -> !name.isEmpty())
                            .map(name -> "WARN HuaweiImsClient ignores " + name
                                    + ", which is set: credentials from an earlier source are used")
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HUAWEICLOUD_SDK_PROJECT_ID=p, HUAWEICLOUD_SDK_PROJECT_ID",
        "HUAWEICLOUD_SDK_AK=A;HUAWEICLOUD_SDK_SK=s;HW_PROJECT_ID=p, HW_PROJECT_ID",
        "HUAWEICLOUD_SDK_AK=A;HUAWEICLOUD_SDK_SK=s;HUAWEICLOUD_SDK_PROJECT_ID=p;HW_PROJECT_ID=q, HW_PROJECT_ID",
        "HUAWEICLOUD_SDK_AK=A;HUAWEICLOUD_SDK_SK=s;HUAWEICLOUD_SDK_PROJECT_ID=p;HW_PROJECT_ID=p, ''"
    })
    void project_ofAnotherKey_isNamedOnce(String settings, String named) throws IOException {
        machine.setAll(settings);

        for (boolean async : List.of(true, false)) {
            assertThat(machine.warnings(async, 2))
                    .containsExactlyElementsOf(Stream.of(named)
                            .filter(name -> !name.isEmpty())
                            .map(name ->
                                    "WARN HuaweiImsClient ignores " + name + ", which is set: it belongs to another"
                                            + " key; name the project with HuaweiImsClient.Builder.projectId")
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OS_SECURITY_TOKEN",
                "OS_AGENCY_DOMAIN_ID",
                "OS_DEFAULT_DOMAIN",
                "OS_DEFAULT_DOMAIN_ID",
                "HW_AGENCY_NAME",
                "HUAWEICLOUD_ACCESS_KEY_ID",
                "HUAWEICLOUD_SECURITY_TOKEN",
                "HUAWEICLOUD_DOMAIN_ID",
                "CLOUD_SDK_AK"
            })
    void variable_thatNothingReads_isNamedOnce(String name) throws IOException {
        machine.setAll("HUAWEICLOUD_SDK_AK=K;HUAWEICLOUD_SDK_SK=s");
        machine.set(name + "=canary");

        assertThat(machine.warnings(true, 2))
                .singleElement()
                .asString()
                .startsWith("WARN HuaweiImsClient ignores " + name + ", which is set: ")
                .doesNotContain("canary");
    }
}
