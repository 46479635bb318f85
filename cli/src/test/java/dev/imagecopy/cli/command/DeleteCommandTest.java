package dev.imagecopy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.cli.SimulatedClouds;
import dev.imagecopy.cli.Terminal;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without --yes, an operator sees what would be deleted where. */
class DeleteCommandTest {
    private static final String UUID = "550e8400-e29b-41d4-a716-446655440000";

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alibaba | m-bp67acfmxazb4ph0lfa9 i-bp67acfmxazb4ph0lfa9 | m-bp67acfmxazb4ph0lfa9, i-bp67acfmxazb4ph0lfa9",
                "alibaba | " + AlibabaEcsSimulator.SOURCE_IMAGE + " m-28knj3sx9 | " + AlibabaEcsSimulator.SOURCE_IMAGE
                        + ", m-28knj3sx9",
                "alibaba | aliyun_3_x64_20G_alibase_20240819.vhd win2022_21H2_x64_dtc_en-us_40G_alibase_20241211.vhd"
                        + " | aliyun_3_x64_20G_alibase_20240819.vhd, win2022_21H2_x64_dtc_en-us_40G_alibase_20241211.vhd",
                "alibaba | ubuntu_18_04_64_20G_alibase_20190624.vhd coreos_2023_4_0_64_30G_alibase_20190319.vhd"
                        + " | ubuntu_18_04_64_20G_alibase_20190624.vhd, coreos_2023_4_0_64_30G_alibase_20190319.vhd",
                "huawei | " + UUID + " " + HuaweiImsSimulator.SOURCE_IMAGE + " | " + UUID + ", "
                        + HuaweiImsSimulator.SOURCE_IMAGE,
                "yandex | fd8vmcue7aajpmeo39kk " + YandexDesktopSimulator.SOURCE_IMAGE + " | fd8vmcue7aajpmeo39kk, "
                        + YandexDesktopSimulator.SOURCE_IMAGE,
                "servicefabric | CalcApp/v1.2 Store\\MyApp\\Code.1.0.0 | CalcApp/v1.2, Store\\MyApp\\Code.1.0.0",
                "servicefabric | " + ServiceFabricSimulator.SOURCE_FOLDER + " | "
                        + ServiceFabricSimulator.SOURCE_FOLDER,
            })
    void idsAndPathsOfTheCloud_areShownWithTheAccount(String account, String ids, String shown) {
        assertThat(terminal.run(("delete " + account + " " + ids).split(" "))).isEqualTo(4);

        assertThat(terminal.firstError())
                .isEqualTo("imagecopy: Nothing was deleted from the account " + account + ": " + shown);
        assertThat(terminal.err()).contains("--yes");
    }

    @ParameterizedTest
    @CsvSource({
        "alibaba, Sommer2026!",
        "alibaba, s3cr3tPassw0rd",
        "alibaba, m-hunt3r",
        "alibaba, M-BP67ACFMXAZB4PH0LFA9",
        "alibaba, hunt3r2_alibase_20240819.vhd",
        "alibaba, s3cr3tPassw0rd_alibase_20240819.vhd",
        "huawei, aliyun_3_x64_20G_alibase_20240819.vhd",
        "alibaba, 550e8400-e29b-41d4-a716-446655440000",
        "huawei, 9d8f7c6b5a4e3d2c1b0a9d8f7c6b5a4e",
        "huawei, fd8simulatorimage001",
        "yandex, thisisafaketesttoken",
        "yandex, 550e8400-e29b-41d4-a716-446655440000",
        "yandex, fd8VMCUE7aajpmeo39kk",
        "servicefabric, Sommer2026!",
        "servicefabric, folder/k9#Qz7!pLm2@vX4$",
        "servicefabric, token=hunter",
        "servicefabric, user:hunter@host",
    })
    void otherWords_areCounted(String cloud, String word) {
        assertThat(terminal.run("delete", cloud, "golden", word)).isEqualTo(4);

        assertThat(terminal.firstError())
                .isEqualTo("imagecopy: Nothing was deleted from the account " + cloud + ": golden, the 2nd IMAGE");
    }

    @Test
    void accountOfAPlan_isNamed_andItsCloudSaysWhatIdsAre(@TempDir Path folder) {
        Path plan = SimulatedClouds.plan(folder, "golden");

        assertThat(terminal.run("delete", "fabric", "CalcApp\\v1", "--plan", plan.toString()))
                .isEqualTo(4);
        assertThat(terminal.firstError())
                .isEqualTo("imagecopy: Nothing was deleted from the account fabric: CalcApp\\v1");
    }

    @ParameterizedTest
    @CsvSource({"nowhere, ACCOUNT must be", "nowhere --plan PLAN, has no account nowhere"})
    void accountThatDoesNotExist_isTold(String account, String told, @TempDir Path folder) {
        Path plan = SimulatedClouds.plan(folder, "golden");

        assertThat(terminal.run(("delete m-1 " + account.replace("PLAN", plan.toString()))
                        .replaceFirst("m-1 nowhere", "nowhere m-1")
                        .split(" ")))
                .isEqualTo(2);

        assertThat(terminal.err()).contains(told);
    }

    /** The operator may think of another account than the plan's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--region cn-beijing",
                "--profile staging",
                "--endpoint https://ecs.example.com",
                "--account accountId=1"
            })
    void optionsOfAnAccount_besideAPlan_areRefused(String option, @TempDir Path folder) {
        Path plan = SimulatedClouds.plan(folder, "golden");
        for (String command : List.of("delete ali m-28knj3sx9 --yes", "list ali", "check ali")) {
            assertThat(terminal.run((command + " --simulate --plan " + plan + " " + option).split(" ")))
                    .as(command)
                    .isEqualTo(2);
            assertThat(terminal.err())
                    .contains(option.substring(0, option.indexOf(" ")))
                    .contains("not together with --plan");
        }
    }
}
