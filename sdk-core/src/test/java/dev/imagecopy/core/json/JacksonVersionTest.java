package dev.imagecopy.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import org.junit.jupiter.api.Test;

/** The build runs the tests of this package with the oldest Jackson that we support and with the newest: with those indeed. */
class JacksonVersionTest {
    @Test
    void jackson_isTheVersionThatTheBuildMeansToTest() {
        String meant = System.getProperty("jackson.expected");

        assertThat(meant).as("set by the build for each run").isNotBlank();
        assertThat(PackageVersion.VERSION).hasToString(meant);
        assertThat(com.fasterxml.jackson.core.json.PackageVersion.VERSION).hasToString(meant);
    }
}
