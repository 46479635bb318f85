package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Credentials from named settings, as in the environment and the profile file. The identity provider's settings take precedence
 * over the access key, as in the vendor's SDK.
 *
 * @param settings read again each time
 * @param names maps a name in the vendor's profile file to the name in these settings
 */
record NamedKeys(Supplier<NamedSettings> settings, UnaryOperator<String> names)
        implements CredentialsSource<HuaweiCredentials> {

    @Override
    public CredentialsProvider<HuaweiCredentials> connect(ClientConnection<HuaweiCredentials> connection) {
        CredentialsProvider<HuaweiCredentials> federated = connection.cached(
                () -> login(settings.get()).connect(connection).resolve());
        CredentialsProvider<HuaweiCredentials> either = new CredentialsProvider<>() {
            @Override
            public HuaweiCredentials resolve() {
                NamedSettings present = settings.get();
                boolean isFederated = value(present, "idp_id").isPresent()
                        && value(present, "id_token_file").isPresent();
                return isFederated ? federated.resolve() : key(present);
            }

            @Override
            public void invalidate(HuaweiCredentials refused) {
                federated.invalidate(refused);
            }
        };
        return connection.explained(either, "");
    }

    private IdTokenLogin login(NamedSettings present) {
        return new IdTokenLogin(
                value(present, "idp_id").orElse(""),
                SettingFile.named(value(present, "id_token_file").orElse(""), names.apply("id_token_file")),
                value(present, "project_id").orElse(""));
    }

    private HuaweiCredentials key(NamedSettings present) {
        Optional<String> accessKey = value(present, "ak");
        Optional<String> secretKey = value(present, "sk");
        if (accessKey.isEmpty() || secretKey.isEmpty()) {
            throw new CredentialsException(
                    names.apply("ak") + " and " + names.apply("sk") + " are not both set",
                    ErrorContext.none(false),
                    null);
        }
        HuaweiCredentials key = value(present, "security_token")
                .map(token -> HuaweiCredentials.temporary(accessKey.get(), secretKey.get(), token))
                .orElseGet(() -> HuaweiCredentials.accessKey(accessKey.get(), secretKey.get()));
        return value(present, "project_id").map(key::inProject).orElse(key);
    }

    private Optional<String> value(NamedSettings present, String name) {
        return present.value(names.apply(name));
    }
}
