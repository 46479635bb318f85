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

/** The threat model names tests that are there, and one in each line of what holds. */
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
    void promises_allNameTheTestThatShowsThem() throws IOException {
        boolean promises = false;
        int shown = 0;
        for (String line : Files.readAllLines(PAGE)) {
            promises = line.startsWith("|") && (promises || line.equals("| holds | shown by |"));
            if (promises && !line.contains("---") && !line.equals("| holds | shown by |")) {
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
