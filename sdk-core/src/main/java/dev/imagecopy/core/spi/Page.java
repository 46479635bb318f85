package dev.imagecopy.core.spi;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param items the page's items
 * @param next the token of the next page; empty on the last page
 * @param bytes the length of the response, which counts towards the limit of what is collected; 0 if unknown
 * @param <E> the items' type
 */
public record Page<E>(List<E> items, Optional<String> next, long bytes) {
    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** Creates a page from a response of unknown length. */
    public Page(List<E> items, Optional<String> next) {
        this(items, next, 0);
    }

    /** Returns a copy with the length of the response. */
    public Page<E> ofBytes(long length) {
        return new Page<>(items, next, length);
    }
}
