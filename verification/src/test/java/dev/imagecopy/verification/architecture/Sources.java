package dev.imagecopy.verification.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own classes and source files, as the rules see them. */
public final class Sources {
    static final List<String> PUBLISHED = List.of(
            "sdk-core",
            "sdk-servicefabric",
            "sdk-huawei-ims",
            "sdk-yandex-desktop",
            "sdk-alibaba-ecs",
            "sdk-bulk",
            "sdk-fleet",
            "sdk-testing");

    private static final ImportOption OURS = Sources::isOurs;

    private Sources() {}

    /** The classes that users get, read once for all rules. */
    public static JavaClasses published() {
        return Published.CLASSES;
    }

    private static final class Published {
        static final JavaClasses CLASSES = new ClassFileImporter()
                .withImportOption(OURS)
                .importPackages(
                        "dev.imagecopy.core",
                        "dev.imagecopy.servicefabric",
                        "dev.imagecopy.huawei",
                        "dev.imagecopy.yandex",
                        "dev.imagecopy.alibaba",
                        "dev.imagecopy.bulk",
                        "dev.imagecopy.fleet");
    }

    /** All Java files of the repository that are code of ours, build output left out. */
    public static List<Path> javaFiles() {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests run in their module's folder. */
    public static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }

    private static boolean isOurs(Location location) {
        return !location.contains("/test-classes/");
    }
}
