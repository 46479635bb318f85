package dev.imagecopy.alibaba.ecs.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.CredentialsSource.NamedSource;
import dev.imagecopy.core.credentials.MetadataPatience;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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
    private static final Unused TOKEN_ALONE = new Unused(
            AlibabaSetting.OIDC_TOKEN_FILE.key(),
            AlibabaSetting.ROLE_ARN.key() + " and " + AlibabaSetting.OIDC_PROVIDER_ARN.key() + " are not set");

    private AlibabaCredentialsProviders() {}

    /**
     * Returns the chain that a client uses when it is given no credentials, in the vendor's order: system properties,
     * environment variables, OIDC role, command line profile, credentials file, variables of the vendor's other tools
     * ({@link #toolEnvironment()}), instance metadata, credentials URI. It stays with the first one that works. Each client
     * logs one warning for each source that is configured but cannot be used, and for each variable of those tools that chooses
     * another identity and is not used. The chain ends with a failure if a role or a profile is named and cannot be used.
     *
     * @return the chain; it reads nothing before its first use
     */
    public static CredentialsSource<AlibabaCredentials> defaultChain() {
        return chain(CredentialLookup.system());
    }

    static CredentialsSource<AlibabaCredentials> chain(CredentialLookup lookup) {
        NamedSettings variables = lookup.variables();
        List<Unused> last = List.of(AlibabaUnusedSettings.INSTANCE_ROLE, AlibabaUnusedSettings.CREDENTIALS_URI);
        List<Unused> fromFile = with(last, AlibabaUnusedSettings.CREDENTIALS_FILE);
        List<Unused> fromProfile = with(fromFile, AlibabaUnusedSettings.PROFILE, AlibabaUnusedSettings.CONFIG_FILE);
        List<Unused> all = with(fromProfile, AlibabaUnusedSettings.FEDERATED_ROLE);
        CredentialsSource<AlibabaCredentials> properties =
                OtherKeys.ofSdk(beforeAll(systemProperties(lookup), variables, all), variables);
        CredentialsSource<AlibabaCredentials> environment = beforeAll(environment(lookup), variables, all);
        CredentialsSource<AlibabaCredentials> tools =
                beforeToken(toolEnvironment(lookup).before(variables, last), variables);
        CredentialsSource<AlibabaCredentials> instance = new InstanceRole(lookup, Optional.empty())
                .before(variables, List.of(AlibabaUnusedSettings.CREDENTIALS_URI));
        CredentialsSource<AlibabaCredentials> chain = CredentialsSource.chain(
                List.of(
                        new NamedSource<>("system properties", OtherKeys.ofTools(properties, variables)),
                        new NamedSource<>("environment variables", OtherKeys.ofTools(environment, variables)),
                        new NamedSource<>(
                                "OIDC role", beforeTools(OidcRole.ofEnvironment(lookup), variables, fromProfile)),
                        new NamedSource<>(
                                "command line profile",
                                acting(variables, fromFile, acted -> CliProfile.ofEnvironment(lookup, acted))),
                        new NamedSource<>(
                                "credentials file",
                                acting(variables, last, acted -> CredentialsFile.ofEnvironment(lookup, acted))),
                        new NamedSource<>("variables of other tools", OtherKeys.ofTools(tools, variables)),
                        new NamedSource<>("instance metadata", beforeToken(instance, variables)),
                        new NamedSource<>(
                                "credentials URI", beforeToken(CredentialsUri.ofEnvironment(lookup), variables))),
                "aliyun configure writes a command line profile");
        CredentialsSource<AlibabaCredentials> warning = connection -> {
            AlibabaUnusedSettings.warn(variables, connection.account());
            return chain.connect(connection);
        };
        return warning.cached();
    }

    /** The parts of a federated role are told where it is incomplete, otherwise the role alone. */
    private static CredentialsSource<AlibabaCredentials> beforeAll(
            CredentialsSource<AlibabaCredentials> source, NamedSettings variables, List<Unused> later) {
        NamedSettings withoutRole =
                name -> variables.value(AlibabaSetting.ROLE_ARN).isPresent() ? null : variables.lookUp(name);
        return source.before(variables, later)
                .before(
                        withoutRole,
                        List.of(AlibabaUnusedSettings.FEDERATED_PROVIDER, AlibabaUnusedSettings.FEDERATED_TOKEN));
    }

    /** A profile acts on some variables of later sources; each client has its own. */
    private static CredentialsSource<AlibabaCredentials> acting(
            NamedSettings variables,
            List<Unused> later,
            Function<ActedVariables, CredentialsSource<AlibabaCredentials>> source) {
        return connection -> {
            ActedVariables acted = new ActedVariables(variables);
            return beforeToken(beforeTools(source.apply(acted), acted, later), acted)
                    .connect(connection);
        };
    }

    /** Only a profile acts on the file of a token without a role; beside a provider, the role's source has told. */
    private static CredentialsSource<AlibabaCredentials> beforeToken(
            CredentialsSource<AlibabaCredentials> source, NamedSettings variables) {
        NamedSettings alone =
                name -> variables.value(AlibabaSetting.OIDC_PROVIDER_ARN).isPresent() ? null : variables.lookUp(name);
        return source.before(alone, List.of(TOKEN_ALONE));
    }

    private static CredentialsSource<AlibabaCredentials> beforeTools(
            CredentialsSource<AlibabaCredentials> source, NamedSettings variables, List<Unused> later) {
        return OtherKeys.idsOfTools(source, variables).before(variables, later);
    }

    private static List<Unused> with(List<Unused> later, Unused... more) {
        return Stream.concat(Stream.of(more), later.stream()).toList();
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
                List.of(AlibabaSetting.PROPERTY_KEY_ID),
                List.of(AlibabaSetting.PROPERTY_KEY_ID_SECRET, AlibabaSetting.PROPERTY_KEY_SECRET),
                List.of(AlibabaSetting.PROPERTY_TOKEN));
    }

    /**
     * Returns a source that reads the environment variables {@code ALIBABA_CLOUD_ACCESS_KEY_ID},
     * {@code ALIBABA_CLOUD_ACCESS_KEY_SECRET} and {@code ALIBABA_CLOUD_SECURITY_TOKEN}. An empty token counts as none.
     */
    public static CredentialsSource<AlibabaCredentials> environment() {
        return environment(CredentialLookup.system());
    }

    /**
     * Like {@link #environment()}, but looks elsewhere: for example at variables whose names have a prefix, which tells one of
     * several accounts from the others.
     *
     * @param lookup where to look
     */
    public static CredentialsSource<AlibabaCredentials> environment(CredentialLookup lookup) {
        requireNonNull(lookup, "lookup");
        return new NamedKey(
                lookup.variables(),
                List.of(AlibabaSetting.KEY_ID),
                List.of(AlibabaSetting.KEY_SECRET),
                List.of(AlibabaSetting.SECURITY_TOKEN));
    }

    /**
     * Reads the environment variables of the vendor's Terraform provider and command line, which its SDK does not know:
     * {@code ALICLOUD_ACCESS_KEY}, {@code ALICLOUD_SECRET_KEY} and {@code ALICLOUD_SECURITY_TOKEN}, or the same key as
     * {@code …_ACCESS_KEY_ID} and {@code …_ACCESS_KEY_SECRET} after {@code ALICLOUD} or {@code ALIBABACLOUD}.
     */
    public static CredentialsSource<AlibabaCredentials> toolEnvironment() {
        return toolEnvironment(CredentialLookup.system());
    }

    /**
     * Like {@link #toolEnvironment()}, but looks elsewhere.
     *
     * @param lookup where to look
     */
    public static CredentialsSource<AlibabaCredentials> toolEnvironment(CredentialLookup lookup) {
        requireNonNull(lookup, "lookup");
        return new NamedKey(
                lookup.variables(),
                List.of(AlibabaSetting.TOOL_KEY, AlibabaSetting.TOOL_KEY_ID, AlibabaSetting.TOOL_CLI_KEY_ID),
                List.of(AlibabaSetting.TOOL_SECRET, AlibabaSetting.TOOL_KEY_SECRET, AlibabaSetting.TOOL_CLI_KEY_SECRET),
                List.of(AlibabaSetting.TOOL_TOKEN, AlibabaSetting.TOOL_CLI_TOKEN));
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
     * @throws IllegalArgumentException if {@code providerArn} is a placeholder, such as {@code <arn>}
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
     * Reads a profile of the vendor's command line, in any of its modes: AK, StsToken, RamRoleArn, RamRoleArnWithRoleName,
     * ChainableRamRoleArn, EcsRamRole, OIDC, CredentialsURI, External, CloudSSO as long as its login is valid, and the stored
     * key of OAuth.
     *
     * @param file the configuration file, usually {@code ~/.aliyun/config.json}
     * @param profile the profile's name; empty for the one in {@code ALIBABA_CLOUD_PROFILE}, or else in the file
     */
    public static CredentialsSource<AlibabaCredentials> cliProfile(Path file, Optional<String> profile) {
        requireNonNull(profile, "profile");
        return new CliProfile(CredentialLookup.system(), Objects.requireNonNull(file, "file"), profile).cached();
    }

    /**
     * Returns a source that reads a section of a credentials file, of type access_key, sts, ecs_ram_role, ram_role_arn or
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
        return new InstanceRole(
                        CredentialLookup.system(), Objects.requireNonNull(role, "role"), MetadataPatience::chosen)
                .cached();
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
