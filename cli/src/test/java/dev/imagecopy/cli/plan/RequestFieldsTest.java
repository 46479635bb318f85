package dev.imagecopy.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plan can say everything that the copy requests can. */
class RequestFieldsTest {
    private static final Map<Cloud, List<Class<?>>> REQUESTS = Map.of(
            Cloud.ALIBABA, List.of(AlibabaCopyImageRequest.class),
            Cloud.HUAWEI, List.of(HuaweiCopyImageRequest.class, HuaweiCopyToRegionRequest.class),
            Cloud.YANDEX, List.of(YandexCopyImageRequest.class, YandexCopyFromDesktopRequest.class),
            Cloud.SERVICE_FABRIC, List.of(CopyImageStoreContentRequest.class));

    /** Fields whose keys have another name, so that one name means the same for all clouds. */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "region", "sourceRegion",
            "labels", "tags",
            "reservedDestinationAllowed", "allowReservedDestination");

    /** The destination is that of the target, not of its fields. */
    private static final String OF_TARGET = "targetRegion";

    private static final Path EVERY_KEY = Path.of("src/test/resources/dev/imagecopy/cli/plan/every-key.yaml");

    @ParameterizedTest
    @EnumSource
    void keysOfACloud_areTheFieldsOfItsRequests(Cloud cloud) {
        Set<String> fields = REQUESTS.get(cloud).stream()
                .flatMap(request -> Stream.of(request.getRecordComponents()))
                .map(RecordComponent::getName)
                .filter(name -> !name.equals(OF_TARGET))
                .map(name -> OTHER_NAMES.getOrDefault(name, name))
                .collect(Collectors.toCollection(TreeSet::new));
        fields.add("mode");

        assertThat(CopyKeys.shape(cloud).words()).containsExactlyInAnyOrderElementsOf(fields);
    }

    @Test
    void everyKeyOfEveryCloud_getsIntoItsRequest() {
        for (PlanCopy copy : SamplePlans.parse(SamplePlans.content(EVERY_KEY)).copies()) {
            for (RecordComponent field : copy.request().getClass().getRecordComponents()) {
                assertThat(value(copy, field))
                        .as("%s of %s", field.getName(), copy.path())
                        .isNotIn(Optional.empty(), Map.of(), false);
            }
        }
    }

    private static Object value(PlanCopy copy, RecordComponent field) {
        try {
            return field.getAccessor().invoke(copy.request());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a field cannot be read", e);
        }
    }
}
