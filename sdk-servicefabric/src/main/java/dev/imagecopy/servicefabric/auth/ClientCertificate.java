package dev.imagecopy.servicefabric.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its private key, for the TLS handshake with gateways. Immutable; {@code equals} compares certificates,
 * {@code toString} shows no secret.
 *
 * <p>The factory methods read their files at once, and block. They neither keep nor change the passwords that are passed to
 * them.
 */
public final class ClientCertificate {
    private static final char[] NO_PASSWORD = new char[0];
    private static final String PKCS12 = "the PKCS#12 file of the client certificate";

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private ClientCertificate(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /**
     * Reads a PKCS#12 file ({@code .pfx}, {@code .p12}), also as base64, in which the tools of Azure Key Vault write it: the first
     * entry with a private key.
     *
     * @param file the file
     * @param password its password; null or an empty array if it has none; not kept, so clear it afterwards
     * @return the certificate
     * @throws CredentialsException if the file cannot be read or is of another form, the password is wrong, or the file contains no
     *     private key
     */
    public static ClientCertificate pkcs12(Path file, char @Nullable [] password) {
        requireNonNull(file, "file");
        char[] given = password == null ? NO_PASSWORD : password;
        byte[] bytes = SettingFile.bytes(file, PKCS12);
        KeyFileForm form = KeyFileForm.of(bytes);
        if (form != KeyFileForm.PKCS12 && form != KeyFileForm.JAVA_KEY_STORE && form != KeyFileForm.UNKNOWN) {
            throw unusable(form.refusal(PKCS12, bytes), null);
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(KeyFileForm.decoded(bytes)), given);
            for (String alias : Collections.list(store.aliases())) {
                Certificate[] chain = store.getCertificateChain(alias);
                if (chain != null && store.getKey(alias, given) instanceof PrivateKey key) {
                    return new ClientCertificate(
                            key,
                            Arrays.stream(chain)
                                    .map(X509Certificate.class::cast)
                                    .toList());
                }
            }
            throw unusable("there is no private key with its certificate in the PKCS#12 file", null);
        } catch (IOException | GeneralSecurityException e) {
            boolean refused = given.length == 0 && e.getCause() instanceof UnrecoverableKeyException;
            throw unusable(
                    PKCS12
                            + (refused
                                    ? " has a password, but none was given"
                                    : " cannot be read, or its password is wrong"),
                    e);
        }
    }

    /**
     * Reads a PEM file with the certificate, its chain if there is one (in any order), and the private key without a password.
     *
     * @param file the file
     * @return the certificate
     * @throws CredentialsException as for {@link #pem(Path, Path, char[])}
     */
    public static ClientCertificate pem(Path file) {
        requireNonNull(file, "file");
        return pem(file, file, NO_PASSWORD);
    }

    /**
     * Reads two PEM files. If there are several certificates, the one that matches the key is the client's. Its issuers follow
     * in the handshake in the right order, whatever their order in the file (Azure Key Vault puts the root first). Keys may be
     * PKCS#8, with or without a password, or PKCS#1 or SEC1 without one.
     *
     * @param certificate the file of the certificate and its chain, if any
     * @param privateKey the file of the private key; may be the same
     * @param password the key's password; null or an empty array if it has none; not kept, so clear it afterwards
     * @return the certificate
     * @throws CredentialsException if a file cannot be read, is of another form or contains no certificate or key, if the password
     *     is wrong, or if the key does not match the certificate
     */
    public static ClientCertificate pem(Path certificate, Path privateKey, char @Nullable [] password) {
        requireNonNull(certificate, "certificate");
        requireNonNull(privateKey, "privateKey");
        try {
            String text = text(certificate, "the PEM file of the client certificate");
            List<X509Certificate> certificates = PemFile.certificates(text);
            if (certificates.isEmpty()) {
                String instead = PemFile.insteadOfCertificate(text);
                throw unusable(
                        "there is no certificate in the PEM file" + (instead.isEmpty() ? "" : "; " + instead), null);
            }
            PemFile.Keys found = PemFile.privateKeys(
                    text(privateKey, "the PEM file of the client certificate's key"),
                    password == null ? NO_PASSWORD : password);
            for (PrivateKey key : found.keys()) {
                Optional<X509Certificate> leaf = certificates.stream()
                        .filter(candidate -> KeyMatch.fits(key, candidate))
                        .max(Comparator.comparing(X509Certificate::getNotAfter)); // renewed under the same key
                if (leaf.isPresent()) {
                    return new ClientCertificate(key, chain(leaf.get(), certificates));
                }
            }
            if (found.unread() != null) {
                throw found.unread();
            }
            throw unusable(
                    found.keys().stream().anyMatch(KeyMatch::signs)
                            ? "the private key is not the one of the client certificate"
                            : "this Java runtime cannot use the private key: it does not support its curve",
                    null);
        } catch (UnfitKeyException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unusable(
                    "the PEM file of the client certificate or its key cannot be read, or the password is wrong", e);
        }
    }

    private static String text(Path file, String what) {
        byte[] bytes = SettingFile.bytes(file, what);
        KeyFileForm form = KeyFileForm.of(bytes);
        if (form != KeyFileForm.PEM && form != KeyFileForm.UNKNOWN) {
            throw unusable(form.refusal(what, bytes), null);
        }
        return SettingFile.decoded(bytes);
    }

    /** The certificate and its issuers in the order of a handshake; unrelated certificates are left out. */
    private static List<X509Certificate> chain(X509Certificate leaf, List<X509Certificate> certificates) {
        Set<X509Certificate> chain = new LinkedHashSet<>();
        Optional<X509Certificate> next = Optional.of(leaf);
        while (next.isPresent() && chain.add(next.get())) {
            X509Certificate issued = next.get();
            next = certificates.stream()
                    .filter(candidate -> KeyMatch.hasIssued(candidate, issued))
                    .max(Comparator.comparing(X509Certificate::getNotAfter));
        }
        return List.copyOf(chain);
    }

    /**
     * Returns the certificate's thumbprint, by which clusters are configured to accept it.
     *
     * @return SHA-1 in 40 upper-case hexadecimal digits
     */
    public String thumbprint() {
        return Thumbprints.sha1(chain.get(0));
    }

    /**
     * Returns when the certificate expires. Check this from time to time, and renew the certificate in advance.
     *
     * @return the time from which gateways reject it
     */
    public Instant expiresAt() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /**
     * Creates key managers for the application's own TLS settings.
     *
     * @return key managers for a TLS context that uses this certificate
     * @throws CredentialsException if this Java runtime cannot use the key
     */
    public KeyManager[] keyManagers() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw unusable("the client certificate cannot be used for TLS", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientCertificate certificate && certificate.chain.equals(chain);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(chain);
    }

    @Override
    public String toString() {
        return "ClientCertificate[" + thumbprint() + ", until " + expiresAt() + "]";
    }

    private static CredentialsException unusable(String reason, @Nullable Exception cause) {
        return new CredentialsException(reason, ErrorContext.none(false), cause);
    }
}
