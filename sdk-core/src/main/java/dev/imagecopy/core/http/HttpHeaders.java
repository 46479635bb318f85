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
 * An immutable list of HTTP header fields in the order in which they were added. Names are compared without case.
 *
 * <p>{@link #toString()} shows names only, since any value may be a secret.
 */
public final class HttpHeaders {
    private static final HttpHeaders EMPTY = new HttpHeaders(new String[0], 0);

    /** Names and values in turn, perhaps with room behind them. Nobody writes to it any more. */
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
     * Starts an empty list.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder(EMPTY);
    }

    /**
     * Finds the first field of a name.
     *
     * @param name the field name, in any case
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
     * Finds every field of a name.
     *
     * @param name the field name, in any case
     * @return the values in order, empty when there is none
     */
    public List<String> all(String name) {
        requireNonNull(name, "name");
        if (first(name).isEmpty()) {
            return Collections.emptyList(); // as mostly: without a list to fill, or an iterator to make
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
     * Hands each field to a consumer, in order.
     *
     * @param action takes name and value
     */
    public void forEach(BiConsumer<? super String, ? super String> action) {
        requireNonNull(action, "action");
        for (int i = 0; i < length; i += 2) {
            action.accept(fields[i], fields[i + 1]);
        }
    }

    /**
     * Tells how many fields there are.
     *
     * @return the number of fields, repeated names counted each time
     */
    public int size() {
        return length / 2;
    }

    /**
     * Returns the name of one field.
     *
     * @param index its place, from 0
     * @return the name as it was added
     * @throws IndexOutOfBoundsException if there is no such field
     */
    public String name(int index) {
        return fields[2 * Objects.checkIndex(index, size())];
    }

    /**
     * Returns the value of one field.
     *
     * @param index its place, from 0
     * @return the value as it was added
     * @throws IndexOutOfBoundsException if there is no such field
     */
    public String value(int index) {
        return fields[2 * Objects.checkIndex(index, size()) + 1];
    }

    /**
     * Starts a copy to change.
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
     * Collects header fields. Not safe for use by several threads.
     *
     * <p>Headers are made and copied for every attempt, so a builder shares its array with the headers that it began with or made
     * last, and copies it only when it is to change after that.
     */
    public static final class Builder {
        /** Names and values of the five fields that an answer or a call mostly has. */
        private static final int LEAST = 10;

        /** Room for the two fields that each step of a call mostly adds: for five, all the steps take 90 bytes more. */
        private static final int SPARE = 4;

        private String[] fields;
        private int length;

        /** The headers that the array belongs to as well; null when it is this builder's alone. */
        private @Nullable HttpHeaders shared;

        private Builder(HttpHeaders present) {
            fields = present.fields;
            length = present.length;
            shared = present;
        }

        /**
         * Adds a field beside any others of the same name.
         *
         * @param name a token of RFC 9110
         * @param value visible ASCII, space and tab
         * @return this builder
         * @throws IllegalArgumentException if name or value holds a character that HTTP does not allow; the message
         *     never holds the value
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
         * Adds a field as a peer sent it, without any check.
         *
         * @param name the received name
         * @param value the received value
         * @return this builder
         */
        public Builder addReceived(String name, String value) {
            return append(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        }

        /**
         * Tells whether there is a field of a name.
         *
         * @param name the field name, in any case
         * @return true if at least one was added
         */
        public boolean contains(String name) {
            requireNonNull(name, "name");
            return indexOf(fields, length, name) >= 0;
        }

        /**
         * Removes every field of a name.
         *
         * @param name the field name, in any case
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
         * Makes the headers.
         *
         * @return what was added, immutable
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

        /** Makes the array this builder's alone, with room for so many names and values. */
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
                    throw new IllegalArgumentException("The value of header " + name + " holds the character U+"
                            + String.format("%04X", (int) c) + " at index " + i + "; only visible ASCII is allowed");
                }
            }
        }
    }
}
