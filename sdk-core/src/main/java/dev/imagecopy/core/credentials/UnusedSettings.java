package dev.imagecopy.core.credentials;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of a vendor's tools that change who works or where, and that nothing here acts on. They are never passed over in
 * silence: each that is set is told once for each client, as a warning with its name and what to do instead, never its value.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class UnusedSettings {
    private static final Logger LOG = LoggerFactory.getLogger("dev.imagecopy");

    /**
     * A setting that is not acted on.
     *
     * @param key its name
     * @param advice what to do instead, a clause for the message
     */
    public record Unused(String key, String advice) {}

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final String client;

    /**
     * Begins to tell.
     *
     * @param client what messages call the client, for example {@code HuaweiImsClient}
     */
    public UnusedSettings(String client) {
        this.client = client;
    }

    /** Warns of those that are set. */
    public void warn(NamedSettings settings, List<Unused> unused) {
        for (Unused each : unused) {
            if (settings.value(each.key()).isPresent()) {
                warn(each);
            }
        }
    }

    /** Warns of one that is set. */
    public void warn(Unused unused) {
        if (told.add(unused.key())) {
            LOG.warn("{} does not act on {}, which is set: {}", client, unused.key(), unused.advice());
        }
    }
}
