package dev.imagecopy.core.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * An immutable list of HTTP header fields in the order in which they were added. Names are compared without case.
 *
 * <p>{@link #toString()} shows names only, since any value may be a secret.
 */
public final class HttpHeaders {
    private static final HttpHeaders EMPTY = new HttpHeaders(new String[0]);

    private final String[] namesAndValues;

    private HttpHeaders(String[] namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    /**
     * Returns headers without any field.
     *
     * @return the empty headers
     */
    public static HttpHeaders empty() {
        return EMPTY;
    }

    /**
     * Starts an empty list.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Finds the first field of a name.
     *
     * @param name the field name, in any case
     * @return its value, or empty when no such field exists
     */
    public Optional<String> first(String name) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equalsIgnoreCase(name)) {
                return Optional.of(namesAndValues[i + 1]);
            }
        }
        return Optional.empty();
    }

    /**
     * Finds every field of a name.
     *
     * @param name the field name, in any case
     * @return the values in order, empty when there is none
     */
    public List<String> all(String name) {
        if (first(name).isEmpty()) {
            return List.of(); // as mostly: without a list to fill
        }
        List<String> values = new ArrayList<>(1);
        forEach((key, value) -> {
            if (key.equalsIgnoreCase(name)) {
                values.add(value);
            }
        });
        return List.copyOf(values);
    }

    /**
     * Hands each field to a consumer, in order.
     *
     * @param action takes name and value
     */
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            action.accept(namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    /**
     * Tells how many fields there are.
     *
     * @return the number of fields, repeated names counted each time
     */
    public int size() {
        return namesAndValues.length / 2;
    }

    /**
     * Starts a copy to change.
     *
     * @return a builder that holds these fields
     */
    public Builder toBuilder() {
        return new Builder(namesAndValues);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpHeaders headers && Arrays.equals(headers.namesAndValues, namesAndValues);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(namesAndValues);
    }

    @Override
    public String toString() {
        Set<String> names = new LinkedHashSet<>();
        forEach((name, value) -> names.add(name));
        return "HttpHeaders" + names;
    }

    /** Collects header fields. Not safe for use by several threads. */
    public static final class Builder {
        /** Room for what an attempt adds to a call's headers: a signed request has ten to fourteen fields. */
        private static final int SPARE = 16;

        private final List<String> namesAndValues;

        private Builder() {
            namesAndValues = new ArrayList<>(SPARE);
        }

        private Builder(String[] present) {
            namesAndValues = new ArrayList<>(present.length + SPARE);
            for (String text : present) {
                namesAndValues.add(text);
            }
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
            namesAndValues.add(name);
            namesAndValues.add(value);
            return this;
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
            namesAndValues.add(Objects.requireNonNull(name, "name"));
            namesAndValues.add(Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Tells whether there is a field of a name.
         *
         * @param name the field name, in any case
         * @return true if at least one was added
         */
        public boolean contains(String name) {
            for (int i = 0; i < namesAndValues.size(); i += 2) {
                if (namesAndValues.get(i).equalsIgnoreCase(name)) {
                    return true;
                }
            }
            return false;
        }

        /**
         * Removes every field of a name.
         *
         * @param name the field name, in any case
         * @return this builder
         */
        public Builder remove(String name) {
            for (int i = namesAndValues.size() - 2; i >= 0; i -= 2) {
                if (namesAndValues.get(i).equalsIgnoreCase(name)) {
                    namesAndValues.subList(i, i + 2).clear();
                }
            }
            return this;
        }

        /**
         * Makes the headers.
         *
         * @return an immutable copy of what was added
         */
        public HttpHeaders build() {
            return namesAndValues.isEmpty() ? EMPTY : new HttpHeaders(namesAndValues.toArray(new String[0]));
        }

        private static void requireName(String name) {
            boolean valid = !Objects.requireNonNull(name, "name").isEmpty();
            for (int i = 0; i < name.length() && valid; i++) {
                char c = name.charAt(i);
                valid = c > 0x20 && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
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
