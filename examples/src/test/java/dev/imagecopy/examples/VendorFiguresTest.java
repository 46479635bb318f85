package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pages quote the figures of the benchmark report that is kept, and no others. */
class VendorFiguresTest {
    private static final WrittenPart SPEED = new WrittenPart(
            Path.of("README.md"),
            "<!-- speed: written by VendorFiguresTest with -Dvendor-figures.write=true -->\n\n",
            "\n<!-- end of speed -->");
    private static final WrittenPart VENDORS = new WrittenPart(
            Path.of("README.md"),
            "<!-- vendors: written by VendorFiguresTest with -Dvendor-figures.write=true -->\n\n",
            "\n<!-- end of vendors -->");
    private static final WrittenPart COST = new WrittenPart(
            Path.of("docs/network.md"),
            "<!-- cost: written by VendorFiguresTest with -Dvendor-figures.write=true -->\n\n",
            "\n<!-- end of cost -->");

    @Test
    void figures_areThoseOfTheReport() throws IOException {
        String table = String.join("\n", new VendorFigures().table()) + "\n";
        VENDORS.writeIfAsked(table);

        assertThat(VENDORS.read()).contains(VENDORS.begin() + table + VENDORS.end());
    }

    @Test
    void speed_isThatOfTheReport() throws IOException {
        String lines = String.join("\n", new SpeedFigures(new BenchmarkReport()).lines()) + "\n";
        SPEED.writeIfAsked(lines);

        assertThat(SPEED.read()).contains(SPEED.begin() + lines + SPEED.end());
    }

    @Test
    void costBesideTheNetwork_isThatOfTheReport() throws IOException {
        String paragraph = new CostFigures(new BenchmarkReport()).paragraph() + "\n";
        COST.writeIfAsked(paragraph);

        assertThat(COST.read()).contains(COST.begin() + paragraph + COST.end());
    }
}
