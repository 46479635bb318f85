package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.credentials.ListedSettings;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables that name another place than the builder. */
class UnusedPlacesTest {

    @ParameterizedTest
    @ValueSource(strings = {"ALIBABA_CLOUD_REGION_ID", "ALICLOUD_REGION", "REGION", "ALIBABA_CLOUD_DEFAULT_REGION"})
    void variable_thatNamesAnotherPlace_isNamed(String name) {
        assertThat(warnings(name, "canary"))
                .singleElement()
                .asString()
                .startsWith("WARN AlibabaEcsClient ignores " + name + ", which is set: ")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "ALIBABA_CLOUD_REGION_ID, cn-hangzhou",
        "ALIBABA_CLOUD_REGION_ID, CN-Hangzhou",
        "ALICLOUD_REGION, CN-HANGZHOU",
        "REGION, Cn-hangzhou",
        "ALIBABA_CLOUD_DEFAULT_REGION, CN-HANGZHOU"
    })
    void variable_thatNamesTheSamePlace_isNoMistake(String name, String value) {
        assertThat(warnings(name, value)).isEmpty();
    }

    private static List<String> warnings(String name, String value) {
        return CapturedLog.of(() -> AlibabaEcsClient.builder()
                        .region("cn-hangzhou")
                        .credentials(Clients.CREDENTIALS)
                        .environment(new ListedSettings(Map.of(name, value)))
                        .build()
                        .close())
                .stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }
}
