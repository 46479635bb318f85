package dev.imagecopy.bulk.internal.journal;

import java.util.Optional;

/**
 * Bytes of the file that are not a line as it was written.
 *
 * @param offset the offset of the first byte
 * @param length the number of bytes
 * @param key the key that can still be read in them, which may be damaged too
 */
public record Damage(long offset, long length, Optional<String> key) {

    boolean isNextTo(Damage later) {
        return later.offset <= offset + length + 1;
    }

    Damage joined(Damage later) {
        return new Damage(offset, later.offset + later.length - offset, key.or(later::key));
    }
}
