package dev.imagecopy.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static JsonValue parse(String text) {
        return JsonValue.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String deep(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    @Test
    void parse_readsEveryKind() {
        JsonValue root =
                parse("{\"s\":\"x\",\"n\":-1.5e3,\"i\":7,\"t\":true,\"f\":false,\"z\":null,\"a\":[1,[]],\"o\":{}}");

        assertThat(root.fields().keySet()).containsExactly("s", "n", "i", "t", "f", "z", "a", "o");
        assertThat(root.fields().values())
                .extracting(JsonValue::kind)
                .containsExactly(
                        JsonValue.Kind.STRING,
                        JsonValue.Kind.NUMBER,
                        JsonValue.Kind.NUMBER,
                        JsonValue.Kind.BOOLEAN,
                        JsonValue.Kind.BOOLEAN,
                        JsonValue.Kind.NULL,
                        JsonValue.Kind.ARRAY,
                        JsonValue.Kind.OBJECT);
        assertThat(root.get("a").items()).hasSize(2).first().isEqualTo(parse("1"));
        assertThat(root.get("n").text()).contains("-1.5e3");
        assertThat(root.get("missing").kind()).isEqualTo(JsonValue.Kind.MISSING);
        assertThat(root.get("z").isPresent()).isFalse();
        assertThat(root.get("missing").isPresent()).isFalse();
        assertThat(root.get("t").isPresent()).isTrue();
        assertThat(root).hasToString("JsonValue[OBJECT]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{a:1}",
                "{'a':1}",
                "nul",
                "NaN",
                "Infinity",
                "-",
                "01",
                "1.",
                ".5",
                "+1",
                "\"a",
                "\"\u0001\"",
                "\"\\x\"",
                "\"\\ud8\"",
                "{\"a\":1}{\"b\":2}",
                "1 2",
                "[] ]",
                "{\"status\":\"RUNNING\",\"status\":\"SUCCESS\"}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "// c\n1",
                "/**/1",
                "<html>"
            })
    void parse_whenTheTextIsNoSingleStrictDocument_refusesItWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(JsonFormatException.class)
                .hasNoCause()
                .hasMessageNotContainingAny("status", "RUNNING", "html");
    }

    @Test
    void parse_atItsLimits_stopsExactlyThere() {
        assertThatCode(() -> parse(deep(64))).doesNotThrowAnyException();
        assertThatThrownBy(() -> parse(deep(65))).isInstanceOf(JsonFormatException.class);
        assertThatThrownBy(() -> parse("[".repeat(1_000_000))).isInstanceOf(JsonFormatException.class);
        assertThat(parse('"' + "x".repeat(1 << 20) + '"').textOr("")).hasSize(1 << 20);
        assertThatThrownBy(() -> parse('"' + "x".repeat((1 << 20) + 1) + '"')).isInstanceOf(JsonFormatException.class);
        assertThatCode(() -> parse("9".repeat(1000))).doesNotThrowAnyException();
        assertThatThrownBy(() -> parse("9".repeat(1001))).isInstanceOf(JsonFormatException.class);
        assertThatThrownBy(() -> parse("{\"" + "n".repeat(4097) + "\":1}")).isInstanceOf(JsonFormatException.class);
        assertThatThrownBy(() -> parse("[" + "1,".repeat(200_000) + "1]")).isInstanceOf(JsonFormatException.class);
        int full = 4 << 20;
        assertThat(parse("1" + " ".repeat(full - 1)).asLong()).hasValue(1);
        assertThatThrownBy(() -> parse("1" + " ".repeat(full)))
                .isInstanceOf(JsonFormatException.class)
                .hasMessageContaining("4194304 bytes");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void parse_ofRandomBytes_yieldsAValueOrAFormatException(long seed) {
        RandomGenerator random = new Random(seed);
        byte[] alphabet = "{}[]\",:0123456789.eE+-truefalsn \\u\n\t/".getBytes(StandardCharsets.UTF_8);
        int parsed = 0;
        for (int run = 0; run < 3_000; run++) {
            byte[] bytes = new byte[random.nextInt(24)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(12) == 0
                        ? (byte) random.nextInt(256)
                        : alphabet[random.nextInt(alphabet.length)];
            }
            try {
                JsonValue value = JsonValue.parse(bytes);
                value.asDouble();
                value.asLong();
                value.asBoolean();
                parsed++;
            } catch (JsonFormatException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
        assertThat(parsed).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1, 1",
                "-9223372036854775808, -9223372036854775808",
                "9223372036854775808, -",
                "1e3, 1000",
                "1.0, 1",
                "1.5, -",
                "1e400, -",
                "\"42\", 42",
                "\" 42 \", 42",
                "\"4x\", -",
                "true, -",
                "null, -",
                "\"\", -",
                "{}, -"
            })
    void asLong_readsWholeNumbersHoweverTheyAreWritten(String text, Long expected) {
        assertThat(parse(text).asLong().isPresent()).isEqualTo(expected != null);
        parse(text).asLong().ifPresent(value -> assertThat(value).isEqualTo(expected));
    }

    @Test
    void asLong_ofHugeNumbers_isEmpty() {
        assertThat(parse("9".repeat(1000)).asLong()).isEmpty();
        assertThat(parse("9".repeat(1000)).asDouble()).isEmpty();
        assertThat(parse("9000000000000001.5").asLong()).isEmpty();
    }

    @Test
    void asDouble_readsFiniteNumbersOnly() {
        assertThat(parse("0.25").asDouble()).hasValue(0.25);
        assertThat(parse("\"32\"").asDouble()).hasValue(32);
        assertThat(parse("1e999").asDouble()).isEmpty();
        assertThat(parse("\"NaN\"").asDouble()).isEmpty();
        assertThat(parse("true").asDouble()).isEmpty();
        assertThat(parse("[]").asDouble()).isEmpty();
    }

    @Test
    void asBoolean_readsTruthAndItsNames() {
        assertThat(parse("true").asBoolean()).contains(true);
        assertThat(parse("\"TRUE\"").asBoolean()).contains(true);
        assertThat(parse("\"False\"").asBoolean()).contains(false);
        assertThat(parse("1").asBoolean()).isEmpty();
        assertThat(parse("null").asBoolean()).isEmpty();
    }

    @Test
    void text_isThatOfScalars() {
        assertThat(parse("\"\"").text()).contains("");
        assertThat(parse("\"\"").nonEmptyText()).isEmpty();
        assertThat(parse("\"x\"").nonEmptyText()).contains("x");
        assertThat(parse("12").nonEmptyText()).contains("12");
        assertThat(parse("{}").textOr("other")).isEqualTo("other");
        assertThat(parse("false").textOr("other")).isEqualTo("false");
        assertThat(JsonValue.missing().text()).isEmpty();
        assertThat(parse("\"a\"").items()).isEmpty();
        assertThat(parse("\"a\"").fields()).isEmpty();
    }

    @Test
    void equality_isThatOfTheDocument() {
        assertThat(parse("{\"a\":[1,\"x\",null]}")).isEqualTo(parse(" {\"a\" : [1, \"x\", null]}"));
        assertThat(parse("1"))
                .isNotEqualTo(parse("\"1\""))
                .isNotEqualTo(parse("2"))
                .isNotEqualTo(1);
        assertThat(parse("[1]").hashCode()).isEqualTo(parse("[1]").hashCode());
    }

    /** From 13 members on an object is kept in another way. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 12, 13, 14, 100})
    void object_ofAnySize_isAMapOfItsMembersInTheirOrder(int size) {
        Map<String, JsonValue> expected = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder("{");
        for (int i = size; i > 0; i--) {
            text.append(i == size ? "" : ",")
                    .append("\"m")
                    .append(i)
                    .append("\":")
                    .append(i);
            expected.put("m" + i, parse(String.valueOf(i)));
        }
        JsonValue object = parse(text.append('}').toString());

        assertThat(object.fields()).hasSize(size).isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(object.fields().keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((name, value) -> assertThat(object.get(name)).isEqualTo(value));
        assertThat(object.get("m0").kind()).isEqualTo(JsonValue.Kind.MISSING);
        assertThat(object.fields().containsKey("m0")).isFalse();
        assertThat(object.fields().containsKey("m1")).isEqualTo(size > 0);
        assertThatThrownBy(() -> object.fields().put("more", object)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> parse(
                        text.substring(0, text.length() - 1) + (size == 0 ? "" : ",") + "\"twice\":1,\"twice\":2}"))
                .isInstanceOf(JsonFormatException.class)
                .hasMessage("a name is twice in an object");
    }

    @Test
    void collections_cannotBeChanged() {
        assertThatThrownBy(() -> parse("[1]").items().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> parse("{\"a\":1}").fields().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void writer_writesInOrderAndLeavesNullsOut() {
        byte[] json = JsonWriter.object(out -> out.string("s", "a\"\u0000é\uD83D\uDE00")
                .string("none", null)
                .number("n", 7L)
                .number("none", null)
                .bool("b", true)
                .bool("none", null)
                .strings("l", List.of("x", "y"))
                .strings("e", List.of())
                .strings("none", null)
                .stringMap("m", Map.of("k", "v"))
                .stringMap("none", null)
                .object("o", inner -> inner.string("i", "1")));

        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"s\":\"a\\\"\\u0000é\\uD83D\\uDE00\",\"n\":7,\"b\":true,\"l\":[\"x\",\"y\"],\"e\":[],"
                        + "\"m\":{\"k\":\"v\"},\"o\":{\"i\":\"1\"}}");
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void writer_whateverTheText_isReadBackTheSame(long seed) {
        RandomGenerator random = new Random(seed);
        for (int run = 0; run < 2000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                int c = random.nextInt(random.nextBoolean() ? 128 : 0x10ffff);
                text.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 'x' : c);
            }
            byte[] json = JsonWriter.object(out -> out.string("v", text.toString()));

            assertThat(JsonValue.parse(json).get("v").textOr("")).isEqualTo(text.toString());
        }
    }
}
