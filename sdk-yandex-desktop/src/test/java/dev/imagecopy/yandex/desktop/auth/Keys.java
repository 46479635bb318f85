package dev.imagecopy.yandex.desktop.auth;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** Keys for tests, in the forms that key files have. */
public final class Keys {
    private static final int FIRST_GAP = 357;
    private static final int SECOND_GAP = 687;

    private Keys() {}

    /** The same one for all tests of a process: an RSA key takes seconds to make. */
    public static KeyPair rsa() {
        return Rsa.KEYS;
    }

    private static final class Rsa {
        static final KeyPair KEYS = make("RSA", 2048);
    }

    /**
     * The same one in every run: to search for primes of that length takes many seconds without the second compiler, and these were
     * searched for once. Each is a certain number after a random one that the seed yields again.
     */
    static KeyPair rsa4096() {
        Random random = new Random(4096);
        BigInteger p = random2048(random).add(BigInteger.valueOf(FIRST_GAP));
        BigInteger q = random2048(random).add(BigInteger.valueOf(SECOND_GAP));
        BigInteger modulus = p.multiply(q);
        BigInteger belowP = p.subtract(BigInteger.ONE);
        BigInteger belowQ = q.subtract(BigInteger.ONE);
        BigInteger d = RSAKeyGenParameterSpec.F4.modInverse(belowP.multiply(belowQ));
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    rsa.generatePublic(new RSAPublicKeySpec(modulus, RSAKeyGenParameterSpec.F4)),
                    rsa.generatePrivate(new RSAPrivateCrtKeySpec(
                            modulus,
                            RSAKeyGenParameterSpec.F4,
                            d,
                            p,
                            q,
                            d.mod(belowP),
                            d.mod(belowQ),
                            q.modInverse(p))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger random2048(Random random) {
        return new BigInteger(2048, random).setBit(2047).setBit(2046);
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
