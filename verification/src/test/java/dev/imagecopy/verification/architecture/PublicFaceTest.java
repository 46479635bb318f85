package dev.imagecopy.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.bulk.BulkCopy;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.fleet.Fleet;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users compile against, as one list a module in {@code public-api.txt}: a change of it is seen in review. After an
 * intended change run this test with {@code -Dpublic-api.write=true}.
 */
class PublicFaceTest {
    static Stream<Arguments> modules() {
        return Stream.of(
                Arguments.of("sdk-core", ImageCopyClient.class),
                Arguments.of("sdk-servicefabric", ServiceFabricClient.class),
                Arguments.of("sdk-huawei-ims", HuaweiImsClient.class),
                Arguments.of("sdk-yandex-desktop", YandexDesktopClient.class),
                Arguments.of("sdk-alibaba-ecs", AlibabaEcsClient.class),
                Arguments.of("sdk-bulk", BulkCopy.class),
                Arguments.of("sdk-fleet", Fleet.class),
                Arguments.of("sdk-testing", FakeTransport.class));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void publicFace_isTheOneThatTheRepositoryLists(String module, Class<?> member) throws Exception {
        Path list = Sources.root().resolve(module).resolve("public-api.txt");
        List<String> face = face(member);
        if (Boolean.getBoolean("public-api.write")) {
            Files.write(list, face);
        }
        assertThat(face)
                .as("the public face of %s and %s", module, list.getFileName())
                .containsExactlyElementsOf(Files.readAllLines(list));
    }

    private static List<String> face(Class<?> member) throws IOException, URISyntaxException, ClassNotFoundException {
        Path location = Path.of(
                member.getProtectionDomain().getCodeSource().getLocation().toURI());
        ModuleReference module = ModuleFinder.of(location).findAll().iterator().next();
        Set<String> exported = module.descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        List<String> lines = new ArrayList<>();
        try (ModuleReader reader = module.open()) {
            List<String> names = reader.list()
                    .filter(file -> file.endsWith(".class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> name.contains(".") && exported.contains(name.substring(0, name.lastIndexOf('.'))))
                    .sorted()
                    .toList();
            for (String name : names) {
                Class<?> type = Class.forName(name, false, member.getClassLoader());
                if (isVisible(type)) {
                    lines.addAll(lines(type));
                }
            }
        }
        return lines;
    }

    private static boolean isVisible(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return !type.isAnonymousClass()
                && !type.isLocalClass()
                && isVisible(type.getModifiers())
                && (outer == null || isVisible(outer));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static List<String> lines(Class<?> type) {
        List<String> lines = new ArrayList<>();
        String parents = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(parent -> parent.getTypeName())
                .filter(parent -> !parent.equals("java.lang.Object"))
                .collect(Collectors.joining(", "));
        lines.add(declaration(type) + (parents.isEmpty() ? "" : " : " + parents));
        lines.addAll(members(type.getDeclaredFields(), field -> field.toGenericString()));
        lines.addAll(members(type.getDeclaredConstructors(), constructor -> constructor.toGenericString()));
        lines.addAll(members(type.getDeclaredMethods(), method -> method.toGenericString()));
        return lines;
    }

    /** Whether it is sealed is said here, since only newer Javas say it. */
    private static String declaration(Class<?> type) {
        String declaration = type.toGenericString().replaceFirst(" (non-)?sealed ", " ");
        return type.isSealed() ? declaration.replaceFirst("(class|interface) ", "sealed $1 ") : declaration;
    }

    /** Without the member's own class and the packages that every reader knows. */
    private static String shortened(String signature, Class<?> home) {
        return signature
                .replace(home.getTypeName() + ".", "")
                .replaceAll(
                        "\\bjava\\.(lang|time|util|util\\.concurrent|util\\.function|util\\.stream)\\.(?=[A-Z])", "")
                .replace("dev.imagecopy.", "")
                .replace(",", ", ");
    }

    private static <M extends Member> List<String> members(M[] declared, Function<M, String> text) {
        return Arrays.stream(declared)
                .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
                .map(member -> "    " + shortened(text.apply(member), member.getDeclaringClass()))
                .sorted()
                .toList();
    }
}
