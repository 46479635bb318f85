package dev.imagecopy.huawei.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.HuaweiImsSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendor's names, files and order. */
class HuaweiCredentialsProvidersTest {
    private final TimeSource time = TimeSource.system();
    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);

    @AfterEach
    void close() {
        simulator.close();
        time.close();
    }

    private long images(CredentialsSource<HuaweiCredentials> source) {
        try (HuaweiImsClient client = HuaweiImsClient.builder()
                .region(HuaweiImsSimulator.REGION)
                .transport(simulator.transport())
                .timeSource(time)
                .credentials(source)
                .build()) {
            return client.listImages(HuaweiImageQuery.builder().build()).count();
        }
    }

    private static CredentialLookup lookup(Map<String, String> variables) {
        return new CredentialLookup(name -> null, variables::get, Path.of("no-home"));
    }

    private static final Map<String, String> KEY = Map.of(
            "HUAWEICLOUD_SDK_AK", HuaweiImsSimulator.ACCESS_KEY,
            "HUAWEICLOUD_SDK_SK", HuaweiImsSimulator.SECRET_KEY,
            "HUAWEICLOUD_SDK_PROJECT_ID", HuaweiImsSimulator.PROJECT_ID);

    @Test
    void environment_withKeyAndProject_worksWithoutFurtherQuestions() {
        assertThat(images(HuaweiCredentialsProviders.environment(lookup(KEY)))).isEqualTo(1);
        assertThat(simulator.requests()).hasSize(1);
    }

    @Test
    void environment_withAnIdentityProvider_prefersIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "an-id-token");
        simulator.addIdToken("keycloak", "an-id-token");
        Map<String, String> environment = Map.of(
                "HUAWEICLOUD_SDK_AK", "IGNORED",
                "HUAWEICLOUD_SDK_SK", "ignored",
                "HUAWEICLOUD_SDK_PROJECT_ID", HuaweiImsSimulator.PROJECT_ID,
                "HUAWEICLOUD_SDK_IDP_ID", "keycloak",
                "HUAWEICLOUD_SDK_ID_TOKEN_FILE", file.toString());
        assertThat(images(HuaweiCredentialsProviders.environment(lookup(environment))))
                .isEqualTo(1);
        assertThat(simulator.arrivals("exchangeIdToken")).isEqualTo(1);
    }

    @Test
    void environment_withATemporaryKey_sendsItsToken() {
        simulator.acceptTemporaryKey("TEMP", "secret", "the-token", time.now().plusSeconds(600));
        Map<String, String> environment = Map.of(
                "HUAWEICLOUD_SDK_AK", "TEMP",
                "HUAWEICLOUD_SDK_SK", "secret",
                "HUAWEICLOUD_SDK_SECURITY_TOKEN", "the-token");
        assertThat(images(HuaweiCredentialsProviders.environment(lookup(environment))))
                .isEqualTo(1);
    }

    @Test
    void credentialsFile_ofTheVendorsForm_isRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("credentials"),
                "# made by hand\n[global]\nak = WRONG\n\n[basic]\nak = " + HuaweiImsSimulator.ACCESS_KEY + "\nsk="
                        + HuaweiImsSimulator.SECRET_KEY + "\nproject_id = " + HuaweiImsSimulator.PROJECT_ID + "\n");
        Map<String, String> environment = Map.of("HUAWEICLOUD_SDK_CREDENTIALS_FILE", file.toString());
        assertThat(images(HuaweiCredentialsProviders.credentialsFile(lookup(environment))))
                .isEqualTo(1);
        assertThat(simulator.requests()).hasSize(1);
    }

    @Test
    void chain_withNothingBeforeIt_endsAtThePodsIdentity(@TempDir Path folder) throws IOException {
        simulator.instance(false, true);
        Path file = Files.writeString(folder.resolve("pod"), HuaweiImsSimulator.POD_TOKEN);
        Map<String, String> environment = Map.of(
                "HUAWEICLOUD_SDK_CREDENTIALS_FILE",
                folder.resolve("none").toString(),
                "HC_CONTAINER_CREDENTIALS_FULL_URI",
                "http://127.0.0.1:8080" + HuaweiImsSimulator.POD_PATH,
                "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                file.toString());
        assertThat(images(HuaweiCredentialsProviders.chain(lookup(environment), true)))
                .isEqualTo(1);
        assertThat(simulator.arrivals("podKey")).isEqualTo(1);
        assertThat(simulator.arrivals("listProjects")).isEqualTo(1);
    }

    @Test
    void chain_withVariablesOfOtherToolsOnly_takesThemAfterAllElse(@TempDir Path folder) {
        simulator.instance(false, true);
        Map<String, String> environment = new HashMap<>(Map.of(
                "HUAWEICLOUD_SDK_CREDENTIALS_FILE", folder.resolve("none").toString(),
                "HW_ACCESS_KEY", HuaweiImsSimulator.ACCESS_KEY,
                "HW_SECRET_KEY", HuaweiImsSimulator.SECRET_KEY,
                "HW_PROJECT_ID", HuaweiImsSimulator.PROJECT_ID));
        assertThat(images(HuaweiCredentialsProviders.chain(lookup(environment), true)))
                .isEqualTo(1);
        assertThat(simulator.arrivals("listProjects")).isZero();
        assertThat(images(HuaweiCredentialsProviders.chain(lookup(environment), false)))
                .isEqualTo(1);

        environment.putAll(KEY);
        environment.put("HW_ACCESS_KEY", "OTHER");
        assertThat(images(HuaweiCredentialsProviders.chain(lookup(environment), true)))
                .isEqualTo(1);
    }

    @Test
    void chain_withoutAnyCredentials_tellsWhyEachSourceFailed(@TempDir Path folder) {
        simulator.instance(false, true);
        Map<String, String> environment = Map.of(
                "HUAWEICLOUD_SDK_CREDENTIALS_FILE", folder.resolve("none").toString());
        assertThatThrownBy(() -> images(HuaweiCredentialsProviders.chain(lookup(environment), true)))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContainingAll(
                        "environment variables: HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not both set",
                        "credentials file: the credentials file does not exist",
                        "instance metadata: no agency is bound to this instance",
                        "pod identity: HC_CONTAINER_CREDENTIALS_FULL_URI and",
                        "variables of other tools: HW_ACCESS_KEY and HW_SECRET_KEY are not both set");
        assertThat(simulator.arrivals("listImages")).isZero();
    }

    @Test
    void localChain_neverAsksTheNetwork(@TempDir Path folder) {
        Map<String, String> environment = Map.of(
                "HUAWEICLOUD_SDK_CREDENTIALS_FILE", folder.resolve("none").toString());
        assertThatThrownBy(() -> images(HuaweiCredentialsProviders.chain(lookup(environment), false)))
                .isInstanceOf(CredentialsException.class);
        assertThat(simulator.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://agent.example.com/x",
                "http://127.example.com/x",
                "http://127.0.0.1.example.com/x",
                "http://169.254.example.com/x"
            })
    void podIdentity_atAForeignAddressWithoutTls_isRefused(String address, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("pod"), HuaweiImsSimulator.POD_TOKEN);
        Map<String, String> environment = Map.of(
                "HC_CONTAINER_CREDENTIALS_FULL_URI", address, "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString());
        assertThatThrownBy(() -> images(HuaweiCredentialsProviders.podIdentity(lookup(environment))))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("must be https, or http on this machine");
        assertThat(simulator.requests()).isEmpty();
    }
}
