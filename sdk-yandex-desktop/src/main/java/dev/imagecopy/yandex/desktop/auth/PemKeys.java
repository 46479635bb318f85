package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.credentials.PemText;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads RSA keys in PEM: PKCS#8, which the vendor uses, and PKCS#1, which other tools use. Text around the key is ignored, as
 * RFC 7468 allows: the vendor adds a line by which scanners recognize leaked keys.
 */
final class PemKeys {
    private static final String PRIVATE = "PRIVATE KEY";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

    /** The prefix that turns a PKCS#1 key into PKCS#8: version 0 and the algorithm rsaEncryption. */
    private static final byte[] RSA_ALGORITHM = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private PemKeys() {}

    /**
     * Reads a private key, and compares it with the public one if there is one.
     *
     * @param name the name of the private key's place in messages
     * @param pem a text with the key, among other blocks, comments and blank lines
     * @param publicPem a text with the public key; empty if there is none
     * @throws CredentialsException if it is not an RSA key, or does not match the public key
     */
    static PrivateKey privateKey(String name, String pem, String publicPem) {
        String text = PemText.plain(pem);
        Matcher block = BLOCK.matcher(text);
        boolean isPrivate = false;
        while (!isPrivate && block.find()) {
            isPrivate = block.group(1).endsWith(PRIVATE);
        }
        if (!isPrivate) {
            throw refused(name
                    + other(text)
                    + WrongSecret.inPlaceOfKey(text)
                            .map(instead -> ": " + instead)
                            .orElse(""));
        }
        byte[] der = decoded(name, block.group(2));
        try {
            byte[] pkcs8 =
                    switch (block.group(1)) {
                        case "PRIVATE KEY" -> der;
                        case "RSA PRIVATE KEY" -> sequence(RSA_ALGORITHM, tagged(0x04, der));
                        default -> throw refused(name + " must be an RSA key in PKCS#8, not encrypted");
                    };
            RSAPrivateKey key =
                    (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            requireSame(key, publicPem);
            return key;
        } catch (GeneralSecurityException notRsa) {
            // No cause, since some security providers quote what they could not read.
            throw refused(name + " contains no readable RSA key");
        }
    }

    /** What a text without a complete private key contains, a clause for the message. */
    private static String other(String text) {
        Matcher begin = BEGIN.matcher(text);
        String label = begin.find() ? begin.group(1) : "";
        boolean isPrivate = label.endsWith(PRIVATE) || text.contains(PRIVATE + "-----");
        if (!isPrivate && label.endsWith("PUBLIC KEY")) {
            return " holds a public key, not the private one";
        }
        if (!isPrivate && label.endsWith("CERTIFICATE")) {
            return " holds a certificate, not the private key";
        }
        return " is not a complete PEM block (BEGIN PRIVATE KEY … END PRIVATE KEY)";
    }

    /** Detects a file with parts of two keys, to which the service would only answer "unauthenticated". */
    private static void requireSame(RSAPrivateKey key, String publicPem) {
        Matcher block = BLOCK.matcher(PemText.plain(publicPem));
        if (block.find()
                && block.group(1).equals("PUBLIC KEY")
                && !publicKey(block.group(2)).getModulus().equals(key.getModulus())) {
            throw refused("public_key and private_key of the authorized key do not belong together");
        }
    }

    private static RSAPublicKey publicKey(String base64) {
        String name = YandexSetting.FILE_PUBLIC_KEY.key();
        try {
            return (RSAPublicKey)
                    KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(decoded(name, base64)));
        } catch (GeneralSecurityException notRsa) {
            throw refused(name + " contains no readable RSA key");
        }
    }

    private static CredentialsException refused(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }

    private static byte[] decoded(String name, String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException damaged) {
            throw refused(name + " is not PEM: its content is not base64");
        }
    }

    private static byte[] sequence(byte[] first, byte[] second) {
        byte[] content = new byte[first.length + second.length];
        System.arraycopy(first, 0, content, 0, first.length);
        System.arraycopy(second, 0, content, first.length, second.length);
        return tagged(0x30, content);
    }

    /** Tag, length in the long form of two bytes, content: sufficient for RSA keys of up to 64 KiB. */
    private static byte[] tagged(int tag, byte[] content) {
        byte[] tagged = new byte[content.length + 4];
        tagged[0] = (byte) tag;
        tagged[1] = (byte) 0x82;
        tagged[2] = (byte) (content.length >> 8);
        tagged[3] = (byte) content.length;
        System.arraycopy(content, 0, tagged, 4, content.length);
        return tagged;
    }
}
