package dev.imagecopy.verification.values;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.imagecopy.core.operation.ResumeReport;
import dev.imagecopy.core.operation.ResumedCopy;
import java.util.List;

/** The types that applications see: public, in an exported package, and not for authors of provider modules only. */
final class PublicTypes {
    private static final List<Class<?>> ALL = read();

    private PublicTypes() {}

    /** All of them, in the order of their names. */
    static List<Class<?>> all() {
        return ALL;
    }

    private static List<Class<?>> read() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(
                                "dev.imagecopy.core",
                                "dev.imagecopy.servicefabric",
                                "dev.imagecopy.huawei",
                                "dev.imagecopy.yandex",
                                "dev.imagecopy.alibaba",
                                "dev.imagecopy.bulk",
                                "dev.imagecopy.fleet")
                        .stream()
                        .filter(PublicTypes::isPublic)
                        .filter(
                                type -> !type.getPackageName()
                                        .matches(
                                                "dev\\.imagecopy\\.(core\\.(internal|spi|json|credentials)|(bulk|fleet)\\.internal)(\\..*)?"))
                        .sorted((one, other) -> one.getName().compareTo(other.getName()))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    /** Requests, queries, results, snapshots and events. */
    static List<Class<?>> values() {
        return all().stream()
                .filter(Class::isRecord)
                .filter(type -> type.getPackageName().matches(".*\\.(model|operation|event|bulk|fleet)"))
                .filter(type -> !holdsHandles(type))
                .toList();
    }

    /** What became of stored copies: handles are no values. */
    private static boolean holdsHandles(Class<?> type) {
        return ResumedCopy.class.isAssignableFrom(type) || type == ResumeReport.class;
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicTypes::isPublic).orElse(true);
    }
}
