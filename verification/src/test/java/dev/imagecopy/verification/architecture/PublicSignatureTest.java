package dev.imagecopy.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users compile against names only the JDK, JSpecify and our own types. */
class PublicSignatureTest {
    private static final List<String> ALLOWED = List.of("java.", "javax.", "dev.imagecopy.", "org.jspecify.");

    /** Rooms for authors of provider modules, who read answers as Jackson's trees. */
    private static final Set<String> FOR_PROVIDERS = Set.of("dev.imagecopy.core.json", "dev.imagecopy.core.spi");

    private static final String ONE_EXCEPTION = "dev.imagecopy.core.okhttp.OkHttpTransport.using(okhttp3.OkHttpClient)";

    @Test
    void publicSignatures_nameNoForeignType_exceptForTheBorrowedOkHttpClient() {
        Set<String> foreign = new TreeSet<>();
        Sources.published().stream()
                .filter(PublicSignatureTest::isVisible)
                .filter(type -> !type.getPackageName().contains(".internal"))
                .filter(type -> !FOR_PROVIDERS.contains(type.getPackageName()))
                .forEach(type -> {
                    Stream.concat(type.getRawInterfaces().stream(), type.getRawSuperclass().stream())
                            .filter(parent -> !isAllowed(parent))
                            .forEach(parent -> foreign.add(type.getName() + " is a " + parent.getName()));
                    type.getMembers().stream()
                            .filter(PublicSignatureTest::isVisible)
                            .filter(member -> !namesOnlyAllowed(member))
                            .forEach(member -> foreign.add(member.getFullName()));
                });
        assertThat(foreign).containsExactly(ONE_EXCEPTION);
    }

    private static boolean namesOnlyAllowed(JavaMember member) {
        return member.getAllInvolvedRawTypes().stream().allMatch(PublicSignatureTest::isAllowed)
                && (!(member instanceof JavaCodeUnit unit)
                        || unit.getExceptionTypes().stream().allMatch(PublicSignatureTest::isAllowed));
    }

    private static boolean isAllowed(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        return base.isPrimitive() || ALLOWED.stream().anyMatch(base.getName()::startsWith);
    }

    private static boolean isVisible(JavaClass type) {
        Set<JavaModifier> modifiers = type.getModifiers();
        boolean visible = modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
        return visible
                && type.getEnclosingClass().map(PublicSignatureTest::isVisible).orElse(true);
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().stream()
                        .filter(modifier -> modifier == JavaModifier.PUBLIC || modifier == JavaModifier.PROTECTED)
                        .collect(Collectors.toSet())
                        .size()
                > 0;
    }
}
