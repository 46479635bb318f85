package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingGroup;
import dev.imagecopy.core.credentials.ToolVariables;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.credentials.VariableSubject;
import java.util.List;
import java.util.Set;

/**
 * Variables that choose another identity and are not used: those of the vendor's tools and of Terraform's provider for Huawei
 * Cloud, and those of OpenStack, which the tools read too.
 */
public final class HuaweiUnusedSettings {
    private static final String LOG_IN = "log in with HuaweiCredentialsProviders.password";
    /** For an agency that the source does not assume. */
    static final String AGENCY = "assume the agency with HuaweiCredentialsProviders.agency";

    private static final String TOKEN = "pass the token with HuaweiCredentials.token";
    private static final String KEYS = "set HW_ACCESS_KEY and HW_SECRET_KEY";
    private static final String FEDERATION = "set HUAWEICLOUD_SDK_IDP_ID and HUAWEICLOUD_SDK_ID_TOKEN_FILE";

    /** For a domain: a key belongs to one. */
    static final String DOMAIN = "a key belongs to one account, and works in that alone";

    /** For a switch that weakens connections. */
    static final String INSECURE = "certificates are always checked";

    /** For a region in a profile. */
    static final String REGION = "name the region with HuaweiImsClient.Builder.region";

    /** Names an identity to {@link HuaweiCredentialsProviders#kooCli()}, and to no source before it. */
    static final Unused PROFILE = new Unused(HuaweiSetting.KOO_PROFILE.key(), UnusedSettings.EARLIER);

    /** Names a file to {@link HuaweiCredentialsProviders#kooCli()}, and to no source before it. */
    static final Unused KOO_FILE = new Unused(HuaweiSetting.KOO_FILE.key(), UnusedSettings.EARLIER);

    /** Names a file to {@link HuaweiCredentialsProviders#credentialsFile()}, and to no source before it. */
    static final Unused FILE = new Unused(HuaweiSetting.CREDENTIALS_FILE.key(), UnusedSettings.EARLIER);

    /** The parts of the agency that only {@link HuaweiCredentialsProviders#toolEnvironment()} assumes. */
    private static final SettingGroup ASSUMED_AGENCY = SettingGroup.of(
            HuaweiSetting.TOOL_AGENCY_NAME,
            HuaweiSetting.TOOL_AGENCY_DOMAIN_NAME,
            HuaweiSetting.TOOL_AGENCY_DOMAIN_ID,
            HuaweiSetting.TOOL_AGENCY_DURATION);

    /** Where only {@link HuaweiCredentialsProviders#podIdentity()} asks. */
    private static final SettingGroup POD = SettingGroup.of(HuaweiSetting.POD_ADDRESS, HuaweiSetting.POD_TOKEN_FILE);

    static final List<Unused> ALL = List.of(
            new Unused("HW_AUTH_TOKEN", TOKEN),
            new Unused("OS_AUTH_TOKEN", TOKEN),
            new Unused("OS_TOKEN", TOKEN),
            new Unused("OS_ACCESS_TOKEN", FEDERATION),
            new Unused("OS_IDENTITY_PROVIDER", FEDERATION),
            new Unused("OS_APPLICATION_CREDENTIAL_ID", KEYS),
            new Unused("OS_APPLICATION_CREDENTIAL_NAME", KEYS),
            new Unused("OS_TRUST_ID", AGENCY),
            new Unused("HW_USER_NAME", LOG_IN),
            new Unused("HW_USER_ID", LOG_IN),
            new Unused("HW_USER_PASSWORD", LOG_IN),
            new Unused("OS_USERNAME", LOG_IN),
            new Unused("OS_USER_ID", LOG_IN),
            new Unused("OS_USERID", LOG_IN),
            new Unused("OS_PASSWORD", LOG_IN),
            new Unused("HW_DOMAIN_ID", DOMAIN),
            new Unused("HW_DOMAIN_NAME", DOMAIN),
            new Unused("OS_DOMAIN_ID", DOMAIN),
            new Unused("OS_DOMAIN_NAME", DOMAIN),
            new Unused("OS_USER_DOMAIN_ID", DOMAIN),
            new Unused("OS_PROJECT_DOMAIN_ID", DOMAIN),
            new Unused("OS_USER_DOMAIN_NAME", DOMAIN),
            new Unused("OS_PROJECT_DOMAIN_NAME", DOMAIN),
            new Unused("OS_DEFAULT_DOMAIN", DOMAIN),
            new Unused("OS_DEFAULT_DOMAIN_ID", DOMAIN),
            new Unused("OS_DEFAULT_DOMAIN_NAME", DOMAIN),
            new Unused("HUAWEI_DOMAIN_ID", DOMAIN),
            new Unused("HUAWEI_DOMAIN_NAME", DOMAIN),
            new Unused("HUAWEICLOUD_DOMAIN_ID", DOMAIN),
            new Unused("HUAWEICLOUD_DOMAIN_NAME", DOMAIN),
            new Unused("OS_ACCESS_KEY", KEYS),
            new Unused("OS_SECRET_KEY", KEYS),
            new Unused("HUAWEI_ACCESS_KEY", KEYS),
            new Unused("HUAWEI_SECRET_KEY", KEYS),
            new Unused("HUAWEICLOUD_ACCESS_KEY", KEYS),
            new Unused("HUAWEICLOUD_SECRET_KEY", KEYS),
            new Unused("OS_SECURITY_TOKEN", KEYS),
            new Unused("HUAWEICLOUD_SECURITY_TOKEN", KEYS),
            new Unused("HUAWEICLOUD_ACCESS_KEY_ID", KEYS),
            new Unused("HUAWEICLOUD_SECRET_ACCESS_KEY", KEYS),
            new Unused("CLOUD_SDK_AK", KEYS),
            new Unused("CLOUD_SDK_SK", KEYS),
            new Unused("OS_AGENCY_NAME", AGENCY),
            new Unused("OS_AGENCY_DOMAIN_NAME", AGENCY),
            new Unused("OS_AGENCY_DOMAIN_ID", AGENCY),
            new Unused("HW_AGENCY_NAME", AGENCY),
            new Unused("HW_AGENCY_DOMAIN_NAME", AGENCY),
            new Unused("HW_AGENCY_DOMAIN_ID", AGENCY),
            new Unused("HW_DELEGATED_PROJECT", AGENCY),
            new Unused("OS_DELEGATED_PROJECT", AGENCY),
            new Unused("OS_CLOUD", KEYS),
            new Unused("HW_ASSUME_ROLE_IDP_ID", FEDERATION),
            new Unused("HW_ASSUME_ROLE_ID_TOKEN", FEDERATION),
            new Unused("HW_ASSUME_ROLE_ID_TOKEN_FILE", FEDERATION),
            new Unused("HUAWEICLOUD_OIDC_PROVIDER_URN", FEDERATION),
            new Unused("HUAWEICLOUD_OIDC_AGENCY_URN", FEDERATION),
            new Unused("HUAWEICLOUD_OIDC_ID_TOKEN", FEDERATION),
            new Unused("HUAWEICLOUD_OIDC_TOKEN_FILE", FEDERATION));

    /** The names of the vendor's tools, and which of them are known here. */
    public static final ToolVariables TOOLS = new ToolVariables(
            Set.of("HW", "HUAWEI", "HUAWEICLOUD"),
            Set.of("IMS", "IAM", "STS"),
            UnusedSettings.names(List.of(HuaweiSetting.values()), List.of(ALL)));

    private HuaweiUnusedSettings() {}

    /** Adds to a source of keys that it warns about the agency of the vendor's other tools. */
    static CredentialsSource<HuaweiCredentials> beforeAgency(
            CredentialsSource<HuaweiCredentials> source, NamedSettings variables) {
        return before(source, variables, ASSUMED_AGENCY, UnusedSettings.EARLIER + "; " + AGENCY);
    }

    /** Adds to a source of keys that it warns about the agent of a pod. */
    static CredentialsSource<HuaweiCredentials> beforePod(
            CredentialsSource<HuaweiCredentials> source, NamedSettings variables) {
        return before(source, variables, POD, UnusedSettings.EARLIER);
    }

    private static CredentialsSource<HuaweiCredentials> before(
            CredentialsSource<HuaweiCredentials> source, NamedSettings variables, SettingGroup group, String advice) {
        List<Unused> unused = group.mandatory().stream()
                .flatMap(List::stream)
                .map(part -> new Unused(part.key(), advice))
                .toList();
        return source.before(group.firstOf(variables), unused);
    }

    /** Warns once about those that are set, and about others of the same tools, where the variables are listed. */
    static void warn(NamedSettings variables) {
        UnusedSettings told = new UnusedSettings("HuaweiImsClient");
        told.warn(variables, ALL);
        told.warnUnknown(
                variables,
                TOOLS,
                VariableSubject.ACCESS_KEY,
                VariableSubject.TOKEN,
                VariableSubject.ROLE,
                VariableSubject.AGENCY,
                VariableSubject.IDENTITY_PROVIDER,
                VariableSubject.PROFILE,
                VariableSubject.USER,
                VariableSubject.DOMAIN,
                VariableSubject.ACCOUNT);
    }
}
