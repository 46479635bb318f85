package dev.imagecopy.fleet.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.fleet.FleetCopy;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets. How it looks there is for {@code sdk-fleet/page-check}. */
class PageWriterTest {
    static List<String> hostileTexts() {
        return HostileTexts.all();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 10_000})
    void page_hasARowForEachCopy(int number) throws IOException {
        List<FleetCopy> copies = SamplePages.copies(number, true);
        ParsedPage page = ParsedPage.of(copies);

        assertThat(page.rows())
                .extracting(row -> row.get("name"))
                .containsExactlyElementsOf(copies.stream()
                        .map(copy -> copy.outcome().target().name())
                        .toList());
        assertThat(page.data().path("at").asLong()).isEqualTo(SamplePages.AT.toEpochMilli());
        assertThat(page.document.select("noscript").text()).startsWith(number + " copies: ");
    }

    @Test
    void page_of10000Copies_staysSmall() throws IOException {
        assertThat(ParsedPage.of(SamplePages.copies(10_000, true)).text).hasSizeLessThan(2_000_000);
    }

    @Test
    void policy_permitsTheStyleAndTheScriptOfThePage_andNothingElse() throws IOException {
        ParsedPage page = ParsedPage.of(SamplePages.copies(3, true));
        Element style = page.document.select("style").first();
        Element script = page.document.select("script[type=module]").first();
        List<String> directives = List.of(page.policy().split("; "));

        assertThat(directives)
                .contains(
                        "default-src 'none'",
                        "script-src " + ParsedPage.hash(script),
                        "style-src " + ParsedPage.hash(style),
                        "base-uri 'none'",
                        "form-action 'none'",
                        "require-trusted-types-for 'script'");
        assertThat(page.policy()).doesNotContain("unsafe", "http", "data:", "*");
        assertThat(page.document.select("style")).hasSize(1);
        assertThat(page.document.select("script")).hasSize(2);
        assertThat(page.document.head().children())
                .as("the policy comes before all to which it applies")
                .extracting(Element::tagName)
                .startsWith("meta", "meta");
    }

    @Test
    void page_loadsNothing_andHasNoMarkupThatRuns() throws IOException {
        ParsedPage page = ParsedPage.of(SamplePages.copies(3, true));

        assertThat(page.document.getAllElements())
                .flatExtracting(element -> element.attributes().asList())
                .extracting(Attribute::getKey)
                .doesNotContain("src", "href", "srcset", "style", "action", "data", "background", "poster")
                .noneMatch(name -> name.startsWith("on"));
        assertThat(page.document.select("link, iframe, object, embed, img, base"))
                .isEmpty();
        assertThat(page.document.select("style").first().data()).doesNotContain("url(", "@import", "image-set");
        assertThat(page.document.select("script[type=module]").first().data())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(")
                .doesNotContain("fetch(", "XMLHttpRequest", "import(", "import ", "WebSocket", "//www", "http");
    }

    @Test
    void page_hasAHeadingForEachPart_andALabelForEachField() throws IOException {
        ParsedPage page = ParsedPage.of(SamplePages.copies(3, true));

        assertThat(page.document.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.document.title()).isEqualTo("Fleet imagecopy");
        assertThat(page.document.select("h1")).hasSize(1);
        assertThat(page.document.select("section")).isNotEmpty().allSatisfy(section -> assertThat(page.document
                        .getElementById(section.attr("aria-labelledby"))
                        .tagName())
                .isEqualTo("h2"));
        assertThat(page.document.select("select, input")).isNotEmpty().allSatisfy(field -> assertThat(
                        page.document.select("label[for=" + field.id() + "]"))
                .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void text_isData_whateverItContains(String text) throws IOException {
        ParsedPage page = ParsedPage.of(SamplePages.hostile(List.of("before", text, "after")));
        ParsedPage harmless = ParsedPage.of(SamplePages.hostile(List.of("before", "text", "after")));

        assertThat(page.document.getAllElements()).hasSameSizeAs(harmless.document.getAllElements());
        assertThat(page.rows()).hasSize(3);
        assertThat(page.rows().get(1))
                .containsEntry("name", ShownText.of(text))
                .containsEntry("client", ShownText.of(text))
                .containsEntry("region", ShownText.of(text))
                .containsEntry("code", ShownText.of(text))
                .containsEntry("requestId", ShownText.of(text))
                .containsEntry("message", ShownText.of(text));
        assertThat(page.document.getElementById("data").data()).doesNotContain("<", ">", "&", "'");
        assertThat(page.text.codePoints().filter(c -> c != '\n' && isInvisible(c)))
                .isEmpty();
    }

    private static boolean isInvisible(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE
                || c == 0x2028
                || c == 0x2029;
    }

    @Test
    void invisibleCharacters_areShownByTheirNumbers() throws IOException {
        ParsedPage page = ParsedPage.of(SamplePages.hostile(List.of("gpj.\u202eexe", "a\u0007b\u2028c")));

        assertThat(page.rows())
                .extracting(row -> row.get("name"))
                .containsExactly("gpj.\\u202Eexe", "a\\u0007b\\u2028c");
    }

    @Test
    void everyFailure_hasItsCodeItsRequestIdAndAdvice() throws IOException {
        List<Map<String, String>> failed = ParsedPage.of(SamplePages.copies(1_000, false)).rows().stream()
                .filter(row -> row.get("state").equals("FAILED"))
                .toList();

        assertThat(failed).isNotEmpty().allSatisfy(row -> assertThat(row)
                .containsKeys("code", "message", "requestId", "advice"));
        assertThat(failed.stream()
                        .collect(Collectors.toMap(row -> row.get("code"), row -> row.get("advice"), (a, b) -> a)))
                .hasEntrySatisfying(
                        "QuotaExceed.Image", advice -> assertThat(advice).contains("quota"))
                .hasEntrySatisfying(
                        "PERMISSION_DENIED", advice -> assertThat(advice).contains("permission"));
    }

    @Test
    void rows_areWrittenOneByOne() throws IOException {
        List<FleetCopy> copies = SamplePages.copies(50, true);
        StringBuilder out = new StringBuilder();
        Iterator<FleetCopy> source = copies.iterator();
        new PageWriter("imagecopy", SamplePages.status(copies))
                .write(
                        new Iterator<>() {
                            private String last = "";

                            @Override
                            public boolean hasNext() {
                                return source.hasNext();
                            }

                            @Override
                            public FleetCopy next() {
                                assertThat(out).contains(last);
                                FleetCopy copy = source.next();
                                last = copy.id();
                                return copy;
                            }
                        },
                        out);
        assertThat(out).contains(copies.get(49).id());
    }

    @Test
    void copiesBeyondWhatABrowserShows_areCounted_andNoneThatFailedOrIsUnderWay() throws IOException {
        List<FleetCopy> copies = SamplePages.copies(1_000, true);
        StringBuilder out = new StringBuilder();
        new PageWriter("imagecopy", SamplePages.status(copies), 200).write(copies.iterator(), out);
        ParsedPage page = ParsedPage.of(out.toString());
        long succeeded = page.data().path("omitted").path("SUCCEEDED").asLong();
        long waiting = page.data().path("omitted").path("WAITING").asLong();

        assertThat(page.rows()).hasSize(200);
        assertThat(succeeded + waiting).isEqualTo(800);
        assertThat(page.rows().stream()
                        .filter(row -> row.get("state").equals("FAILED"))
                        .count())
                .isEqualTo(copies.stream()
                        .filter(copy -> copy.outcome().status().name().equals("FAILED"))
                        .count());
    }

    @Test
    void words_thatNeverRepeat_doNotFillTheMemory() throws IOException {
        List<String> texts = java.util.stream.IntStream.range(0, Columns.MOST_WORDS + 100)
                .mapToObj(i -> "text-" + i)
                .toList();
        List<Map<String, String>> rows =
                ParsedPage.of(SamplePages.hostile(texts)).rows();

        assertThat(rows).extracting(row -> row.get("client")).containsExactlyElementsOf(texts);
        assertThat(rows).extracting(row -> row.get("state")).containsOnly("FAILED");
    }
}
