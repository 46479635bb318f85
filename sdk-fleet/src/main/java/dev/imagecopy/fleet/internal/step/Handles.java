package dev.imagecopy.fleet.internal.step;

import dev.imagecopy.core.operation.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The handles that a worker has used last. A handle knows what the row does not: whether a poll has seen the copy here, and the
 * request to a cluster that is still open. A step takes the handle out, so that two steps never share one. Safe for use by multiple
 * threads.
 */
public final class Handles {
    private static final int MOST = 10_000;

    /** Guarded by itself. */
    private final Map<String, Held> held = new LinkedHashMap<>();

    /** Creates an instance without handles. */
    public Handles() {}

    /**
     * A handle of one attempt.
     *
     * @param key the attempt's key
     * @param store the store that its client works with
     * @param operation the handle
     */
    record Held(String key, StepStore store, Operation<?> operation) {}

    Optional<Held> take(String id, String key) {
        synchronized (held) {
            return Optional.ofNullable(held.remove(id))
                    .filter(found -> found.key().equals(key));
        }
    }

    void put(String id, Held handle) {
        handle.store().rest();
        synchronized (held) {
            held.put(id, handle);
            if (held.size() > MOST) {
                held.remove(held.keySet().iterator().next());
            }
        }
    }
}
