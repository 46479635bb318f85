package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.util.List;

/** Variables that are read for a key and its project, and may be set to others than a source uses. */
final class OtherKeys {
    private static final String PROJECT =
            "it belongs to another key; name the project with HuaweiImsClient.Builder.projectId";

    private static final List<Unused> TOOL_IDS = List.of(other(HuaweiSetting.TOOL_AK));
    private static final List<Unused> TOOL_SECRETS = List.of(other(HuaweiSetting.TOOL_SK));
    private static final List<Unused> TOOL_TOKENS = List.of(other(HuaweiSetting.TOOL_SECURITY_TOKEN));
    private static final List<Unused> PROJECTS = List.of(
            new Unused(HuaweiSetting.PROJECT_ID.key(), PROJECT),
            new Unused(HuaweiSetting.TOOL_PROJECT_ID.key(), PROJECT));

    private OtherKeys() {}

    private static Unused other(HuaweiSetting setting) {
        return new Unused(setting.key(), UnusedSettings.EARLIER);
    }

    /** Adds to a source of keys that it warns about other tools' variables, if any part of their key differs. */
    static CredentialsSource<HuaweiCredentials> ofTools(
            CredentialsSource<HuaweiCredentials> source, NamedSettings variables) {
        return source.before(variables, TOOL_IDS, key -> key.accessKey().orElse(""))
                .before(variables, TOOL_SECRETS, key -> key.secret().reveal())
                .before(variables, TOOL_TOKENS, OtherKeys::token);
    }

    /** Adds to a chain that it warns about projects in variables, unless the client or the credentials have that project. */
    static CredentialsSource<HuaweiCredentials> projects(
            CredentialsSource<HuaweiCredentials> chain, NamedSettings variables) {
        CredentialsSource<HuaweiCredentials> warning = chain.before(
                variables, PROJECTS, credentials -> credentials.projectId().orElse(""));
        return connection -> (connection.account().isEmpty() ? warning : chain).connect(connection);
    }

    /** The token of a temporary key; empty for a permanent one. */
    private static String token(HuaweiCredentials key) {
        return key.securityToken().map(Secret::reveal).orElse("");
    }
}
