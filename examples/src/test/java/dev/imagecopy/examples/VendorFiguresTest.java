package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** README.md compares this SDK with the vendors' by the figures of the benchmark report that is kept, and by no others. */
class VendorFiguresTest {
    private static final Path README = Page.ROOT.resolve("README.md");
    private static final String BEGIN =
            "<!-- vendors: written by VendorFiguresTest with -Dvendor-figures.write=true -->\n\n";
    private static final String END = "\n<!-- end of vendors -->";

    @Test
    void figures_areThoseOfTheReport() throws IOException {
        String table = String.join("\n", new VendorFigures().table()) + "\n";
        if (Boolean.getBoolean("vendor-figures.write")) {
            String readme = Files.readString(README);
            int begin = readme.indexOf(BEGIN) + BEGIN.length();
            Files.writeString(README, readme.substring(0, begin) + table + readme.substring(readme.indexOf(END)));
        }

        assertThat(Files.readString(README)).contains(BEGIN + table + END);
    }
}
