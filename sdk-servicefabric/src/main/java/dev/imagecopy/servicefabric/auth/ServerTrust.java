package dev.imagecopy.servicefabric.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.servicefabric.auth.PinnedTrust.NamePin;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Which server certificates a client accepts. Cluster certificates rarely contain the host name and are often self-signed, so
 * they are pinned, as cluster tools do: by thumbprint or by common name.
 *
 * <p>Pins are <b>always enforced</b>: a certificate that the system trusts but that is not pinned is rejected. If there are
 * several pins, one must match, so a certificate can be rolled over without downtime: {@code thumbprints(old, new)}. A pinned
 * certificate must also be within its validity period. Without pins, the system's trust store and the host name decide.
 * Immutable.
 */
public final class ServerTrust {
    private static final ServerTrust SYSTEM = new ServerTrust(Set.of(), List.of());

    private final Set<String> thumbprints;
    private final List<NamePin> names;

    private ServerTrust(Set<String> thumbprints, List<NamePin> names) {
        this.thumbprints = Set.copyOf(thumbprints);
        this.names = List.copyOf(names);
    }

    /**
     * Returns trust without pins: the system's trust store and the host name decide.
     *
     * @return trust without pins
     */
    public static ServerTrust system() {
        return SYSTEM;
    }

    /**
     * Pins certificates by their thumbprint. The system's trust store and the host name are ignored.
     *
     * @param thumbprints at least one SHA-1 thumbprint (as in cluster configurations) or SHA-256 thumbprint, in hexadecimal;
     *     spaces and colons are ignored
     * @return the trust
     * @throws IllegalArgumentException if there is none, or if one is invalid
     */
    public static ServerTrust thumbprints(String... thumbprints) {
        requireNonNull(thumbprints, "thumbprints");
        if (thumbprints.length == 0) {
            throw new IllegalArgumentException("At least one thumbprint is required");
        }
        return new ServerTrust(normal(thumbprints), List.of());
    }

    /**
     * Pins certificates by their name: the common name or a DNS name in the certificate, case-insensitive. The host name is
     * ignored.
     *
     * @param name the name
     * @param issuerThumbprints thumbprints of the certificates that may have issued it, as for {@link #thumbprints}. If there
     *     are none, the system's trust store decides about the issuer
     * @return the trust
     * @throws IllegalArgumentException if the name is blank, or if a thumbprint is invalid
     */
    public static ServerTrust commonName(String name, String... issuerThumbprints) {
        requireNonNull(name, "name");
        requireNonNull(issuerThumbprints, "issuerThumbprints");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A common name must not be blank");
        }
        String kind = MisplacedSecret.kind(name);
        if (!kind.isEmpty()) {
            throw new IllegalArgumentException("A common name must not be " + kind);
        }
        return new ServerTrust(Set.of(), List.of(new NamePin(name.strip(), normal(issuerThumbprints))));
    }

    /**
     * Returns trust that accepts what either of the two accepts.
     *
     * @param other further pins
     * @return the trust with the pins of both
     */
    public ServerTrust or(ServerTrust other) {
        requireNonNull(other, "other");
        Set<String> allThumbprints = new LinkedHashSet<>(thumbprints);
        allThumbprints.addAll(other.thumbprints);
        List<NamePin> allNames = new ArrayList<>(names);
        allNames.addAll(other.names);
        return new ServerTrust(allThumbprints, allNames);
    }

    /**
     * Returns whether there are pins.
     *
     * @return false if the system's trust store and the host name decide
     */
    public boolean isPinned() {
        return !thumbprints.isEmpty() || !names.isEmpty();
    }

    /**
     * Creates a trust manager for the application's own TLS settings. If there are pins, switch off the verification of the
     * host name, which cluster certificates would fail.
     *
     * @return a trust manager that enforces the pins, or the system's if there are none
     */
    public X509TrustManager trustManager() {
        X509TrustManager system = systemTrustManager();
        return isPinned() ? pinnedOver(system) : system;
    }

    X509TrustManager pinnedOver(X509TrustManager system) {
        return new PinnedTrust(thumbprints, names, system);
    }

    private static X509TrustManager systemTrustManager() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager found) {
                    return found;
                }
            }
            throw new GeneralSecurityException("this Java runtime has no trust manager for certificates");
        } catch (GeneralSecurityException e) {
            throw new CredentialsException("the system's trust store cannot be used", ErrorContext.none(false), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServerTrust trust && trust.thumbprints.equals(thumbprints) && trust.names.equals(names);
    }

    @Override
    public int hashCode() {
        return 31 * thumbprints.hashCode() + names.hashCode();
    }

    @Override
    public String toString() {
        return isPinned()
                ? "ServerTrust[" + thumbprints.size() + " thumbprints, " + names.size() + " names]"
                : "ServerTrust[system]";
    }

    private static Set<String> normal(String... thumbprints) {
        return Arrays.stream(thumbprints).map(Thumbprints::normal).collect(Collectors.toUnmodifiableSet());
    }
}
