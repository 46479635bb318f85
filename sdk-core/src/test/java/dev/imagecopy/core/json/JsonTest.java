package dev.imagecopy.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    private static JsonNode parse(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String deep(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    @Test
    void parse_readsEveryKind() {
        JsonNode root =
                parse("{\"s\":\"x\",\"n\":-1.5e3,\"i\":7,\"t\":true,\"f\":false,\"z\":null,\"a\":[1,[]],\"o\":{}}");

        assertThat(names(root)).containsExactly("s", "n", "i", "t", "f", "z", "a", "o");
        assertThat(root)
                .extracting(JsonNode::getNodeType)
                .containsExactly(
                        JsonNodeType.STRING,
                        JsonNodeType.NUMBER,
                        JsonNodeType.NUMBER,
                        JsonNodeType.BOOLEAN,
                        JsonNodeType.BOOLEAN,
                        JsonNodeType.NULL,
                        JsonNodeType.ARRAY,
                        JsonNodeType.OBJECT);
        assertThat(LenientJson.items(root.path("a"))).hasSize(2).first().isEqualTo(parse("1"));
        assertThat(LenientJson.scalar(root.path("n"))).contains("-1.5E+3");
        assertThat(root.path("missing").getNodeType()).isEqualTo(JsonNodeType.MISSING);
        assertThat(LenientJson.isPresent(root.path("z"))).isFalse();
        assertThat(LenientJson.isPresent(root.path("missing"))).isFalse();
        assertThat(LenientJson.isPresent(root.path("t"))).isTrue();
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
        assertThat(LenientJson.textOr(parse('"' + "x".repeat(1 << 20) + '"'), ""))
                .hasSize(1 << 20);
        assertThatThrownBy(() -> parse('"' + "x".repeat((1 << 20) + 1) + '"')).isInstanceOf(JsonFormatException.class);
        assertThatCode(() -> parse("9".repeat(1000))).doesNotThrowAnyException();
        assertThatThrownBy(() -> parse("9".repeat(1001))).isInstanceOf(JsonFormatException.class);
        assertThatCode(() -> parse("{\"" + "n".repeat(4096) + "\":1}")).doesNotThrowAnyException();
        assertThatThrownBy(() -> parse("{\"" + "n".repeat(4097) + "\":1}")).isInstanceOf(JsonFormatException.class);
        assertThatCode(() -> parse("[" + "1,".repeat(199_997) + "1]")).doesNotThrowAnyException();
        assertThatThrownBy(() -> parse("[" + "1,".repeat(199_998) + "1]")).isInstanceOf(JsonFormatException.class);
        int full = 4 << 20;
        assertThat(LenientJson.asLong(parse("1" + " ".repeat(full - 1)))).hasValue(1);
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
                JsonNode value = Json.parse(bytes);
                LenientJson.asDouble(value);
                LenientJson.asLong(value);
                LenientJson.asBoolean(value);
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
        assertThat(LenientJson.asLong(parse(text)).isPresent()).isEqualTo(expected != null);
        LenientJson.asLong(parse(text)).ifPresent(value -> assertThat(value).isEqualTo(expected));
    }

    @Test
    void asLong_ofHugeNumbers_isEmpty() {
        assertThat(LenientJson.asLong(parse("9".repeat(1000)))).isEmpty();
        assertThat(LenientJson.asDouble(parse("9".repeat(1000)))).isEmpty();
        assertThat(LenientJson.asLong(parse("9000000000000001.5"))).isEmpty();
    }

    @Test
    void asDouble_readsFiniteNumbersOnly() {
        assertThat(LenientJson.asDouble(parse("0.25"))).hasValue(0.25);
        assertThat(LenientJson.asDouble(parse("\"32\""))).hasValue(32);
        assertThat(LenientJson.asDouble(parse("1e999"))).isEmpty();
        assertThat(LenientJson.asDouble(parse("\"NaN\""))).isEmpty();
        assertThat(LenientJson.asDouble(parse("true"))).isEmpty();
        assertThat(LenientJson.asDouble(parse("[]"))).isEmpty();
    }

    @Test
    void asBoolean_readsTruthAndItsNames() {
        assertThat(LenientJson.asBoolean(parse("true"))).contains(true);
        assertThat(LenientJson.asBoolean(parse("\"TRUE\""))).contains(true);
        assertThat(LenientJson.asBoolean(parse("\"False\""))).contains(false);
        assertThat(LenientJson.asBoolean(parse("1"))).isEmpty();
        assertThat(LenientJson.asBoolean(parse("null"))).isEmpty();
    }

    @Test
    void text_isThatOfScalars() {
        assertThat(LenientJson.scalar(parse("\"\""))).contains("");
        assertThat(LenientJson.nonEmptyText(parse("\"\""))).isEmpty();
        assertThat(LenientJson.nonEmptyText(parse("\"x\""))).contains("x");
        assertThat(LenientJson.nonEmptyText(parse("12"))).contains("12");
        assertThat(LenientJson.textOr(parse("{}"), "other")).isEqualTo("other");
        assertThat(LenientJson.textOr(parse("false"), "other")).isEqualTo("false");
        assertThat(LenientJson.scalar(MissingNode.getInstance())).isEmpty();
        assertThat(LenientJson.items(parse("\"a\""))).isEmpty();
        assertThat(LenientJson.items(parse("{\"a\":1}"))).isEmpty();
        assertThat(parse("\"a\"").properties()).isEmpty();
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 12, 13, 14, 100})
    void object_ofAnySize_keepsItsMembersInTheirOrder(int size) {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder("{");
        for (int i = size; i > 0; i--) {
            text.append(i == size ? "" : ",")
                    .append("\"m")
                    .append(i)
                    .append("\":")
                    .append(i);
            expected.put("m" + i, parse(String.valueOf(i)));
        }
        JsonNode object = parse(text.append('}').toString());

        assertThat(names(object)).containsExactlyElementsOf(expected.keySet());
        expected.forEach((name, value) -> assertThat(object.path(name)).isEqualTo(value));
        assertThat(object.path("m0").isMissingNode()).isTrue();
        assertThatThrownBy(() -> parse(
                        text.substring(0, text.length() - 1) + (size == 0 ? "" : ",") + "\"twice\":1,\"twice\":2}"))
                .isInstanceOf(JsonFormatException.class)
                .hasMessage("an object has the same name twice");
    }

    @Test
    void items_cannotBeChanged() {
        assertThatThrownBy(() -> LenientJson.items(parse("[1]")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    /** A double would round these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.10",
                "1.0000000000000000001",
                "123456789012345678901234567890",
                "-9223372036854775809",
                "9223372036854775807",
                "2147483648",
                "0.1234567890123456789012345678901234567890",
                "1E+400"
            })
    void number_whateverItsLength_keepsEveryDigit(String text) {
        assertThat(LenientJson.text(parse(text))).isEqualTo(text);
        assertThat(new String(Json.write(Json.object().set("n", parse(text))), StandardCharsets.UTF_8))
                .isEqualTo("{\"n\":" + text + "}");
    }

    @Test
    void number_whoseExponentIsBeyondReason_isRefusedOrUnusable() {
        assertThat(LenientJson.asLong(parse("1e1000000000"))).isEmpty();
        assertThat(LenientJson.asDouble(parse("1e1000000000"))).isEmpty();
        assertThatThrownBy(() -> parse("1e99999999999")).isInstanceOf(JsonFormatException.class);
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    @Test
    void writer_writesInOrderAndLeavesNullsOut() {
        ObjectNode object = Json.object()
                .put("s", "a\"\u0000é\uD83D\uDE00")
                .put("none", (String) null)
                .put("n", 7L)
                .put("b", true);
        object.set("l", Json.array(List.of("x", "y")));
        object.set("e", Json.array(List.of()));
        object.set("noList", Json.array(null));
        object.set("m", Json.object(Map.of("k", "v")));
        object.set("noMap", Json.object(null));
        object.putObject("o").put("i", "1").put("none", (Boolean) null);

        byte[] json = Json.write(object);

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
            byte[] json = Json.write(Json.object().put("v", text.toString()));

            assertThat(LenientJson.textOr(Json.parse(json).path("v"), "")).isEqualTo(text.toString());
        }
    }
}
