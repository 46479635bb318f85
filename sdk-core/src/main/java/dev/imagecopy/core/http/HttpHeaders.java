package dev.imagecopy.core.http;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list of HTTP header fields in the order in which they were added. Names are case-insensitive.
 *
 * <p>{@link #toString()} shows only the names, since any value may be a secret.
 */
public final class HttpHeaders {
    private static final HttpHeaders EMPTY = new HttpHeaders(new String[0], 0);

    /** Alternating names and values, possibly followed by unused elements. Never written to again. */
    private final String[] fields;

    private final int length;

    private HttpHeaders(String[] fields, int length) {
        this.fields = fields;
        this.length = length;
    }

    /** {@return the empty headers} */
    public static HttpHeaders empty() {
        return EMPTY;
    }

    /**
     * Returns an empty builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder(EMPTY);
    }

    /**
     * Returns the first value of a header.
     *
     * @param name the field name, case-insensitive
     * @return its value, or empty when no such field exists
     */
    public Optional<String> first(String name) {
        requireNonNull(name, "name");
        int found = indexOf(fields, length, name);
        return found < 0 ? Optional.empty() : Optional.of(fields[found + 1]);
    }

    private static int indexOf(String[] fields, int length, String name) {
        for (int i = 0; i < length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns all values of a header.
     *
     * @param name the field name, case-insensitive
     * @return the values in order; empty if there is none
     */
    public List<String> all(String name) {
        requireNonNull(name, "name");
        if (first(name).isEmpty()) {
            return Collections.emptyList(); // the usual case, which needs no list and no iterator
        }
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                values.add(fields[i + 1]);
            }
        }
        return List.copyOf(values);
    }

    /**
     * Passes each field to a consumer, in order.
     *
     * @param action receives name and value
     */
    public void forEach(BiConsumer<? super String, ? super String> action) {
        requireNonNull(action, "action");
        for (int i = 0; i < length; i += 2) {
            action.accept(fields[i], fields[i + 1]);
        }
    }

    /**
     * Returns the number of fields.
     *
     * @return the number of fields; a repeated name counts each time
     */
    public int size() {
        return length / 2;
    }

    /**
     * Returns the name of one field.
     *
     * @param index its position, from 0
     * @return the name as it was added
     * @throws IndexOutOfBoundsException if there is no such field
     */
    public String name(int index) {
        return fields[2 * Objects.checkIndex(index, size())];
    }

    /**
     * Returns the value of one field.
     *
     * @param index its position, from 0
     * @return the value as it was added
     * @throws IndexOutOfBoundsException if there is no such field
     */
    public String value(int index) {
        return fields[2 * Objects.checkIndex(index, size()) + 1];
    }

    /**
     * Returns a builder that holds these values.
     *
     * @return a builder that holds these fields
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpHeaders headers
                && Arrays.equals(headers.fields, 0, headers.length, fields, 0, length);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(Arrays.copyOf(fields, length));
    }

    @Override
    public String toString() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < length; i += 2) {
            names.add(fields[i]);
        }
        return "HttpHeaders" + names;
    }

    /**
     * Builds headers. Not thread-safe.
     *
     * <p>Headers are built and copied for every attempt. A builder therefore shares its array with the headers that it started
     * from or built last, and copies it only before the next change.
     */
    public static final class Builder {
        /** Names and values of the five fields that a response or a call usually has. */
        private static final int LEAST = 10;

        /**
         * Space for the two fields that each step of a call usually adds. Space for five would cost 90 bytes more over all the
         * steps.
         */
        private static final int SPARE = 4;

        private String[] fields;
        private int length;

        /** The headers that share the array; null if only this builder uses it. */
        private @Nullable HttpHeaders shared;

        private Builder(HttpHeaders present) {
            fields = present.fields;
            length = present.length;
            shared = present;
        }

        /**
         * Adds a field and keeps any others of the same name.
         *
         * @param name a token of RFC 9110
         * @param value visible ASCII, space and tab
         * @return this builder
         * @throws IllegalArgumentException if the name or the value contains a character that HTTP does not allow; the message
         *     never contains the value
         */
        public Builder add(String name, String value) {
            requireName(name);
            requireValue(name, value);
            return append(name, value);
        }

        /**
         * Adds a field, replacing all others of the same name.
         *
         * @param name a token of RFC 9110
         * @param value visible ASCII, space and tab
         * @return this builder
         * @throws IllegalArgumentException as for {@link #add}
         */
        public Builder set(String name, String value) {
            remove(name);
            return add(name, value);
        }

        /**
         * Adds a field as received from a peer, without any check.
         *
         * @param name the received name
         * @param value the received value
         * @return this builder
         */
        public Builder addReceived(String name, String value) {
            return append(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        }

        /**
         * Returns whether there is a header of a name.
         *
         * @param name the field name, case-insensitive
         * @return true if at least one was added
         */
        public boolean contains(String name) {
            requireNonNull(name, "name");
            return indexOf(fields, length, name) >= 0;
        }

        /**
         * Removes all headers of a name.
         *
         * @param name the field name, case-insensitive
         * @return this builder
         */
        public Builder remove(String name) {
            requireNonNull(name, "name");
            for (int at = indexOf(fields, length, name); at >= 0; at = indexOf(fields, length, name)) {
                own(length);
                System.arraycopy(fields, at + 2, fields, at, length - at - 2);
                length -= 2;
            }
            return this;
        }

        /**
         * Creates the headers.
         *
         * @return the headers that were added, immutable
         */
        public HttpHeaders build() {
            if (shared == null) {
                shared = length == 0 ? EMPTY : new HttpHeaders(fields, length);
            }
            return shared;
        }

        private Builder append(String name, String value) {
            own(length + 2);
            fields[length++] = name;
            fields[length++] = value;
            return this;
        }

        /** Ensures that only this builder uses the array, and that it has space for this many names and values. */
        private void own(int needed) {
            if (shared != null || needed > fields.length) {
                fields = Arrays.copyOf(fields, Math.max(LEAST, length + SPARE));
                shared = null;
            }
        }

        private static void requireName(String name) {
            boolean valid = !Objects.requireNonNull(name, "name").isEmpty();
            for (int i = 0; i < name.length() && valid; i++) {
                char c = name.charAt(i);
                boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
                valid = plain || (c > 0x20 && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
            }
            if (!valid) {
                throw new IllegalArgumentException("A header name must be a token of RFC 9110");
            }
        }

        private static void requireValue(String name, String value) {
            Objects.requireNonNull(value, "value");
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if ((c < 0x20 && c != '\t') || c > 0x7e) {
                    throw new IllegalArgumentException("The value of header " + name + " contains the character U+"
                            + String.format("%04X", (int) c) + " at index " + i + "; only visible ASCII is allowed");
                }
            }
        }
    }
}
