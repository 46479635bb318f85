package dev.imagecopy.yandex.desktop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which place wins. */
class CredentialsChainTest {
    private static final KeyPair KEYS = Keys.make("RSA", 2048);

    private final Map<String, String> environment = new HashMap<>();
    private final FakeExchange exchange = new FakeExchange();

    @TempDir
    private Path folder;

    @Tag("YANDEX-42")
    @Test
    void chain_whenEverythingIsSet_takesTheFirst() {
        environment.put("YC_IAM_TOKEN", " t1.first.token\n");
        environment.put("YC_TOKEN", "t1.second.token");
        environment.put("YC_SERVICE_ACCOUNT_KEY_FILE", Keys.file("k", "sa", KEYS));

        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.first.token"));
        assertThat(exchange.asked).isEmpty();
    }

    @Test
    void chain_whenTheKeyIsAPathOrContentOrParts_signsIn() throws IOException {
        Path file = folder.resolve("key.json");
        Files.writeString(file, Keys.file("k1", "sa", KEYS));
        environment.put("YC_SERVICE_ACCOUNT_KEY_FILE", file.toString());
        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));

        environment.clear();
        environment.put("YC_SERVICE_ACCOUNT_KEY_FILE", Keys.file("k2", "sa", KEYS));
        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));

        environment.clear();
        environment.put("YC_SA_JSON_CREDENTIALS", Keys.file("k3", "sa", KEYS));
        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));

        environment.clear();
        environment.put("YC_KEY_ID", "k4");
        environment.put("YC_SERVICE_ACCOUNT_ID", "sa");
        environment.put("YC_PRIVATE_KEY", Keys.escaped(Keys.pkcs8(KEYS)));
        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));
        assertThat(exchange.asked).containsExactly("jwt", "jwt", "jwt", "jwt");
    }

    @Test
    void chain_whenOnlyAFederationIsSet_exchangesItsToken() throws IOException {
        Path file = folder.resolve("token");
        Files.writeString(file, "oidc.token\n");
        environment.put("YANDEX_SA_ID", "ajesa");
        environment.put("YANDEX_SA_TOKEN_FILE", file.toString());

        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.subject"));
        assertThat(exchange.asked).containsExactly("ajesa oidc.token");
    }

    @Test
    void chain_whenNothingIsSet_asksTheMetadataServiceWhereItIs() {
        environment.put("YC_METADATA_ADDR", "127.0.0.1:8080");

        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.metadata"));
        assertThat(exchange.asked).containsExactly("http://127.0.0.1:8080/");
        assertThat(resolved().expiresAt()).hasValue(exchange.time().now().plus(Duration.ofMinutes(5)));
    }

    @Test
    void chain_whenNothingWorks_namesEveryPlaceAndReason() {
        environment.put("YC_TOKEN", "y0_canarycanarycanary");
        environment.put("YC_METADATA_ADDR", "a/b?c");

        assertThatThrownBy(this::resolved)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("YC_IAM_TOKEN is not set")
                .hasMessageContaining("this is an OAuth token, which is not supported")
                .hasMessageContaining("YC_SERVICE_ACCOUNT_KEY_FILE is not set")
                .hasMessageContaining("YC_SA_JSON_CREDENTIALS is not set")
                .hasMessageContaining("YC_KEY_ID is not set")
                .hasMessageContaining("YANDEX_SA_ID is not set")
                .hasMessageContaining("metadata service: YC_METADATA_ADDR must be a host")
                .hasMessageNotContaining("canary");
    }

    @Test
    void keyFile_whenItCannotBeRead_saysSoByItsNameAlone() {
        assertThatThrownBy(() -> YandexCredentials.serviceAccountKey(folder.resolve("missing.json"))
                        .connect(exchange)
                        .resolve())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("missing.json cannot be read: NoSuchFileException")
                .hasMessageNotContaining(folder.toString());
    }

    private YandexCredentials resolved() {
        return YandexCredentialsProviders.chain(environment::get, true)
                .connect(exchange)
                .resolve();
    }

    private static final class FakeExchange implements YandexTokenExchange {
        final List<String> asked = new ArrayList<>();
        private final TimeSource time = new ManualTimeSource();

        @Override
        public YandexCredentials exchangeJwt(String jwt) {
            asked.add("jwt");
            return YandexCredentials.iamToken("t1.from.jwt", time.now().plusSeconds(3600));
        }

        @Override
        public YandexCredentials exchangeSubjectToken(String serviceAccountId, String subjectToken) {
            asked.add(serviceAccountId + " " + subjectToken);
            return YandexCredentials.iamToken("t1.from.subject", time.now().plusSeconds(3600));
        }

        @Override
        public YandexCredentials askMetadata(URI base) {
            if (base.getHost() == null) {
                throw new CredentialsException("no host", ErrorContext.none(false), null);
            }
            asked.add(base.toString());
            return YandexCredentials.iamToken("t1.from.metadata", time.now().plusSeconds(39_944));
        }

        @Override
        public String jwtAudience() {
            return "https://iam.api.cloud.yandex.net/iam/v1/tokens";
        }

        @Override
        public TimeSource time() {
            return time;
        }
    }
}
