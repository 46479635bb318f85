package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionsFileTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("regions.yaml"), text);
    }

    @Test
    void read_takesTheFirstAddressOfEachRegionOfTheService() throws IOException {
        Path file = file(
                """
                ---
                # one file for all services
                ECS:
                  - id: 'a'
                    endpoint: 'https://ecs.a.example.com'
                ims:
                  - id: 'a'   # quoted
                    endpoint: 'https://ims.a.example.com'
                  - id: b
                    endpoints:
                      - "https://ims.b.example.com"
                      - "https://backup.example.com"

                  - endpoint: https://ims.c.example.com#fragment
                    id: c
                    unknown: field
                IAM:
                  - id: 'd'
                    endpoint: 'https://iam.d.example.com'
                """);

        assertThat(RegionsFile.read(file, "IMS"))
                .hasSize(3)
                .containsEntry("a", "https://ims.a.example.com")
                .containsEntry("b", "https://ims.b.example.com")
                .containsEntry("c", "https://ims.c.example.com#fragment");
    }

    @Test
    void read_whenARegionLacksItsAddressOrItsId_leavesItOut() throws IOException {
        Path file = file("IMS:\n  - id: a\n  - endpoint: https://x.example.com\n  - id: b\n    endpoints:\n");

        assertThat(RegionsFile.read(file, "IMS")).isEmpty();
    }

    @Test
    void read_whenTheServiceIsNotThere_isEmpty() throws IOException {
        assertThat(RegionsFile.read(file("ECS:\n  - id: a\n    endpoint: https://a.example.com\n"), "IMS"))
                .isEmpty();
    }

    @Test
    void read_whenItsPartIsOfAnotherForm_namesTheLineAndNotItsText() throws IOException {
        Path file = file("IMS:\n  - id: a\n    {endpoint https://x.example.com}\n");

        assertThatThrownBy(() -> RegionsFile.read(file, "IMS"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the regions file, line 3: neither a region's field nor an address");
    }

    @Test
    void read_whenTheFileIsGone_saysSo() {
        assertThatThrownBy(() -> RegionsFile.read(folder.resolve("none.yaml"), "IMS"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the regions file does not exist");
    }
}
