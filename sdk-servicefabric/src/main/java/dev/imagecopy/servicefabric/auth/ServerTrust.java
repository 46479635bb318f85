package dev.imagecopy.servicefabric.auth;

import static java.util.Objects.requireNonNull;

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
 * Which server certificates a client accepts. Cluster certificates rarely bear the host's name and are often self-signed, so
 * they are pinned, as cluster tools do: by thumbprint, or by common name.
 *
 * <p>A pin is <b>always enforced</b>: a certificate that the system trusts, and that is not pinned, is refused. With several
 * pins one must fit, which is how a certificate is changed without a gap: {@code thumbprints(old, new)}. Whatever is pinned
 * must also be within its dates. Without pins the system's trust store and the host's name decide. Immutable.
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
     * Pins nothing: the system's trust store and the host's name decide.
     *
     * @return the trust without pins
     */
    public static ServerTrust system() {
        return SYSTEM;
    }

    /**
     * Pins certificates by their fingerprint. The system's trust store and the host's name play no part.
     *
     * @param thumbprints SHA-1 (as clusters are configured) or SHA-256, in hexadecimal; spaces and colons are ignored. At
     *     least one
     * @return the trust
     * @throws IllegalArgumentException if there is none, or one is no fingerprint
     */
    public static ServerTrust thumbprints(String... thumbprints) {
        requireNonNull(thumbprints, "thumbprints");
        if (thumbprints.length == 0) {
            throw new IllegalArgumentException("At least one thumbprint is required");
        }
        return new ServerTrust(normal(thumbprints), List.of());
    }

    /**
     * Pins certificates by their name: the common name or a DNS name of the certificate, in any case. The host's name plays no
     * part.
     *
     * @param name the name
     * @param issuerThumbprints fingerprints of the certificates that may have issued it, as for {@link #thumbprints}. Without
     *     any the system's trust store decides about the issuer
     * @return the trust
     * @throws IllegalArgumentException if the name is blank, or a fingerprint is none
     */
    public static ServerTrust commonName(String name, String... issuerThumbprints) {
        requireNonNull(name, "name");
        requireNonNull(issuerThumbprints, "issuerThumbprints");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A common name must not be blank");
        }
        return new ServerTrust(Set.of(), List.of(new NamePin(name.strip(), normal(issuerThumbprints))));
    }

    /**
     * Accepts what either accepts.
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
     * @return false if the system's trust store and the host's name decide
     */
    public boolean isPinned() {
        return !thumbprints.isEmpty() || !names.isEmpty();
    }

    /**
     * Creates a trust manager for TLS settings of the application's own. With pins it must stand alone: the comparison with the
     * host's name is to be switched off, which cluster certificates do not pass.
     *
     * @return a trust manager that enforces the pins; the system's without pins
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
            throw new GeneralSecurityException("this Java has no trust manager for certificates");
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
                ? "ServerTrust[" + thumbprints.size() + " thumbprints, names "
                        + names.stream().map(NamePin::commonName).toList() + "]"
                : "ServerTrust[system]";
    }

    private static Set<String> normal(String... thumbprints) {
        return Arrays.stream(thumbprints).map(Thumbprints::normal).collect(Collectors.toUnmodifiableSet());
    }
}
