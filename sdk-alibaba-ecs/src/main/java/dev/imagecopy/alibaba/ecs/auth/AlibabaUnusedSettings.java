package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.ToolVariables;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.credentials.VariableSubject;
import java.util.List;
import java.util.Set;

/**
 * Variables that choose another identity and are not used: those of the vendor's tools and of Terraform's provider for Alibaba
 * Cloud.
 *
 * @see <a href="https://github.com/aliyun/aliyun-cli/blob/master/config/profile.go">the command line's</a>
 */
public final class AlibabaUnusedSettings {
    private static final String ACCOUNT = "name the account with AlibabaEcsClient.Builder.accountId";
    private static final String ROLE = "assume the role with AlibabaCredentialsProviders.assumeRole";

    /** Names an identity to the source of the OIDC role, and to none before it. */
    static final Unused FEDERATED_ROLE =
            new Unused(AlibabaSetting.ROLE_ARN.key(), UnusedSettings.EARLIER + "; " + ROLE);

    /** Parts of that identity, which are told if it is incomplete. */
    static final Unused FEDERATED_PROVIDER = new Unused(AlibabaSetting.OIDC_PROVIDER_ARN.key(), UnusedSettings.EARLIER);

    static final Unused FEDERATED_TOKEN = new Unused(AlibabaSetting.OIDC_TOKEN_FILE.key(), UnusedSettings.EARLIER);

    /** Names an identity to the sources of profiles, and to none before them. */
    static final Unused PROFILE = new Unused(AlibabaSetting.PROFILE.key(), UnusedSettings.EARLIER);

    /** Names an identity to the source of the instance's role, and to none before it except profiles. */
    static final Unused INSTANCE_ROLE = new Unused(AlibabaSetting.METADATA_ROLE.key(), UnusedSettings.EARLIER);

    /** Name files of keys, and a service of keys, to the sources of those, and to none before them. */
    static final Unused CONFIG_FILE = new Unused(AlibabaSetting.CONFIG_FILE.key(), UnusedSettings.EARLIER);

    static final Unused CREDENTIALS_FILE = new Unused(AlibabaSetting.CREDENTIALS_FILE.key(), UnusedSettings.EARLIER);
    static final Unused CREDENTIALS_URI = new Unused(AlibabaSetting.CREDENTIALS_URI.key(), UnusedSettings.EARLIER);

    static final List<Unused> ALL = List.of(
            new Unused("ACCESS_KEY_ID", "set ALIBABA_CLOUD_ACCESS_KEY_ID"),
            new Unused("ACCESS_KEY_SECRET", "set ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
            new Unused("SECURITY_TOKEN", "set ALIBABA_CLOUD_SECURITY_TOKEN"),
            new Unused("STS_ENDPOINT", "set ALIBABA_CLOUD_STS_ENDPOINT"),
            new Unused("ALICLOUD_ASSUME_ROLE_ARN", ROLE),
            new Unused("ALICLOUD_ROLE_ARN", ROLE),
            new Unused("ALIBABACLOUD_ROLE_ARN", "set ALIBABA_CLOUD_ROLE_ARN"),
            new Unused("ALIBABACLOUD_OIDC_PROVIDER_ARN", "set ALIBABA_CLOUD_OIDC_PROVIDER_ARN"),
            new Unused("ALIBABACLOUD_OIDC_TOKEN_FILE", "set ALIBABA_CLOUD_OIDC_TOKEN_FILE"),
            new Unused("ALIBABACLOUD_STS_ENDPOINT", "set ALIBABA_CLOUD_STS_ENDPOINT"),
            new Unused("ALIBABA_CLOUD_STS_HTTP_SCHEME", "the token service is asked over https"),
            new Unused("ALIBABA_CLOUD_EXTERNAL_ID", "set it with AlibabaRole.Builder.externalId"),
            new Unused("ALIBABACLOUD_EXTERNAL_ID", "set it with AlibabaRole.Builder.externalId"),
            new Unused("ALIBABA_CLOUD_BEARER_TOKEN", "bearer tokens are not supported"),
            new Unused("ALIBABA_CLOUD_PROFILE_MODE", "the mode is that of the profile"),
            new Unused("ALIBABACLOUD_PROFILE_PATH", "set ALIBABA_CLOUD_CONFIG_FILE"),
            new Unused("ALIBABA_CLOUD_CONFIG_PATH", "set ALIBABA_CLOUD_CONFIG_FILE"),
            new Unused("ALICLOUD_PROFILE", "set ALIBABA_CLOUD_PROFILE"),
            new Unused("ALIBABACLOUD_PROFILE", "set ALIBABA_CLOUD_PROFILE"),
            new Unused("ALICLOUD_SHARED_CREDENTIALS_FILE", "set ALIBABA_CLOUD_CONFIG_FILE"),
            new Unused("ALICLOUD_CREDENTIALS_URI", "set ALIBABA_CLOUD_CREDENTIALS_URI"),
            new Unused("ALICLOUD_ECS_ROLE_NAME", "set ALIBABA_CLOUD_ECS_METADATA"),
            new Unused("ALIBABA_CLOUD_ROLE_NAME", "set ALIBABA_CLOUD_ECS_METADATA"),
            new Unused("ALICLOUD_RAM_ROLE_NAME", "set ALIBABA_CLOUD_ECS_METADATA"),
            new Unused("ALICLOUD_ASSUME_ROLE_POLICY", "set it with AlibabaRole.Builder.policy"),
            new Unused("ALICLOUD_OIDC_ROLE_ARN", "set ALIBABA_CLOUD_ROLE_ARN"),
            new Unused("ALICLOUD_OIDC_PROVIDER_ARN", "set ALIBABA_CLOUD_OIDC_PROVIDER_ARN"),
            new Unused("ALICLOUD_OIDC_TOKEN_FILE", "set ALIBABA_CLOUD_OIDC_TOKEN_FILE"),
            new Unused("ALICLOUD_OIDC_TOKEN_FILE_PATH", "set ALIBABA_CLOUD_OIDC_TOKEN_FILE"),
            new Unused("ALICLOUD_CROSS_ACCOUNT_ROLE_ARN", ROLE),
            new Unused("ALICLOUD_REMOTE_ROLE_ARN", ROLE),
            new Unused("ALICLOUD_ASSUME_ROLE_EXTERNAL_ID", "set it with AlibabaRole.Builder.externalId"),
            new Unused("ALICLOUD_STS_ENDPOINT", "set ALIBABA_CLOUD_STS_ENDPOINT"),
            new Unused("SECRET_ACCESS_KEY", "set ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
            new Unused("ALIYUN_ACCESS_KEY_ID", "set ALIBABA_CLOUD_ACCESS_KEY_ID"),
            new Unused("ALIYUN_ACCESS_KEY_SECRET", "set ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
            new Unused("ALIYUN_ROLE_ARN", ROLE));

    /** Name an account, which may be another than the client's. */
    static final List<Unused> ACCOUNTS = List.of(
            account("ALICLOUD_ACCOUNT_ID"), account("ALIBABA_CLOUD_ACCOUNT_ID"), account("ALIBABACLOUD_ACCOUNT_ID"));

    /** The names of the vendor's tools, and which of them are known here. */
    public static final ToolVariables TOOLS = new ToolVariables(
            Set.of("ALIBABA_CLOUD", "ALIBABACLOUD", "ALICLOUD", "ALIYUN"),
            Set.of("ECS", "STS", "RAM"),
            UnusedSettings.names(List.of(AlibabaSetting.values()), List.of(ALL, ACCOUNTS)));

    private AlibabaUnusedSettings() {}

    private static Unused account(String key) {
        return new Unused(key, ACCOUNT);
    }

    /**
     * Warns once about those that are set, and about others of the same tools, where the variables are listed.
     *
     * @param account the client's account; empty if it has none
     */
    static void warn(NamedSettings variables, String account) {
        UnusedSettings told = new UnusedSettings("AlibabaEcsClient");
        told.warn(variables, ALL);
        told.warn(variables, ACCOUNTS, account);
        told.warnUnknown(variables, TOOLS, ACCOUNT, account::equals, VariableSubject.ACCOUNT);
        told.warnUnknown(
                variables,
                TOOLS,
                VariableSubject.ACCESS_KEY,
                VariableSubject.TOKEN,
                VariableSubject.ROLE,
                VariableSubject.IDENTITY_PROVIDER,
                VariableSubject.PROFILE,
                VariableSubject.CONFIGURATION);
    }
}
