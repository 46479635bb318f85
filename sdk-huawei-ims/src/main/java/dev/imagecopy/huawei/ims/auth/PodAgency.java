package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingAddress;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.SettingGroup;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.huawei.ims.auth.HuaweiIamCalls.PodQuestion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The temporary key of a pod in Cloud Container Engine, from the agent that environment variables refer to. */
record PodAgency(NamedSettings variables) implements CredentialsSource<HuaweiCredentials> {
    private static final String ADDRESS = HuaweiSetting.POD_ADDRESS.key();
    private static final String TOKEN_FILE = HuaweiSetting.POD_TOKEN_FILE.key();
    private static final CallOptions PATIENT =
            CallOptions.builder().callTimeout(Duration.ofSeconds(20)).build();

    @Override
    public CredentialsProvider<HuaweiCredentials> connect(ClientConnection<HuaweiCredentials> connection) {
        return connection.explained(() -> key(connection), "the agent of the pod");
    }

    private HuaweiCredentials key(ClientConnection<HuaweiCredentials> connection) {
        Optional<String> address = variables.value(HuaweiSetting.POD_ADDRESS);
        Optional<String> tokenFile = variables.value(HuaweiSetting.POD_TOKEN_FILE);
        if (address.isEmpty() && tokenFile.isEmpty()) {
            throw CredentialsException.absent(ADDRESS + " and " + TOKEN_FILE + " are not both set", false);
        }
        SettingGroup.of(HuaweiSetting.POD_ADDRESS, HuaweiSetting.POD_TOKEN_FILE).check(variables);
        URI agent = local(address.orElse(""));
        String path = tokenFile.orElse("");
        Path file = SettingFile.named(path, TOKEN_FILE, HuaweiSetting.taker(path));
        String token = SettingFile.token(file, "the token file");
        return connection.issued(
                connection.ofUser(), HuaweiIamCalls.POD_KEY, new PodQuestion(agent, Secret.of(token)), PATIENT);
    }

    /** The token may only be sent to an agent on this machine, or by https. */
    private static URI local(String text) {
        URI address = SettingAddress.named(text, ADDRESS, HuaweiSetting.taker(text));
        if (address.getRawQuery() != null) {
            throw failure(ADDRESS + " must have no query");
        }
        return address;
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
