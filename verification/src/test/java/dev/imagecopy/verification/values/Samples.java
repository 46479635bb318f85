package dev.imagecopy.verification.values;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaDeleteImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageStatus;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.operation.StoredRequest;
import dev.imagecopy.fleet.FleetStatus;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiDeleteImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.servicefabric.model.CopyFlag;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.servicefabric.model.ServiceFabricApiVersion;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes values with something in every member, equal ones each time. Those that check what they are made of are written down
 * here; others are made of what their members are.
 */
final class Samples {
    @SuppressWarnings("StaticAssignmentOfThrowable") // equal events hold the same one
    private static final ClientClosedException ERROR =
            new ClientClosedException(ErrorContext.none(false), Optional.empty());

    private static final Map<Class<?>, Supplier<Object>> CHECKED = Map.ofEntries(
            Map.entry(AlibabaCopyImageRequest.class, () -> AlibabaCopyImageRequest.builder()
                    .region("cn-hangzhou")
                    .imageId("m-1")
                    .targetRegion("cn-shanghai")
                    .name("golden")
                    .description("of November")
                    .encrypted(true)
                    .kmsKeyId("key-1")
                    .encryptAlgorithm("aes-256")
                    .resourceGroupId("rg-1")
                    .tag("team", "desk")
                    .build()),
            Map.entry(AlibabaImageQuery.class, () -> AlibabaImageQuery.builder()
                    .region("cn-hangzhou")
                    .imageId("m-1")
                    .name("golden")
                    .statuses(AlibabaImageStatus.AVAILABLE)
                    .ownerAlias("others")
                    .ownerId(42)
                    .resourceGroupId("rg-1")
                    .snapshotId("s-1")
                    .imageFamily("daily")
                    .published(true)
                    .osType("linux")
                    .architecture("arm64")
                    .usage("none")
                    .instanceType("ecs.g5.large")
                    .actionType("CreateEcs")
                    .cloudInitSupported(true)
                    .ioOptimizedSupported(true)
                    .expiredShown(true)
                    .filter("NetworkType", "vpc")
                    .tag("team", "desk")
                    .pageSize(10)
                    .build()),
            Map.entry(AlibabaDeleteImageRequest.class, () -> AlibabaDeleteImageRequest.builder()
                    .region("cn-hangzhou")
                    .imageId("m-1")
                    .force(true)
                    .build()),
            Map.entry(HuaweiDeleteImageRequest.class, () -> HuaweiDeleteImageRequest.builder()
                    .imageId("img-1")
                    .deleteBackup(true)
                    .build()),
            Map.entry(HuaweiCopyImageRequest.class, () -> HuaweiCopyImageRequest.builder()
                    .imageId("img-1")
                    .name("golden")
                    .description("of November")
                    .cmkId("key-1")
                    .enterpriseProjectId("0")
                    .limitsIgnored(true)
                    .build()),
            Map.entry(HuaweiCopyToRegionRequest.class, () -> HuaweiCopyToRegionRequest.builder()
                    .imageId("img-1")
                    .name("golden")
                    .description("of November")
                    .targetRegion("eu-west-0")
                    .targetProjectName("eu-west-0_desk")
                    .targetProjectId("p-1")
                    .agencyName("copier")
                    .vaultId("v-1")
                    .limitsIgnored(true)
                    .build()),
            Map.entry(HuaweiImageQuery.class, () -> HuaweiImageQuery.builder()
                    .imageId("img-1")
                    .name("golden")
                    .status("active")
                    .imageType("private")
                    .enterpriseProjectId("0")
                    .projectId("p-1")
                    .visibility("private")
                    .memberStatus("accepted")
                    .deletionProtected(true)
                    .tag("team.desk")
                    .diskFormat("zvhd2")
                    .containerFormat("bare")
                    .minDiskGb(40)
                    .minRamMb(1024)
                    .virtualEnvType("FusionCompute")
                    .osType("Linux")
                    .platform("Ubuntu")
                    .osBit("64")
                    .architecture("x86")
                    .flavorId("s6.large.2")
                    .cmkId("key-1")
                    .wholeImage(true)
                    .updatedSince(Instant.ofEpochSecond(1_700_000_100))
                    .sortKey("name")
                    .sortDirection("asc")
                    .createdSince(Instant.ofEpochSecond(1_700_000_000))
                    .pageSize(10)
                    .build()),
            Map.entry(YandexCopyImageRequest.class, () -> YandexCopyImageRequest.builder()
                    .folderId("b1g")
                    .name("golden")
                    .imageId("fd8")
                    .label("team", "desk")
                    .description("of November")
                    .build()),
            Map.entry(YandexCopyFromDesktopRequest.class, () -> YandexCopyFromDesktopRequest.builder()
                    .desktopId("d-1")
                    .folderId("b1g")
                    .name("golden")
                    .label("team", "desk")
                    .description("of November")
                    .build()),
            Map.entry(YandexUpdateImageRequest.class, () -> YandexUpdateImageRequest.builder()
                    .imageId("fdv")
                    .name("golden")
                    .labels(Map.of("team", "desk"))
                    .description("of November")
                    .build()),
            Map.entry(YandexImageQuery.class, () -> YandexImageQuery.builder()
                    .folderId("b1g")
                    .filter("name=\"golden\"")
                    .orderBy("createdAt desc")
                    .pageSize(10)
                    .build()),
            Map.entry(CopyImageStoreContentRequest.class, () -> CopyImageStoreContentRequest.builder()
                    .remoteSource("Store\\App\\v1")
                    .remoteDestination("Store\\App\\v2")
                    .pathSeparator(PathSeparator.SLASH)
                    .skipFiles("a.pdb")
                    .checkMarkFile(true)
                    .copyFlag(CopyFlag.ECHO)
                    .apiVersion(ServiceFabricApiVersion.V6_0)
                    .serverTimeout(Duration.ofSeconds(90))
                    .clientTimeout(Duration.ofSeconds(100))
                    .allowReservedDestination()
                    .build()),
            Map.entry(CopyJob.class, () -> CopyJob.ensure("prod", (CopyRequest) of(YandexCopyImageRequest.class))
                    .withId("job-1")),
            Map.entry(
                    FleetStatus.class,
                    () -> new FleetStatus(
                            1,
                            2,
                            3,
                            4,
                            5,
                            Map.of(CopyStatus.FAILED, 6L),
                            Duration.ofSeconds(7),
                            Duration.ZERO,
                            Instant.EPOCH)),
            Map.entry(CopyLimits.class, () -> CopyLimits.standard().withInRun(7)),
            Map.entry(
                    PollPolicy.class,
                    () -> PollPolicy.standard().toBuilder().maxPollsPerSecond(7).build()),
            Map.entry(StoredOutcome.class, Samples::outcome),
            Map.entry(StoredOperation.class, () -> StoredOperation.queued(
                            new OperationKey("alibaba-ecs", "1234567890123456", "key-1"),
                            new StoredRequest("copy-image", "{\"version\":1}"),
                            "cn-shanghai",
                            "golden",
                            Instant.ofEpochSecond(1_700_000_000))
                    .sending(ResumeToken.parse("v1.e30"), Instant.ofEpochSecond(1_700_000_001))
                    .ended(outcome(), Instant.ofEpochSecond(1_700_000_002))),
            Map.entry(ResumeToken.class, () -> ResumeToken.parse("v1.e30")));

    private Samples() {}

    private static StoredOutcome outcome() {
        return new StoredOutcome(
                OperationState.FAILED,
                "CreateFailed",
                "m-2",
                Evidence.ANSWERED,
                Optional.of(new OperationFailure("Disk", "full", Optional.of("req-1"))),
                true);
    }

    static boolean isChecked(Class<?> type) {
        return CHECKED.containsKey(type);
    }

    static Object of(Class<?> type) {
        Supplier<Object> checked = CHECKED.get(type);
        return checked != null ? checked.get() : assembled(type);
    }

    private static Object assembled(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> member(type, component.getName(), component.getGenericType()))
                    .toArray());
        } catch (InvocationTargetException e) {
            throw new AssertionError(type.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName(), e);
        }
    }

    private static Object member(Class<?> owner, String name, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return Optional.of(member(owner, name, inner));
            }
            if (generic.getRawType() == List.class) {
                return inner == owner ? List.of() : List.of(member(owner, name, inner));
            }
            if (generic.getRawType() == Map.class) {
                return Map.of("team", "desk");
            }
            return of((Class<?>) generic.getRawType());
        }
        if (!(type instanceof Class<?> plain)) {
            return "the result"; // of an operation of any type
        }
        return plain == String.class
                ? name
                : plain == int.class || plain == Integer.class
                        ? (Object) 3
                        : plain == long.class
                                ? (Object) 3L
                                : plain == boolean.class || plain == Boolean.class ? (Object) true : other(plain);
    }

    private static Object other(Class<?> type) {
        if (type == OptionalInt.class) {
            return OptionalInt.of(3);
        }
        if (type == OptionalLong.class) {
            return OptionalLong.of(3_000_000_000L);
        }
        if (type == Instant.class) {
            return Instant.ofEpochSecond(1_700_000_000, 5);
        }
        if (type == Duration.class) {
            return Duration.ofMillis(1500);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[1];
        }
        return type.isAssignableFrom(ClientClosedException.class) ? ERROR : of(type);
    }
}
