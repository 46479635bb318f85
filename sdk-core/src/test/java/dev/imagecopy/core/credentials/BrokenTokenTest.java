package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that mail or an editor has broken into lines, which a section must not give cut off. */
class BrokenTokenTest {
    private static final List<String> NAMES = List.of("ak", "sk", "security_token", "region");
    private static final String FIRST = "CAISaB3xY9zQ7mNpR2sTuV4wXyZaB3xY9zQ7mNpR2sTuV4wXyZaB3xY9zQ7mNpR2";

    private final Random random = new Random(36);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " # rotated in March",
                "\t// see https://wiki.example/x?y=z",
                ";",
                ",",
                "\\",
                " \"",
                "\"",
                "'",
                "#x",
                " ; x = y"
            })
    void token_ofTwoLines_isRefusedWhateverIsBehindIt(String behind) {
        for (int width : new int[] {60, 64, 76}) {
            for (String indent : List.of("", "  ")) {
                assertRefused(FIRST, indent + "Zk3Qr8TtY1uVwX5zAbCdEfGh1JkLm=" + behind);
                for (int i = 0; i < 200; i++) {
                    String token = token(width + 10, 2 * width);
                    assertRefused(token.substring(0, width), indent + token.substring(width) + behind);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " # rotated in March", ";", ",", "\\", " \"", "'", "#x"})
    void token_whoseSecondLineIsShort_isRefused(String behind) {
        for (int i = 0; i < 400; i++) {
            String token = token(64, 73);
            assertRefused(token.substring(0, 64), token.substring(64) + behind);
            if (!behind.contains("\"")) {
                assertRefused("\"" + token.substring(0, 64), token.substring(64) + "\"" + behind);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zk3Qr8TtY1uVwX5zAbCdEfGh1JkLm  # see https://wiki.example/x",
                "Zk3Qr8TtY1uVwX5zAbCdEfGh1JkLm ; region = none",
                "Zk3Qr8TtY1uVwX5zAbCdEfGh1JkLm= rotated in March",
                "//3Qr8TtY1uVwX5zAbCdEfGh1JkL",
                "//3Qr8TtY1uVwX5zAbCdEfGh1JkLm=",
                "//3Qr8TtY1uVwX5zAbCdEfGh1JkLm= # rotated",
                "///r+TtY1uVw/5zAbCdEfGh1JkLm==;",
                "//b3Q="
            })
    void restOfAToken_thatLooksLikeAnotherKindOfLine_isRefused(String rest) {
        assertRefused(FIRST, rest);
        assertRefused(FIRST + "\\", rest);
        assertRefused(FIRST + " # the first part", rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//rotated",
                "// Zk3Qr8TtY1uVwX5zAbCdEfGh1JkLm",
                "//region=none",
                "//security_token=",
                "//LastRotatedMonday",
                "///////////////////////",
                "//etc/alibabacloud/credentials",
                "//========================",
                "# Zk3Qr8TtY1uVwX5zAbCdEfGh1JkLm=",
                ";Zk3Qr8TtY1uVwX5zAbCdEfGh1JkLm=",
                "region=",
                "region= # none",
                "expiration=",
                "output=",
                "\n# the rest\noutput=",
                "x509=",
                "note-1=",
                "mfa_serial_2fa=",
                "EC2InstanceId=i-1",
                "Base64EncodedKey=x",
                "OAuth2ClientId=x",
                "output=#fff",
                "note=\"\"",
                "~~~"
            })
    void lineBelowAWholeToken_isNoPartOfIt(String line) {
        String token = FIRST + "Zk3Qr8TtY1uVwX5zAbCdEfGh1JkLm===";
        for (String whole : List.of(FIRST, token, "\"" + token + "\"", "s")) {
            assertThat(section(whole, line).value("security_token")).contains(whole.replace("\"", ""));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MD1=, 60, false",
        "usk=, 76, false",
        "'  ag=', 76, false",
        "B=, 64, false",
        "MD1=, 59, true",
        "MD1 =, 76, true",
        "MD1:, 76, true",
        "MD1=x, 76, true",
        "note_one=, 76, true",
        "Region=, 76, true",
        "output=, 64, true",
        "ttl=, 64, true",
        "keyId=, 64, true",
        "expiration=, 64, true",
        "REGION_ID= # none, 64, true",
        "x509=, 64, true",
        "note-1=, 76, true",
        "mfa_serial_2fa=, 76, true",
        "regionName=, 76, true",
        "'usk= # rotated', 76, false",
        "'  ag=;', 76, false",
        "'  output=#fff', 76, true",
        "'  output=', 8, true",
        "'  mfa_serial_2fa=', 8, true",
        "'  canary=', 8, false",
        "'  output=\"\"', 76, true"
    })
    void word_withoutAValueBehindALongOne_isItsRestUnlessItsNameIsKnown(String line, int length, boolean isEntry) {
        String token = "CAISbq9+/Kj3".repeat(7).substring(0, length);

        if (isEntry) {
            assertThat(section(token, line).value("security_token")).contains(token);
        } else {
            assertRefused(token, line);
        }
    }

    @Test
    void line_howeverLong_isRead() {
        assertRefused("\\", "a-".repeat(50_000) + "b=x");
        assertThat(section(FIRST, "\u001a".repeat(20_000)).value("security_token"))
                .contains(FIRST);
    }

    private String token(int shortest, int longest) {
        byte[] bytes = new byte[longest];
        random.nextBytes(bytes);
        String letters = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return letters.substring(0, shortest + random.nextInt(longest - shortest)) + "=";
    }

    private static void assertRefused(String first, String rest) {
        assertThatThrownBy(() -> section(first, rest))
                .as("%s below %s", rest, first)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("security_token with a value that goes on in the next line");
    }

    private static NamedSettings section(String token, String next) {
        String text = "[basic]\nak = a\nsecurity_token = " + token + "\n" + next + "\nsk = s\n";
        return new ProfileFile("the credentials file", ProfileFile.sections(text))
                .section("basic", NAMES)
                .orElseThrow();
    }
}
