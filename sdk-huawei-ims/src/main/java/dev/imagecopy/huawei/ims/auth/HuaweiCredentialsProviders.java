package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.huawei.ims.auth.HuaweiIamCalls.AgencyLogin;
import dev.imagecopy.huawei.ims.auth.HuaweiIamCalls.PasswordLogin;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where keys and tokens come from: each source usable alone, and the vendor's default order of them. What a source obtains
 * over the network is kept until shortly before it ends, fetched once however many calls wait for it, and fetched anew when
 * the service refuses it.
 */
public final class HuaweiCredentialsProviders {
    private static final URI METADATA = URI.create("http://169.254.169.254");
    private static final String PREFIX = "HUAWEICLOUD_SDK_";
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(24);

    private HuaweiCredentialsProviders() {}

    /**
     * Returns the sources that the vendor's SDK asks, in its order: environment variables, credentials file, instance
     * metadata, pod identity; and after them the variables of the vendor's other tools ({@link #toolEnvironment()}). The first that has credentials serves from then on; the exception of a chain without any names
     * each source and why it failed. Off the cloud, asking the metadata service takes up to two seconds.
     *
     * @return the chain; it reads nothing before it is first asked
     */
    public static HuaweiCredentialsSource defaultChain() {
        return chain(System::getenv, true);
    }

    /**
     * Returns the default chain without the sources that ask the network: environment variables, credentials file, variables
     * of the vendor's other tools.
     *
     * @return the chain; it reads nothing before it is first asked
     */
    public static HuaweiCredentialsSource localChain() {
        return chain(System::getenv, false);
    }

    static HuaweiCredentialsSource chain(UnaryOperator<@Nullable String> environment, boolean network) {
        List<ChainSource.Named> links = new ArrayList<>();
        links.add(new ChainSource.Named("environment variables", environment(environment)));
        links.add(new ChainSource.Named("credentials file", credentialsFile(environment)));
        if (network) {
            links.add(new ChainSource.Named("instance metadata", instanceMetadata(METADATA)));
            links.add(new ChainSource.Named("pod identity", podIdentity(environment)));
        }
        links.add(new ChainSource.Named("variables of other tools", toolEnvironment(environment)));
        return new ChainSource(List.copyOf(links));
    }

    /**
     * Reads {@code HUAWEICLOUD_SDK_IDP_ID} and {@code HUAWEICLOUD_SDK_ID_TOKEN_FILE}, which are exchanged for a token, or
     * else {@code HUAWEICLOUD_SDK_AK}, {@code HUAWEICLOUD_SDK_SK} and, for temporary keys,
     * {@code HUAWEICLOUD_SDK_SECURITY_TOKEN}; and {@code HUAWEICLOUD_SDK_PROJECT_ID}.
     *
     * @return the source
     */
    public static HuaweiCredentialsSource environment() {
        return environment(System::getenv);
    }

    static HuaweiCredentialsSource environment(UnaryOperator<@Nullable String> environment) {
        UnaryOperator<String> name = value -> PREFIX + value.toUpperCase(Locale.ROOT);
        return new NamedValues(value -> environment.apply(name.apply(value)), name)::connect;
    }

    /**
     * Reads the environment variables of the vendor's Terraform provider and command line, which its SDK does not know:
     * {@code HW_ACCESS_KEY}, {@code HW_SECRET_KEY}, for temporary keys {@code HW_SECURITY_TOKEN}, and {@code HW_PROJECT_ID}.
     *
     * @return the source
     */
    public static HuaweiCredentialsSource toolEnvironment() {
        return toolEnvironment(System::getenv);
    }

    static HuaweiCredentialsSource toolEnvironment(UnaryOperator<@Nullable String> environment) {
        Map<String, String> names = Map.of(
                "ak", "HW_ACCESS_KEY",
                "sk", "HW_SECRET_KEY",
                "security_token", "HW_SECURITY_TOKEN",
                "project_id", "HW_PROJECT_ID");
        UnaryOperator<String> name = value -> names.getOrDefault(value, value);
        return new NamedValues(value -> names.containsKey(value) ? environment.apply(name.apply(value)) : null, name)
                ::connect;
    }

    /**
     * Reads the section {@code [basic]} of the file that {@code HUAWEICLOUD_SDK_CREDENTIALS_FILE} names, or else of
     * {@code .huaweicloud/credentials} in the home folder: {@code ak}, {@code sk}, {@code security_token},
     * {@code project_id}, {@code idp_id}, {@code id_token_file}. Read anew each time.
     *
     * @return the source
     */
    public static HuaweiCredentialsSource credentialsFile() {
        return credentialsFile(System::getenv);
    }

    static HuaweiCredentialsSource credentialsFile(UnaryOperator<@Nullable String> environment) {
        String named = environment.apply(PREFIX + "CREDENTIALS_FILE");
        Path file = named == null || named.isEmpty()
                ? Path.of(System.getProperty("user.home", "."), ".huaweicloud", "credentials")
                : Path.of(named);
        return credentialsFile(file, "basic");
    }

    /**
     * Reads one section of a file as {@link #credentialsFile()} does.
     *
     * @param file the file
     * @param section the section's name, for example {@code basic}
     * @return the source
     */
    public static HuaweiCredentialsSource credentialsFile(Path file, String section) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(section, "section");
        return new NamedValues(name -> ProfileFile.read(file, section).values().get(name), UnaryOperator.identity())
                ::connect;
    }

    /**
     * Logs an IAM user in and works with the token, whose scope is the client's project, or the region's main one. A refused
     * password is not tried again, since the service locks the user after a few.
     *
     * @param domain the account's name
     * @param user the IAM user's name
     * @param password the user's password
     * @return the source
     * @throws IllegalArgumentException if a part is missing; the message names every violation
     */
    public static HuaweiCredentialsSource password(String domain, String user, String password) {
        Checks.of("HuaweiCredentialsProviders.password")
                .required("domain", domain)
                .required("user", user)
                .required("password", password)
                .throwIfAny();
        Secret secret = Secret.of(password);
        return connections -> connections.cached(() -> connections
                .anonymous(connections.iamEndpoint())
                .execute(
                        HuaweiIamCalls.ISSUE_TOKEN,
                        new PasswordLogin(domain, user, secret.reveal(), connections.projectId(), connections.region()),
                        CallOptions.defaults()));
    }

    /**
     * Takes an agency of another account on and works with its temporary keys.
     *
     * @param base who takes it on
     * @param agency the agency's name
     * @param domain the name of the account that made the agency
     * @param duration how long each key is good for, 15 minutes to 24 hours
     * @return the source
     * @throws IllegalArgumentException if a part is missing or out of its range; the message names every violation
     */
    public static HuaweiCredentialsSource agency(
            HuaweiCredentialsSource base, String agency, String domain, Duration duration) {
        Objects.requireNonNull(base, "base");
        Checks.of("HuaweiCredentialsProviders.agency")
                .required("agency", agency)
                .required("domain", domain)
                .check(
                        duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0,
                        "duration must be 15 minutes to 24 hours")
                .throwIfAny();
        AgencyLogin login = new AgencyLogin(agency, domain, duration.toSeconds());
        return connections -> connections.cached(() -> connections
                .executors()
                .apply(connections.iamEndpoint(), base.connect(connections))
                .execute(HuaweiIamCalls.ASSUME_AGENCY, login, CallOptions.defaults()));
    }

    /**
     * Exchanges an OpenID Connect id token for an IAM token. Needs the project's id, by the client's builder.
     *
     * @param identityProvider the id of the identity provider in IAM
     * @param tokenFile a file that holds the id token; read anew each time
     * @return the source
     */
    public static HuaweiCredentialsSource idToken(String identityProvider, Path tokenFile) {
        Checks.of("HuaweiCredentialsProviders.idToken")
                .id("identityProvider", identityProvider)
                .throwIfAny();
        String file = tokenFile.toString();
        return connections -> connections.cached(
                () -> IdTokenExchange.exchange(connections, identityProvider, file, connections.projectId()));
    }

    /**
     * Works with the agency that this ECS instance runs with, by its metadata service at 169.254.169.254.
     *
     * @return the source
     */
    public static HuaweiCredentialsSource instanceMetadata() {
        return instanceMetadata(METADATA);
    }

    static HuaweiCredentialsSource instanceMetadata(URI address) {
        return connections -> connections.cached(new InstanceMetadata(connections.anonymous(address)));
    }

    /**
     * Works with the agency that this pod of Cloud Container Engine runs with, by the agent that
     * {@code HC_CONTAINER_CREDENTIALS_FULL_URI} and {@code HC_CONTAINER_AUTHORIZATION_TOKEN_FILE} name.
     *
     * @return the source
     */
    public static HuaweiCredentialsSource podIdentity() {
        return podIdentity(System::getenv);
    }

    static HuaweiCredentialsSource podIdentity(UnaryOperator<@Nullable String> environment) {
        return connections -> connections.cached(new PodIdentity(connections, environment));
    }
}
