package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.spi.CallExecutor;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The temporary key of a pod of Cloud Container Engine, from the agent that the environment names. */
final class PodIdentity implements CredentialsProvider<HuaweiCredentials> {
    private static final String ADDRESS = "HC_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String TOKEN_FILE = "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    private static final CallOptions PATIENT =
            CallOptions.builder().callTimeout(Duration.ofSeconds(5)).build();

    private final HuaweiConnections connections;
    private final UnaryOperator<@Nullable String> environment;

    PodIdentity(HuaweiConnections connections, UnaryOperator<@Nullable String> environment) {
        this.connections = connections;
        this.environment = environment;
    }

    @Override
    public HuaweiCredentials resolve() {
        String address = environment.apply(ADDRESS);
        String tokenFile = environment.apply(TOKEN_FILE);
        if (address == null || tokenFile == null) {
            throw NamedValues.failure(ADDRESS + " and " + TOKEN_FILE + " are not both set", null);
        }
        CallExecutor agent = connections.anonymous(local(address));
        return agent.execute(HuaweiIamCalls.POD_KEY, IdTokenExchange.firstLine(tokenFile), PATIENT);
    }

    /** The token must go to the agent on this machine only, or travel protected. */
    private static URI local(String text) {
        try {
            URI address = URI.create(text);
            String host = String.valueOf(address.getHost());
            boolean near = host.equals("localhost") || host.startsWith("127.") || host.startsWith("169.254.");
            boolean http = "http".equalsIgnoreCase(address.getScheme());
            boolean https = "https".equalsIgnoreCase(address.getScheme());
            if ((https || (http && near)) && address.getRawQuery() == null && address.getRawUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw NamedValues.failure(ADDRESS + " is no address", e);
        }
        throw NamedValues.failure(ADDRESS + " must be https, or http on this machine", null);
    }
}
