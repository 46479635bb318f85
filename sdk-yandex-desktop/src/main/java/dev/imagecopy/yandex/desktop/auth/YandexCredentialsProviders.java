package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.CredentialsChain;
import dev.imagecopy.core.auth.CredentialsChain.Link;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.spi.Checks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The places where IAM tokens come from. Tokens that a service gives are kept and refreshed as
 * {@link CachingCredentialsProvider} tells.
 */
public final class YandexCredentialsProviders {
    /** A metadata token is used no longer, so that a change of the machine's service account is noticed. */
    private static final Duration METADATA_CAP = Duration.ofMinutes(5);

    private static final URI METADATA = URI.create("http://169.254.169.254/");

    private YandexCredentialsProviders() {}

    /**
     * Tries, in this order, and stays with the first that works:
     *
     * <ol>
     *   <li>an IAM token in {@code YC_IAM_TOKEN}, then in {@code YC_TOKEN};
     *   <li>an authorized key in {@code YC_SERVICE_ACCOUNT_KEY_FILE} (a path, or the file's content), then in
     *       {@code YC_SA_JSON_CREDENTIALS} (the content);
     *   <li>an authorized key in {@code YC_KEY_ID}, {@code YC_SERVICE_ACCOUNT_ID} and {@code YC_PRIVATE_KEY} (PEM);
     *   <li>workload identity with {@code YANDEX_SA_ID} and {@code YANDEX_SA_TOKEN_FILE};
     *   <li>the metadata service, at {@code YC_METADATA_ADDR} or 169.254.169.254, asked for at most 1 s.
     * </ol>
     *
     * @return the chain
     */
    public static YandexCredentialsSource defaultChain() {
        return chain(System::getenv, true);
    }

    /**
     * Tries what {@link #defaultChain()} tries, without the metadata service.
     *
     * @return the chain
     */
    public static YandexCredentialsSource environment() {
        return chain(System::getenv, false);
    }

    static YandexCredentialsSource chain(UnaryOperator<@Nullable String> environment, boolean withMetadata) {
        return exchange -> {
            List<Link<YandexCredentials>> links = new ArrayList<>();
            links.add(token("YC_IAM_TOKEN", environment));
            links.add(token("YC_TOKEN", environment));
            links.add(key("YC_SERVICE_ACCOUNT_KEY_FILE", environment, exchange));
            links.add(key("YC_SA_JSON_CREDENTIALS", environment, exchange));
            links.add(new Link<>(
                    "environment variables YC_KEY_ID, YC_SERVICE_ACCOUNT_ID and YC_PRIVATE_KEY",
                    signing(
                            () -> AuthorizedKey.of(
                                    required("YC_KEY_ID", environment),
                                    required("YC_SERVICE_ACCOUNT_ID", environment),
                                    // secret stores often hold line ends in escaped form
                                    required("YC_PRIVATE_KEY", environment).replace("\\n", "\n")),
                            exchange)));
            links.add(new Link<>(
                    "environment variables YANDEX_SA_ID and YANDEX_SA_TOKEN_FILE",
                    federated(
                            () -> required("YANDEX_SA_ID", environment),
                            () -> read(required("YANDEX_SA_TOKEN_FILE", environment)),
                            exchange)));
            if (withMetadata) {
                links.add(new Link<>(
                        "metadata service", machine(() -> address(environment.apply("YC_METADATA_ADDR")), exchange)));
            }
            return cached(new CredentialsChain<>(links), exchange);
        };
    }

    /**
     * Signs in with a service account's authorized key.
     *
     * @param file the key's file, read when a token is needed
     * @return the source
     */
    static YandexCredentialsSource serviceAccountKey(Path file) {
        Objects.requireNonNull(file, "file");
        return exchange -> cached(signing(() -> AuthorizedKey.parse(read(file)), exchange), exchange);
    }

    static YandexCredentialsSource serviceAccountKeyJson(String json) {
        AuthorizedKey key = AuthorizedKey.parse(json);
        return exchange -> cached(signing(() -> key, exchange), exchange);
    }

    static YandexCredentialsSource workloadIdentity(String serviceAccountId, Supplier<String> subjectToken) {
        Checks.requireId("serviceAccountId", serviceAccountId);
        Objects.requireNonNull(subjectToken, "subjectToken");
        return exchange -> cached(federated(() -> serviceAccountId, subjectToken, exchange), exchange);
    }

    static YandexCredentialsSource metadataService(URI base) {
        Objects.requireNonNull(base, "base");
        return exchange -> cached(machine(() -> base, exchange), exchange);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw refused("the file " + file.getFileName() + " cannot be read: "
                    + e.getClass().getSimpleName());
        }
    }

    private static String read(String path) {
        try {
            return read(Path.of(path));
        } catch (InvalidPathException e) {
            throw refused("the variable holds no path of a file");
        }
    }

    private static CredentialsProvider<YandexCredentials> signing(
            Supplier<AuthorizedKey> key, YandexTokenExchange exchange) {
        return () -> exchange.exchangeJwt(SignedJwt.sign(
                key.get(), exchange.jwtAudience(), exchange.time().now(), SignedJwt.LIFE));
    }

    private static CredentialsProvider<YandexCredentials> federated(
            Supplier<String> serviceAccountId, Supplier<String> subjectToken, YandexTokenExchange exchange) {
        return () -> exchange.exchangeSubjectToken(
                serviceAccountId.get(), subjectToken.get().strip());
    }

    private static CredentialsProvider<YandexCredentials> machine(Supplier<URI> base, YandexTokenExchange exchange) {
        return () -> {
            YandexCredentials given = exchange.askMetadata(base.get());
            Instant cap = exchange.time().now().plus(METADATA_CAP);
            boolean endsEarlier = given.expiresAt().filter(cap::isAfter).isPresent();
            return endsEarlier
                    ? given
                    : YandexCredentials.iamToken(given.iamToken().reveal(), cap);
        };
    }

    /** Also keeps whoever asks from blocking: sources do. */
    private static CredentialsProvider<YandexCredentials> cached(
            CredentialsProvider<YandexCredentials> source, YandexTokenExchange exchange) {
        return new CachingCredentialsProvider<>(source, exchange.time());
    }

    private static Link<YandexCredentials> token(String variable, UnaryOperator<@Nullable String> environment) {
        return new Link<>("environment variable " + variable, () -> {
            String token = required(variable, environment);
            try {
                return YandexCredentials.iamToken(token);
            } catch (IllegalArgumentException unfit) {
                throw refused(String.valueOf(unfit.getMessage()));
            }
        });
    }

    private static Link<YandexCredentials> key(
            String variable, UnaryOperator<@Nullable String> environment, YandexTokenExchange exchange) {
        return new Link<>(
                "environment variable " + variable,
                signing(
                        () -> {
                            String value = required(variable, environment);
                            return AuthorizedKey.parse(value.startsWith("{") ? value : read(value));
                        },
                        exchange));
    }

    /** A variable that is set to nothing is as good as unset, which shells make hard to tell apart. */
    private static String required(String variable, UnaryOperator<@Nullable String> environment) {
        String value = environment.apply(variable);
        if (value == null || value.isBlank()) {
            throw refused(variable + " is not set");
        }
        return value.strip();
    }

    private static URI address(@Nullable String host) {
        if (host == null || host.isBlank()) {
            return METADATA;
        }
        String text = host.strip();
        if (!text.matches("[A-Za-z0-9.:\\[\\]-]{1,255}")) {
            throw refused("YC_METADATA_ADDR must be a host, with or without a port");
        }
        return URI.create("http://" + text + "/");
    }

    private static CredentialsException refused(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
