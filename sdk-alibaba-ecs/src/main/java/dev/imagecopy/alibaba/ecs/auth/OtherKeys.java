package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.util.List;

/**
 * Variables that are read for a key, and may be set to another one than a source uses. Which of two keys counts is decided by their
 * order, which differs between tools: Terraform's provider prefers its own names to those of the SDK, the command line does not.
 *
 * @see <a href="https://github.com/aliyun/terraform-provider-alicloud/blob/master/alicloud/provider.go">Terraform's order</a>
 */
final class OtherKeys {
    private static final String FIRST = "another key comes first";

    private static final List<Unused> SDK_IDS = List.of(other(AlibabaSetting.KEY_ID));
    private static final List<Unused> SDK_SECRETS = List.of(other(AlibabaSetting.KEY_SECRET));
    private static final List<Unused> SDK_TOKENS = List.of(other(AlibabaSetting.SECURITY_TOKEN));
    private static final List<Unused> TOOL_IDS = List.of(
            other(AlibabaSetting.TOOL_KEY), other(AlibabaSetting.TOOL_KEY_ID), other(AlibabaSetting.TOOL_CLI_KEY_ID));
    private static final List<Unused> TOOL_SECRETS = List.of(
            other(AlibabaSetting.TOOL_SECRET),
            other(AlibabaSetting.TOOL_KEY_SECRET),
            other(AlibabaSetting.TOOL_CLI_KEY_SECRET));
    private static final List<Unused> TOOL_TOKENS =
            List.of(other(AlibabaSetting.TOOL_TOKEN), other(AlibabaSetting.TOOL_CLI_TOKEN));

    private OtherKeys() {}

    private static Unused other(AlibabaSetting setting) {
        return new Unused(setting.key(), FIRST);
    }

    /** Adds to a source that it warns about the SDK's variables, if they are set to another key. */
    static CredentialsSource<AlibabaCredentials> ofSdk(
            CredentialsSource<AlibabaCredentials> source, NamedSettings variables) {
        return source.before(variables, SDK_IDS, AlibabaCredentials::accessKeyId)
                .before(variables, SDK_SECRETS, OtherKeys::secret)
                .before(variables, SDK_TOKENS, OtherKeys::token);
    }

    /** Adds to a source of keys in settings that it warns about other tools' variables, if any part of their key differs. */
    static CredentialsSource<AlibabaCredentials> ofTools(
            CredentialsSource<AlibabaCredentials> source, NamedSettings variables) {
        return source.before(variables, TOOL_IDS, AlibabaCredentials::accessKeyId)
                .before(variables, TOOL_SECRETS, OtherKeys::secret)
                .before(variables, TOOL_TOKENS, OtherKeys::token);
    }

    /** Adds to a source that it warns about other tools' variables, if they are set to another key, or to a part without an id. */
    static CredentialsSource<AlibabaCredentials> idsOfTools(
            CredentialsSource<AlibabaCredentials> source, NamedSettings variables) {
        NamedSettings withoutId = name ->
                TOOL_IDS.stream().anyMatch(id -> variables.value(id.key()).isPresent()) ? null : variables.lookUp(name);
        return source.before(variables, TOOL_IDS, AlibabaCredentials::accessKeyId)
                .before(withoutId, TOOL_SECRETS, OtherKeys::secret)
                .before(withoutId, TOOL_TOKENS, OtherKeys::token);
    }

    private static String secret(AlibabaCredentials key) {
        return key.accessKeySecret().reveal();
    }

    /** The token of a temporary key; empty for a permanent one. */
    private static String token(AlibabaCredentials key) {
        return key.securityToken().map(Secret::reveal).orElse("");
    }
}
