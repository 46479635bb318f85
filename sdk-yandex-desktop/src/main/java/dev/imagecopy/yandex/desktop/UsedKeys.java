package dev.imagecopy.yandex.desktop;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which request was sent under which idempotency key. The vendor does not document what happens if a key is used for another
 * request, so the SDK prevents it. Remembers the last thousand keys. Safe for use by multiple threads.
 */
final class UsedKeys {
    private static final int MOST = 1000;

    private final Map<String, String> fingerprints = new LinkedHashMap<>() { // guarded by itself
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * Records a key.
     *
     * @throws IllegalArgumentException if it was used for another request
     */
    void use(String key, String fingerprint) {
        synchronized (fingerprints) {
            String earlier = fingerprints.putIfAbsent(key, fingerprint);
            if (earlier != null && !earlier.equals(fingerprint)) {
                throw new IllegalArgumentException("YandexDesktopClient: idempotencyKey was used for another request");
            }
        }
    }
}
