package dev.imagecopy.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that explains the house, and its pictures, name only what is there. */
class ArchitecturePageTest {
    private static final Path DOCS = Sources.root().resolve("docs");
    private static final Path PAGE = DOCS.resolve("architecture.md");
    private static final Pattern IN_CODE_FONT = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

    /** Two capitals at least: a word of the text in a picture has one. */
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][A-Za-z]*|\\d)\\w*");

    private static final Set<String> NOT_OURS = Set.of("OkHttp");

    @Test
    void types_thatThePageNames_exist() throws IOException {
        Set<String> named = matches(IN_CODE_FONT, Files.readString(PAGE))
                .map(match -> match.group(1))
                .filter(name -> name.matches("[A-Z][A-Za-z]*[a-z][A-Za-z]*"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).hasSizeGreaterThan(40).isSubsetOf(types());
    }

    @Test
    void types_thatThePicturesName_exist() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> pictures = Files.list(DOCS.resolve("pictures"))) {
            for (Path picture : pictures.toList()) {
                matches(TYPE, Files.readString(picture).replaceAll("<[^>]*>", " "))
                        .map(MatchResult::group)
                        .filter(name -> !NOT_OURS.contains(name))
                        .forEach(named::add);
            }
        }

        assertThat(named).hasSizeGreaterThan(15).isSubsetOf(types());
    }

    @Test
    void endingsOfNames_thatThePageGives_existInEveryProvider() throws IOException {
        Set<String> endings = matches(Pattern.compile("`…([A-Za-z]+)`"), Files.readString(PAGE))
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(endings).isNotEmpty();
        for (String provider : ProviderRolesTest.PACKAGES.values()) {
            assertThat(types())
                    .containsAll(endings.stream().map(end -> provider + end).toList());
        }
    }

    @Test
    void links_leadToFiles() throws IOException {
        assertThat(matches(LINK, Files.readString(PAGE)).map(match -> match.group(1)))
                .hasSizeGreaterThan(3)
                .allMatch(link -> Files.exists(DOCS.resolve(link)));
    }

    private static Set<String> types() {
        return Sources.javaFiles().stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toCollection(() -> new TreeSet<>(Set.of("Builder"))));
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }
}
