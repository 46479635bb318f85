package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Credentials out of named values, as the environment and the profile file hold them; the identity provider's pair goes
 * before the access key, as in the vendor's SDK.
 *
 * @param lookup finds a value by the name that the vendor's profile file uses, null when there is none
 * @param shown turns such a name into the one to show in messages
 */
record NamedValues(UnaryOperator<@Nullable String> lookup, UnaryOperator<String> shown) {

    CredentialsProvider<HuaweiCredentials> connect(HuaweiConnections connections) {
        CredentialsProvider<HuaweiCredentials> federated = connections.cached(() -> exchange(connections));
        return new CredentialsProvider<>() {
            @Override
            public HuaweiCredentials resolve() {
                return isFederated() ? federated.resolve() : keys();
            }

            @Override
            public void invalidate(HuaweiCredentials refused) {
                federated.invalidate(refused);
            }
        };
    }

    private boolean isFederated() {
        return !value("idp_id").isEmpty() && !value("id_token_file").isEmpty();
    }

    private HuaweiCredentials exchange(HuaweiConnections connections) {
        String project = connections.projectId().isEmpty() ? value("project_id") : connections.projectId();
        return IdTokenExchange.exchange(connections, value("idp_id"), value("id_token_file"), project)
                .inProject(project);
    }

    private HuaweiCredentials keys() {
        String accessKey = value("ak");
        String secretKey = value("sk");
        String token = value("security_token");
        if (accessKey.isEmpty() || secretKey.isEmpty()) {
            throw failure(shown.apply("ak") + " and " + shown.apply("sk") + " are not both set", null);
        }
        try {
            HuaweiCredentials credentials = token.isEmpty()
                    ? HuaweiCredentials.accessKey(accessKey, secretKey)
                    : HuaweiCredentials.temporary(accessKey, secretKey, token);
            return value("project_id").isEmpty() ? credentials : credentials.inProject(value("project_id"));
        } catch (IllegalArgumentException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        }
    }

    private String value(String name) {
        String value = lookup.apply(name);
        return value == null ? "" : value.strip();
    }

    static CredentialsException failure(String reason, @Nullable Throwable cause) {
        return new CredentialsException(reason, ErrorContext.none(false), cause);
    }
}
