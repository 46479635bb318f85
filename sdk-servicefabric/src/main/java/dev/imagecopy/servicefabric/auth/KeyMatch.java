package dev.imagecopy.servicefabric.auth;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** Checks whether a private key belongs to a certificate, since a handshake would fail without saying so. */
final class KeyMatch {
    private static final byte[] PROBE = {1, 2, 3, 4, 5, 6, 7, 8};

    private KeyMatch() {}

    static boolean fits(PrivateKey key, X509Certificate certificate) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            signer.initVerify(certificate.getPublicKey());
            signer.update(PROBE);
            return signer.verify(signature);
        } catch (GeneralSecurityException differentKinds) {
            return false;
        }
    }
}
