package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.auth.CredentialsChain;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.List;
import java.util.Map;

/** Where keys and tokens come from by themselves, under the vendor's names and in the vendor's order. */
public final class HuaweiCredentialsProviders {
    static final String ACCESS_KEY = "HUAWEICLOUD_SDK_AK";
    static final String SECRET_KEY = "HUAWEICLOUD_SDK_SK";
    static final String SECURITY_TOKEN = "HUAWEICLOUD_SDK_SECURITY_TOKEN";

    private HuaweiCredentialsProviders() {}

    /**
     * Returns the sources that the vendor's SDK asks, in its order; the first that has credentials serves from then on.
     *
     * @return a provider whose exception names each source and why it failed
     */
    public static CredentialsProvider<HuaweiCredentials> defaultChain() {
        return new CredentialsChain<>(List.of(new CredentialsChain.Link<>("environment variables", environment())));
    }

    /**
     * Reads {@code HUAWEICLOUD_SDK_AK}, {@code HUAWEICLOUD_SDK_SK} and, for temporary keys,
     * {@code HUAWEICLOUD_SDK_SECURITY_TOKEN} from the environment.
     *
     * @return a provider that does no I/O
     */
    public static CredentialsProvider<HuaweiCredentials> environment() {
        return environment(System.getenv());
    }

    static CredentialsProvider<HuaweiCredentials> environment(Map<String, String> variables) {
        return () -> {
            String accessKey = variables.getOrDefault(ACCESS_KEY, "");
            String secretKey = variables.getOrDefault(SECRET_KEY, "");
            String token = variables.getOrDefault(SECURITY_TOKEN, "");
            if (accessKey.isEmpty() || secretKey.isEmpty()) {
                throw new CredentialsException(
                        ACCESS_KEY + " and " + SECRET_KEY + " are not both set", ErrorContext.none(false), null);
            }
            try {
                return token.isEmpty()
                        ? HuaweiCredentials.accessKey(accessKey, secretKey)
                        : HuaweiCredentials.temporary(accessKey, secretKey, token);
            } catch (IllegalArgumentException e) {
                throw new CredentialsException(String.valueOf(e.getMessage()), ErrorContext.none(false), e);
            }
        };
    }
}
