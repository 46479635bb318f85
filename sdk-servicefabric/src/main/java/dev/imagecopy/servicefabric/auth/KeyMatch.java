package dev.imagecopy.servicefabric.auth;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** Checks whether a private key belongs to a certificate, since a handshake would fail without saying so. */
final class KeyMatch {
    private static final byte[] PROBE = {1, 2, 3, 4, 5, 6, 7, 8};

    private KeyMatch() {}

    /** Returns whether a certificate was signed with another one's key: several issuers may have the same name. */
    static boolean hasIssued(X509Certificate issuer, X509Certificate issued) {
        if (!issuer.getSubjectX500Principal().equals(issued.getIssuerX500Principal())) {
            return false;
        }
        try {
            issued.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException anotherKey) {
            return false;
        }
    }

    /** Returns whether this Java runtime can sign with a key: it reads keys of curves that it does not know otherwise. */
    static boolean signs(PrivateKey key) {
        try {
            return signed(key, signer(key)).length > 0;
        } catch (GeneralSecurityException notSupported) {
            return false;
        }
    }

    private static Signature signer(PrivateKey key) throws GeneralSecurityException {
        return Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
    }

    private static byte[] signed(PrivateKey key, Signature signer) throws GeneralSecurityException {
        signer.initSign(key);
        signer.update(PROBE);
        return signer.sign();
    }

    static boolean fits(PrivateKey key, X509Certificate certificate) {
        try {
            Signature signer = signer(key);
            byte[] signature = signed(key, signer);
            signer.initVerify(certificate.getPublicKey());
            signer.update(PROBE);
            return signer.verify(signature);
        } catch (GeneralSecurityException differentKinds) {
            return false;
        }
    }
}
