package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.MetadataPatience;
import dev.imagecopy.core.credentials.MetadataSession;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.PercentEncoding;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The temporary key of the instance's RAM role.
 *
 * @param lookup where to find settings
 * @param role the role's name; empty to look it up
 * @param patience how long a client waits for the metadata service
 */
record InstanceRole(CredentialLookup lookup, Optional<String> role, Supplier<MetadataPatience> patience)
        implements CredentialsSource<AlibabaCredentials> {
    private static final MetadataSession.Dialect DIALECT = new MetadataSession.Dialect(
            "http://100.100.100.200",
            "/latest/api/token",
            "X-aliyun-ecs-metadata-token-ttl-seconds",
            "X-aliyun-ecs-metadata-token");

    private static final String ROLES = "/latest/meta-data/ram/security-credentials/";

    /** The role of the instance as one of several places to look. */
    InstanceRole(CredentialLookup lookup, Optional<String> role) {
        this(lookup, role, MetadataPatience::probing);
    }

    /**
     * The role of the instance as a profile chooses it.
     *
     * @param presumed how long a client waits for an instance whose role is not named
     */
    static InstanceRole ofProfile(CredentialLookup lookup, Optional<String> role, MetadataPatience presumed) {
        boolean named = role.or(() -> lookup.variables().value(AlibabaSetting.METADATA_ROLE))
                .isPresent();
        return new InstanceRole(lookup, role, named ? MetadataPatience::chosen : () -> presumed);
    }

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        MetadataPatience ofClient = patience.get();
        return connection.identity(
                connection.explained(() -> key(connection, ofClient), "the instance metadata service"), this::identity);
    }

    /** The variable that names the role; empty if none does, or if the instance is not asked. */
    private String identity() {
        AlibabaSetting name = AlibabaSetting.METADATA_ROLE;
        boolean named = role.isEmpty() && lookup.variables().value(name).isPresent();
        return named && !isSwitchedOff() ? name.key() : "";
    }

    private boolean isSwitchedOff() {
        return lookup.variables().isOn(AlibabaSetting.METADATA_DISABLED);
    }

    private AlibabaCredentials key(ClientConnection<AlibabaCredentials> connection, MetadataPatience ofClient) {
        NamedSettings variables = lookup.variables();
        if (isSwitchedOff()) {
            if (role.isEmpty() && variables.value(AlibabaSetting.METADATA_ROLE).isPresent()) {
                throw failure(AlibabaSetting.METADATA_ROLE.key() + " names a role, but "
                        + AlibabaSetting.METADATA_DISABLED.key() + " switches the instance's role off");
            }
            throw CredentialsException.absent("switched off by " + AlibabaSetting.METADATA_DISABLED.key(), false);
        }
        MetadataSession session = MetadataSession.begin(
                connection.machine(),
                DIALECT,
                variables.isOn(AlibabaSetting.IMDSV1_DISABLED) ? AlibabaSetting.IMDSV1_DISABLED.key() : "",
                ofClient);
        String name = named(variables).orElseGet(() -> onlyRole(session)).strip();
        if (name.isEmpty()) {
            throw CredentialsException.absent("the instance has no RAM role", false);
        }
        return connection.byOurClock(
                () -> session.askForKey(ROLES + PercentEncoding.encode(name), response -> LenientJson.objectWithAny(
                                AlibabaStsCalls.NAMES, response)
                        .map(document -> AlibabaStsCalls.key(document, response))));
    }

    /** The role that was specified. It becomes part of a path, which the log shows. */
    private Optional<String> named(NamedSettings variables) {
        Optional<String> name = role.or(() -> variables.value(AlibabaSetting.METADATA_ROLE));
        if (name.isPresent()
                && !(isRoleName(name.get().strip())
                        && MisplacedSecret.kind(name.get()).isEmpty())) {
            throw failure((role.isPresent() ? "the role's name" : AlibabaSetting.METADATA_ROLE.key())
                    + " must be 1 to 64 letters, digits, '.', '_' and '-'");
        }
        return name;
    }

    private static boolean isRoleName(String name) {
        return name.length() <= 64 && Checks.isId(name);
    }

    /**
     * The first role of the list; empty if there is none. Something else may answer at the address: a page comes from what is in
     * between, and for now.
     */
    private static String onlyRole(MetadataSession session) {
        String name = firstLine(session);
        if (name.isEmpty() || isRoleName(name)) {
            return name;
        }
        if (name.startsWith("<")) {
            throw new CredentialsException(insteadOfARole("a page in HTML or XML"), ErrorContext.none(true), null);
        }
        boolean isJson = name.startsWith("{") || name.startsWith("[");
        throw CredentialsException.absent(
                insteadOfARole(isJson ? "JSON" : "a line of " + name.length() + " characters"), false);
    }

    private static String insteadOfARole(String what) {
        return "the instance metadata service answered with " + what
                + " in place of a role's name, which is 1 to 64 letters, digits, '.', '_' and '-'";
    }

    private static String firstLine(MetadataSession session) {
        try {
            return session.ask(
                    ROLES,
                    question -> question.returning(response -> response.bodyAsText()
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .findFirst()
                            .orElse("")));
        } catch (ApiException refused) {
            if (MetadataSession.isNone(refused.status())) {
                return "";
            }
            throw refused;
        }
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
