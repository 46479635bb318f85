package dev.imagecopy.verification.secrets;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A key that signs, in PEM and in the vendor's file. */
final class SampleKey {
    private static final KeyPair KEYS = make();

    static final String PEM = pem("PRIVATE KEY", KEYS.getPrivate().getEncoded());
    static final String PUBLIC = pem("PUBLIC KEY", KEYS.getPublic().getEncoded());
    static final String JSON =
            "{\"id\":\"k\",\"service_account_id\":\"sa\",\"private_key\":\"" + PEM.replace("\n", "\\n") + "\"}";

    private SampleKey() {}

    private static KeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024); // short, since it signs in tens of thousands of copies
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("no RSA", e);
        }
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }
}
