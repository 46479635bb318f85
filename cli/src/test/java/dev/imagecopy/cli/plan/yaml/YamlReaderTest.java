package dev.imagecopy.cli.plan.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.cli.plan.yaml.YamlFile.Problem;
import dev.imagecopy.cli.plan.yaml.YamlNode.Entry;
import dev.imagecopy.cli.plan.yaml.YamlNode.Mapping;
import dev.imagecopy.cli.plan.yaml.YamlNode.Sequence;
import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no",
                "NO",
                "on",
                "Yes",
                "010",
                "0x1F",
                "1:30",
                "1_000",
                "1.10",
                "1e3",
                "2026-11-29",
                ".inf",
                "=",
                "+1"
            })
    void read_leavesTextsAsTheyAreWritten(String written) {
        assertThat(shown("region: " + written)).isEqualTo("{region=" + written + "}");
    }

    @ParameterizedTest
    @CsvSource({"~, true", "null, true", "NULL, true", "'', true", "'\"\"', false", "'\"null\"', false", "nul, false"})
    void isNothing_isTheAbsenceOfAValue(String written, boolean nothing) {
        Mapping root = (Mapping) YamlReader.read(bytes("a: " + written)).root().orElseThrow();

        assertThat(((Text) root.value("a").orElseThrow()).isNothing()).isEqualTo(nothing);
    }

    @Test
    void read_withByteOrderMarkAndWindowsLineEnds_countsPlacesAsEditorsDo() {
        Mapping root = (Mapping) YamlReader.read(bytes("\ufeffa: 1\r\nb:\r\n  - ä: 2\r\n"))
                .root()
                .orElseThrow();

        assertThat(root.place()).isEqualTo(new Place(1, 1));
        assertThat(root.entries().get(1).key().place()).isEqualTo(new Place(2, 1));
        Sequence list = (Sequence) root.entries().get(1).value();
        Entry inside = ((Mapping) list.items().get(0)).entries().get(0);
        assertThat(inside.key().value()).isEqualTo("ä");
        assertThat(inside.value().place()).isEqualTo(new Place(3, 8));
    }

    @Test
    void read_whenTheFileIsInAnotherEncoding_saysWhere() {
        assertThat(YamlReader.read("a: b".getBytes(UTF_16)).problems())
                .containsExactly(new Problem(Place.FILE, "the file is in UTF-16; save it in UTF-8"));
        assertThat(YamlReader.read("a: 1\r\nb: ä".getBytes(ISO_8859_1)).problems())
                .containsExactly(new Problem(new Place(2, 4), "the file is not in UTF-8 from here on"));
    }

    @Test
    void read_whenThereIsAControlCharacter_saysWhere() {
        assertThat(YamlReader.read(bytes("a: 1\nb: 😀\u0007\n")).problems())
                .containsExactly(new Problem(new Place(2, 5), "there is a control character here"));
    }

    @Test
    void read_followsAliasesAndMergeKeys() {
        assertThat(shown("x: &x {a: 1, b: 2}\ny: *x\nz: {<<: *x, b: 3}\nw: {b: 4, <<: [{b: 5, c: 6}, *x]}"))
                .isEqualTo("{x={a=1, b=2}, y={a=1, b=2}, z={b=3, a=1}, w={b=4, c=6, a=1}}");
        assertThat(shown("'<<': {a: 1}")).isEqualTo("{<<={a=1}}");
        assertThat(problems("<<: text")).containsExactly("1:5 a merge key (<<) takes a mapping, or a list of mappings");
    }

    @Test
    void read_whenAnAliasContainsItself_refusesIt() {
        assertThat(problems("a: &a [*a]")).containsExactly("1:8 the alias stands for a value that contains it");
        assertThat(problems("a: &a {b: {<<: *a}}")).contains("1:16 the alias stands for a value that contains it");
    }

    @Test
    void read_whenAliasesMultiply_refusesThem() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (int i = 1; i < 30; i++) {
            laughs.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("ha]\n");
        }

        assertThat(problems(laughs.toString()))
                .containsExactly("6:10 up to here are more than 100000 values, those of aliases counted each time");
    }

    @Test
    void read_whenMergeKeysMultiply_refusesThem() {
        StringBuilder laughs = new StringBuilder("a0: &a0 {k: v}\n");
        for (int i = 1; i < 60; i++) {
            laughs.append("a%d: &a%d {<<: [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(20))
                    .append("{}]}\n");
        }

        assertThat(problems(laughs.toString()))
                .singleElement()
                .asString()
                .contains("up to here are more than 100000 values");
    }

    @Test
    void read_whenALargeMappingIsMergedManyTimes_refusesItBeforeThatCostsMemory() {
        StringBuilder laughs = new StringBuilder("a: &a {");
        for (int i = 0; i < 20_000; i++) {
            laughs.append("k").append(i).append(": v, ");
        }
        laughs.append("}\nb:\n").append("- {<<: *a}\n".repeat(50_000));

        assertThat(problems(laughs.toString()))
                .containsExactly("4:8 up to here are more than 100000 values, those of aliases counted each time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void read_whenValuesAreNestedTooDeep_refusesThem(String opening) {
        assertThat(problems(opening.repeat(100_000)))
                .singleElement()
                .asString()
                .contains("nested more than 32 levels deep");
    }

    @Test
    void read_whenTheFileIsTooLarge_refusesIt() {
        assertThat(problems("#".repeat(YamlReader.MOST_BYTES + 1)))
                .containsExactly("0:0 the file is larger than 1 MiB");
        assertThat(problems("a: b\n" + "#".repeat(YamlReader.MOST_BYTES - 5))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: !!java.net.URL [b] | 1:4",
                "a: !!javax.script.ScriptEngineManager {} | 1:4",
                "a: !<tag:yaml.org,2002:java.io.File> b | 1:4",
                "a: !local b | 1:4",
                "a: !!int '1' | 1:4",
                "a: !!binary aGFsbG8= | 1:4",
                "!!set {a, b} | 1:1",
            })
    void read_whenThereIsATag_refusesIt(String document, String place) {
        assertThat(problems(document))
                .containsExactly(place + " tags are not supported; write a plain value, or one in quotes");
    }

    @Test
    void read_allowsTheTagThatAValueHasAnyway() {
        assertThat(shown("!!map {a: !!str null, b: !!seq []}")).isEqualTo("{a=null, b=[]}");
    }

    @Test
    void read_saysAllThatIsWrongBesidesTheSyntax() {
        assertThat(problems("a: 1\na: !x 2\n[b]: 3\n---\nc: 1\n"))
                .containsExactly(
                        "2:4 tags are not supported; write a plain value, or one in quotes",
                        "2:1 the key is there twice",
                        "3:1 a key must be a text",
                        "4:1 a second document begins here, but a file holds one");
    }

    @Test
    void read_whenTheSyntaxIsWrong_saysWhere() {
        assertThat(problems("a: b: c")).containsExactly("1:5 this is not YAML: mapping values are not allowed here");
        assertThat(problems("a:\n\t- b")).singleElement().asString().startsWith("2:1 this is not YAML: ");
    }

    private static List<String> problems(String document) {
        return YamlReader.read(bytes(document)).problems().stream()
                .map(problem -> problem.place().line() + ":" + problem.place().column() + " " + problem.text())
                .toList();
    }

    private static String shown(String document) {
        YamlFile file = YamlReader.read(bytes(document));
        assertThat(file.problems()).isEmpty();
        return shown(file.root().orElseThrow());
    }

    private static String shown(YamlNode node) {
        if (node instanceof Text text) {
            return text.value();
        }
        if (node instanceof Sequence sequence) {
            return sequence.items().stream().map(YamlReaderTest::shown).toList().toString();
        }
        return ((Mapping) node)
                .entries().stream()
                        .map(entry -> entry.key().value() + "=" + shown(entry.value()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
