package dev.imagecopy.core.json;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a small object, in document order. What services send has a handful of members in each object: an array of
 * them is searched as fast as a hash table and is a third of its size (of the answer to a Huawei poll, 0.4 KB instead of 1.1).
 */
final class JsonMembers extends AbstractMap<String, JsonValue> {
    /** Beyond this a search takes longer than a hash table's, and the search for repeated names much longer. */
    private static final int MOST = 12;

    /** Room for four members at a time, times two. */
    private static final int STEP = 8;

    private Object[] namesAndValues = new Object[STEP];
    private int used;

    /**
     * Adds a member to an object that is being read.
     *
     * @param members what came before it
     * @return the members with it: a map of the JDK's if they have become many
     */
    static Map<String, JsonValue> with(Map<String, JsonValue> members, String name, JsonValue value) {
        Map<String, JsonValue> room = members;
        if (members instanceof JsonMembers few) {
            if (few.used < 2 * MOST) {
                few.add(name, value);
                return few;
            }
            room = new LinkedHashMap<>(members);
        }
        requireNew(room.put(name, value) == null);
        return room;
    }

    private void add(String name, JsonValue value) {
        requireNew(get(name) == null);
        if (used == namesAndValues.length) {
            namesAndValues = Arrays.copyOf(namesAndValues, used + STEP);
        }
        namesAndValues[used++] = name;
        namesAndValues[used++] = value;
    }

    // Jackson's own detection keeps a second set of the names, a tenth of what a small answer allocates.
    private static void requireNew(boolean isNew) {
        if (!isNew) {
            throw new JsonFormatException("a name is twice in an object");
        }
    }

    @Override
    public @Nullable JsonValue get(@Nullable Object name) {
        for (int i = 0; i < used; i += 2) {
            if (namesAndValues[i].equals(name)) {
                return (JsonValue) namesAndValues[i + 1];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        return used / 2;
    }

    /** In a map of the JDK's: few walk through all members. */
    @Override
    public Set<Entry<String, JsonValue>> entrySet() {
        Map<String, JsonValue> all = new LinkedHashMap<>();
        for (int i = 0; i < used; i += 2) {
            all.put((String) namesAndValues[i], (JsonValue) namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(all).entrySet();
    }
}
