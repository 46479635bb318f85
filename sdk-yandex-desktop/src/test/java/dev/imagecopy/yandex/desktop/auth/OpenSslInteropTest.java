package dev.imagecopy.yandex.desktop.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testing.ManualTimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JDK signs, OpenSSL verifies. Runs in profile {@code interop}, since it needs the {@code openssl} command. */
@Tag("interop")
class OpenSslInteropTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2048, 4096})
    void jwt_whenOpenSslVerifiesIt_isValid(int bits) throws IOException, InterruptedException {
        KeyPair keys = Keys.make("RSA", bits);
        AuthorizedKey key = AuthorizedKey.parse(Keys.file("ajekey", "ajesa", keys));
        String jwt = SignedJwt.sign(key, "https://iam.example/", ManualTimeSource.START, SignedJwt.LIFE);
        int end = jwt.lastIndexOf('.');

        assertThat(verify(keys, jwt.substring(0, end), jwt.substring(end + 1))).isZero();
        assertThat(verify(keys, "x" + jwt.substring(0, end), jwt.substring(end + 1)))
                .isNotZero();
    }

    private int verify(KeyPair keys, String signed, String signature) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("public.pem"), Keys.publicPem(keys) + "\n");
        Files.write(folder.resolve("signature"), Base64.getUrlDecoder().decode(signature));
        Files.writeString(folder.resolve("signed"), signed, StandardCharsets.US_ASCII);
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "dgst",
                        "-sha256",
                        "-sigopt",
                        "rsa_padding_mode:pss",
                        "-sigopt",
                        "rsa_pss_saltlen:32",
                        "-verify",
                        "public.pem",
                        "-signature",
                        "signature",
                        "signed")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        return openssl.waitFor();
    }
}
