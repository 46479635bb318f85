package dev.imagecopy.yandex.desktop.auth;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;

/** Keys for tests, made anew in each run, in the forms that key files have. */
public final class Keys {
    private Keys() {}

    /** The same one for all tests of a process: an RSA key takes seconds to make. */
    public static KeyPair rsa() {
        return Rsa.KEYS;
    }

    private static final class Rsa {
        static final KeyPair KEYS = make("RSA", 2048);
    }

    public static KeyPair make(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pkcs8(KeyPair keys) {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    static String pkcs1(KeyPair keys) {
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
    }

    public static String publicPem(KeyPair keys) {
        return pem("PUBLIC KEY", keys.getPublic().getEncoded());
    }

    /** A key file as the vendor's command line writes it. */
    public static String file(String id, String serviceAccountId, KeyPair keys) {
        return "{\"id\":\"" + id + "\",\"service_account_id\":\"" + serviceAccountId
                + "\",\"created_at\":\"2026-01-02T03:04:05Z\",\"key_algorithm\":\"RSA_2048\",\"public_key\":\""
                + escaped(publicPem(keys))
                + "\\n\",\"private_key\":\"PLEASE DO NOT REMOVE THIS LINE! Yandex.Cloud SA Key ID <"
                + id + ">\\n" + escaped(pkcs8(keys)) + "\\n\"}";
    }

    static String escaped(String pem) {
        return pem.replace("\n", "\\n");
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----";
    }
}
