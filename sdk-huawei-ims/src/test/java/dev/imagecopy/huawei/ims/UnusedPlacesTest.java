package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.credentials.ListedSettings;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables that name another place than the builder. */
class UnusedPlacesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HW_TENANT_NAME",
                "HW_TENANT_ID",
                "HUAWEICLOUD_PROJECT_ID",
                "HUAWEICLOUD_REGION",
                "HUAWEICLOUD_SDK_REGION",
                "HW_REGION",
                "HUAWEI_REGION",
                "HUAWEI_PROJECT_ID",
                "HUAWEI_CLOUD_REGION",
                "HUAWEICLOUD_IMS_ENDPOINT",
                "HW_DEFAULT_PROJECT",
                "HUAWEICLOUD_SDK_ENTERPRISE_PROJECT_ID",
                "HUAWEICLOUD_ENTERPRISE_PROJECT_ID"
            })
    void variable_thatNamesAnotherPlace_isNamed(String name) {
        assertThat(warnings(name, "canary"))
                .singleElement()
                .asString()
                .startsWith("WARN HuaweiImsClient ignores " + name + ", which is set: ")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "HUAWEICLOUD_REGION, eu-west-101",
        "HUAWEICLOUD_SDK_REGION, eu-west-101",
        "HUAWEICLOUD_SDK_REGION, EU-West-101",
        "HW_REGION_NAME, EU-WEST-101",
        "HUAWEI_CLOUD_REGION, Eu-West-101",
        "HUAWEICLOUD_PROJECT_NAME, EU-WEST-101",
        "HW_TENANT_ID, ''",
        "HUAWEICLOUD_PROJECT_NAME, eu-west-101",
        "HW_ENTERPRISE_PROJECT_ID, 0",
        "HW_CLOUD, myhuaweicloud.eu",
        "HW_AUTH_URL, https://iam.eu-west-101.myhuaweicloud.eu/v3",
        "HUAWEICLOUD_PROJECT_OF_TOMORROW, canary",
        "HUAWEI_CLOUD_REGION, eu-west-101",
        "HUAWEICLOUD_SDK_REGION_ECS_X, canary",
        "HW_PROJECT_ID, canary"
    })
    void variable_thatNamesTheSamePlace_isNoMistake(String name, String value) {
        assertThat(warnings(name, value)).isEmpty();
    }

    private static List<String> warnings(String name, String value) {
        return CapturedLog.of(() -> HuaweiImsClient.builder()
                        .region("eu-west-101")
                        .credentials(HuaweiCredentials.accessKey("KEY", "secret"))
                        .environment(new ListedSettings(Map.of(name, value)))
                        .build()
                        .close())
                .stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }
}
