package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The id and the secret of an access key, each where the other belongs. */
class SwappedKeyTest {
    private static final int SAMPLES = 200_000;
    private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String LETTERS = CAPITALS + "abcdefghijklmnopqrstuvwxyz";

    private final Random random = new Random(20261129);

    /** The keys of both clouds: permanent, older and temporary ones. */
    private final List<Supplier<String[]>> keys = List.of(
            () -> new String[] {"LTAI" + text(LETTERS, 12), text(LETTERS, 30)},
            () -> new String[] {"LTAI5t" + text(LETTERS, 18), text(LETTERS, 30)},
            () -> new String[] {text(LETTERS, 16), text(LETTERS, 30)},
            () -> new String[] {"STS.N" + text(LETTERS, 24), text(LETTERS, 40 + random.nextInt(5))},
            () -> new String[] {text(CAPITALS, 20), text(LETTERS, 40)},
            () -> new String[] {"HST" + text(CAPITALS, 17), text(LETTERS, 40)});

    @Test
    void flaw_ofOrdinaryKeys_isNone_andOfTheSameSwapped_alwaysSomething() {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            String[] key = keys.get(i % keys.size()).get();
            if (!SwappedKey.flaw("ID", key[0], "SECRET", key[1]).isEmpty()) {
                wrong.add("refused: " + String.join(" ", key));
            }
            String flaw = SwappedKey.flaw("ID", key[1], "SECRET", key[0]);
            if (!flaw.contains("swapped") || flaw.contains(key[0]) || flaw.contains(key[1])) {
                wrong.add("accepted: " + String.join(" ", key));
            }
        }

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT | LTAI5tAbCdEfGhIjKlMnOpQr       | ID and SECRET are swapped: the first holds the secret of an access key, the second its id
            Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT | LTAIabcdefghijkl               | ID and SECRET are swapped: the first holds the secret of an access key, the second its id
            kqkztbbmwxxpdlxsvhXrfgtjncxybt | testid                         | ID holds an access key's secret, which belongs in SECRET: perhaps the two are swapped
            testid                         | LTAI5tAbCdEfGhIjKlMnOpQr       | SECRET holds the id of an access key, which belongs in ID: perhaps the two are swapped
            LTAI5tAbCdEfGhIjKlMnOpQr       | LTAI5tAbCdEfGhIjKlMnOpQr       | SECRET holds the id of an access key, which belongs in ID: perhaps the two are swapped
            testid                         | STS.NUgYrLnoC37mZZCNnAbez      | SECRET holds the id of an access key, which belongs in ID: perhaps the two are swapped
            testid                         | ABCDEFGHIJKLMNOPQRST           | SECRET holds the id of an access key, which belongs in ID: perhaps the two are swapped
            testid                         | "HST0ABCDEFGHIJKLMNOP"         | SECRET holds the id of an access key, which belongs in ID: perhaps the two are swapped
            """)
    void flaw_ofPartsInEachOthersPlace_namesBoth(String id, String secret, String flaw) {
        assertThat(SwappedKey.flaw("ID", id, "SECRET", secret)).isEqualTo(flaw);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            testid                   | testsecret
            a                        | s
            QTWAOYTTINDUT2QVKYUC     | MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc
            SIMULATORACCESSKEY01     | simulatorSecretAccessKey0000000000000001
            LTAI5tSimulatorKey       | simulator-access-key-secret
            FAKEAKFORTESTS000001     | fakeSkForTestsOnly01
            LTAI-other               | LTAI-other-secret
            aBcDeFgHiJkLmNoP         | LTAIeFgHiJkLmNoPqRsTuVwXyZ0123
            12345678901234567890     | 12345678901234567890
            YourAccessKeyId          | YourAccessKeySecret
            """)
    void flaw_ofPartsThatMayBeInTheirPlace_isNone(String id, String secret) {
        assertThat(SwappedKey.flaw("ID", id, "SECRET", secret)).isEmpty();
    }

    @Test
    void flaw_ofMissingParts_isNone() {
        assertThat(SwappedKey.flaw("ID", null, "SECRET", null)).isEmpty();
    }

    @Test
    void requireInPlace_ofSwappedParts_namesTheirSettings() {
        Setting id = setting("KEY_ID");
        Setting secret = setting("KEY_SECRET");

        SwappedKey.requireInPlace(new ListedSettings(Map.of("KEY_ID", "testid", "KEY_SECRET", "s")), id, secret);
        NamedSettings swapped = new ListedSettings(
                Map.of("KEY_ID", "Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT", "KEY_SECRET", "'LTAI5tAbCdEfGhIjKlMnOpQr'"));
        assertThatThrownBy(() -> SwappedKey.requireInPlace(swapped, id, secret))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("KEY_ID and KEY_SECRET are swapped");
    }

    private static Setting setting(String name) {
        return new Setting() {
            @Override
            public String place() {
                return "variable";
            }

            @Override
            public String key() {
                return name;
            }
        };
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
