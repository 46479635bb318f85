package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.alibaba.ecs.model.AlibabaDeleteImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.testing.AlibabaEcsSimulator;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Filters and forced deletions, asked of the simulator, which refuses what the service does not know. */
class ImageFiltersTest {
    private static final String REGION = AlibabaEcsSimulator.SOURCE_REGION;

    private final ManualTimeSource time = new ManualTimeSource();
    private final AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
    private final AlibabaEcsClient client = Clients.inProcess(simulator, time).build();

    @BeforeEach
    void addImages() {
        simulator.addImage(REGION, "m-plain", "plain");
        simulator.addImage(REGION, "m-special", "special");
        say("ImageFamily", "daily");
        say("SnapshotId", "s-7");
        say("OSType", "windows");
        say("Architecture", "arm64");
        say("Usage", "instance");
        say("IsSupportCloudinit", "false");
        say("CpuOnlineUpgrade", "supported");
        simulator.addImage(REGION, "m-community", "community");
        simulator.setImageAttribute(REGION, "m-community", "ImageOwnerAlias", "others");
        simulator.setImageAttribute(REGION, "m-community", "IsPublic", "true");
        simulator.setImageAttribute(REGION, "m-community", "ImageOwnerId", "42");
        simulator.addImage(REGION, "m-shared", "shared");
        simulator.setImageAttribute(REGION, "m-shared", "ImageOwnerAlias", "others");
        simulator.setImageAttribute(REGION, "m-shared", "ImageOwnerId", "43");
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                filter("snapshotId", query -> query.snapshotId("s-7"), "m-special"),
                filter("imageFamily", query -> query.imageFamily("daily"), "m-special"),
                filter("osType", query -> query.osType("windows"), "m-special"),
                filter("architecture", query -> query.architecture("arm64"), "m-special"),
                filter("usage", query -> query.usage("instance"), "m-special"),
                filter("cloudInitSupported", query -> query.cloudInitSupported(false), "m-special"),
                filter("filter", query -> query.filter("CpuOnlineUpgrade", "supported"), "m-special"),
                filter("published", query -> query.published(true), "m-community"),
                filter("published others", query -> query.published(true).ownerAlias("others"), "m-community"),
                filter("not published", query -> query.published(false).ownerAlias("others"), "m-shared"),
                filter("ownerId", query -> query.ownerId(43), "m-shared"),
                filter("published ownerId", query -> query.published(true).ownerId(42), "m-community"),
                filter("published ownerId of nobody", query -> query.published(true)
                        .ownerId(43)));
    }

    private static Arguments filter(String name, UnaryOperator<AlibabaImageQuery.Builder> filter, String... expected) {
        return Arguments.of(name, filter, List.of(expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void listImages_byAFilter_findsWhatItNames(
            String name, UnaryOperator<AlibabaImageQuery.Builder> filter, List<String> expected) {
        AlibabaImageQuery query =
                filter.apply(AlibabaImageQuery.builder().region(REGION)).build();

        assertThat(client.listImages(query)).extracting(AlibabaImage::id).containsExactlyElementsOf(expected);
        assertThat(client.listImagesAsync(query).join())
                .extracting(AlibabaImage::id)
                .containsExactlyElementsOf(expected);
        assertThat(query.toBuilder().build()).isEqualTo(query);
    }

    @Test
    void listImages_byTheTimeOfTheirMaking_findsThoseWithin() {
        time.advance(Duration.ofDays(10));
        simulator.addImage(REGION, "m-young", "young");
        AlibabaImageQuery.Builder young = AlibabaImageQuery.builder()
                .region(REGION)
                .createdSince(time.now().minus(Duration.ofDays(31)));

        assertThat(client.listImages(young.build()))
                .extracting(AlibabaImage::id)
                .containsExactly("m-young");
        assertThat(client.listImages(AlibabaImageQuery.builder()
                        .region(REGION)
                        .createdBefore(time.now().minus(Duration.ofDays(31)))
                        .build()))
                .extracting(AlibabaImage::id)
                .doesNotContain("m-young");
    }

    @Test
    void image_ofTheSimulator_tellsFamilySnapshotAndAttributes() {
        AlibabaImage image = client.findImage(REGION, "m-special").orElseThrow();

        assertThat(image.imageFamily()).hasValue("daily");
        assertThat(image.snapshotIds()).containsExactly("s-7");
        assertThat(image.attributes()).containsEntry("Usage", "instance").containsEntry("Features.ImdsSupport", "v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"InstanceType", "Filter"})
    void listImages_byAWordThatTheServiceDoesNotKnow_isRefused(String parameter) {
        AlibabaImageQuery.Builder query = AlibabaImageQuery.builder().region(REGION);
        AlibabaImageQuery wrong = parameter.equals("Filter")
                ? query.filter("Colour", "blue").build()
                : query.instanceType("large").build();

        assertThatThrownBy(() -> client.listImages(wrong).toList()).isInstanceOf(InvalidRequestException.class);
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                wrong("osType", query -> query.osType("beos")),
                wrong("osType in another case", query -> query.osType("Linux")),
                wrong("architecture", query -> query.architecture("vax")),
                wrong("usage", query -> query.usage("some")),
                wrong("actionType", query -> query.actionType("Look")),
                wrong("ownerAlias", query -> query.ownerAlias("everybody")),
                wrong("ownerId", query -> query.ownerId(0)),
                wrong("a negative ownerId", query -> query.ownerId(-7)),
                wrong("snapshotId", query -> query.snapshotId("s-1,s-2")),
                wrong("an empty snapshotId", query -> query.snapshotId("")),
                wrong("imageFamily", query -> query.imageFamily("")),
                wrong("a long imageFamily", query -> query.imageFamily("f".repeat(129))),
                wrong("imageFamily with a line end", query -> query.imageFamily("a\nb")),
                wrong("resourceGroupId", query -> query.resourceGroupId("rg/1")),
                wrong("createdSince", query -> query.createdSince(Instant.MAX)),
                wrong("createdBefore", query -> query.createdBefore(Instant.MIN)),
                wrong("a filter's time", query -> query.filter("CreationStartTime", "yesterday")),
                wrong("pageSize", query -> query.pageSize(101)));
    }

    private static Arguments wrong(String name, UnaryOperator<AlibabaImageQuery.Builder> value) {
        return Arguments.argumentSet(name, value);
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void query_withAValueThatIsNotOnTheVendorsPage_isRefusedBeforeACall(
            UnaryOperator<AlibabaImageQuery.Builder> value) {
        assertThatThrownBy(() -> value.apply(AlibabaImageQuery.builder()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("AlibabaImageQuery: ");
    }

    @Test
    void query_forImagesOfOthersThatNamesAnotherOwner_isRefusedBeforeACall() {
        assertThatThrownBy(() -> AlibabaImageQuery.builder()
                        .published(true)
                        .ownerId(-1)
                        .ownerAlias("self")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("community images can be listed with ownerAlias others only")
                .hasMessageContaining("ownerId");
    }

    @Test
    void deleteImage_thatInstancesUse_isDoneByForceOnly() {
        AlibabaDeleteImageRequest gently = AlibabaDeleteImageRequest.builder()
                .region(REGION)
                .imageId("m-special")
                .build();

        assertThatThrownBy(() -> client.deleteImage(gently))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("ImageUsingByInstance");
        assertThat(catchThrowable(() -> client.deleteImageAsync(gently).join()))
                .hasCauseInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> client.deleteImage(REGION, "m-special")).isInstanceOf(ConflictException.class);
        client.deleteImage(gently.toBuilder().force(true).build());
        assertThat(simulator.imageIds(REGION)).doesNotContain("m-special");
    }

    @Test
    void deleteImageAsync_byForce_deletesAnImageInTheClientsRegion() {
        client.deleteImageAsync(AlibabaDeleteImageRequest.builder()
                        .imageId("m-special")
                        .force(true)
                        .build())
                .join();

        assertThat(simulator.imageIds(REGION)).doesNotContain("m-special");
    }

    private void say(String name, String value) {
        simulator.setImageAttribute(REGION, "m-special", name, value);
    }
}
