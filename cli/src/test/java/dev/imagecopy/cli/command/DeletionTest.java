package dev.imagecopy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.cli.SimulatedClouds;
import dev.imagecopy.cli.Terminal;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With --yes, the exit code tells whether all images are gone, and if not, whether any is. */
class DeletionTest {
    private static final String IMAGE = "550e8400-e29b-41d4-a716-446655440000";
    private static final String OTHER_IMAGE = "550e8400-e29b-41d4-a716-446655440001";

    private final SimulatedClouds clouds = new SimulatedClouds();
    private final Terminal terminal = new Terminal();

    @AfterEach
    void close() {
        clouds.close();
    }

    private int delete(String account, String... ids) {
        return terminal.run(List.of("delete", account, "--yes", clouds.option()), ids);
    }

    @ParameterizedTest
    @CsvSource({
        "alibaba, " + AlibabaEcsSimulator.SOURCE_IMAGE + ", bad/id",
        "huawei, " + HuaweiImsSimulator.SOURCE_IMAGE + ", bad/id",
        "yandex, fdvsimulator00000001, bad/id",
        "servicefabric, " + ServiceFabricSimulator.SOURCE_FOLDER + ", Store/MyApp",
        "servicefabric, " + ServiceFabricSimulator.SOURCE_FOLDER + ", a/../b"
    })
    void idsAreCheckedBeforeTheFirstDeletion(String account, String good, String bad) {
        assertThat(delete(account, good, bad)).as(terminal.err()).isEqualTo(2);

        clouds.assertNothingArrived();
    }

    @Test
    void deletionThatFailsOnTheService_isAFailure() {
        String image = clouds.yandex().addDesktopImage(YandexDesktopSimulator.FOLDER, "golden", Map.of());
        clouds.yandex().script(Timeline.polls(1).failing("9", "The image is in use."));

        assertThat(delete("yandex", image)).isEqualTo(1);

        assertThat(terminal.out()).doesNotContain("Deleted");
        assertThat(terminal.err()).contains("The image is in use.");
        assertThat(clouds.yandex().imageIds()).contains(image);
    }

    @Test
    void deletionThatTakesTime_hasEndedWhenTheCommandEnds() {
        clouds.huawei().addImage(IMAGE);
        clouds.huawei().lingerAfterDelete(2);
        String image = clouds.yandex().addDesktopImage(YandexDesktopSimulator.FOLDER, "golden", Map.of());
        clouds.yandex().script(Timeline.polls(2));

        assertThat(delete("huawei", IMAGE)).as(terminal.err()).isZero();
        assertThat(delete("yandex", image)).as(terminal.err()).isZero();

        assertThat(terminal.out()).contains("Deleted " + IMAGE + ".", "Deleted " + image + ".");
        assertThat(clouds.huawei().imageIds(HuaweiImsSimulator.PROJECT_ID)).doesNotContain(IMAGE);
        assertThat(clouds.yandex().imageIds()).doesNotContain(image);
    }

    @Test
    void deletionWhoseEndTheServiceDoesNotTell_isFive_andGoesOn() {
        String image = clouds.yandex().addDesktopImage(YandexDesktopSimulator.FOLDER, "golden", Map.of());
        clouds.yandex().script(Timeline.polls(2));
        clouds.yandex()
                .failNext(YandexDesktopSimulator.error(403, 7, "Permission denied")
                        .on("getOperation"));

        assertThat(delete("yandex", image)).as(terminal.err()).isEqualTo(5);

        assertThat(terminal.err()).contains("Permission denied", "What was begun continues on the service.");
    }

    @Test
    void deletionThatMayHaveArrived_isThree_andMayBeRepeated() {
        clouds.huawei().addImage(IMAGE);
        clouds.huawei().failNext(Fault.dropRequest().on("deleteImage"));
        clouds.huawei()
                .failNext(HuaweiImsSimulator.gatewayError(403, "APIGW.0302", "Not allowed to delete.")
                        .on("deleteImage")
                        .times(9));
        clouds.alibaba().failNext(Fault.dropRequest().on("deleteImage"));
        clouds.alibaba()
                .failNext(AlibabaEcsSimulator.error(403, "Forbidden.RAM", "Not allowed to delete.")
                        .on("deleteImage")
                        .times(9));

        assertThat(delete("huawei", IMAGE)).as(terminal.err()).isEqualTo(3);
        assertThat(terminal.err()).contains("it may be started again", "imagecopy list", "a deletion may be repeated");
        assertThat(delete("alibaba", AlibabaEcsSimulator.SOURCE_IMAGE))
                .as(terminal.err())
                .isEqualTo(3);
        assertThat(terminal.err()).doesNotContain("imagecopy resume", "looks for the copy");
    }

    @Test
    void refusal_saysThatNothingWasChanged_onlyIfNothingWas() {
        clouds.huawei().addImage(IMAGE);
        clouds.huawei().addImage(OTHER_IMAGE);
        Fault refusal =
                HuaweiImsSimulator.error("IMG.0091", "The image is protected.").on("deleteImage");

        clouds.huawei().failNext(refusal);
        assertThat(delete("huawei", IMAGE, OTHER_IMAGE)).isEqualTo(4);
        clouds.huawei().failNext(refusal.skipping(1));
        assertThat(delete("huawei", IMAGE, OTHER_IMAGE)).isEqualTo(1);

        assertThat(terminal.out()).contains("Deleted " + IMAGE + ".").doesNotContain("Deleted " + OTHER_IMAGE + ".");
        assertThat(clouds.huawei().imageIds(HuaweiImsSimulator.PROJECT_ID))
                .contains(OTHER_IMAGE)
                .doesNotContain(IMAGE);
    }
}
