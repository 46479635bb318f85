package dev.imagecopy.core.spi;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param items the page's items
 * @param next what to ask the following page with; empty on the last page
 * @param bytes the length of the answer that it came in, which bounds what is collected; 0 when that is not known
 * @param <E> the items' type
 */
public record Page<E>(List<E> items, Optional<String> next, long bytes) {
    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** Makes a page of an answer of unknown length. */
    public Page(List<E> items, Optional<String> next) {
        this(items, next, 0);
    }

    /** Notes the length of the answer that the page came in. */
    public Page<E> ofBytes(long length) {
        return new Page<>(items, next, length);
    }
}
