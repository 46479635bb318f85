package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.testsupport.tokens.ForgedToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token files under resources were written once and are never changed: they prove that old tokens stay readable. */
class ResumeTokenCodecTest {
    private static final Secret KEY = Secret.of("a key of this application's, long enough");

    private static final OperationHandle FULL = new OperationHandle(
            new OperationHandle.Place("made-up", "copy-image", "here", "project-1"),
            new OperationHandle.Start(
                    "0f8fad5b-d9cb-469f-a165-70867728950e",
                    Fingerprint.of("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    KeptRequest.none()),
            "op-1",
            "golden",
            Map.of("source", "img-0", "baseline", "3"));

    private static String golden(String name) throws IOException {
        try (InputStream file = ResumeTokenCodecTest.class.getResourceAsStream("tokens/" + name + ".token")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static OperationHandle decoded(String name) throws IOException {
        return ResumeTokenCodec.decode(ResumeToken.parse(golden(name)));
    }

    private static ResumeToken holding(String json) {
        return new ResumeToken(ForgedToken.holding(json));
    }

    @Test
    void decode_whenTheTokenHasEveryField_readsThemAll() throws IOException {
        assertThat(decoded("v1-full")).isEqualTo(FULL);
    }

    @Tag("FAULT-89")
    @ParameterizedTest
    @ValueSource(strings = {"v1-bare", "v1-full", "v1-future-members", "v1-intent", "v1-signed", "v1-unicode"})
    void decode_whenAnyOneCharacterIsAnother_refuses(String name) throws IOException {
        String whole = golden(name).strip();
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < whole.length(); i++) {
            int present = Math.max(0, letters.indexOf(whole.charAt(i)));
            for (int bits : new int[] {1, 2, 3, 4, 8, 16, 32, 63}) {
                String changed = whole.substring(0, i) + letters.charAt(present ^ bits) + whole.substring(i + 1);
                if (!changed.equals(whole)) {
                    assertThatThrownBy(() -> ResumeTokenCodec.decode(ResumeToken.parse(changed)))
                            .as("character %d of %s", i, changed)
                            .isInstanceOf(IllegalArgumentException.class);
                }
            }
        }
    }

    @Test
    void decode_whenCharactersAreSwappedLeftOutOrAdded_refuses() throws IOException {
        String whole = golden("v1-full").strip();
        for (int i = 0; i < whole.length() - 1; i++) {
            String swapped = whole.substring(0, i) + whole.charAt(i + 1) + whole.charAt(i) + whole.substring(i + 2);
            String shorter = whole.substring(0, i) + whole.substring(i + 1);
            String longer = whole.substring(0, i) + 'A' + whole.substring(i);
            for (String changed : List.of(swapped, shorter, longer, whole + "A")) {
                if (!changed.equals(whole)) {
                    assertThatThrownBy(() -> ResumeTokenCodec.decode(ResumeToken.parse(changed)))
                            .as("character %d of %s", i, changed)
                            .isInstanceOf(IllegalArgumentException.class);
                }
            }
        }
    }

    @Test
    void isSigned_knowsItsOwnKeyOnly() throws IOException {
        ResumeToken signed = ResumeToken.parse(golden("v1-signed"));

        assertThat(ResumeTokenCodec.encode(FULL, Optional.of(KEY))).isEqualTo(signed);
        assertThat(ResumeTokenCodec.decode(signed)).isEqualTo(FULL);
        assertThat(ResumeTokenCodec.isSigned(signed, Optional.of(KEY))).isTrue();
        assertThat(ResumeTokenCodec.isSigned(signed, Optional.of(Secret.of("another key of this application's"))))
                .isFalse();
        assertThat(ResumeTokenCodec.isSigned(ResumeToken.parse(golden("v1-full")), Optional.of(KEY)))
                .isFalse();
    }

    @Test
    void isSigned_whenTheContentIsAnother_isFalseAlthoughTheCheckFits() throws IOException {
        String signed = new String(
                Base64.getUrlDecoder().decode(golden("v1-signed").strip().substring(3)), StandardCharsets.UTF_8);
        String content = signed.substring(0, signed.lastIndexOf(",\"check\""));

        ResumeToken token = holding(content.replace("img-0", "img-9") + "}");

        assertThat(ResumeTokenCodec.decode(token).detail("source")).isEqualTo("img-9");
        assertThat(ResumeTokenCodec.isSigned(token, Optional.of(KEY))).isFalse();
    }

    @Test
    void encode_writesWhatTheGoldenFileHolds() throws IOException {
        assertThat(ResumeTokenCodec.encode(FULL, Optional.empty()).value())
                .isEqualTo(golden("v1-full").strip());
    }

    @Test
    void decode_whenTheTokenIsAnIntent_hasNoId() throws IOException {
        assertThat(decoded("v1-intent")).isEqualTo(FULL.withOperationId(""));
    }

    @Test
    void decode_whenFieldsAreAbsent_takesThemForEmpty() throws IOException {
        assertThat(decoded("v1-bare"))
                .isEqualTo(new OperationHandle(
                        new OperationHandle.Place("made-up", "copy-image", "", ""),
                        new OperationHandle.Start(
                                "",
                                Fingerprint.of(""),
                                Instant.parse("2026-01-01T00:00:00.123456789Z"),
                                KeptRequest.none()),
                        "",
                        "",
                        Map.of()));
    }

    @Test
    void decode_whenALaterVersionAddedMembers_ignoresThem() throws IOException {
        assertThat(decoded("v1-future-members")).isEqualTo(FULL);
    }

    @Test
    void decode_whenTheNameIsNotAscii_keepsEachCharacter() throws IOException {
        assertThat(decoded("v1-unicode").name()).isEqualTo("金色のイメージ é \"quoted\" \\ /");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"text\"",
                "not json",
                "{\"provider\":\"p\"}",
                "{\"provider\":\"p\",\"kind\":\"k\"}",
                "{\"provider\":\"p\",\"kind\":\"k\",\"startedAt\":\"yesterday\"}",
                "{\"provider\":\"\",\"kind\":\"k\",\"startedAt\":\"2026-01-01T00:00:00Z\"}",
                "{\"provider\":\"p\",\"provider\":\"q\",\"kind\":\"k\",\"startedAt\":\"2026-01-01T00:00:00Z\"}",
                "{\"provider\":\"p\\n\",\"kind\":\"k\",\"startedAt\":\"2026-01-01T00:00:00Z\"}",
                "{\"provider\":\"p\",\"kind\":\"k\",\"startedAt\":\"2026-01-01T00:00:00Z\",\"details\":{\"a\":\"\\u0000\"}}",
                "{\"provider\":\"p\",\"kind\":\"k\",\"startedAt\":\"2026-01-01T00:00:00Z\"} trailing"
            })
    void decode_whenTheContentIsDamaged_refusesWithoutQuotingIt(String json) {
        assertThatThrownBy(() -> ResumeTokenCodec.decode(holding(json)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("The resume token is damaged: it cannot be decoded");
    }

    @Test
    void decode_whenCutOffAnywhere_refusesOrReadsNothingWrong() throws IOException {
        String whole = golden("v1-full").strip();
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> ResumeTokenCodec.decode(ResumeToken.parse(cut)))
                    .as("cut to %d characters", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v2.abc|This resume token is of version v2; this SDK reads version v1",
                "v10.abc|This resume token is of version v10; this SDK reads version v1",
                "v1.|Not a resume token: expected v1. followed by base64url text, possibly cut off",
                "v1.a b|Not a resume token: expected v1. followed by base64url text, possibly cut off",
                "v1.a+b/|Not a resume token: expected v1. followed by base64url text, possibly cut off",
                "hello|Not a resume token: expected v1. followed by base64url text, possibly cut off"
            })
    void parse_whenTheFormIsWrong_saysWhatIsExpected(String text, String message) {
        assertThatThrownBy(() -> ResumeToken.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void parse_whenTheTextIsAMegabyte_refusesItWithoutEcho() {
        assertThatThrownBy(() -> ResumeToken.parse("v1." + "A".repeat(1 << 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A resume token has at most 2048 characters, this text has 1048579");
    }

    @Test
    void parse_whenAtTheLimit_accepts() {
        assertThat(ResumeToken.parse("v1." + "A".repeat(2045)).value()).hasSize(2048);
        assertThatThrownBy(() -> ResumeToken.parse("v1." + "A".repeat(2046)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parse_ignoresSurroundingSpace() {
        assertThat(ResumeToken.parse(" \n v1.abc\t")).isEqualTo(new ResumeToken("v1.abc"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void encode_whateverTheHandleHolds_decodesToTheSame(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 2_000; i++) {
            Map<String, String> details = new HashMap<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                details.put(text(random, 10), text(random, 30));
            }
            OperationHandle handle = new OperationHandle(
                    new OperationHandle.Place(
                            "p" + text(random, 10), "k" + text(random, 10), text(random, 20), text(random, 20)),
                    new OperationHandle.Start(
                            text(random, 36),
                            Fingerprint.of(text(random, 64)),
                            Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L), random.nextLong(1_000_000_000L)),
                            KeptRequest.none()),
                    text(random, 40),
                    text(random, 60),
                    details);

            assertThat(ResumeTokenCodec.decode(ResumeTokenCodec.encode(handle, Optional.empty())))
                    .isEqualTo(handle);
        }
    }

    private static String text(RandomGenerator random, int longest) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(longest + 1); n > 0; n--) {
            int kind = random.nextInt(20);
            if (kind == 0) {
                text.append("\"\\/<>&'=+".charAt(random.nextInt(9)));
            } else if (kind == 1) {
                text.appendCodePoint(random.nextInt(0x1F300, 0x1F400));
            } else {
                text.append((char) random.nextInt('0', 'z' + 1));
            }
        }
        return text.toString();
    }
}
