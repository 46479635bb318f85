package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.core.spi.Digests;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Hashes of the texts that were signed recently. If the service rejects a signature, it quotes the text that it signed itself:
 * if that is one of ours, the secret is wrong; if not, the request was changed or encoded differently on its way. The texts
 * themselves are not kept.
 *
 * <p>Thread safety: safe for use by multiple threads, without locks.
 */
final class SignedTexts {
    /** More than the number of concurrent attempts; a text that was dropped early counts as unknown, not as different. */
    private static final int CAPACITY = 512;

    private final AtomicReferenceArray<String> recent = new AtomicReferenceArray<>(CAPACITY);
    private final AtomicInteger next = new AtomicInteger();

    /** @param sha256Hex the hash of the text that was signed, in lower-case hexadecimal digits */
    void remember(String sha256Hex) {
        recent.set(Math.floorMod(next.getAndIncrement(), CAPACITY), sha256Hex);
    }

    boolean contains(String quoted) {
        return containsHash(Digests.sha256Hex(quoted));
    }

    /** @param sha256Hex a hash, or the beginning of one */
    boolean containsHash(String sha256Hex) {
        for (int i = 0; i < CAPACITY; i++) {
            String signed = recent.get(i);
            if (signed != null && signed.startsWith(sha256Hex)) {
                return true;
            }
        }
        return false;
    }
}
