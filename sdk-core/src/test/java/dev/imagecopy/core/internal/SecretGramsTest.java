package dev.imagecopy.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.auth.Secret;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick test of ids and names, beside the thorough one. */
class SecretGramsTest {
    private static final List<String> ALPHABETS = List.of(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
            "abcdefghijklmnopqrstuvwxyz0123456789-_.",
            "0123456789abcdef",
            "abcdef+++=\\",
            "abcdef---_~",
            "~?>|}{:;,.@[]()*'\"!^`",
            "ABCDEFabcdef0123456789%=&\\ nux",
            "abcdefgh\u00e4\u00f6\u00fc\u00df\u4e2d");

    /** What a service may make of a text, one after another. */
    private static final List<UnaryOperator<String>> FORMS = List.of(
            text -> text,
            text -> text.toUpperCase(Locale.ROOT),
            text -> text.toLowerCase(Locale.ROOT),
            text -> each(text, c -> String.format("\\u%04x", c)),
            text -> each(text, c -> String.format("\\x%02x", c)),
            text -> each(text, c -> String.format("\\u{%x}", c)),
            text -> each(text, c -> String.format("\\%03o", c)),
            text -> each(text, c -> String.format("=%02X", c)),
            text -> each(text, c -> String.format("%%%02x", c)),
            text -> each(text, c -> String.format("%%u%04x", c)),
            text -> each(text, c -> "&#" + c + ";"),
            text -> each(text, c -> String.format("&#x%x ", c)),
            text -> text.replace("\\", "\\\\").replace("/", "\\/").replace("\"", "\\\""),
            text -> each(text, c -> Character.toString(c < 0x7f ? c + 0xfee0 : c)), // full-width
            text -> HexFormat.of().formatHex(bytes(text)),
            text -> HexFormat.of().withUpperCase().formatHex(bytes(text)),
            text -> HexFormat.of().formatHex(bytes(HexFormat.of().formatHex(bytes(text)))),
            text -> HexFormat.ofDelimiter(":").formatHex(bytes(text)),
            text -> HexFormat.ofDelimiter(" ").withPrefix("0x").formatHex(bytes(text)),
            text -> HexFormat.of().withPrefix("0X").withUpperCase().formatHex(bytes(text)),
            text -> HexFormat.of().withPrefix("x").formatHex(bytes(text)),
            text -> HexFormat.ofDelimiter(", ").withSuffix("h").formatHex(bytes(text)),
            text -> HexFormat.of().formatHex(bytes(text)).replaceAll("(.{8})", "$1-"),
            text -> HexFormat.of().formatHex(bytes(each(text, c -> Character.toString(c) + "\u200b"))),
            text -> HexFormat.of().formatHex(bytes(each(text, c -> Character.toString(c) + "\n"))),
            text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16LE)),
            text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE)),
            text -> each(text, c -> String.format("%02x%02x", 0xc0 | (c >> 6), 0x80 | (c & 0x3f))),
            text -> each(text, c -> String.format("e0%02x%02x", 0x80 | (c >> 6), 0x80 | (c & 0x3f))),
            text -> each(text, c -> String.format("f880%02x%02x", 0x80 | (c >> 6), 0x80 | (c & 0x3f))),
            text -> base64(text, StandardCharsets.UTF_8),
            text -> base64(text, StandardCharsets.UTF_8),
            text -> base64("x" + text, StandardCharsets.UTF_8),
            text -> base64("xy" + text, StandardCharsets.UTF_8).replace("=", ""),
            text -> base64(text, StandardCharsets.UTF_16LE),
            text -> base64("z" + text, StandardCharsets.UTF_16),
            text -> base64(each(text, c -> Character.toString(c) + "\u2064"), StandardCharsets.UTF_8),
            text -> Base64.getUrlEncoder().encodeToString(bytes("y" + text)),
            text -> Base64.getUrlEncoder().encodeToString(bytes(text)).replaceAll("(.{9})", "$1\\\\"),
            text -> spaced(text, "-"),
            text -> spaced(text, "."),
            text -> spaced(text, ", "),
            text -> spaced(text, "','"),
            text -> spaced(text, ":++++++++++++++"),
            text -> spaced(text, "\u200b"),
            text -> spaced(text, "\u0001"),
            text -> spaced(text, "\udb40\udc41"),
            text -> text.replaceAll("(.{4})", "$1\n"),
            text -> text.replaceAll("(.{4})", "$1\\\\n"),
            text -> text.replaceAll("(.{5})", "$1\u00a0"),
            text -> text.replaceAll("(.{3})", "$1+"),
            text -> text.replaceAll("(.{2})", "$1 = \\\\"));

    private static String each(String text, IntFunction<String> form) {
        return text.codePoints().mapToObj(form).collect(Collectors.joining());
    }

    private static String spaced(String text, String separator) {
        return String.join(separator, text.split(""));
    }

    private static String base64(String text, Charset charset) {
        return Base64.getEncoder().encodeToString(text.getBytes(charset));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void mayHold_ofWhateverIsFound_isTrue(long seed) {
        RandomGenerator random = new Random(seed);
        int found = 0;
        for (int run = 0; run < 600; run++) {
            String secret = 'k' + text(random, one(ALPHABETS, random), 7 + random.nextInt(40));
            List<Secret> secrets = List.of(Secret.of("hunter2"), Secret.of(secret));
            int start = random.nextInt(2) * random.nextInt(secret.length() / 2);
            String form = secret.substring(start);
            for (int wrapped = random.nextInt(3); wrapped >= 0; wrapped--) {
                form = one(FORMS, random).apply(form);
            }
            String name = text(random, "abcdefgh-019 0x%=\\", random.nextInt(6))
                    + form
                    + text(random, "abcdefgh-019", random.nextInt(6));

            if (Redactor.holds(name, new SecretTraces(secrets))) {
                found++;
                assertThat(Redactor.mayHold(name, new SecretGrams(secrets)))
                        .as("%s holds %s", name, secret)
                        .isTrue();
            }
        }
        assertThat(found).isGreaterThan(200);
    }

    private static String text(RandomGenerator random, String alphabet, int length) {
        return random.ints(length, 0, alphabet.length())
                .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                .collect(Collectors.joining());
    }

    private static <T> T one(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }

    static Stream<String> ordinary() {
        RandomGenerator random = new Random(1);
        Stream<String> uuids = Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()).toString())
                .limit(100);
        Stream<String> hashes =
                Stream.generate(() -> text(random, "0123456789abcdef", 64)).limit(20);
        Stream<String> names = Stream.of(
                "",
                "m-bp1gvc4bpd3g5zq9x0yz",
                "t-bp67acfmxazb4ph0x1y2",
                "cn-hangzhou",
                "8a8a8f2b5d1c4e6f9a0b1c2d3e4f5a6b",
                "fv4hqc6ke1lm9pdr8q0b",
                "ff8080828c5d9f31018c6b6d1f4b0a52",
                "golden image of 2026-01-02 (100 %, 2 GB + 1)",
                "my-image_v1.2.3-rc.1+build.5",
                "a.b.c.d.e",
                "Store/MyAppType/MyCode.1.0.0/sub-folder/another_one/x.y-z.dll",
                "Store\\MyAppType\\Code\\service.exe",
                "TWFueSBoYW5kcyBtYWtlIGxpZ2h0IHdvcmsuIE1hbnkgaGFuZHMgbWFrZSBsaWdodCB3b3JrLg==",
                "\u751f\u4ea7\u73af\u5883\u955c\u50cf-2026",
                "\u043e\u0431\u0440\u0430\u0437 \u0434\u0438\u0441\u043a\u0430",
                "\ud83d\ude80 image",
                "fa:16:3e:1b:44:11:3a:b7");
        return Stream.of(uuids, hashes, names).flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void mayHold_ofAnOrdinaryName_isFalse(String name) {
        RandomGenerator random = new Random(2);
        List<Secret> secrets = List.of(
                Secret.of(text(random, ALPHABETS.get(0), 30)),
                Secret.of("CAIS" + text(random, ALPHABETS.get(1), 600) + "=="),
                Secret.of("t1." + text(random, ALPHABETS.get(2), 200)),
                Secret.of(text(random, ALPHABETS.get(3), 32)),
                Secret.of("hunter2"));

        assertThat(Redactor.mayHold(name, new SecretGrams(secrets))).isFalse();
    }

    @Test
    void mayHold_ifTheCanonicalFormOfASecretIsAnotherText_isTrue() {
        for (String secret : List.of(
                "pass word of mine", "abc%2Fdefghijk", "p\u00e4ssword-of-mine", "a=3Db=3Dcdefg", "a\\nb\\nc\\nd")) {
            assertThat(Redactor.mayHold("m-1", new SecretGrams(List.of(Secret.of(secret)))))
                    .as(secret)
                    .isTrue();
        }
    }

    @Test
    void isPlain_ofFullWidthDigits_isFalse() {
        assertThat(Redactor.isPlain("0123456789abcdef")).isTrue();
        assertThat(Redactor.isPlain("\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff10\uff11"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mayShow_ofAPlainTextWithARunOfASecret_isTrue(long seed) {
        RandomGenerator random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            String secret = text(random, "0123456789abcdefABCDEF", 12 + random.nextInt(60));
            String shown = part(random, secret);
            String text =
                    grouped(random, around(random, random.nextBoolean() ? shown.toUpperCase(Locale.ROOT) : shown));

            assertThat(Redactor.mayShow(text, "Signature=" + secret, 10))
                    .as(text)
                    .isTrue();
            assertThat(Redactor.mayShow(text, List.of(Secret.of(grouped(random, secret)))))
                    .as(text)
                    .isTrue();
            assertThat(Redactor.mayShow(text, secret, secret.length())).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mayShow_ofAPlainTextWithARunOfGroupsOfASecret_isTrue(long seed) {
        RandomGenerator random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            String secret = grouped(random, text(random, "0123456789abcdef", 12 + random.nextInt(60)));
            String text = around(random, part(random, secret));

            assertThat(Redactor.mayShow(text, List.of(Secret.of(secret))))
                    .as(text)
                    .isTrue();
        }
    }

    private static String part(RandomGenerator random, String secret) {
        int start = random.nextInt(secret.length() - 11);
        return secret.substring(start, start + 12 + random.nextInt(secret.length() - start - 11));
    }

    private static String around(RandomGenerator random, String shown) {
        return text(random, "0123456789abcdef", 4 + random.nextInt(30))
                + shown
                + text(random, "0123456789abcdef", 4 + random.nextInt(30));
    }

    /** The same digits in groups of four or more, as in a UUID. */
    private static String grouped(RandomGenerator random, String digits) {
        StringBuilder text = new StringBuilder();
        int group = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (group >= 4 && digits.length() - i >= 4 && random.nextInt(3) == 0) {
                text.append(random.nextBoolean() ? '-' : ':');
                group = 0;
            }
            text.append(digits.charAt(i));
            group++;
        }
        return text.toString();
    }
}
