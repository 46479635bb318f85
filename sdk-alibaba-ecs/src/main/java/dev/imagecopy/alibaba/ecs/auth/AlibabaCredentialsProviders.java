package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.CredentialsChain;
import dev.imagecopy.core.auth.CredentialsProvider;
import java.util.List;
import java.util.function.UnaryOperator;

/** The places where Alibaba Cloud's own tools look for credentials, each usable alone. */
public final class AlibabaCredentialsProviders {
    private AlibabaCredentialsProviders() {}

    /**
     * Returns the chain that a client uses when it is given no credentials: system properties, then the environment.
     *
     * @return the chain; it reads nothing before it is first asked
     */
    public static CredentialsProvider<AlibabaCredentials> defaultChain() {
        return new CredentialsChain<>(List.of(
                new CredentialsChain.Link<>("system properties", systemProperties()),
                new CredentialsChain.Link<>("environment variables", environment())));
    }

    /**
     * Reads the system properties {@code alibabacloud.accessKeyId}, {@code alibabacloud.accessKeyIdSecret} (or
     * {@code alibabacloud.accessKeySecret}) and {@code alibabacloud.sessionToken}, each time anew.
     *
     * @return the provider
     */
    public static CredentialsProvider<AlibabaCredentials> systemProperties() {
        return new NamedValues(
                System::getProperty,
                "alibabacloud.accessKeyId",
                List.of("alibabacloud.accessKeyIdSecret", "alibabacloud.accessKeySecret"),
                "alibabacloud.sessionToken");
    }

    /**
     * Reads the environment variables {@code ALIBABA_CLOUD_ACCESS_KEY_ID}, {@code ALIBABA_CLOUD_ACCESS_KEY_SECRET} and
     * {@code ALIBABA_CLOUD_SECURITY_TOKEN}. An empty token counts as none.
     *
     * @return the provider
     */
    public static CredentialsProvider<AlibabaCredentials> environment() {
        return environment(System::getenv);
    }

    static CredentialsProvider<AlibabaCredentials> environment(UnaryOperator<String> variables) {
        return new NamedValues(
                variables::apply,
                "ALIBABA_CLOUD_ACCESS_KEY_ID",
                List.of("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
                "ALIBABA_CLOUD_SECURITY_TOKEN");
    }
}
