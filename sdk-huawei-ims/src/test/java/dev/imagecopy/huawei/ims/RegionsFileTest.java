package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"IMS\":\n  - id: a\n    endpoint: https://ims.a.example.com\n",
                "'ims' :\n- id: a\n  endpoint: https://ims.a.example.com\n",
                "IMS:\n  - \"id\": a\n    'endpoint': https://ims.a.example.com\n",
                "IMS:\n  - id: a\n    endpoints: [ 'https://ims.a.example.com', https://b.example.com ]\n",
                "IMS:\n  -\n    id: a\n    endpoint: https://ims.a.example.com\n",
                "%YAML 1.2\n---\nIMS:\n  - id: a\n    endpoint: https://ims.a.example.com\n...\n",
                "IMS:\n  - endpoints:\n    - https://ims.a.example.com\n    - https://b.example.com\n    id: a\n",
                "IMS:\n  - ID: a\n    Endpoint: https://ims.a.example.com\n",
                "IMS:\n  - id: a\n    endpoint: ~\n    endpoints:\n      - https://ims.a.example.com\n",
                "IMS:\n  - id: a\n    endpoint: https://ims.a.example.com\n    tags:\n      - id: b\n        endpoint: x\n",
                "IMS:\n  - id: a\n    note:\n      id: b\n    endpoint: https://ims.a.example.com\n",
                "ECS: []\nIMS:   # ours\r\n  - id: a\r\n    endpoint: https://ims.a.example.com\r\n"
            })
    void read_inTheOtherSpellingsOfYaml_findsTheAddress(String text) throws IOException {
        assertThat(RegionsFile.read(file(text), "IMS"))
                .containsExactlyEntriesOf(Map.of("a", "https://ims.a.example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IMS: [{id: a, endpoint: https://x.example.com}]\n",
                "\"IMS\": [\n  {id: a, endpoint: https://x.example.com}]\n",
                "IMS: &all\n  - id: a\n",
                "ims: {a: https://x.example.com}\n",
                "{IMS: [{id: a, endpoint: https://x.example.com}]}\n",
                "IMS:\n  - id: a\n    endpoint: *other\n",
                "IMS:\n  - id: a\n    endpoint: \"https:\\/\\/x.example.com\"\n",
                " IMS:\n   - id: a\n     endpoint: https://x.example.com\n",
                "? IMS\n: - id: a\n    endpoint: https://x.example.com\n",
                "regions:\n  IMS:\n    - id: a\n      endpoint: https://x.example.com\n",
                "IMS:\n  a: https://x.example.com\n",
                "IMS:\n  - id: a\n    endpoint: https://x.example.com\n---\nIMS:\n  - id: a\n    endpoint: https://y\n",
                "IMS:\n  - id: a\n    endpoint: https://x.example.com\n...\nECS: []\n",
                "IMS:\n  - id: a\n    endpoint: https://x.example.com\nims:\n  - id: b\n",
                "IMS:\n  - id: a\n    endpoint: https://x.example.com\n  - id: a\n    endpoint: https://y\n",
                "IMS:\n  - id: a\n    endpoint: >\n",
                "IMS:\n  - id: a\n    endpoints: [\n"
            })
    void read_ofAFormThatIsNotSupported_namesTheSettingAndNoText(String text) throws IOException {
        assertThatThrownBy(() -> RegionsFile.read(file(text), "IMS"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the regions file (HUAWEICLOUD_SDK_REGIONS_FILE), line ")
                .hasMessageNotContaining("example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IMS:\n  - {id: a, endpoint: https://x.example.com}\n",
                "IMS:\n  - <<: *base\n    id: a\n",
                "IMS:\n  - &a\n    id: a\n    endpoint: https://x.example.com\n",
                "ims:\n  - https://x.example.com\n"
            })
    void read_ofARegionInAnotherForm_isRefused(String text) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> RegionsFile.read(file, "IMS"))
                .hasMessage("the regions file, line 2: neither a region's field nor an address");
    }

    @Test
    void read_whenTheFileIsGone_saysSo() {
        assertThatThrownBy(() -> RegionsFile.read(folder.resolve("none.yaml"), "IMS"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the regions file does not exist");
    }
}
