package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of the Security Token Service: nothing of one is left out in silence. */
class StsAddressTest {
    private static final String ROLE = "acs:ram::1:role/r";
    private MachineWithARole machine;

    @BeforeEach
    void begin(@TempDir Path home) {
        machine = new MachineWithARole(home);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://gw.canary.example/aliyun/sts | must have no path",
                "gw.canary.example/aliyun/sts | must have no path",
                "https://gw.canary.example/?a=b | must have no query",
                "https://user:canary@gw.example | must not contain user info",
                "https://gw.canary.example:99999 | must have a port from 1 to 65535",
                "https://gw_canary.example | underscore"
            })
    void address_thatCannotBeUsedAsItIs_isRefusedByItsName(String address, String flaw) throws IOException {
        String token = machine.write("token", "a.b.c").toString();
        machine.variables().put("ALIBABA_CLOUD_ROLE_ARN", ROLE);
        machine.variables().put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p");
        machine.variables().put("ALIBABA_CLOUD_OIDC_TOKEN_FILE", token);
        machine.variables().put("ALIBABA_CLOUD_STS_ENDPOINT", address);
        refused("ALIBABA_CLOUD_STS_ENDPOINT", flaw);

        machine.variables().clear();
        machine.profile("\"mode\":\"OIDC\",\"oidc_provider_arn\":\"p\",\"ram_role_arn\":\"" + ROLE
                + "\",\"oidc_token_file\":\"" + token + "\",\"sts_endpoint\":\"" + address + "\"");
        refused("sts_endpoint", flaw);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlibabaRole.builder(ROLE)
                        .endpoint(URI.create(address.contains("://") ? address : "https://" + address))
                        .build())
                .withMessageContaining("endpoint " + (flaw.startsWith("must") ? flaw : "must be an absolute https"))
                .withMessageContaining(flaw)
                .withMessageNotContaining("canary");
        assertThat(machine.transport().requests()).isEmpty();
    }

    private void refused(String name, String flaw) {
        assertThatThrownBy(() -> machine.chain().resolve())
                .hasMessageContaining(name)
                .hasMessageContaining(flaw)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://GW.Example/", "HTTPS://gw.example", "https://gw.example:0443"})
    void address_isAskedAsTransportsWriteIt(String address) throws IOException {
        machine.variables().put("ALIBABA_CLOUD_ROLE_ARN", ROLE);
        machine.variables().put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p");
        machine.variables()
                .put(
                        "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
                        machine.write("token", "a.b.c").toString());
        machine.variables().put("ALIBABA_CLOUD_STS_ENDPOINT", address);

        assertThat(machine.chain().resolve().accessKeyId()).isEqualTo("machine");
        assertThat(machine.transport().requests().get(0).uri())
                .hasScheme("https")
                .hasHost("gw.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"external_account_type", "bearer_token_header_key"})
    void entry_ofTheCommandLine_thatSaysNeitherWhoNorWhere_isNoReasonToWarn(String name) throws IOException {
        machine.profile(
                "\"mode\":\"AK\",\"access_key_id\":\"machine\",\"access_key_secret\":\"s\",\"" + name + "\":\"x\"");

        assertThat(machine.warnings(false, "machine")).isEmpty();
    }
}
