package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingGroup;
import dev.imagecopy.core.credentials.SwappedKey;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An access key under well-known names; the first one that is set counts.
 *
 * @param ids the names of the key's id
 * @param secrets the names of its secret
 * @param tokens the names of the token of a temporary key
 */
record NamedKey(
        NamedSettings settings, List<AlibabaSetting> ids, List<AlibabaSetting> secrets, List<AlibabaSetting> tokens)
        implements CredentialsSource<AlibabaCredentials> {

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        return connection.explained(this::key, "");
    }

    private AlibabaCredentials key() {
        new SettingGroup(List.of(ids, secrets), tokens).check(settings);
        AlibabaSetting idSetting = first(ids).orElseThrow();
        AlibabaSetting secretSetting = first(secrets).orElseThrow();
        String id = settings.required(idSetting);
        String secret = settings.required(secretSetting);
        SwappedKey.requireInPlace(settings, idSetting, secretSetting, tokens.toArray(new AlibabaSetting[0]));
        if (AlibabaCredentials.isTemporary(id) && first(tokens).isEmpty()) {
            throw new CredentialsException(
                    "the access key is temporary (STS.), but "
                            + tokens.stream().map(AlibabaSetting::key).collect(Collectors.joining(" or "))
                            + " is not set",
                    ErrorContext.none(false),
                    null);
        }
        return first(tokens)
                .map(settings::required)
                .map(token -> AlibabaCredentials.sts(id, secret, token))
                .orElseGet(() -> AlibabaCredentials.accessKey(id, secret));
    }

    private Optional<AlibabaSetting> first(List<AlibabaSetting> names) {
        return names.stream().filter(name -> settings.value(name).isPresent()).findFirst();
    }
}
