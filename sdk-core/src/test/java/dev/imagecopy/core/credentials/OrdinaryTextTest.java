package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.spi.Checks;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, hosts, paths, ids and random keys, none of which may be taken for a secret in disguise, and disguises that are none the less. */
class OrdinaryTextTest {
    private static final int SAMPLES = 200_000;
    private static final int KEYS = 50_000;
    private static final String KEY_SECRET = "an access key's secret";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String[] WORDS =
            """
            prod edge blue green stage test build image copy west east north south central europe asia america china cluster
            role access admin data node app web service fabric file session deploy github actions runner backup account user team
            platform terraform ansible jenkins vault auth one two three key golden base windows linux ubuntu debian market order
            payment invoice report search cache queue worker batch export import secret token storage archive mirror registry"""
                    .split("\\s+");
    private static final String[] EDITIONS =
            """
            W2K19 W2K22 Win2019 R2 SP1 SP2 X64 x86 V2 v1 Rev3 Build17763 Std Ent Core SQL2022 MySQL8 RHEL9 K8s IPv6 TLS13 JDK17
            NodeJS20 GPU NVMe UEFI Gen2 HyperV 21H2 KB5031364 LTSC CU28 Q4 Final5 RC1 20261130 20261130T120000Z 4K 100GB"""
                    .strip()
                    .split("\\s+");
    private static final String[] DOMAINS = {
        "westeurope.cloudapp.azure.com", "example.com", "internal", "corp.example.org", "eu-west-101.myhuaweicloud.eu"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prod-edge-blue-app",
                "prod/auth-one/key.json",
                "prod-edge-sf.westeurope.cloudapp.azure.com",
                "5432553689373917",
                "e7YixZLRIU3Ge2yUwnVDSoMtkp0zJR_",
                "AliyunECSInstanceForBuild2Role",
                "ProdClusterWestEurope2024Blue1",
                "MIGRATE-EUROPE-WEST-IMAGES/MIGRATE-EUROPE-WEST-IMAGES-2026-ARCHIVE",
                "{{ vault.token }}",
                "{{- .Values.token | quote -}}"
            })
    void kind_ofOrdinaryTextThatWasTakenForASecret_isNone(String text) {
        assertThat(MisplacedSecret.kind(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"e7YixZLRIU3Ge2yUwnVDSoMtkp0zJR", "e9UidKmqNjgpwIbq48mM8LR1vefLYDvfAflW3TDj"})
    void secretOfAKey_thatWasTakenForJson_isAccepted(String secret) {
        assertThat(violations(secret)).isEmpty();
    }

    @Test
    void randomKeys_areAcceptedAsSecretsAndTokens() {
        Random random = new Random(20261129);
        Base64.Encoder base64 = Base64.getEncoder();
        Base64.Encoder base64url = Base64.getUrlEncoder().withoutPadding();
        List<Supplier<String>> forms = List.of(
                () -> letters(random, 30),
                () -> letters(random, 40),
                () -> base64.encodeToString(bytes(random, 30)),
                () -> base64.encodeToString(bytes(random, 64)),
                () -> base64url.encodeToString(bytes(random, 32)),
                () -> base64url.encodeToString(bytes(random, 64)));
        List<String> refused = new ArrayList<>();

        for (int i = 0; i < SAMPLES; i++) {
            String key = forms.get(i % forms.size()).get();
            String kind = MisplacedSecret.kind(key);
            if (!violations(key).isEmpty() || !(kind.isEmpty() || kind.equals(KEY_SECRET))) {
                refused.add(key);
            }
        }

        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 40, 41, 42, 43, 44})
    void randomKeys_ofTheLengthOfAnAccessKeysSecret_areRecognised(int length) {
        Random random = new Random(20261129);

        long missed = IntStream.range(0, KEYS)
                .filter(each -> MisplacedSecret.kind(letters(random, length)).isEmpty())
                .count();

        assertThat(missed).isLessThan(KEYS / 80); // a few look like words and numbers
    }

    @Test
    void namesHostsPathsAndIds_areNoSecrets() {
        Random random = new Random(20261129);
        List<IntFunction<String>> forms = List.of(
                words -> joined(random, words, "-"),
                words -> joined(random, words, "-") + "." + DOMAINS[random.nextInt(DOMAINS.length)],
                words -> joined(random, words, "/") + "/" + joined(random, 2, "-") + ".json",
                words -> "/" + joined(random, words, "/"),
                words -> joined(random, words, "."),
                words -> joined(random, words, "_"),
                words -> joined(random, words, ""),
                words -> release(random, words),
                words -> Long.toString(1_000_000_000_000_000L + random.nextLong(9_000_000_000_000_000L)));
        List<String> refused = new ArrayList<>();

        for (int i = 0; i < SAMPLES; i++) {
            String text = forms.get(i % forms.size()).apply(2 + random.nextInt(5));
            Checks checks = Checks.of("it");
            MisplacedSecret.check(checks, "name", text);
            SecretText.checkId(checks, "id", text);
            String host = text.replace('/', '.').replace('_', '-');
            URI address = URI.create("https://" + host.substring(host.startsWith(".") ? 1 : 0) + ":19080/" + text);
            if (!checks.violations().isEmpty()
                    || !MisplacedSecret.kindIn(address).isEmpty()) {
                refused.add(text);
            }
        }

        assertThat(refused).isEmpty();
    }

    static Stream<String> documents() {
        return Stream.of(
                "{\"id\": \"canary\", \"private_key\": \"canary canary canary canary\"}",
                "{\n    \"id\": \"canary\", \"private_key\": \"canary canary canary canary\"}",
                "{\r\n\t\"name\": \"für alle\", \"private_key\": \"canary\"}",
                "\ufeff{\"ключ\": \"canary\", \"private_key\": \"canary\"}");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void kind_ofJsonInBase64_isTheSameWhereverItWasCut(String json) {
        for (Charset encoding : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16)) {
            boolean marks = encoding.equals(StandardCharsets.UTF_16);
            String encoded = base64((marks ? json.replace("\ufeff", "") : json).getBytes(encoding));
            String twice = base64(encoded.getBytes(StandardCharsets.US_ASCII));
            for (int end = 16; end <= encoded.length(); end++) {
                assertThat(MisplacedSecret.kind(encoded.substring(0, end))).isEqualTo("JSON in base64");
            }
            for (int end = 24; end <= twice.length(); end++) {
                assertThat(MisplacedSecret.kind(twice.substring(0, end))).isEqualTo("JSON in base64");
            }
        }
    }

    @Test
    void kind_ofOtherDisguises_isTheSameWhereverTheyWereCut() {
        String pem = base64("-----BEGIN PRIVATE KEY-----\ncanary".getBytes(StandardCharsets.UTF_8));
        String latin = base64("{\"name\": \"für alle\", \"key\": \"\"}".getBytes(StandardCharsets.ISO_8859_1));
        String header = base64("{\"kid\":\"canary canary\",\"x5t\":\"canary\"}".getBytes(StandardCharsets.UTF_8));

        for (String text : List.of(
                pem,
                base64("PLEASE DO NOT REMOVE THIS LINE! canary".getBytes(StandardCharsets.UTF_8)),
                base64("Bag Attributes\n  canary".getBytes(StandardCharsets.UTF_8)))) {
            for (int end = 12; end <= text.length(); end++) {
                assertThat(MisplacedSecret.kind(text.substring(0, end))).isEqualTo("a PEM block in base64");
            }
        }
        assertThat(MisplacedSecret.kind(latin)).isEqualTo("JSON in base64");
        assertThat(MisplacedSecret.kind(header + ".e30.canary")).isEqualTo("a JSON web token");
        assertThat(MisplacedSecret.kind(header + ".json")).isEqualTo("JSON in base64");
        assertThat(MisplacedSecret.kind("{{\"id\": \"canary\"}}")).isEqualTo("JSON");
    }

    @Test
    void template_inPlaceOfAPathOrAnAddress_isAPlaceholder() {
        for (String text : List.of("{{ vault.path }}", "'{{vault.path}}'", "/run/{{ env }}/token")) {
            assertThatThrownBy(() -> SettingFile.named(text, "TOKEN_FILE"))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessage("TOKEN_FILE holds a placeholder in place of the value");
        }
        for (String text : List.of("{{ vault.address }}", "https://{{ host }}/x", "<your address>")) {
            assertThatThrownBy(() -> SettingAddress.named(text, "ADDRESS"))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessage("ADDRESS holds a placeholder in place of the value");
            assertThatThrownBy(() -> SettingAddress.host(text, "ADDRESS"))
                    .hasMessage("ADDRESS holds a placeholder in place of the value");
        }
    }

    private static List<String> violations(String key) {
        Checks checks = Checks.of("it");
        SecretText.checkSecret(checks, "secret", key);
        SecretText.checkToken(checks, "token", key);
        return checks.violations();
    }

    /** Words with a number among them; without a separator, they begin with capitals. */
    private static String joined(Random random, int words, String separator) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            String word = WORDS[random.nextInt(WORDS.length)];
            parts.add(separator.isEmpty() ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word);
            if (random.nextInt(3) == 0) {
                parts.add(Integer.toString(random.nextInt(2_030)));
            }
        }
        return String.join(separator, parts);
    }

    /** Words, editions and versions as image names have them, without separators and of the length of an access key's secret. */
    private static String release(Random random, int words) {
        int length = random.nextBoolean() ? 30 : 40 + random.nextInt(5);
        StringBuilder name = new StringBuilder();
        while (name.length() < length) {
            name.append(joined(random, 1, "")).append(EDITIONS[random.nextInt(EDITIONS.length)]);
            name.append(words % 2 == 0 ? "" : EDITIONS[random.nextInt(EDITIONS.length)]);
        }
        return name.substring(0, length);
    }

    private static String letters(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
