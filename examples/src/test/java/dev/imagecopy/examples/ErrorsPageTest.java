package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * docs/errors.md has every message in the sources once, below what to do about it. With {@code -Derrors-page.write=true} the page
 * is brought up to date first; a message whose place is not known then is in a section that still has to say what to do.
 */
class ErrorsPageTest {
    private static final Pattern EXCEPTION =
            Pattern.compile("public (?:abstract |final )?class (\\w+Exception) extends (?!Runtime)\\w+Exception");
    private static final List<Path> MODULES = Stream.of(
                    "sdk-core",
                    "sdk-servicefabric",
                    "sdk-huawei-ims",
                    "sdk-yandex-desktop",
                    "sdk-alibaba-ecs",
                    "sdk-bulk",
                    "sdk-fleet")
            .map(Page.ROOT::resolve)
            .toList();

    private static SortedMap<String, Set<String>> messages;

    @BeforeAll
    static void readTheSources() throws IOException {
        messages = MessageTemplates.of(MODULES);
        if (Boolean.getBoolean("errors-page.write")) {
            ErrorsPage page = ErrorsPage.read();
            page.update(messages);
            page.write();
        }
    }

    @Test
    void everyMessage_isOnThePageOnce() throws IOException {
        assertThat(ErrorsPage.read().messages()).containsExactlyInAnyOrderElementsOf(messages.keySet());
    }

    @Test
    void everySection_saysWhatToDo() throws IOException {
        assertThat(ErrorsPage.read().sectionsWithoutAdvice()).isEmpty();
    }

    @Test
    void everyException_isOnThePage() throws IOException {
        String page = Page.of(Path.of("docs/errors.md")).text();

        assertThat(exceptions()).hasSizeGreaterThan(20).allSatisfy(name -> assertThat(page)
                .contains("| `" + name + "` |"));
    }

    private static List<String> exceptions() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path source : MessageTemplates.sourcesOf(MODULES)) {
            EXCEPTION
                    .matcher(Files.readString(source))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(names::add);
        }
        return names;
    }
}
