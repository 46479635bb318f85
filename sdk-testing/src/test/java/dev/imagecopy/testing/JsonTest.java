package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,2.50,true,false,null,\"\\\"\u00e9\\n\"],\"b\":{}}",
                "123456789012345678901234567890",
                "1.0",
                "[]",
                "null",
                "\"\""
            })
    void write_givesBackWhatParseRead(String text) {
        assertThat(Json.write(Json.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}{}", "{\"a\":1,\"a\":2}", "tru", "{'a':1}", "[1,]"})
    void parse_refusesWhatIsNotExactlyOneValue(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void object_refusesOtherValues() {
        assertThat(Json.object("{\"a\":null}")).containsEntry("a", null);
        assertThatThrownBy(() -> Json.object("[]")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void map_keepsTheOrderAndNulls() {
        assertThat(Json.write(Json.map("b", 1, "a", null, "c", List.of(0.5))))
                .isEqualTo("{\"b\":1,\"a\":null,\"c\":[0.5]}");
        assertThatThrownBy(() -> Json.map("a")).isInstanceOf(IllegalArgumentException.class);
    }
}
