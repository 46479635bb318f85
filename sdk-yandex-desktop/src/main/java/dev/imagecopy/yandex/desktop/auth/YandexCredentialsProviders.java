package dev.imagecopy.yandex.desktop.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.CredentialsSource.NamedSource;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.PemText;
import dev.imagecopy.core.credentials.SecretText;
import dev.imagecopy.core.credentials.SettingAddress;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.SettingGroup;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sources of IAM tokens that need no configuration in code. Tokens that a service issues are cached and refreshed, as
 * described in {@link dev.imagecopy.core.auth.CachingCredentialsProvider}.
 */
public final class YandexCredentialsProviders {
    private static final String METADATA = "169.254.169.254";

    private static final String KEY_FIRST = " must be an authorized key in JSON, but ";

    private YandexCredentialsProviders() {}

    /**
     * Returns a source that tries the following in order, and keeps using the first one that works:
     *
     * <ol>
     *   <li>an IAM token in {@code YC_IAM_TOKEN}, then in {@code YC_TOKEN};
     *   <li>an authorized key in {@code YC_SERVICE_ACCOUNT_KEY_FILE} (a path, or the file's content), then in
     *       {@code YC_SA_JSON_CREDENTIALS} (the content);
     *   <li>an authorized key in {@code YC_KEY_ID}, {@code YC_SERVICE_ACCOUNT_ID} and {@code YC_PRIVATE_KEY} (PEM);
     *   <li>workload identity with {@code YANDEX_SA_ID} and {@code YANDEX_SA_TOKEN_FILE};
     *   <li>the metadata service, at {@code YC_METADATA_ADDR} or 169.254.169.254, for at most 1 s.
     * </ol>
     *
     * <p>Each client logs one warning for each source that is configured but cannot be used, and for each variable of other tools
     * that chooses another identity and is not used, or that only a later source would use. The chain ends with a failure if
     * {@code YANDEX_SA_ID} names a service account
     * whose token cannot be obtained.
     *
     * @return the chain
     */
    public static CredentialsSource<YandexCredentials> defaultChain() {
        return chain(CredentialLookup.system(), true);
    }

    /**
     * Like {@link #defaultChain()}, without the metadata service.
     *
     * @return the chain
     */
    public static CredentialsSource<YandexCredentials> environment() {
        return chain(CredentialLookup.system(), false);
    }

    /**
     * Like {@link #environment()}, but looks elsewhere: for example at variables whose names have a prefix, which tells one of
     * several accounts from the others.
     *
     * @param lookup where to look
     * @return the chain
     */
    public static CredentialsSource<YandexCredentials> environment(CredentialLookup lookup) {
        requireNonNull(lookup, "lookup");
        return chain(lookup, false);
    }

    /**
     * Returns the last source of {@link #defaultChain()}: the service account of this machine, from the metadata service at
     * {@code YC_METADATA_ADDR} or 169.254.169.254. As long as nobody has answered there, it is asked for at most 1 s.
     *
     * @param lookup where the variable is looked up
     * @return the source
     */
    public static CredentialsSource<YandexCredentials> metadataService(CredentialLookup lookup) {
        return machine(requireNonNull(lookup, "lookup").variables()).cached();
    }

    private static MachineAccount machine(NamedSettings variables) {
        return new MachineAccount(() -> metadata(variables), false);
    }

    static CredentialsSource<YandexCredentials> chain(CredentialLookup lookup, boolean withMetadata) {
        NamedSettings variables = lookup.variables();
        List<NamedSource<YandexCredentials>> links = new ArrayList<>();
        links.add(token(YandexSetting.IAM_TOKEN, variables));
        links.add(token(YandexSetting.TOKEN, variables));
        links.add(key(YandexSetting.KEY_FILE, variables));
        links.add(key(YandexSetting.KEY_JSON, variables));
        links.add(new NamedSource<>(
                "environment variables YC_KEY_ID, YC_SERVICE_ACCOUNT_ID and YC_PRIVATE_KEY",
                YandexUnusedSettings.before(
                        new AuthorizedKeyLogin(() -> keyOfParts(variables)), variables, YandexSetting.KEY_ID)));
        links.add(new NamedSource<>(
                "environment variables YANDEX_SA_ID and YANDEX_SA_TOKEN_FILE",
                YandexUnusedSettings.before(
                        workloadIdentity(variables), variables, YandexSetting.FEDERATED_ACCOUNT_ID)));
        if (withMetadata) {
            links.add(new NamedSource<>("metadata service", machine(variables)));
        }
        CredentialsSource<YandexCredentials> chain =
                CredentialsSource.chain(links, "yc iam create-token prints a token for YC_IAM_TOKEN");
        CredentialsSource<YandexCredentials> warning = connection -> {
            YandexUnusedSettings.warn(variables);
            return chain.connect(connection);
        };
        return warning.cached();
    }

    private static NamedSource<YandexCredentials> token(YandexSetting variable, NamedSettings variables) {
        return new NamedSource<>(
                "environment variable " + variable.key(),
                YandexUnusedSettings.before(
                        CredentialsSource.from(() -> YandexCredentials.iamToken(variables.required(variable))),
                        variables,
                        variable));
    }

    private static NamedSource<YandexCredentials> key(YandexSetting variable, NamedSettings variables) {
        AuthorizedKeyLogin login = new AuthorizedKeyLogin(() -> {
            String value = variables.required(variable);
            String kind = MisplacedSecret.kind(value);
            boolean isContent = variable == YandexSetting.KEY_JSON
                    ? kind.startsWith("JSON") || value.startsWith("[")
                    : (value.startsWith("{") || value.startsWith("[")) && kind.equals("JSON");
            return isContent ? AuthorizedKey.parse(value) : AuthorizedKey.read(file(variable, variables));
        });
        return new NamedSource<>(
                "environment variable " + variable.key(), YandexUnusedSettings.before(login, variables, variable));
    }

    private static AuthorizedKey keyOfParts(NamedSettings variables) {
        variables.value(YandexSetting.PRIVATE_KEY).ifPresent(YandexCredentialsProviders::requireNoOther);
        SettingGroup.of(YandexSetting.KEY_ID, YandexSetting.SERVICE_ACCOUNT_ID, YandexSetting.PRIVATE_KEY)
                .check(variables);
        String privateKey = variables.required(YandexSetting.PRIVATE_KEY);
        for (YandexSetting id : List.of(YandexSetting.KEY_ID, YandexSetting.SERVICE_ACCOUNT_ID)) {
            requireInPlace(id, variables.required(id), privateKey);
        }
        requirePem(privateKey);
        return AuthorizedKey.of(
                id(YandexSetting.KEY_ID, " as id of the authorized key", variables),
                id(YandexSetting.SERVICE_ACCOUNT_ID, " as service_account_id of the authorized key", variables),
                privateKey);
    }

    private static void requireInPlace(YandexSetting id, String value, String privateKey) {
        String kind = MisplacedSecret.kind(value);
        if (kind.startsWith("a PEM block") && !MisplacedSecret.kind(privateKey).startsWith("a PEM block")) {
            throw failure(
                    id.key() + " and " + YandexSetting.PRIVATE_KEY.key() + " are swapped: the first holds " + kind);
        }
    }

    /** Whether a private key is evidently what another variable takes, which counts more than what is missing beside it. */
    private static void requireNoOther(String value) {
        String name = YandexSetting.PRIVATE_KEY.key();
        String kind = MisplacedSecret.kind(value);
        if (kind.startsWith("JSON")) {
            throw failure(name + " holds " + kind + ", which belongs in " + YandexSetting.taker(value));
        }
        if (kind.equals("a key or a token in base64") || isCutOff(kind, value)) {
            throw failure(name + " holds " + kind + (isCutOff(kind, value) ? ", which is damaged or cut off" : "")
                    + ": give the PEM block itself (BEGIN PRIVATE KEY … END PRIVATE KEY)");
        }
        if (kind.isEmpty() && SecretText.flaw(value).contains("path")) {
            throw failure(name + " holds the path of a file: that of an authorized key belongs in "
                    + YandexSetting.KEY_FILE.key());
        }
    }

    /** Whether the PEM block is missing in a text that begins like one, as where only its first line was kept. */
    private static boolean isCutOff(String kind, String value) {
        return kind.startsWith("a PEM block") && !PemText.plain(value).contains("-----BEGIN");
    }

    private static void requirePem(String value) {
        if (!PemText.plain(value).contains("-----BEGIN")) {
            throw failure(YandexSetting.PRIVATE_KEY.key() + " holds no PEM block (BEGIN PRIVATE KEY … END PRIVATE KEY)"
                    + WrongSecret.inPlaceOfKey(value).map(other -> ": " + other).orElse(""));
        }
    }

    /** The service account that a variable names: without its token, no other identity is used. */
    private static CredentialsSource<YandexCredentials> workloadIdentity(NamedSettings variables) {
        YandexSetting account = YandexSetting.FEDERATED_ACCOUNT_ID;
        WorkloadIdentity source = new WorkloadIdentity(
                () -> federated(variables),
                () -> SettingFile.token(file(YandexSetting.FEDERATED_TOKEN_FILE, variables), "the token file"));
        return connection -> connection.identity(
                source.connect(connection),
                () -> variables.value(account).map(id -> account.key()).orElse(""));
    }

    private static Path file(YandexSetting variable, NamedSettings variables) {
        String path = variables.required(variable);
        String kind = MisplacedSecret.kind(path);
        if (variable == YandexSetting.KEY_JSON && !kind.isEmpty()) {
            throw failure(variable.key() + KEY_FIRST + "holds " + kind + belonging(path));
        }
        Path file = SettingFile.named(path, variable.key(), YandexSetting.taker(path));
        if (!Files.exists(file)) {
            WrongSecret.inPlaceOfPath(path).ifPresent(other -> {
                throw failure(variable.key()
                        + (variable == YandexSetting.KEY_JSON ? KEY_FIRST : " must be a path, but ")
                        + other);
            });
        }
        return file;
    }

    private static String belonging(String secret) {
        String taker = YandexSetting.taker(secret);
        return taker.isEmpty() ? "" : ", which belongs in " + taker;
    }

    private static String federated(NamedSettings variables) {
        SettingGroup.of(YandexSetting.FEDERATED_ACCOUNT_ID, YandexSetting.FEDERATED_TOKEN_FILE)
                .check(variables);
        return id(YandexSetting.FEDERATED_ACCOUNT_ID, "", variables);
    }

    private static String id(YandexSetting variable, String role, NamedSettings variables) {
        String id = variables.required(variable);
        String wrong = WrongSecret.inPlaceOfId(id);
        if (!wrong.isEmpty()) {
            throw failure(variable.key() + role + " " + wrong);
        }
        return id;
    }

    private static URI metadata(NamedSettings variables) {
        String setting = YandexSetting.METADATA_ADDRESS.key();
        String host = variables.value(YandexSetting.METADATA_ADDRESS).orElse(METADATA);
        String kind =
                SecretText.isPlaceholder(host) ? "a placeholder in place of the value" : MisplacedSecret.kind(host);
        if (!kind.isEmpty() || !host.matches("[A-Za-z0-9.:\\[\\]-]{1,255}")) {
            throw failure(setting + " must be a host, with or without a port"
                    + (kind.isEmpty() ? "" : ", but holds " + kind));
        }
        return SettingAddress.named("http://" + host + "/", setting);
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
