package dev.imagecopy.bulk.internal.journal;

import java.util.Optional;

/**
 * Bytes of the file that are no line which was written.
 *
 * @param offset where they begin
 * @param length how many there are
 * @param key the key that can still be read in them; it may be damaged too
 */
public record Damage(long offset, long length, Optional<String> key) {

    boolean isNextTo(Damage later) {
        return later.offset <= offset + length + 1;
    }

    Damage joined(Damage later) {
        return new Damage(offset, later.offset + later.length - offset, key.or(later::key));
    }
}
