package dev.imagecopy.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The members of an object while it is read, few or many. */
class JsonMembersTest {
    private static final JsonValue VALUE = JsonValue.parse(new byte[] {'1'});
    private static final int MOST = 12;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 7, MOST})
    void with_upToTwelveMembers_keepsThemInAnArray(int size) {
        Map<String, JsonValue> members = members(size);

        assertThat(members).isInstanceOf(JsonMembers.class).isEqualTo(expected(size));
        assertThat(members.keySet()).containsExactlyElementsOf(expected(size).keySet());
    }

    @ParameterizedTest
    @ValueSource(ints = {MOST + 1, 100})
    void with_moreMembers_movesToAMapOfTheJdk(int size) {
        Map<String, JsonValue> members = members(size);

        assertThat(members).isInstanceOf(LinkedHashMap.class).isEqualTo(expected(size));
        assertThat(members.keySet()).containsExactlyElementsOf(expected(size).keySet());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MOST, MOST + 1, 100})
    void with_aNameThatIsThere_refusesIt(int size) {
        Map<String, JsonValue> members = members(size);

        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> JsonMembers.with(members, "m0", VALUE))
                .withMessageContaining("twice");
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> JsonMembers.with(members, "m" + (size - 1), VALUE));
    }

    @Test
    void get_ofANameThatIsNotThere_isNull() {
        Map<String, JsonValue> members = members(MOST);

        assertThat(members.get("other")).isNull();
        assertThat(members.containsKey("other")).isFalse();
        assertThat(members.containsKey("m3")).isTrue();
    }

    @Test
    void entries_whenAllWereRead_end() {
        Iterator<Map.Entry<String, JsonValue>> entries = members(1).entrySet().iterator();

        assertThat(entries.next()).isEqualTo(Map.entry("m0", VALUE));
        assertThat(entries.hasNext()).isFalse();
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void members_cannotBeChangedThroughTheMap() {
        Map<String, JsonValue> members = members(2);

        assertThatThrownBy(() -> members.put("more", VALUE)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> members.remove("m0")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(members::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(members).hasSize(2);
    }

    private static Map<String, JsonValue> members(int size) {
        Map<String, JsonValue> members = new JsonMembers();
        for (int i = 0; i < size; i++) {
            members = JsonMembers.with(members, "m" + i, VALUE);
        }
        return members;
    }

    private static Map<String, JsonValue> expected(int size) {
        Map<String, JsonValue> expected = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            expected.put("m" + i, VALUE);
        }
        return expected;
    }
}
