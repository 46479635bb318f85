package dev.imagecopy.huawei.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access keys with the id and the secret in each other's place, wherever they come from. */
class SwappedKeyTest {
    private static final int SAMPLES = 200_000;
    private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String LETTERS = CAPITALS + "abcdefghijklmnopqrstuvwxyz";
    private static final String ID = "CANARYCANARYCANARY12";
    private static final String SECRET = "Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT6uXa1EoM0i";

    @TempDir
    private Path home;

    @Test
    void accessKey_ofOrdinaryParts_isMade_andOfSwappedOnesNever() {
        Random random = new Random(20261130);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            String id = text(random, CAPITALS, 20);
            String secret = text(random, LETTERS, 40);
            if (!HuaweiCredentials.accessKey(id, secret).identity().equals(id)) {
                wrong.add(id);
            }
            Throwable refused = catchThrowable(() -> HuaweiCredentials.accessKey(secret, id));
            boolean isTold = refused instanceof IllegalArgumentException
                    && refused.getMessage().contains("accessKey and secretKey are swapped")
                    && !refused.getMessage().contains(secret)
                    && !refused.getMessage().contains(id);
            if (!isTold) {
                wrong.add(secret);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void token_thatIsTheKeysOwnSecretOrId_isRefused() {
        assertThatThrownBy(() -> HuaweiCredentials.temporary(ID, SECRET, SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("HuaweiCredentials: securityToken is the same as secretKey");
        assertThatThrownBy(() -> HuaweiCredentials.temporary(ID, SECRET, ID, Instant.MAX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("HuaweiCredentials: securityToken is the same as accessKey");
        assertThat(HuaweiCredentials.temporary("test", "test", "test").identity())
                .isEqualTo("test");
    }

    @Test
    void key_ofTheVendorsExample_isAPlaceholder() {
        assertThatThrownBy(() -> HuaweiCredentials.accessKey("{your ak string}", "{your sk string}"))
                .hasMessageContaining("accessKey holds a placeholder")
                .hasMessageContaining("secretKey holds a placeholder")
                .hasMessageNotContaining("JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, "HST0CANARY0CANARY123", "LTAI5tCanaryCanaryCanary"})
    void secret_thatIsAnId_isRefusedBesideAnyId(String secret) {
        for (String id : List.of("KEY", ID)) {
            assertThatThrownBy(() -> HuaweiCredentials.accessKey(id, secret))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "HuaweiCredentials: secretKey holds the id of an access key, which belongs in accessKey:"
                                    + " perhaps the two are swapped");
            assertThatThrownBy(() -> HuaweiCredentials.temporary(id, secret, "token"))
                    .hasMessageContaining("perhaps the two are swapped");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            HUAWEICLOUD_SDK_AK=%S;HUAWEICLOUD_SDK_SK=%I                                   | HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK
            HUAWEICLOUD_SDK_AK="%S";HUAWEICLOUD_SDK_SK='%I'                               | HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK
            HUAWEICLOUD_SDK_AK=%S;HUAWEICLOUD_SDK_SK=%I;HUAWEICLOUD_SDK_SECURITY_TOKEN=t  | HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK
            HW_ACCESS_KEY=%S;HW_SECRET_KEY=%I                                             | HW_ACCESS_KEY and HW_SECRET_KEY
            HW_ACCESS_KEY=%S;HW_SECRET_KEY=%I;HW_ASSUME_ROLE_AGENCY_NAME=a;HW_ASSUME_ROLE_DOMAIN_NAME=d | HW_ACCESS_KEY and HW_SECRET_KEY
            file:[basic],ak = %S,sk = %I                                                  | ak and sk
            file:[basic],ak = %S,sk = %I,security_token = t                               | ak and sk
            koo:"mode":"AKSK","accessKeyId":"%S","secretAccessKey":"%I"                   | accessKeyId and secretAccessKey
            """)
    void key_whosePartsAreSwapped_isRefusedByTheNamesOfItsSource(String settings, String names) throws IOException {
        ConfiguredMachine machine = new ConfiguredMachine(home);
        machine.setAll(settings.replace("%S", SECRET).replace("%I", ID));

        for (boolean async : List.of(true, false)) {
            String said = said(machine, async);

            assertThat(said)
                    .contains(names + " are swapped: the first holds the secret of an access key, the second its id")
                    .doesNotContain(SECRET)
                    .doesNotContain(ID);
        }
    }

    @Test
    void temporaryKey_whosePartsAreSwapped_isRefusedByTheNamesOfTheResponse() {
        String body = "{\"credential\":{\"access\":\"" + SECRET + "\",\"secret\":\"" + ID
                + "\",\"securitytoken\":\"t\",\"expires_at\":\"2026-01-01T01:00:00.000000Z\"}}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpResponse response = new HttpResponse(200, HttpHeaders.empty(), bytes);

        assertThatThrownBy(() -> HuaweiIamCalls.temporaryKey(Json.parse(bytes), response))
                .isInstanceOf(JsonFormatException.class)
                .hasMessageContaining("access and secret are swapped")
                .hasMessageNotContainingAny(SECRET, ID);
    }

    /** The warning of a client that uses the machine's agency instead, or why it does not. */
    private static String said(ConfiguredMachine machine, boolean async) {
        try {
            return String.join("\n", machine.warnings(async, 1));
        } catch (CredentialsException ended) {
            return ended.toString();
        }
    }

    private static String text(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
