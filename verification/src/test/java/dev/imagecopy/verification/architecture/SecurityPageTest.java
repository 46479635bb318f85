package dev.imagecopy.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every test that the threat model names exists, and every protection names one. */
class SecurityPageTest {
    private static final Path PAGE = Sources.root().resolve("docs/security.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @Test
    void tests_thatThePageNames_exist() throws IOException {
        Set<String> named = TEST.matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).hasSizeGreaterThan(20).isSubsetOf(tests());
    }

    @Test
    void protections_eachNameATestThatShowsThem() throws IOException {
        boolean protections = false;
        int shown = 0;
        for (String line : Files.readAllLines(PAGE)) {
            protections = line.startsWith("|") && (protections || line.endsWith("| shown by |"));
            if (protections && !line.contains("---") && !line.endsWith("| shown by |")) {
                assertThat(line).containsPattern(TEST);
                shown++;
            }
        }
        assertThat(shown).isGreaterThan(15);
    }

    private static Set<String> tests() {
        return Sources.javaFiles().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith("Test.java"))
                .map(name -> name.replace(".java", ""))
                .collect(Collectors.toSet());
    }
}
