package dev.imagecopy.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.auth.Secret;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a service's text before anybody reads it. */
class RedactorTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void clean_whereverTheSecretStands_removesIt(long seed) {
        RandomGenerator random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            String secret = text(random, 4 + random.nextInt(60));
            String before = text(random, random.nextInt(3000));
            String after = text(random, random.nextInt(3000));
            String spaces = " ".repeat(random.nextInt(2) * random.nextInt(70_000));

            String clean = Redactor.withoutSecrets(before + spaces + secret + after, List.of(Secret.of(secret)));

            assertThat(clean).doesNotContain(secret);
            assertThat(clean.length()).isLessThanOrEqualTo(2048);
            assertThat(clean).doesNotContain("  ");
        }
    }

    private static String text(RandomGenerator random, int length) {
        String alphabet = "ABCdef0123456789+/=._-";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void clean_whenTheSecretIsCutOffAtTheEndOfWhatIsRead_leavesNoPartOfIt() {
        String secret = "0123456789".repeat(10);
        for (int shown = 1; shown < 100; shown++) {
            String text = "x" + " ".repeat(32 * 2048 - 1 - shown) + secret + "y".repeat(10);

            assertThat(Redactor.withoutSecrets(text, List.of(Secret.of(secret))))
                    .doesNotContain("0123");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'a\u200Btoken-value-1', 'a***'", // an invisible character before
        "'token-\u200Bvalue-1', '***'", // and inside
        "'token-\nvalue-1', 'token- value-1'", // a line end inside makes it another text
        "'Bearer abcdefghijkl.m', 'Bearer ***'",
        "'basic   QWxhZGRpbjpvcGVu', 'basic ***'",
        "'IAM t1.9euelZq.abc-DEF_1 end', 'IAM *** end'",
        "'\"eyJhbGciOiJQ.eyJpc3MiOiJh.c2ln-_\" end', '\"***\" end'",
        "'assertion%3DeyJhbGciOiJQ.eyJpc3MiOiJh.c2ln&x', 'assertion%3D***&x'",
        "'see eyJhbGci.eyJh', 'see eyJhbGci.eyJh'",
        "'password=hunter22&x=1', 'password=***&x=1'",
        "'{\"SecurityToken\": \"abcdef\"}', '{\"SecurityToken\": \"***\"}'",
        "'{\\\"x-auth-token\\\":\\\"abcdef\\\"}', '{\\\"x-auth-token\\\":\\\"***\\\"}'",
        "'Signature : abcdef, x', 'Signature : ***, x'",
        "'the token is bad', 'the token is bad'",
        "'id 1234', 'id 1234'",
    })
    void clean_removesWhatLooksSecret(String text, String expected) {
        assertThat(Redactor.withoutSecrets(text, List.of(Secret.of("token-value-1"))))
                .isEqualTo(expected);
    }

    @Test
    void clean_leavesSecretsAloneThatAreShorterThanWords() {
        assertThat(Redactor.withoutSecrets("abc abcd", List.of(Secret.of("abc"))))
                .isEqualTo("abc abcd");
        assertThat(Redactor.withoutSecrets("abc abcd", List.of(Secret.of("abcd"))))
                .isEqualTo("abc ***");
        assertThat(Redactor.withoutSecrets("xyz", List.of(Secret.of("\u200B\u200B\u200B\u200B"))))
                .isEqualTo("xyz");
    }

    @Test
    void clean_removesThePercentEncodedSecretToo() {
        assertThat(Redactor.withoutSecrets("u=a%2Fb%2Bc%3D&x", List.of(Secret.of("a/b+c="))))
                .isEqualTo("u=***&x");
    }

    @Test
    @Timeout(60)
    void clean_whenTheTextIsHostile_staysFast() {
        for (String unit : List.of(
                "a",
                "t1.",
                "token",
                "token ",
                "secret_",
                "bearer ",
                "password=\"",
                "\\\"",
                "t1.a.",
                "eyJ",
                "eyJa.",
                "eyJaaaa.")) {
            String hostile = unit.repeat(300_000 / unit.length());

            assertThat(Redactor.withoutSecrets(hostile, List.of(Secret.of("not-in-there")))
                            .length())
                    .isLessThanOrEqualTo(2048);
        }
    }

    @Test
    void oneLine_collapsesWhiteSpaceAndDropsControls() {
        assertThat(Redactor.oneLine(" \r\n a\t\tb\u0000\u001b[31mc\u00A0d\u202Ee\uFEFF \n"))
                .isEqualTo("a b[31mc de");
    }

    @Test
    void oneLine_cutsAt2048AndNeverInsideACharacter() {
        assertThat(Redactor.oneLine("x".repeat(5000))).hasSize(2048);
        assertThat(Redactor.oneLine("x".repeat(2047) + "\uD83D\uDE00")).isEqualTo("x".repeat(2047));
        assertThat(Redactor.oneLine("x".repeat(2046) + "\uD83D\uDE00")).hasSize(2048);
        assertThat(Redactor.oneLine("x".repeat(2047) + " y")).isEqualTo("x".repeat(2047));
        assertThat(Redactor.oneLine("x".repeat(2046) + " y")).hasSize(2048);
    }
}
