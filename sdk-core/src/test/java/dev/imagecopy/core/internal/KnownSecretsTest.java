package dev.imagecopy.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownSecretsTest {
    private record Key(String value) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of(Secret.of(value));
        }
    }

    @Test
    void clean_ofManyCredentials_areKeptForTheLatestOnly() {
        KnownSecrets secrets = new KnownSecrets();
        for (int i = 100; i < 200; i++) {
            secrets.note(new Key("token-" + i));
            secrets.note(new Key("token-" + i));
        }

        assertThat(secrets.clean("token-100 token-193 token-194 token-199")).isEqualTo("token-100 token-193 *** ***");
    }
}
