package dev.imagecopy.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.cli.plan.Cloud;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YcConfigTest {
    private static final String OAUTH = "y0_AgAAAABoxCanaryCanaryCanary";

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new HashMap<>();

    private YcConfig config() {
        return new YcConfig(new CredentialLookup(name -> null, variables::get, folder));
    }

    private YcConfig config(String text) throws IOException {
        Path vendors = Files.createDirectories(folder.resolve(".config").resolve("yandex-cloud"));
        Files.writeString(vendors.resolve("config.yaml"), text);
        return config();
    }

    @Test
    void authorizedKeyOfAProfile_isUsed() throws IOException {
        try (YandexDesktopSimulator service = YandexDesktopSimulator.start()) {
            StringBuilder key = new StringBuilder();
            Json.parse(service.authorizedKeyJson().getBytes(StandardCharsets.UTF_8))
                    .properties()
                    .forEach(member -> key.append("      ")
                            .append(member.getKey())
                            .append(": ")
                            .append(member.getValue())
                            .append('\n'));
            YcConfig config = config(
                    "current: ci\nprofiles:\n  ci:\n    folder-id: b1gfolder\n" + "    service-account-key:\n" + key);

            YcProfile profile = config.profile(Optional.empty());

            assertThat(profile.folder()).contains("b1gfolder");
            assertAccepted(service, config.credentials(Optional.of("ci"), Optional.of("api.cloud.yandex.net")));
        }
    }

    private static void assertAccepted(
            YandexDesktopSimulator service, CredentialsSource<YandexCredentials> credentials) {
        try (YandexDesktopClient client = YandexDesktopClient.builder()
                .endpoint(service.endpoint())
                .credentials(credentials)
                .build()) {
            assertThat(client.listImages(YandexImageQuery.builder()
                            .folderId(YandexDesktopSimulator.FOLDER)
                            .build()))
                    .isEmpty();
        }
    }

    /** By a profile that chooses it, and where neither a variable nor the profile has credentials. */
    @Test
    void accountOfTheMachine_isAskedForWhereTheVariableSays() throws IOException {
        try (YandexDesktopSimulator service = YandexDesktopSimulator.start()) {
            service.attachServiceAccount(true);
            variables.put("YC_METADATA_ADDR", service.endpoint().getAuthority());
            YcConfig config = config("current: user\nprofiles:\n  user: {token: " + OAUTH
                    + "}\n  vm: {instance-service-account: true}\n");

            assertAccepted(service, config.credentials(Optional.of("vm"), Optional.empty()));
            assertAccepted(service, YandexPlaces.inOrder(config, Optional.empty()));

            service.assertArrivals("metadataToken", 2);
        }
    }

    @Test
    void iamToken_isUsed_oauthTokenIsNot() throws IOException {
        YcConfig config = config("current: user\nprofiles:\n  user: {token: " + OAUTH
                + "}\n  iam: {token: t1.9euelZrJicuYkozHz87JjZCXl43Lme3.WoCQzn4AK7hI}\n");

        assertThat(config.profile(Optional.of("iam")).credentials()).isNotNull();
        assertThatThrownBy(() -> config.profile(Optional.empty()).credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("yc iam create-token --profile user")
                .hasMessageContaining("OAuth")
                .hasMessageNotContaining(OAUTH);
    }

    @Test
    void federationOrNothing_isRefused() throws IOException {
        YcConfig config = config(
                "profiles:\n  default: {federation-id: bpf1}\n  empty: {cloud-id: b1g1}\n  vm: {instance-service-account: true}\n");

        assertThatThrownBy(() -> config.profile(Optional.empty()).credentials()).hasMessageContaining("federation");
        assertThatThrownBy(() -> config.profile(Optional.of("empty")).credentials())
                .hasMessageContaining("holds no credentials");
        assertThat(config.profile(Optional.of("vm")).credentials()).isNotNull();
    }

    @Test
    void impersonationOfAServiceAccount_isRefused() throws IOException {
        YcConfig config = config("profiles: {default: {token: t1.9euelZrJicuYkozHz87JjZCXl43Lme3.WoCQzn4AK7hI,"
                + " impersonate-service-account-id: aje1}}\n");

        assertThatThrownBy(() -> config.profile(Optional.empty()).credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("impersonates a service account")
                .hasMessageContaining("yc iam create-token --profile default");
    }

    @Test
    void anotherInstallation_isRefused_unlessTheAccountIsInIt() throws IOException {
        YcConfig config = config("profiles: {default: {instance-service-account: true,"
                + " endpoint: 'api.yandexcloud.kz:443'}, plain: {instance-service-account: true}}\n");

        assertThatThrownBy(() -> config.profile(Optional.empty()).requireInstallation("api.cloud.yandex.net"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("for another installation than the account (endpoint)");
        config.profile(Optional.empty()).requireInstallation("api.yandexcloud.kz");
        config.profile(Optional.of("plain")).requireInstallation("api.cloud.yandex.net");
    }

    @Test
    void whatCannotBeRead_isRefused() throws IOException {
        assertThatThrownBy(() -> config("profiles: [a\n").profile(Optional.empty()))
                .isInstanceOf(CredentialsException.class);
        assertThatThrownBy(() -> config("just a text\n").profile(Optional.empty()))
                .isInstanceOf(CredentialsException.class);
        assertThatThrownBy(() -> config("profiles: {a: {}}\n").profile(Optional.of("b")))
                .hasMessageContaining("no profile b");
        assertThatThrownBy(() -> config().profile(Optional.empty())).isInstanceOf(CredentialsException.class);
    }

    @Test
    void defaults_comeFromVariables_thenFromTheProfile() throws IOException {
        YcConfig config = config("current: a\nprofiles: {a: {folder-id: b1gprofile}}\n");

        assertThat(AccountDefaults.ofUser(Cloud.YANDEX, Map.of("YC_FOLDER_ID", "b1gvariable")::get, config))
                .containsExactly(Map.entry("folderId", "b1gvariable"));
        assertThat(AccountDefaults.ofUser(Cloud.YANDEX, name -> null, config))
                .containsExactly(Map.entry("folderId", "b1gprofile"));
        assertThat(AccountDefaults.ofUser(Cloud.ALIBABA, Map.of("ALICLOUD_REGION", "cn-beijing")::get, config))
                .containsExactly(Map.entry("region", "cn-beijing"));
        assertThat(AccountDefaults.ofUser(Cloud.HUAWEI, name -> null, config)).isEmpty();
    }
}
