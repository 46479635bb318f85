package dev.imagecopy.servicefabric.auth;

import java.security.InvalidKeyException;

/**
 * Private keys for elliptic curves as {@code openssl ecparam -genkey} writes them. The JDK reads them only within PKCS#8, which
 * names the curve outside the key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5915">RFC 5915</a>
 */
final class Sec1Key {
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    /** The object identifier 1.2.840.10045.2.1, ecPublicKey. */
    private static final byte[] EC_PUBLIC_KEY = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private Sec1Key() {}

    /**
     * Puts a key into a PKCS#8 envelope.
     *
     * @param key the encoded key
     * @param parameters the content of a block EC PARAMETERS, for a key that does not name its curve; may be empty
     */
    static byte[] inPkcs8(byte[] key, byte[] parameters) throws InvalidKeyException {
        byte[] curve = curve(key, parameters);
        return Der.write(
                Der.SEQUENCE,
                VERSION_0,
                Der.write(Der.SEQUENCE, EC_PUBLIC_KEY, curve),
                Der.write(Der.OCTET_STRING, key));
    }

    private static byte[] curve(byte[] key, byte[] parameters) throws InvalidKeyException {
        Der.Value outer = Der.read(key);
        Der.Value version = outer.first();
        Der.Value secret = version.next(outer);
        if (secret.hasNext(outer)) {
            Der.Value named = secret.next(outer);
            if (named.tag() == Der.CONTEXT_0) {
                return named.content();
            }
        }
        if (parameters.length == 0) {
            throw new InvalidKeyException("the key does not name its curve");
        }
        return parameters;
    }
}
