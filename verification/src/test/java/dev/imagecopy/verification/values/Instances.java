package dev.imagecopy.verification.values;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.bulk.BulkCopy;
import dev.imagecopy.bulk.BulkRun;
import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyReport;
import dev.imagecopy.bulk.FileOperationStore;
import dev.imagecopy.core.auth.CredentialsChain;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.fleet.DatabaseTimeSource;
import dev.imagecopy.fleet.Fleet;
import dev.imagecopy.fleet.FleetWorker;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** Something of every public type, to call methods on and to call them with. Nothing that it makes sends anything. */
final class Instances implements AutoCloseable {
    private final ManualTimeSource time = new ManualTimeSource();
    private final HuaweiImsSimulator service = HuaweiImsSimulator.inProcess(time);
    private final HuaweiImsClient huawei = HuaweiImsClient.builder()
            .transport(service.transport())
            .timeSource(time)
            .region(HuaweiImsSimulator.REGION)
            .projectId(HuaweiImsSimulator.PROJECT_ID)
            .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
            .build();
    private final AlibabaEcsClient alibaba = AlibabaEcsClient.builder()
            .region("cn-hangzhou")
            .credentials(AlibabaCredentials.accessKey("id", "secret"))
            .build();
    private final YandexDesktopClient yandex = YandexDesktopClient.builder()
            .credentials(YandexCredentials.iamToken("t1.token"))
            .build();
    private final ServiceFabricClient fabric = ServiceFabricClient.builder()
            .endpoint(URI.create("https://127.0.0.1:1"))
            .build();
    private final OkHttpTransport transport = OkHttpTransport.create();
    private final Path folder = newFolder();
    private final FileOperationStore store = FileOperationStore.open(folder.resolve("store"));
    private final DatabaseTimeSource fleetTime;
    private final Map<Class<?>, Object> known = new HashMap<>();
    private final Set<Class<?>> underWay = new HashSet<>();

    Instances() {
        Operation<?> operation = huawei.copyImage(HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("golden")
                .build());
        known.putAll(Map.of(
                HuaweiImsClient.class, huawei,
                AlibabaEcsClient.class, alibaba,
                YandexDesktopClient.class, yandex,
                ServiceFabricClient.class, fabric,
                ClientBuilder.class, HuaweiImsClient.builder(),
                Operation.class, operation,
                HttpTransport.class, transport,
                OkHttpTransport.class, transport,
                TimeSource.class, TimeSource.system()));
        known.putAll(Map.of(
                String.class,
                "text",
                Duration.class,
                Duration.ofSeconds(3),
                Instant.class,
                Instant.ofEpochSecond(1_700_000_000),
                URI.class,
                URI.create("https://127.0.0.1:1"),
                Path.of("").getClass(),
                Path.of("file"),
                Path.class,
                Path.of("file"),
                RandomGenerator.class,
                new java.util.Random(1),
                Object.class,
                "object"));
        BulkCopy bulk = BulkCopy.builder()
                .clients(CopyClients.of("huawei", huawei))
                .timeSource(time)
                .executor(Runnable::run)
                .build();
        BulkRun run = bulk.start(Stream.empty());
        known.putAll(Map.of(
                BulkCopy.class, bulk,
                BulkRun.class, run,
                CopyReport.class, run.report().join(),
                FileOperationStore.class, store));
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:instances;DB_CLOSE_DELAY=-1");
        fleetTime = DatabaseTimeSource.of(database);
        Fleet fleet = Fleet.builder()
                .dataSource(database)
                .clients(CopyClients.of("huawei", huawei))
                .timeSource(time)
                .build();
        known.putAll(Map.of(
                DataSource.class, database,
                DatabaseTimeSource.class, fleetTime,
                Fleet.class, fleet,
                FleetWorker.Builder.class, fleet.worker()));
        known.put(PollPolicy.Builder.class, PollPolicy.standard().toBuilder());
        known.put(
                CredentialsChain.class,
                new CredentialsChain<>(List.of(new CredentialsChain.Link<>(
                        "sample", CredentialsProvider.of(AlibabaCredentials.accessKey("id", "secret"))))));
        known.putAll(Map.of(
                Optional.class, Optional.empty(),
                OptionalInt.class, OptionalInt.empty(),
                OptionalLong.class, OptionalLong.empty(),
                List.class, List.of(),
                Collection.class, List.of(),
                Set.class, Set.of(),
                Map.class, Map.of(),
                Throwable.class, new IllegalStateException("sample")));
    }

    /** What to call a method on. */
    Object receiver(Executable executable) {
        Class<?> type = executable.getDeclaringClass();
        Object receiver = Modifier.isStatic(executable.getModifiers()) ? "" : of(type);
        if (receiver == null) {
            throw new AssertionError("no way is known to make a " + type.getName());
        }
        return receiver;
    }

    /** Whether there is something of ours to call a method on: what applications implement is for them to check. */
    boolean hasReceiver(Class<?> type) {
        return known.containsKey(type) || !type.isInterface();
    }

    Object[] arguments(Executable executable) {
        return Arrays.stream(executable.getParameterTypes()).map(this::of).toArray();
    }

    @Nullable
    Object of(Class<?> type) {
        if (type.isPrimitive()) {
            return type == boolean.class
                    ? (Object) true
                    : type == long.class ? 1L : type == double.class ? 0.5 : (Object) 1;
        }
        if (known.containsKey(type)) {
            return known.get(type);
        }
        if (type.isArray()) {
            return java.lang.reflect.Array.newInstance(type.getComponentType(), 0);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (PublicTypes.values().contains(type)) {
            return Samples.of(type);
        }
        if (!underWay.add(type)) {
            return null;
        }
        try {
            Object made = made(type);
            return made == null && type.isInterface() ? silent(type) : made;
        } finally {
            underWay.remove(type);
        }
    }

    private @Nullable Object made(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        Stream<Method> ofOuter = outer == null ? Stream.empty() : Stream.of(outer.getMethods());
        List<Executable> ways = Stream.of(
                        ofOuter.filter(method -> method.getName().equals("builder")),
                        Stream.of(type.getMethods()).filter(method -> method.getReturnType() == type),
                        Stream.of(type.getConstructors()))
                .flatMap(way -> way)
                .filter(way -> way instanceof Constructor<?> || Modifier.isStatic(way.getModifiers()))
                .filter(way -> !(way instanceof Method method) || type.isAssignableFrom(method.getReturnType()))
                .sorted((one, other) -> one.getParameterCount() - other.getParameterCount())
                .map(Executable.class::cast)
                .toList();
        for (Executable way : ways) {
            try {
                return way instanceof Constructor<?> constructor
                        ? constructor.newInstance(arguments(way))
                        : ((Method) way).invoke(null, arguments(way));
            } catch (InvocationTargetException | InstantiationException | IllegalAccessException unfit) {
                // the next way may do
            }
        }
        return null;
    }

    private static Object silent(Class<?> type) {
        return Proxy.newProxyInstance(
                Instances.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, given) -> switch (method.getName()) {
                    case "equals" -> self == given[0];
                    case "hashCode" -> 1;
                    case "toString" -> type.getSimpleName();
                    default -> null;
                });
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("instances");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        store.close();
        Stream.of("store", "store.lock", "").map(folder::resolve).forEach(file -> file.toFile()
                .delete());
        huawei.close();
        alibaba.close();
        yandex.close();
        fabric.close();
        transport.close();
        fleetTime.close();
        service.close();
    }
}
