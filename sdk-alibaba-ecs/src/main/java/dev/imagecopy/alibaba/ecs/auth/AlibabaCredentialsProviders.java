package dev.imagecopy.alibaba.ecs.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.CredentialsSource.NamedSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The sources of credentials that Alibaba Cloud's own tools use, separately and as a chain.
 *
 * <p>Sources that call a service or run a program cache the key, refresh it 5 minutes before it expires, and fetch it once for
 * all waiting calls. A source does nothing before its first use. Failures are a {@code CredentialsException} that names the
 * source and the reason, but never a secret.
 *
 * <p>Thread safety: all are immutable.
 */
public final class AlibabaCredentialsProviders {
    private AlibabaCredentialsProviders() {}

    /**
     * Returns the chain that a client uses if it is given no credentials, in the vendor's order: system properties, environment
     * variables, OIDC role, command line profile, credentials file, instance metadata, credentials URI. It keeps using the
     * first one that works.
     *
     * @return the chain; it reads nothing before its first use
     */
    public static CredentialsSource<AlibabaCredentials> defaultChain() {
        return chain(CredentialLookup.system());
    }

    static CredentialsSource<AlibabaCredentials> chain(CredentialLookup lookup) {
        Path cliFile = lookup.home().resolve(".aliyun").resolve("config.json");
        return CredentialsSource.chain(List.of(
                        new NamedSource<>("system properties", systemProperties(lookup)),
                        new NamedSource<>("environment variables", environment(lookup)),
                        new NamedSource<>("OIDC role", OidcRole.ofEnvironment(lookup)),
                        new NamedSource<>("command line profile", new CliProfile(lookup, cliFile, Optional.empty())),
                        new NamedSource<>("credentials file", CredentialsFile.ofEnvironment(lookup)),
                        new NamedSource<>("instance metadata", new InstanceRole(lookup, Optional.empty())),
                        new NamedSource<>("credentials URI", CredentialsUri.ofEnvironment(lookup))))
                .cached();
    }

    /**
     * Returns a source that reads the system properties {@code alibabacloud.accessKeyId},
     * {@code alibabacloud.accessKeyIdSecret} (or {@code alibabacloud.accessKeySecret}) and {@code alibabacloud.sessionToken},
     * again on each use.
     */
    public static CredentialsSource<AlibabaCredentials> systemProperties() {
        return systemProperties(CredentialLookup.system());
    }

    private static CredentialsSource<AlibabaCredentials> systemProperties(CredentialLookup lookup) {
        return new NamedKey(
                lookup.properties(),
                "alibabacloud.accessKeyId",
                List.of("alibabacloud.accessKeyIdSecret", "alibabacloud.accessKeySecret"),
                "alibabacloud.sessionToken");
    }

    /**
     * Returns a source that reads the environment variables {@code ALIBABA_CLOUD_ACCESS_KEY_ID},
     * {@code ALIBABA_CLOUD_ACCESS_KEY_SECRET} and {@code ALIBABA_CLOUD_SECURITY_TOKEN}. An empty token counts as none.
     */
    public static CredentialsSource<AlibabaCredentials> environment() {
        return environment(CredentialLookup.system());
    }

    private static CredentialsSource<AlibabaCredentials> environment(CredentialLookup lookup) {
        return new NamedKey(
                lookup.variables(),
                "ALIBABA_CLOUD_ACCESS_KEY_ID",
                List.of("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
                "ALIBABA_CLOUD_SECURITY_TOKEN");
    }

    /**
     * Returns a source that assumes a role with a key.
     *
     * @param base the credentials that sign the request; asked for each refresh. Wrap a fixed key with
     *     {@link CredentialsSource#of(dev.imagecopy.core.auth.Credentials)}
     */
    public static CredentialsSource<AlibabaCredentials> assumeRole(
            CredentialsSource<AlibabaCredentials> base, AlibabaRole role) {
        return new AssumedRole(Objects.requireNonNull(base, "base"), Objects.requireNonNull(role, "role")).cached();
    }

    /**
     * Returns a source that assumes a role with a token of an identity provider, as programs in the vendor's Kubernetes do.
     *
     * @param providerArn the identity provider's resource name
     * @param tokenFile the file that contains the token; read for each refresh
     */
    public static CredentialsSource<AlibabaCredentials> assumeRoleWithOidc(
            String providerArn, Path tokenFile, AlibabaRole role) {
        return new OidcRole(
                        Objects.requireNonNull(providerArn, "providerArn"),
                        Objects.requireNonNull(tokenFile, "tokenFile"),
                        Objects.requireNonNull(role, "role"))
                .cached();
    }

    /**
     * Returns a source that reads a profile of the vendor's command line, in any of its modes: AK, StsToken, RamRoleArn,
     * ChainableRamRoleArn, EcsRamRole, OIDC, External, and the stored keys of CloudSSO and OAuth.
     *
     * @param file the configuration file, usually {@code ~/.aliyun/config.json}
     * @param profile the profile's name; empty for the one in {@code ALIBABA_CLOUD_PROFILE}, or else in the file
     */
    public static CredentialsSource<AlibabaCredentials> cliProfile(Path file, Optional<String> profile) {
        requireNonNull(profile, "profile");
        return new CliProfile(CredentialLookup.system(), Objects.requireNonNull(file, "file"), profile).cached();
    }

    /**
     * Returns a source that reads a section of a credentials file, of type access_key, ecs_ram_role, ram_role_arn or
     * oidc_role_arn.
     *
     * @param file the file, usually {@code ~/.alibabacloud/credentials.ini}
     * @param profile the section; empty for the one in {@code ALIBABA_CLOUD_PROFILE}, or else {@code default}
     */
    public static CredentialsSource<AlibabaCredentials> credentialsFile(Path file, Optional<String> profile) {
        requireNonNull(profile, "profile");
        return new CredentialsFile(CredentialLookup.system(), Objects.requireNonNull(file, "file"), profile).cached();
    }

    /**
     * Returns a source that uses the RAM role of this instance, from its metadata service. Outside the cloud, it fails within
     * three seconds.
     *
     * @param role the RAM role's name; empty to look it up
     */
    public static CredentialsSource<AlibabaCredentials> ecsRole(Optional<String> role) {
        return new InstanceRole(CredentialLookup.system(), Objects.requireNonNull(role, "role")).cached();
    }

    /**
     * Returns a source that requests a temporary key from the user's own service.
     *
     * @param uri its address, which answers a GET with {@code Code}, {@code AccessKeyId}, {@code AccessKeySecret},
     *     {@code SecurityToken} and {@code Expiration} in JSON
     * @throws IllegalArgumentException if it is neither an https address nor plain http to a loopback or link-local address
     */
    public static CredentialsSource<AlibabaCredentials> credentialsUri(URI uri) {
        requireNonNull(uri, "uri");
        return new CredentialsUri(uri).cached();
    }
}
