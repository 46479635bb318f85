package dev.imagecopy.core.spi;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param items the page's items
 * @param next what to ask the following page with; empty on the last page
 * @param <E> the items' type
 */
public record Page<E>(List<E> items, Optional<String> next) {
    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }
}
