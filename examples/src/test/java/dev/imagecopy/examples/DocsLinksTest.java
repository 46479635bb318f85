package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds the documentation together: links, the index, and the same shape for the same kind of page. */
class DocsLinksTest {
    private static final List<String> SERVICES =
            List.of("service-fabric.md", "huawei-ims.md", "yandex-desktop.md", "alibaba-ecs.md");

    @ParameterizedTest
    @MethodSource("pages")
    void linksOfAPage_leadToFilesAndHeadingsThatExist(Page page) {
        assertThat(page.links()).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty()
                    ? page.path()
                    : page.path().resolveSibling(parts[0]).normalize();
            assertThat(Page.ROOT.resolve(target)).exists();
            if (parts.length > 1) {
                assertThat(Page.of(target).anchors()).as(link).contains(parts[1]);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void jsonOfAPage_isWellFormed(Page page) {
        assertThat(page.blocks("json")).allSatisfy(json -> assertThat(Json.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isNotEmpty());
    }

    @Test
    void index_namesEveryPage() throws IOException {
        List<String> indexed = Page.of(Path.of("docs/README.md")).links();

        assertThat(Page.all())
                .filteredOn(page -> page.path().startsWith("docs"))
                .extracting(page -> page.path().getFileName().toString())
                .filteredOn(name -> !name.equals("README.md"))
                .allSatisfy(name -> assertThat(indexed).contains(name));
    }

    @Test
    void readme_leadsToTheIndex() {
        assertThat(Page.of(Path.of("README.md")).links()).contains("docs/README.md");
    }

    @Test
    void pagesOfTheServices_haveTheSameSectionsInTheSameOrder() {
        List<List<String>> sections = SERVICES.stream()
                .map(name -> Page.of(Path.of("docs", name)).headings())
                .map(headings -> headings.subList(1, headings.size()))
                .toList();

        assertThat(sections).allSatisfy(headings -> assertThat(headings)
                .containsExactly(
                        "Requests",
                        "Other calls",
                        "Credentials",
                        "Endpoints",
                        "Permissions",
                        "Limits",
                        "Errors",
                        "Quirks",
                        "Differences from the vendor's page"));
    }

    private static List<Page> pages() throws IOException {
        return Page.all();
    }
}
