package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.huawei.ims.model.HuaweiDeleteImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Filters and the order of lists, asked of the simulator, which refuses what the service does not know. */
class ImageFiltersTest {
    private static final String PROJECT = HuaweiImsSimulator.PROJECT_ID;

    private final ManualTimeSource time = new ManualTimeSource();
    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
    private final HuaweiImsClient client = HuaweiImsClient.builder()
            .transport(simulator.transport())
            .endpoint(simulator.endpoint())
            .timeSource(time)
            .region(HuaweiImsSimulator.REGION)
            .projectId(PROJECT)
            .credentials(Clients.CREDENTIALS)
            .build();

    @BeforeEach
    void addImages() {
        simulator.addImage(PROJECT, "plain", "b");
        time.advance(Duration.ofHours(1));
        simulator.addImage(PROJECT, "special", "c");
        say("tags", List.of("team.desk", "stage.test"));
        say("disk_format", "qcow2");
        say("visibility", "shared");
        say("__imagetype", "shared");
        say("member_status", "pending");
        say("owner", "other");
        say("min_disk", 100);
        say("min_ram", 2048);
        say("virtual_env_type", "Ironic");
        say("protected", true);
        say("updated_at", "2030-01-01T00:00:00Z");
        say("__os_type", "Windows");
        say("__platform", "Windows");
        say("__os_bit", "32");
        say("__support_arm", "true");
        time.advance(Duration.ofHours(1));
        simulator.addEncryptedImage(PROJECT, "encrypted", "a", HuaweiImsSimulator.KMS_KEY);
        simulator.addFullServerImage(PROJECT, "whole", "d");
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                filter("tag", query -> query.tag("team.desk"), "special"),
                filter("another tag", query -> query.tag("team.lab")),
                filter("diskFormat", query -> query.diskFormat("qcow2"), "special"),
                filter("visibility", query -> query.visibility("shared"), "special"),
                filter("memberStatus", query -> query.imageType("shared").memberStatus("pending"), "special"),
                filter("another memberStatus", query -> query.imageType("shared")
                        .memberStatus("accepted")),
                filter("projectId", query -> query.projectId("other"), "special"),
                filter("minDiskGb", query -> query.minDiskGb(100), "special"),
                filter("minRamMb", query -> query.minRamMb(2048), "special"),
                filter("virtualEnvType", query -> query.virtualEnvType("Ironic"), "special"),
                filter("deletionProtected", query -> query.deletionProtected(true), "special"),
                filter("osType", query -> query.osType("Windows"), "special"),
                filter("platform", query -> query.platform("Windows"), "special"),
                filter("osBit", query -> query.osBit("32"), "special"),
                filter("architecture", query -> query.architecture("arm"), "special"),
                filter("cmkId", query -> query.cmkId(HuaweiImsSimulator.KMS_KEY), "encrypted"),
                filter("wholeImage", query -> query.wholeImage(true), "whole"),
                filter(
                        "containerFormat and name",
                        query -> query.containerFormat("bare").name("b"),
                        "plain"));
    }

    private static Arguments filter(String name, UnaryOperator<HuaweiImageQuery.Builder> filter, String... expected) {
        return Arguments.of(name, filter, List.of(expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void listImages_byAFilter_findsWhatItNames(
            String name, UnaryOperator<HuaweiImageQuery.Builder> filter, List<String> expected) {
        HuaweiImageQuery query = filter.apply(HuaweiImageQuery.builder()).build();

        assertThat(client.listImages(query)).extracting(HuaweiImage::id).containsExactlyElementsOf(expected);
        assertThat(client.listImagesAsync(query).join())
                .extracting(HuaweiImage::id)
                .containsExactlyElementsOf(expected);
        assertThat(query.toBuilder().build()).isEqualTo(query);
    }

    @Test
    void listImages_changedSinceAMoment_findsThose() {
        assertThat(client.listImages(HuaweiImageQuery.builder()
                        .updatedSince(time.now().plus(Duration.ofDays(1)))
                        .build()))
                .extracting(HuaweiImage::id)
                .containsExactly("special");
    }

    @Test
    void listImages_inAnOrder_keepsItOverPages() {
        HuaweiImageQuery byName = HuaweiImageQuery.builder()
                .sortKey("name")
                .sortDirection("asc")
                .pageSize(1)
                .build();

        assertThat(client.listImages(byName)).extracting(HuaweiImage::name).containsSubsequence("a", "b", "c", "d");
        assertThat(client.listImagesAsync(
                                byName.toBuilder().sortDirection("desc").build())
                        .join())
                .extracting(HuaweiImage::name)
                .containsSubsequence("d", "c", "b", "a");
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                wrong("sortKey", query -> query.sortKey("colour")),
                wrong("sortKey in another case", query -> query.sortKey("NAME")),
                wrong("sortDirection", query -> query.sortDirection("ASC")),
                wrong("visibility", query -> query.visibility("everybody")),
                wrong("memberStatus", query -> query.memberStatus("maybe")),
                wrong("diskFormat", query -> query.diskFormat("floppy")),
                wrong("virtualEnvType", query -> query.virtualEnvType("Xen")),
                wrong("imageType", query -> query.imageType("silver")),
                wrong("status", query -> query.status("ACTIVE")),
                wrong("osType", query -> query.osType("linux")),
                wrong("osBit", query -> query.osBit("128")),
                wrong("architecture", query -> query.architecture("x86_64")),
                wrong("enterpriseProjectId", query -> query.enterpriseProjectId("marketing")),
                wrong("an empty enterpriseProjectId", query -> query.enterpriseProjectId("")),
                wrong("projectId", query -> query.projectId("a,b")),
                wrong("cmkId", query -> query.cmkId("key/1")),
                wrong("imageId", query -> query.imageId("../x")),
                wrong("tag", query -> query.tag("")),
                wrong("name", query -> query.name(" ")),
                wrong("createdSince", query -> query.createdSince(Instant.MAX)),
                wrong("updatedSince", query -> query.updatedSince(Instant.MIN)),
                wrong("minDiskGb", query -> query.minDiskGb(-1)),
                wrong("minRamMb", query -> query.minRamMb(-1)),
                wrong("pageSize", query -> query.pageSize(501)));
    }

    private static Arguments wrong(String name, UnaryOperator<HuaweiImageQuery.Builder> value) {
        return Arguments.argumentSet(name, value);
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void query_withAValueThatIsNotOnTheVendorsPage_isRefusedBeforeACall(UnaryOperator<HuaweiImageQuery.Builder> value) {
        assertThatThrownBy(() -> value.apply(HuaweiImageQuery.builder()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HuaweiImageQuery: ");
    }

    @Test
    void query_withImpossibleValues_isRefusedBeforeACall() {
        assertThatThrownBy(() -> HuaweiImageQuery.builder()
                        .minDiskGb(-1)
                        .minRamMb(-1)
                        .sortDirection("up")
                        .tag("a\nb")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minDiskGb")
                .hasMessageContaining("minRamMb")
                .hasMessageContaining("sortDirection must be one of asc, desc")
                .hasMessageContaining("tag");
    }

    @Test
    void deleteImage_withItsBackup_isTakenForAFullServerImageOnly() {
        assertThatThrownBy(() -> client.deleteImage(withBackup("plain"))).isInstanceOf(InvalidRequestException.class);
        client.deleteImage(withBackup("whole"));
        assertThat(simulator.imageIds(PROJECT)).contains("plain").doesNotContain("whole");
    }

    @Test
    void deleteImage_thatIsProtected_isRefused() {
        assertThatThrownBy(() -> client.deleteImage("special")).isInstanceOf(ConflictException.class);
    }

    private static HuaweiDeleteImageRequest withBackup(String imageId) {
        return HuaweiDeleteImageRequest.builder()
                .imageId(imageId)
                .deleteBackup(true)
                .build();
    }

    private void say(String name, Object value) {
        simulator.setImageAttribute(PROJECT, "special", name, value);
    }
}
