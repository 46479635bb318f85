package dev.imagecopy.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.auth.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a service's text before anybody reads it. */
class RedactorTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void clean_whereverTheSecretStands_removesIt(long seed) {
        RandomGenerator random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            String secret = text(random, 12 + random.nextInt(60));
            String before = text(random, random.nextInt(3000));
            String after = text(random, random.nextInt(3000));
            String spaces = " ".repeat(random.nextInt(2) * random.nextInt(70_000));

            String clean = clean(before + spaces + secret + after, secret);

            assertThat(clean).doesNotContain(secret);
            assertThat(clean.length()).isLessThanOrEqualTo(2048);
            assertThat(clean).doesNotContain("  ");
        }
    }

    private static String clean(String text, String secret) {
        return Redactor.withoutSecrets(text, List.of(new SecretTraces(List.of(Secret.of(secret)))));
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

            assertThat(clean(text, secret)).doesNotContain("0123");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'a\u200Btoken-value-1', 'a***'", // an invisible character before
        "'token-\u200Bvalue-1', '***'", // and inside
        "'token-\nvalue-1', '***'", // nor does a line end help
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
        assertThat(clean(text, "token-value-1")).isEqualTo(expected);
    }

    @Tag("FAULT-99")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Q7rT/x+9Zk&3=a\"wLmN0pVb",
                "my-\u00e9t\u00e9-secret of the house",
                "0123456789abcdefghijklmnopqrstuvwxyz"
            })
    void clean_inWhateverFormTheSecretComesBack_removesIt(String secret) {
        String base64 = Base64.getEncoder().encodeToString(("x:" + secret).getBytes(StandardCharsets.UTF_8));
        List<String> forms = List.of(
                secret,
                secret.toUpperCase(Locale.ROOT),
                secret.replace("/", "\\/").replace("\"", "\\\""),
                secret.replace("&", "\\u0026").replace("/", "\\u002f"),
                secret.replace("&", "&amp;").replace("\"", "&quot;").replace("/", "&#x2F;"),
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                URLEncoder.encode(secret, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT),
                URLEncoder.encode(URLEncoder.encode(secret, StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                secret.replaceAll("(.{5})", "$1\r\n  "),
                secret.replaceAll("(.{5})", "$1\\\\n"),
                secret.substring(0, 15),
                secret.substring(3, 17),
                base64,
                base64.replaceAll("(.{7})", "$1\n"),
                base64.replace('+', '-').replace('/', '_').toLowerCase(Locale.ROOT),
                URLEncoder.encode(base64, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
                Base64.getUrlEncoder().encodeToString(("x" + secret + "y").getBytes(StandardCharsets.UTF_8)),
                HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)),
                HexFormat.ofDelimiter(" ").withUpperCase().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
        for (String form : forms) {
            String shown = clean("before, " + form + ", after", secret);

            assertThat(shown)
                    .as(form)
                    .startsWith("before, ")
                    .endsWith(", after")
                    .contains("***");
            assertThat(shown.length()).as(shown).isLessThan("before, , after".length() + 16);
        }
    }

    static Stream<Arguments> hexadecimal() {
        List<HexFormat> formats = List.of(
                HexFormat.of(),
                HexFormat.ofDelimiter(":"),
                HexFormat.ofDelimiter(":").withUpperCase(),
                HexFormat.ofDelimiter("-"),
                HexFormat.ofDelimiter(" "),
                HexFormat.ofDelimiter(", "),
                HexFormat.ofDelimiter("."),
                HexFormat.ofDelimiter("_"),
                HexFormat.ofDelimiter("\n  "),
                HexFormat.ofDelimiter("\\"),
                HexFormat.of().withPrefix("0x"),
                HexFormat.ofDelimiter(" ").withPrefix("0x"),
                HexFormat.ofDelimiter(",").withPrefix("0X").withUpperCase(),
                HexFormat.ofDelimiter("\", \"").withPrefix("0x"),
                HexFormat.ofDelimiter("&quot;, &quot;").withPrefix("0x"),
                HexFormat.of().withPrefix("\\x"),
                HexFormat.of().withPrefix("\\X"),
                HexFormat.of().withPrefix("\\\\x"),
                HexFormat.of().withPrefix("x"),
                HexFormat.ofDelimiter("%3A"),
                HexFormat.ofDelimiter(" ").withSuffix("h"),
                HexFormat.of().withPrefix("#"));
        return formats.stream().flatMap(format -> Stream.of(
                        "kZ7qPd2mWx9RtB4nLc8vYh3s", "my-\u00e9t\u00e9-secret of the house", "0-9a-f.0-9a-f")
                .map(secret -> Arguments.of(format, secret)));
    }

    @Tag("FAULT-99")
    @ParameterizedTest
    @MethodSource("hexadecimal")
    void clean_ofHexadecimal_whateverStandsBetweenTheBytes_removesTheSecret(HexFormat format, String secret) {
        String base64 = Base64.getEncoder().encodeToString(("x:" + secret).getBytes(StandardCharsets.UTF_8));
        String url = Base64.getUrlEncoder().encodeToString(("xy" + secret).getBytes(StandardCharsets.UTF_8));
        List<byte[]> encodings = List.of(
                secret.getBytes(StandardCharsets.UTF_8),
                secret.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8),
                secret.getBytes(StandardCharsets.UTF_16BE),
                secret.getBytes(StandardCharsets.UTF_16LE),
                secret.getBytes(StandardCharsets.UTF_16),
                base64.getBytes(StandardCharsets.UTF_8),
                url.getBytes(StandardCharsets.UTF_8));
        for (byte[] bytes : encodings) {
            for (String before : List.of("before, ", "before: id=a, ", "before, fee ")) {
                String form = format.formatHex(bytes);

                String shown = clean(before + form + " (after)", secret);

                String left = shown.replace(before, "").replaceAll("(?i)0x|[^0-9a-f]", "");
                assertThat(shown)
                        .as(form)
                        .startsWith(before)
                        .endsWith("(after)")
                        .contains("***");
                assertThat(left.length()).as(shown).isLessThan(2 * SecretTraces.RUN);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request 0f8fad5b-d9cb-469f-a165-70867728950e of 7c9e6679-7425-40de-944b-e07fc1f90ae7 failed",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "at 2026-11-30T02:28:57.000Z from 00:1B:44:11:3A:B7 (fe80::1b:44ff:fe11:3ab7)",
                "bytes 0x00 0x01 0x02 0x03 0x04 0x05 0x06 0x07 0x08 0x09 0x0a 0x0b 0x0c 0x0d 0x0e 0x0f 0x10",
                "the image 465076de-4d34-4d1e-a9c2-000000000000 has 41943040 bytes in 12 added, faded, decaf beads",
            })
    void clean_ofOrdinaryHexadecimal_leavesItAsItIs(String text) {
        assertThat(clean(text, "kZ7qPd2mWx9RtB4nLc8vYh3s")).isEqualTo(text);
    }

    @Tag("FAULT-99")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pass\\Nword-of\\The-house",
                "6G( E;%\\E3(x9#kw?Lq",
                "a\\Rb\\Tc\\Bd\\Fe\\Nf-0123456789",
                "two  blanks   and more of them",
                "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
            })
    void clean_ofASecretThatLooksEscapedItself_removesIt(String secret) {
        StringBuilder unicode = new StringBuilder();
        StringBuilder percent = new StringBuilder();
        secret.chars().forEach(c -> {
            unicode.append(String.format("\\u%04x", c));
            percent.append(String.format("%%%02x", c));
        });
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<String> forms = List.of(
                secret,
                secret.toLowerCase(Locale.ROOT),
                unicode.toString(),
                percent.toString(),
                URLEncoder.encode(secret, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().encodeToString(("x:" + secret).getBytes(StandardCharsets.UTF_8)),
                named(secret));
        for (String form : forms) {
            assertThat(clean("before, " + form + " after", secret))
                    .as(form)
                    .matches("before, .{0,3}\\*\\*\\*.{0,8} after");
        }
    }

    @Tag("FAULT-99")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u{%x}",
                "\\x{%X}",
                "\\%03o",
                "\\\\%03o",
                "=%02X",
                "=3D%02x",
                "&#%d",
                "&#x%x",
                "&amp;#%d",
                "%%26#%d"
            })
    void clean_ofEscapesThatMayBeOrdinaryText_removesTheSecret(String escape) {
        String secret = "kZ7qPd2m=ab9RtB4n/c8vYh3&lt";
        String form = each(secret, c -> String.format(escape, c));

        assertThat(clean("before, " + form + " after", secret)).matches("before, .{0,3}\\*\\*\\*.{0,8} after");
    }

    @Tag("FAULT-99")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "&shy;",
                "&ZeroWidthSpace;",
                "&zwj;",
                "&#8203;",
                "&#8203 ",
                "%e2%80%8b",
                "%C2%AD",
                "=E2=80=8B",
                "\\u{200b}",
                "\ufe0f"
            })
    void clean_whenInvisibleCharactersStandBetween_removesTheSecret(String invisible) {
        String secret = "kZ7qPd2mWx9RtB4nLc8vYh3s";

        assertThat(clean("before, " + each(secret, c -> (char) (int) c + invisible) + " after", secret))
                .matches("before, \\*\\*\\*.{0,16} after");
    }

    private static String each(String text, Function<Integer, String> form) {
        return text.chars().boxed().map(form).collect(Collectors.joining());
    }

    /** With the entities of HTML for punctuation. */
    private static String named(String text) {
        List<String> names = List.of(
                "excl", "quot", "num", "dollar", "percnt", "amp", "apos", "lpar", "rpar", "ast", "plus", "comma", "x",
                "period", "sol", "colon", "semi", "lt", "equals", "gt", "quest", "commat", "lsqb", "bsol", "rsqb",
                "Hat", "lowbar", "grave", "lcub", "verbar", "rcub");
        String signs = "!\"#$%&'()*+,x./:;<=>?@[\\]^_`{|}";
        return text.chars()
                .mapToObj(c -> {
                    int sign = c == 'x' ? -1 : signs.indexOf(c);
                    return sign < 0 ? Character.toString(c) : "&" + names.get(sign) + ";";
                })
                .collect(Collectors.joining());
    }

    @Test
    void clean_whileASecretIsInUseThatCannotBeTold_showsCodesOnly() {
        assertThat(clean("the word hunter2 is wrong", "hunter2"))
                .startsWith("(withheld, since a secret of fewer than 8");
        assertThat(clean("h u n t e r 2", "hunter2")).startsWith("(withheld");
        assertThat(clean("Not.hunter2", "hunter2")).startsWith("(withheld");
        assertThat(clean("InvalidImageName.Duplicated", "hunter2")).isEqualTo("InvalidImageName.Duplicated");
        assertThat(clean("xyz", "\u200B\u200B\u200B\u200B")).isEqualTo("xyz");
    }

    @Test
    void clean_removesThePercentEncodedSecretToo() {
        assertThat(clean("u=a%2Fbcdefgh%2Bc%3D&x", "a/bcdefgh+c=")).isEqualTo("u=***%3D&x");
    }

    @Test
    void clean_removesSignaturesInEncodedEchoes() {
        assertThat(clean("got %7B%22Signature%22%3A%22abcdef0123%22%7D, sorry", "token-value-1"))
                .isEqualTo("got %7B%22Signature%22%3A%22***%22%7D, sorry");
        assertThat(clean("?x=1&amp;Signature%3Dabc%252Fdef%26y", "token-value-1"))
                .isEqualTo("?x=1&amp;Signature%3D***%26y");
    }

    @Test
    void clean_leavesShorterRunsAlone() {
        assertThat(clean("secret of a garden", "my secret of the house")).isEqualTo("secret of a garden");
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
                "eyJaaaa.",
                "%3",
                "%2574%",
                "&#x74;1.",
                "Signature%3D")) {
            String hostile = unit.repeat(300_000 / unit.length());

            assertThat(clean(hostile, "not-in-there").length()).isLessThanOrEqualTo(2048);
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
