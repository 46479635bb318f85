package dev.imagecopy.core.spi;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param <E> the items' type
 */
public final class Page<E> {
    private final List<E> items;
    private final Optional<String> next;

    /**
     * Copies the items.
     *
     * @param items the page's items
     * @param next what to ask the following page with; empty on the last page
     */
    public Page(List<E> items, Optional<String> next) {
        this.items = List.copyOf(items);
        this.next = next;
    }

    /**
     * Returns the items.
     *
     * @return the page's items
     */
    public List<E> items() {
        return items;
    }

    /**
     * Returns the token of the following page.
     *
     * @return what to ask the following page with; empty on the last page
     */
    public Optional<String> next() {
        return next;
    }
}
