package dev.imagecopy.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTextTest {
    @Test
    void text_whenItIsStartedAnew_holdsNothingOfTheOneBefore() {
        SignatureText text = new SignatureText(0).append("a longer first text").append('!');

        assertThat(text.text()).isEqualTo("a longer first text!");
        assertThat(text.next().append("abc").text()).isEqualTo("abc");
        assertThat(text.sha256Hex()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void hmac_ofATextInLongerBytes_isThatOfTheText() {
        SignatureText text = new SignatureText(500).append("what do ya want for nothing?");

        assertThat(text.hmacSha256Hex(Digests.utf8("Jefe")))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "SHA-1"})
    void hmac_ofAnyKeyAndData_isWhatTheJdkComputes(String hash) throws GeneralSecurityException {
        RandomGenerator random = new Random(57);
        String jdks = "Hmac" + hash.replace("-", "");
        for (int run = 0; run < 2_000; run++) {
            byte[] key = new byte[1 + random.nextInt(150)];
            byte[] data = new byte[random.nextInt(300)];
            random.nextBytes(key);
            random.nextBytes(data);
            Mac mac = Mac.getInstance(jdks);
            mac.init(new SecretKeySpec(key, jdks));

            assertThat(Digests.hmac(hash, key, data)).isEqualTo(mac.doFinal(data));
        }
    }

    @Test
    void hmac_whenDone_hasLeftTheKeyAsItWas() {
        byte[] key = Digests.utf8("k".repeat(64));

        Digests.hmac("SHA-256", key, key);

        assertThat(key).isEqualTo(Digests.utf8("k".repeat(64)));
    }

    @Test
    void headers_inWhateverOrderTheyCome_areSortedAndTheLastOfANameStands() {
        RandomGenerator random = new Random(8);
        for (int run = 0; run < 500; run++) {
            SignedHeaders headers = new SignedHeaders();
            Map<String, String> expected = new TreeMap<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                String name = "x-" + Integer.toString(random.nextInt(40), 36);
                headers.put(name, " " + i + " ");
                expected.put(name, String.valueOf(i));
            }
            StringBuilder lines = new StringBuilder();
            expected.forEach((name, value) ->
                    lines.append(name).append(':').append(value).append('\n'));

            assertThat(headers.appendLines(new SignatureText(10)).text()).isEqualTo(lines.toString());
            assertThat(headers.appendNames(new SignatureText(10)).text())
                    .isEqualTo(String.join(";", expected.keySet()));
        }
    }
}
