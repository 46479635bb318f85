package dev.imagecopy.testing.yandex;

import dev.imagecopy.testing.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;

/**
 * An authorized key of a service account.
 *
 * @param id its id
 * @param publicKey the key that verifies its signatures
 * @param json the file in the console's format
 */
public record AuthorizedKey(String id, PublicKey publicKey, String json) {
    private static final int BITS = 2048;

    /**
     * Creates a key. All keys of a process have one pair, and are told apart by their ids.
     *
     * @param id its id
     * @param serviceAccountId the service account that owns the key
     * @return the key
     */
    public static AuthorizedKey make(String id, String serviceAccountId) {
        KeyPair pair = Pair.OF_THIS_PROCESS;
        String json = Json.write(Json.map(
                "id",
                id,
                "service_account_id",
                serviceAccountId,
                "created_at",
                "2026-01-01T00:00:00Z",
                "key_algorithm",
                "RSA_2048",
                "public_key",
                pem("PUBLIC KEY", pair.getPublic().getEncoded()),
                "private_key",
                "PLEASE DO NOT REMOVE THIS LINE! Yandex.Cloud SA Key ID <" + id + ">\n"
                        + pem("PRIVATE KEY", pair.getPrivate().getEncoded())));
        return new AuthorizedKey(id, pair.getPublic(), json);
    }

    /** Made once, since it takes longer than the start of a simulator: keys differ in their ids. */
    private static final class Pair {
        private static final KeyPair OF_THIS_PROCESS = generate();

        private static KeyPair generate() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(BITS);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException noRsa) {
                throw new IllegalStateException(noRsa);
            }
        }
    }

    @Override
    public String toString() {
        return "AuthorizedKey[" + id + "]";
    }

    private static String pem(String kind, byte[] encoded) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }
}
