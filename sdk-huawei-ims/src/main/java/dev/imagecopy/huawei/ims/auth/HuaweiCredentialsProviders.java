package dev.imagecopy.huawei.ims.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.CredentialsSource.NamedSource;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.ProfileFile;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.ToolFile;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.spi.Checks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The sources of keys and tokens, separately and in the vendor's default order. What a source obtains over the network is
 * cached until shortly before it expires, fetched once for all waiting calls, and fetched again if the service refuses it.
 */
public final class HuaweiCredentialsProviders {
    private static final String FILE = "the credentials file";
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(24);

    private HuaweiCredentialsProviders() {}

    /**
     * Returns the sources of the vendor's SDK, in its order: environment variables, credentials file, instance metadata, pod
     * identity. Between the file and the network come the vendor's other tools ({@link #toolEnvironment()}, {@link #kooCli()}),
     * since someone who configures those means them and not the identity of the machine. The chain stays with the first source
     * that has credentials; if none has, the exception names each source and why it failed. Outside the cloud, asking the
     * metadata service takes up to two seconds. Each client logs one warning for each source that is configured but cannot be
     * used, and for each variable that chooses another identity and is not used. The chain ends with a failure if an agency or a
     * profile is named and cannot be used.
     *
     * @return the chain; it reads nothing before its first use
     */
    public static CredentialsSource<HuaweiCredentials> defaultChain() {
        return chain(CredentialLookup.system(), true);
    }

    /**
     * Returns the default chain without the sources that ask the network: environment variables, credentials file, the
     * vendor's other tools.
     *
     * @return the chain; it reads nothing before its first use
     */
    public static CredentialsSource<HuaweiCredentials> localChain() {
        return chain(CredentialLookup.system(), false);
    }

    static CredentialsSource<HuaweiCredentials> chain(CredentialLookup lookup, boolean network) {
        List<NamedSource<HuaweiCredentials>> links = new ArrayList<>();
        NamedSettings variables = lookup.variables();
        List<Unused> last = List.of(HuaweiUnusedSettings.PROFILE, HuaweiUnusedSettings.KOO_FILE);
        CredentialsSource<HuaweiCredentials> environment =
                OtherKeys.ofTools(environment(lookup), variables).before(variables, List.of(HuaweiUnusedSettings.FILE));
        CredentialsSource<HuaweiCredentials> file = OtherKeys.ofTools(credentialsFile(lookup), variables);
        links.add(new NamedSource<>(
                "environment variables",
                HuaweiUnusedSettings.beforeAgency(environment, variables).before(variables, last)));
        links.add(new NamedSource<>(
                "credentials file",
                HuaweiUnusedSettings.beforeAgency(file, variables).before(variables, last)));
        links.add(new NamedSource<>(
                "variables of other tools", toolEnvironment(lookup).before(variables, last)));
        links.add(new NamedSource<>("KooCLI", kooCli(lookup)));
        if (network) {
            links.add(new NamedSource<>("instance metadata", new InstanceAgency(false).cached()));
            links.replaceAll(
                    link -> new NamedSource<>(link.name(), HuaweiUnusedSettings.beforePod(link.source(), variables)));
            links.add(new NamedSource<>("pod identity", podIdentity(lookup)));
        }
        CredentialsSource<HuaweiCredentials> chain = OtherKeys.projects(
                CredentialsSource.chain(links, "hcloud configure init writes a configuration of KooCLI"), variables);
        return connection -> {
            HuaweiUnusedSettings.warn(variables);
            return chain.connect(connection);
        };
    }

    /**
     * Returns a source that reads {@code HUAWEICLOUD_SDK_IDP_ID} and {@code HUAWEICLOUD_SDK_ID_TOKEN_FILE}, which are exchanged
     * for a token, or else {@code HUAWEICLOUD_SDK_AK}, {@code HUAWEICLOUD_SDK_SK} and, for temporary keys,
     * {@code HUAWEICLOUD_SDK_SECURITY_TOKEN}; and {@code HUAWEICLOUD_SDK_PROJECT_ID}.
     *
     * @return the source
     */
    public static CredentialsSource<HuaweiCredentials> environment() {
        return environment(CredentialLookup.system());
    }

    /**
     * Like {@link #environment()}, but looks elsewhere: for example at variables whose names have a prefix, which tells one of
     * several accounts from the others.
     *
     * @param lookup where to look
     */
    public static CredentialsSource<HuaweiCredentials> environment(CredentialLookup lookup) {
        requireNonNull(lookup, "lookup");
        return new NamedKeys(lookup::variables, KeyNames.OF_SDK);
    }

    /**
     * Reads the environment variables of the vendor's Terraform provider and command line, which its SDK does not know:
     * {@code HW_ACCESS_KEY}, {@code HW_SECRET_KEY}, for temporary keys {@code HW_SECURITY_TOKEN}, and {@code HW_PROJECT_ID}.
     * With {@code HW_ASSUME_ROLE_AGENCY_NAME} and {@code HW_ASSUME_ROLE_DOMAIN_NAME} (or {@code …_DOMAIN_ID}) the key assumes
     * that agency, for {@code HW_ASSUME_ROLE_DURATION} seconds, by default an hour.
     *
     * @return the source
     */
    public static CredentialsSource<HuaweiCredentials> toolEnvironment() {
        return toolEnvironment(CredentialLookup.system());
    }

    /**
     * Like {@link #toolEnvironment()}, but looks elsewhere.
     *
     * @param lookup where to look
     */
    public static CredentialsSource<HuaweiCredentials> toolEnvironment(CredentialLookup lookup) {
        requireNonNull(lookup, "lookup");
        return new NamedKeys(lookup::variables, KeyNames.OF_TOOLS);
    }

    /**
     * Reads a profile of the vendor's command line, KooCLI, if it is stored as plain text: the profile that {@code HW_PROFILE}
     * names, or the current one, from the file that {@code HW_SHARED_CONFIG_FILE} names, or from {@code .hcloud/config.json} in
     * the home folder. A key next to an agency assumes the agency; so does the key of the profile in {@code sourceProfile}, if the
     * mode is AssumeRole. The file is read again each time.
     *
     * @return the source
     */
    public static CredentialsSource<HuaweiCredentials> kooCli() {
        return kooCli(CredentialLookup.system());
    }

    /**
     * Like {@link #kooCli()}, but looks elsewhere.
     *
     * @param lookup where to look
     */
    public static CredentialsSource<HuaweiCredentials> kooCli(CredentialLookup lookup) {
        requireNonNull(lookup, "lookup");
        KooCliProfile profile = new KooCliProfile(lookup);
        return new NamedKeys(profile, KeyNames.OF_KOO_CLI, profile::identity);
    }

    /**
     * Reads the section {@code [basic]} of the file that {@code HUAWEICLOUD_SDK_CREDENTIALS_FILE} names, or else of
     * {@code .huaweicloud/credentials} in the home folder: {@code ak}, {@code sk}, {@code security_token}, {@code project_id},
     * {@code idp_id}, {@code id_token_file}, and {@code iam_endpoint}, the identity service for these credentials. The file is
     * read again each time.
     *
     * @return the source
     */
    public static CredentialsSource<HuaweiCredentials> credentialsFile() {
        return credentialsFile(CredentialLookup.system());
    }

    static CredentialsSource<HuaweiCredentials> credentialsFile(CredentialLookup lookup) {
        return fileSection(
                () -> {
                    Optional<String> named = lookup.variables().value(HuaweiSetting.CREDENTIALS_FILE);
                    Path path = named.map(text -> SettingFile.named(
                                    text, HuaweiSetting.CREDENTIALS_FILE.key(), HuaweiSetting.taker(text)))
                            .orElseGet(
                                    () -> lookup.home().resolve(".huaweicloud").resolve("credentials"));
                    return new ToolFile(path, FILE, named.isPresent());
                },
                "basic");
    }

    /**
     * Like {@link #credentialsFile()}, for one section of a given file.
     *
     * @param file the file
     * @param section the section's name, for example {@code basic}
     * @return the source
     */
    public static CredentialsSource<HuaweiCredentials> credentialsFile(Path file, String section) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(section, "section");
        return fileSection(() -> new ToolFile(file, FILE, true), section);
    }

    private static CredentialsSource<HuaweiCredentials> fileSection(Supplier<ToolFile> file, String section) {
        return new NamedKeys(
                () -> ProfileFile.read(file.get(), "which belongs in " + HuaweiSetting.KOO_FILE.key())
                        .section(section, KeyNames.OF_FILE.known())
                        .orElseThrow(() -> new CredentialsException(
                                FILE + " has no section " + shown(section), ErrorContext.none(false), null)),
                KeyNames.OF_FILE);
    }

    /** A name that looks like a secret is not shown. */
    private static String shown(String section) {
        String kind = MisplacedSecret.kind(section);
        return kind.isEmpty() ? "[" + section + "]" : "of the name that was given, which is " + kind;
    }

    /**
     * Returns a source that logs in an IAM user and uses the token, for the client's project or the region's main project. A
     * refused password is not tried again, since the service locks the user after a few attempts.
     *
     * @param domain the account's name
     * @param user the IAM user's name
     * @param password the user's password
     * @return the source
     * @throws IllegalArgumentException if a part is missing; the message lists every violation
     */
    public static CredentialsSource<HuaweiCredentials> password(String domain, String user, String password) {
        Checks.of("HuaweiCredentialsProviders.password")
                .required("domain", domain)
                .required("user", user)
                .required("password", password)
                .throwIfAny();
        return new PasswordLogin(domain, user, Secret.of(password)).cached();
    }

    /**
     * Returns a source that assumes an agency of another account and uses its temporary keys.
     *
     * @param base the credentials that assume the agency
     * @param agency the agency's name
     * @param domain the name of the account that created the agency
     * @param duration how long each key is valid, 15 minutes to 24 hours
     * @return the source
     * @throws IllegalArgumentException if a part is missing or out of range; the message lists every violation
     */
    public static CredentialsSource<HuaweiCredentials> agency(
            CredentialsSource<HuaweiCredentials> base, String agency, String domain, Duration duration) {
        requireNonNull(duration, "duration");
        Objects.requireNonNull(base, "base");
        Checks.of("HuaweiCredentialsProviders.agency")
                .required("agency", agency)
                .required("domain", domain)
                .check(
                        duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0,
                        "duration must be 15 minutes to 24 hours")
                .throwIfAny();
        return AgencyLogin.of(base, agency, domain, duration).cached();
    }

    /**
     * Returns a source that exchanges an OpenID Connect id token for an IAM token. Requires a project id in the client's
     * builder.
     *
     * @param identityProvider the id of the identity provider in IAM
     * @param tokenFile a file that contains the id token; read again each time
     * @return the source
     */
    public static CredentialsSource<HuaweiCredentials> idToken(String identityProvider, Path tokenFile) {
        Checks.of("HuaweiCredentialsProviders.idToken")
                .id("identityProvider", identityProvider)
                .throwIfAny();
        return new IdTokenLogin(identityProvider, Objects.requireNonNull(tokenFile, "tokenFile"), "", Optional.empty())
                .cached();
    }

    /**
     * Returns a source that uses the agency of this ECS instance, from its metadata service at 169.254.169.254.
     *
     * @return the source
     */
    public static CredentialsSource<HuaweiCredentials> instanceMetadata() {
        return new InstanceAgency(true).cached();
    }

    /**
     * Returns a source that uses the agency of this pod in Cloud Container Engine, from the agent in
     * {@code HC_CONTAINER_CREDENTIALS_FULL_URI} and {@code HC_CONTAINER_AUTHORIZATION_TOKEN_FILE}.
     *
     * @return the source
     */
    public static CredentialsSource<HuaweiCredentials> podIdentity() {
        return podIdentity(CredentialLookup.system());
    }

    static CredentialsSource<HuaweiCredentials> podIdentity(CredentialLookup lookup) {
        return new PodAgency(lookup.variables()).cached();
    }
}
