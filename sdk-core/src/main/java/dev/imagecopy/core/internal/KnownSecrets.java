package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import java.util.ArrayList;
import java.util.List;

/**
 * The secrets of the credentials that a client used lately. A service may quote them wherever it likes: in the answer to a
 * call without credentials, or after they were refreshed. Safe for use by many threads.
 */
final class KnownSecrets {
    /** One set in use by each service that the client talks to, and the one before. */
    private static final int KEPT = 6;

    private volatile List<Credentials> latest = List.of();

    /** Remembers credentials that are about to be used. */
    void note(Credentials used) {
        List<Credentials> known = latest;
        // Equality compares secrets in constant time, which is not worth it for what is mostly the same object.
        if ((known.isEmpty() || known.get(0) != used) && !known.contains(used)) {
            remember(used);
        }
    }

    private synchronized void remember(Credentials used) {
        List<Credentials> kept = new ArrayList<>(KEPT);
        kept.add(used);
        kept.addAll(latest.subList(0, Math.min(KEPT - 1, latest.size())));
        latest = List.copyOf(kept);
    }

    /** Makes a service's text fit to be shown: one line, bounded, without these secrets and those given. */
    String clean(String text, List<Secret> further) {
        List<Secret> all = new ArrayList<>(further);
        for (Credentials credentials : latest) {
            all.addAll(credentials.secrets());
        }
        return Redactor.clean(text, all);
    }

    String clean(String text) {
        return clean(text, List.of());
    }
}
