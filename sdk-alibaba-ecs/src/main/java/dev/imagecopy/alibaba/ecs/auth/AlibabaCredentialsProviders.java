package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.CredentialsChain;
import dev.imagecopy.core.auth.CredentialsChain.Link;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The places where Alibaba Cloud's own tools look for credentials, each usable alone.
 *
 * <p>Providers that ask a service or run a program keep what they got, refresh it 5 minutes before its end, and ask once
 * however many calls wait. None does anything before it is first asked, and none keeps a connection open. What goes wrong is
 * a {@code CredentialsException} that names the place and the reason and never a secret.
 *
 * <p>Thread safety: all are safe for use by many threads.
 */
public final class AlibabaCredentialsProviders {
    private static final Duration URI_TIMEOUT = Duration.ofSeconds(10);

    private AlibabaCredentialsProviders() {}

    /**
     * Returns the chain that a client uses when it is given no credentials, in the vendor's order: system properties,
     * environment variables, OIDC role, command line profile, credentials file, instance metadata, credentials URI. It stays
     * with the first that works.
     *
     * @return the chain; it looks at nothing before it is first asked
     */
    public static CredentialsProvider<AlibabaCredentials> defaultChain() {
        return defaultChain(Surroundings.real());
    }

    static CredentialsProvider<AlibabaCredentials> defaultChain(Surroundings surroundings) {
        Path cliFile = surroundings.home().resolve(".aliyun").resolve("config.json");
        return cached(
                new CredentialsChain<>(List.of(
                        link("system properties", systemProperties(surroundings)),
                        link("environment variables", environment(surroundings)),
                        link("OIDC role", () -> oidcFromEnvironment(surroundings)),
                        link("command line profile", new CliProfile(surroundings, cliFile, Optional.empty())),
                        link("credentials file", () -> fileFromEnvironment(surroundings)),
                        link("instance metadata", new EcsMetadata(surroundings, Optional.empty())),
                        link("credentials URI", () -> uriFromEnvironment(surroundings)))),
                surroundings);
    }

    /** A setting that is unfit, such as a path that none can be, must not keep the next places from being looked at. */
    private static Link<AlibabaCredentials> link(String name, CredentialsProvider<AlibabaCredentials> provider) {
        return new Link<>(name, () -> {
            try {
                return provider.resolve();
            } catch (IllegalArgumentException unfit) {
                throw new CredentialsException(String.valueOf(unfit.getMessage()), ErrorContext.none(false), unfit);
            }
        });
    }

    /**
     * Reads the system properties {@code alibabacloud.accessKeyId}, {@code alibabacloud.accessKeyIdSecret} (or
     * {@code alibabacloud.accessKeySecret}) and {@code alibabacloud.sessionToken}, each time anew.
     *
     * @return the provider
     */
    public static CredentialsProvider<AlibabaCredentials> systemProperties() {
        return systemProperties(Surroundings.real());
    }

    private static CredentialsProvider<AlibabaCredentials> systemProperties(Surroundings surroundings) {
        return new NamedValues(
                surroundings.properties(),
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
        return environment(Surroundings.real());
    }

    private static CredentialsProvider<AlibabaCredentials> environment(Surroundings surroundings) {
        return new NamedValues(
                surroundings.variables(),
                "ALIBABA_CLOUD_ACCESS_KEY_ID",
                List.of("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
                "ALIBABA_CLOUD_SECURITY_TOKEN");
    }

    /**
     * Takes on a role with a key.
     *
     * @param source the key that signs the request; asked at each refresh
     * @param role the role
     * @return the provider
     */
    public static CredentialsProvider<AlibabaCredentials> assumeRole(
            CredentialsProvider<AlibabaCredentials> source, AlibabaRole role) {
        Surroundings real = Surroundings.real();
        return cached(AssumedRole.with(real, Objects.requireNonNull(source), Objects.requireNonNull(role)), real);
    }

    /**
     * Takes on a role with a token of an identity provider, as programs in the vendor's Kubernetes do.
     *
     * @param providerArn the identity provider's resource name
     * @param tokenFile the file that holds the token; read at each refresh
     * @param role the role
     * @return the provider
     */
    public static CredentialsProvider<AlibabaCredentials> assumeRoleWithOidc(
            String providerArn, Path tokenFile, AlibabaRole role) {
        Surroundings real = Surroundings.real();
        return cached(
                AssumedRole.withOidc(
                        real, Objects.requireNonNull(providerArn), Objects.requireNonNull(tokenFile), role),
                real);
    }

    private static AlibabaCredentials oidcFromEnvironment(Surroundings surroundings) {
        AlibabaRole.Builder role = AlibabaRole.builder(surroundings.required("ALIBABA_CLOUD_ROLE_ARN"));
        String provider = surroundings.required("ALIBABA_CLOUD_OIDC_PROVIDER_ARN");
        Path tokenFile = Path.of(surroundings.required("ALIBABA_CLOUD_OIDC_TOKEN_FILE"));
        surroundings.variable("ALIBABA_CLOUD_ROLE_SESSION_NAME").ifPresent(role::sessionName);
        surroundings.variable("ALIBABA_CLOUD_STS_REGION").ifPresent(role::region);
        role.vpc(surroundings.isOn("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"));
        return AssumedRole.withOidc(surroundings, provider, tokenFile, role.build())
                .resolve();
    }

    /**
     * Reads a profile of the vendor's command line, in any of its modes: AK, StsToken, RamRoleArn, ChainableRamRoleArn,
     * EcsRamRole, OIDC, External, and the stored keys of CloudSSO and OAuth.
     *
     * @param file the configuration, usually {@code ~/.aliyun/config.json}
     * @param profile the profile's name; empty for the one that {@code ALIBABA_CLOUD_PROFILE} or the file names
     * @return the provider
     */
    public static CredentialsProvider<AlibabaCredentials> cliProfile(Path file, Optional<String> profile) {
        Surroundings real = Surroundings.real();
        return cached(new CliProfile(real, file, profile), real);
    }

    /**
     * Reads a section of a credentials file, of type access_key, ecs_ram_role, ram_role_arn or oidc_role_arn.
     *
     * @param file the file, usually {@code ~/.alibabacloud/credentials.ini}
     * @param profile the section; empty for the one that {@code ALIBABA_CLOUD_PROFILE} names, or {@code default}
     * @return the provider
     */
    public static CredentialsProvider<AlibabaCredentials> credentialsFile(Path file, Optional<String> profile) {
        Surroundings real = Surroundings.real();
        return cached(new CredentialsFile(real, file, profile), real);
    }

    private static AlibabaCredentials fileFromEnvironment(Surroundings surroundings) {
        Path file = surroundings
                .variable("ALIBABA_CLOUD_CREDENTIALS_FILE")
                .map(Path::of)
                .orElseGet(() -> surroundings.home().resolve(".alibabacloud").resolve("credentials.ini"));
        return new CredentialsFile(surroundings, file, Optional.empty()).resolve();
    }

    /**
     * Asks the metadata service of the instance that this program runs on. Elsewhere it fails within three seconds.
     *
     * @param role the RAM role's name; empty to ask for it
     * @return the provider
     */
    public static CredentialsProvider<AlibabaCredentials> ecsRole(Optional<String> role) {
        Surroundings real = Surroundings.real();
        return cached(new EcsMetadata(real, role), real);
    }

    /**
     * Asks a service of the user's own for a temporary key.
     *
     * @param uri its address; answers a GET with {@code Code}, {@code AccessKeyId}, {@code AccessKeySecret},
     *     {@code SecurityToken} and {@code Expiration} in JSON
     * @return the provider
     */
    public static CredentialsProvider<AlibabaCredentials> credentialsUri(URI uri) {
        Surroundings real = Surroundings.real();
        return cached(uri(real, uri), real);
    }

    private static AlibabaCredentials uriFromEnvironment(Surroundings surroundings) {
        return uri(surroundings, URI.create(surroundings.required("ALIBABA_CLOUD_CREDENTIALS_URI")))
                .resolve();
    }

    private static CredentialsProvider<AlibabaCredentials> uri(Surroundings surroundings, URI uri) {
        if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("The credentials URI must be an http or https address with a host");
        }
        KeyService service = new KeyService(surroundings, "the credentials URI", URI_TIMEOUT, 2);
        return () -> service.key(service.json(HttpRequest.of("GET", uri, HttpHeaders.empty())));
    }

    private static CredentialsProvider<AlibabaCredentials> cached(
            CredentialsProvider<AlibabaCredentials> source, Surroundings surroundings) {
        return new CachingCredentialsProvider<>(source, surroundings.time());
    }
}
