package dev.imagecopy.servicefabric.auth;

import static dev.imagecopy.servicefabric.auth.CertificateFiles.write;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.nio.file.Path;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates that this Java runtime does not read, though their passwords are right: no message blames a password. */
class UnreadKeysTest {
    private static final HeldCertificate HELD =
            new HeldCertificate.Builder().ecdsa256().build();
    private static final HeldCertificate RSA =
            new HeldCertificate.Builder().rsa2048().build();

    /** As OpenSSL writes it with -des3: PBES2 with triple DES; the password is "pw". */
    private static final String TRIPLE_DES =
            """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHjME4GCSqGSIb3DQEFDTBBMCkGCSqGSIb3DQEFDDAcBAh+QShEyf2ylgICCAAw
            DAYIKoZIhvcNAgkFADAUBggqhkiG9w0DBwQIlx7qbNiq4aAEgZBEpt/+ipU0JLzK
            2u9uNZ23zO7cXHY7MfDJFE4t+QmBWxq5hWlGR0k3Osahinudug7jOwuAVWNZyH+x
            JvV8aQcP3CjB3rYJ+59LDT33AEWOyTdnfHQHT4uU8msm4hzHl0WvtzbeN4LEBDo/
            4tOc9gkRFfoxO4ZIqt9Yid2YaZBxkG3CLUPZKT+h8jTe0B/n2Ag=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    /** With -scrypt. */
    private static final String SCRYPT =
            """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHkME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAgIiFcxvbfDgQICQAAC
            AQgCAQEwHQYJYIZIAWUDBAEqBBAbf8rG+tL+TbRpfHp4ht7LBIGQ4uB2PXrZbACa
            B4r2Guzb9wg+41Ef5gqJdga6OgWsUKdAKc+Tgd+1zdJAD2FT96xbiVYA4MxjUvyl
            Wiay6KpXP0GZTANnyRBz1zvp4Z5fDIVLUQ+POP5G7tPejbcu8dMinyjlDFuT3nJw
            Y3ZfrdgbZno9FHVdwhRc6SO+3tgBstxCwhkqKptLUCaZ5svJoDUo
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    /** Of the curve secp256k1, which the JDK does not have, with its certificate. */
    private static final String OTHER_CURVE =
            """
            -----BEGIN EC PRIVATE KEY-----
            MHQCAQEEIGRQxO0omwwLimaTmfp7rEMy9qQ012N/63Ism8JBpI8ToAcGBSuBBAAK
            oUQDQgAEgJz/u/mkeOnW+gYiVrtQ837RJeCy8wA1NZ4E0nUZmiKAZA/jKZdrLuXj
            ttoRBS/zUoQFZvMooA7DR6JX3oBsQg==
            -----END EC PRIVATE KEY-----
            -----BEGIN CERTIFICATE-----
            MIIBbTCCARKgAwIBAgIUWr6yh/qcc80JlJv6N4htwBC36UkwCgYIKoZIzj0EAwIw
            DTELMAkGA1UEAwwCazEwHhcNMjYxMTMwMDAwMTAyWhcNMjYxMjMwMDAwMTAyWjAN
            MQswCQYDVQQDDAJrMTBWMBAGByqGSM49AgEGBSuBBAAKA0IABICc/7v5pHjp1voG
            Ila7UPN+0SXgsvMANTWeBNJ1GZoigGQP4ymXay7l47baEQUv81KEBWbzKKAOw0ei
            V96AbEKjUzBRMB0GA1UdDgQWBBStk/pIRIdHbDCI9RH5TRscH4A/4TAfBgNVHSME
            GDAWgBStk/pIRIdHbDCI9RH5TRscH4A/4TAPBgNVHRMBAf8EBTADAQH/MAoGCCqG
            SM49BAMCA0kAMEYCIQCYU3PZzmGpo7TSmL0VHsOChvz/Nbb/enFK2y85/zwY6wIh
            AOi1/KO9rDGkDA0L4XaIbKUYDgZmBNmzU5nK+lYCXHpF
            -----END CERTIFICATE-----
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {TRIPLE_DES, SCRYPT})
    void pem_whoseKeyIsEncryptedInAWayThatIsNotRead_namesTheCommandThatHelps(String key) {
        String text = HELD.certificatePem() + key;

        assertThatThrownBy(() -> ClientCertificate.pem(write(folder, text), write(folder, text), "pw".toCharArray()))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("encrypted in a way that this Java runtime does not read; 'openssl pkcs8 -topk8'")
                .hasMessageNotContaining("password");
    }

    @Test
    void pem_whoseKeyIsOfAnUnknownCurve_saysSo() {
        assertThatThrownBy(() -> ClientCertificate.pem(write(folder, OTHER_CURVE)))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("this Java runtime cannot use the private key: it does not support its curve");
    }

    @Test
    void pem_whoseKeyIsDamaged_saysSo() {
        assertThatThrownBy(() -> ClientCertificate.pem(
                        write(folder, RSA.certificatePem() + withoutALine(RSA.privateKeyPkcs8Pem()))))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the private key is neither RSA nor EC, or is damaged");
    }

    @Test
    void pem_whoseCertificateIsDamaged_saysSo() {
        assertThatThrownBy(() -> ClientCertificate.pem(
                        write(folder, withoutALine(RSA.certificatePem()) + RSA.privateKeyPkcs8Pem())))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the certificate in the PEM file is damaged");
    }

    private static String withoutALine(String pem) {
        int start = pem.indexOf('\n') + 1;
        return pem.substring(0, start) + pem.substring(pem.indexOf('\n', start) + 1);
    }
}
