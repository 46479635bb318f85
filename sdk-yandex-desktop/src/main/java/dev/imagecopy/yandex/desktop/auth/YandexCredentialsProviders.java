package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.CredentialsSource.NamedSource;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingAddress;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The sources of IAM tokens that need no configuration in code. Tokens that a service issues are cached and refreshed, as
 * described in {@link dev.imagecopy.core.auth.CachingCredentialsProvider}.
 */
public final class YandexCredentialsProviders {
    private static final String METADATA = "169.254.169.254";

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

    static CredentialsSource<YandexCredentials> chain(CredentialLookup lookup, boolean withMetadata) {
        NamedSettings variables = lookup.variables();
        List<NamedSource<YandexCredentials>> links = new ArrayList<>();
        links.add(token("YC_IAM_TOKEN", variables));
        links.add(token("YC_TOKEN", variables));
        links.add(key("YC_SERVICE_ACCOUNT_KEY_FILE", variables));
        links.add(key("YC_SA_JSON_CREDENTIALS", variables));
        links.add(new NamedSource<>(
                "environment variables YC_KEY_ID, YC_SERVICE_ACCOUNT_ID and YC_PRIVATE_KEY",
                new AuthorizedKeyLogin(() -> AuthorizedKey.of(
                        variables.required("YC_KEY_ID"),
                        variables.required("YC_SERVICE_ACCOUNT_ID"),
                        // secret stores often escape line breaks
                        variables.required("YC_PRIVATE_KEY").replace("\\n", "\n")))));
        links.add(new NamedSource<>(
                "environment variables YANDEX_SA_ID and YANDEX_SA_TOKEN_FILE",
                new WorkloadIdentity(
                        () -> variables.required("YANDEX_SA_ID"),
                        () -> SettingFile.token(
                                SettingFile.named(variables.required("YANDEX_SA_TOKEN_FILE"), "YANDEX_SA_TOKEN_FILE"),
                                "the token file"))));
        if (withMetadata) {
            links.add(new NamedSource<>("metadata service", new MachineAccount(() -> metadata(variables))));
        }
        return CredentialsSource.chain(links).cached();
    }

    private static NamedSource<YandexCredentials> token(String variable, NamedSettings variables) {
        return new NamedSource<>(
                "environment variable " + variable,
                CredentialsSource.from(() -> YandexCredentials.iamToken(variables.required(variable))));
    }

    private static NamedSource<YandexCredentials> key(String variable, NamedSettings variables) {
        return new NamedSource<>("environment variable " + variable, new AuthorizedKeyLogin(() -> {
            String value = variables.required(variable);
            return value.startsWith("{")
                    ? AuthorizedKey.parse(value)
                    : AuthorizedKey.read(SettingFile.named(value, variable, taker(value)));
        }));
    }

    private static String taker(String value) {
        return MisplacedSecret.kind(value).equals("a PEM block")
                ? "YC_PRIVATE_KEY"
                : "YC_SA_JSON_CREDENTIALS, as it is";
    }

    private static URI metadata(NamedSettings variables) {
        String host = variables.value("YC_METADATA_ADDR").orElse(METADATA);
        if (!host.matches("[A-Za-z0-9.:\\[\\]-]{1,255}")) {
            throw new CredentialsException(
                    "YC_METADATA_ADDR must be a host, with or without a port", ErrorContext.none(false), null);
        }
        return SettingAddress.named("http://" + host + "/", "YC_METADATA_ADDR");
    }
}
