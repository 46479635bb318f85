package dev.imagecopy.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.json.LenientJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Settings are read by the constants that declare them, so that the documentation and the tests that look for secrets know of
 * each. Only the places where all of them come from, and the hooks for tests, name the environment.
 */
class SettingNamesTest {
    /** A look-up by a text, or by a constant of one's own instead of one of {@code Setting}. */
    private static final Pattern BY_TEXT =
            Pattern.compile("\\.(?:value|required|isOn|lookUp)\\(\\s*(?:\"[^\"]*\"|[A-Z][A-Z_0-9]*)\\s*\\)");

    private static final Pattern BY_NAME_OF_ITS_OWN = Pattern.compile(
            "\\b(?:getenv|getProperty|getBoolean|getInteger|getLong)\\(\\s*(?!\"user\\.home\")(?:\"[^\"]*\"|[A-Z][A-Z_0-9]*\\b)");

    /** A member of a JSON object by a text, or by a constant of one's own. */
    private static final Pattern MEMBER_BY_TEXT = Pattern.compile(
            "\\.(?:member|path|get|has|hasNonNull|findValue|findPath|at)\\((?:[^,()\"]+,\\s*)?(?:\"[^\"]*\"|[A-Z][A-Z_0-9]*)\\s*\\)");

    /** What leads to the profiles of a command line; nothing else is read of it. */
    private static final Pattern PROFILES = Pattern.compile("member\\(\\w+, PROFILES\\)");

    /** Where the environment comes from: for credentials, for addresses and for the paths of files in the home folder. */
    private static final Set<String> ENVIRONMENT = Set.of(
            "SystemVariables",
            "CredentialLookup",
            "WrittenPath",
            "EndpointOverrides",
            "AlibabaEcsClient",
            "ServiceFabricClient");

    /** What passes names on that it has from the constants of settings. */
    private static final Set<String> FORWARDING = Set.of(
            "CliProfile",
            "ExternalProgram",
            "OtherKeys",
            "AlibabaCredentialsProviders",
            "KnownEntries",
            "EndpointOverrides",
            "KooCliEntries",
            "ActedVariables",
            "NamedKeys");

    /** What finds the entries of a document that constants of settings name; the last one reads answers of a service. */
    private static final Set<String> READING_DOCUMENTS = Set.of(
            "ProgramOutput",
            "CliProfile",
            "KooCliMode",
            "KooCliEntries",
            "KooCliConfiguration",
            "AuthorizedKey",
            "HuaweiIamCalls");

    /** What recognizes documents that are not read, and what reads the answers of services and the end of tokens. */
    private static final Pattern NO_SETTINGS =
            Pattern.compile(".*(?:Calls|/FinalRefusals|/OuterDocument|/KnownDocument|/TokenExpiry)\\.java");

    @Test
    void nobody_readsASettingByATextOfItsOwn() {
        List<Path> files = files("");

        assertThat(files).hasSizeGreaterThan(200);
        for (Pattern wrong : List.of(BY_TEXT, BY_NAME_OF_ITS_OWN)) {
            assertThat(files.stream().filter(file -> wrong.matcher(read(file)).find()))
                    .as("%s", wrong)
                    .isEmpty();
        }
    }

    @Test
    void nobody_readsAnEntryOfADocumentByATextOfItsOwn() {
        List<Path> files = files("/(?:auth|credentials)/|/(?:RegionsFile|EndpointOverrides)\\.java").stream()
                .filter(file -> !NO_SETTINGS.matcher(file.toString()).matches())
                .toList();

        assertThat(files).hasSizeGreaterThan(100);
        assertThat(files.stream()
                        .flatMap(file -> MEMBER_BY_TEXT.matcher(read(file)).results())
                        .map(MatchResult::group)
                        .filter(call -> !PROFILES.matcher(call).find()))
                .isEmpty();
    }

    @Test
    void environment_isReadWhereAllOfItComesFromAlone() {
        Set<String> all = Set.of("getenv", "getProperty", "getProperties", "getBoolean", "getInteger", "getLong");

        assertThat(users(
                        type -> true,
                        target -> target.getOwner().getPackageName().equals("java.lang")
                                && all.contains(target.getName())))
                .isEqualTo(ENVIRONMENT);
    }

    /** A name in a variable may be from anywhere, so these few are read when they change. */
    @Test
    void namesThatAreNoConstants_arePassedOnByFewAlone() {
        assertThat(users(
                        SettingNamesTest::isOfProvider,
                        target -> target.getOwner().isAssignableTo(NamedSettings.class)
                                && target.getRawParameterTypes().stream()
                                        .anyMatch(type -> type.isEquivalentTo(String.class))))
                .isEqualTo(FORWARDING);
        assertThat(users(
                        SettingNamesTest::isOfProvider,
                        target -> target.getOwner().isEquivalentTo(LenientJson.class)
                                && target.getName().equals("member")))
                .isEqualTo(READING_DOCUMENTS);
    }

    /** The outermost classes that call a method, or refer to one. */
    private static Set<String> users(Predicate<JavaClass> among, Predicate<CodeUnitAccessTarget> which) {
        return Sources.published().stream()
                .filter(among)
                .flatMap(type -> Stream.concat(
                                type.getCodeUnitCallsFromSelf().stream(), type.getCodeUnitReferencesFromSelf().stream())
                        .filter(access -> which.test((CodeUnitAccessTarget) access.getTarget()))
                        .map(access -> access.getOriginOwner().getName()))
                .map(name -> name.substring(name.lastIndexOf('.') + 1).replaceFirst("\\$.*", ""))
                .collect(Collectors.toSet());
    }

    private static boolean isOfProvider(JavaClass type) {
        return ProviderRolesTest.PACKAGES.keySet().stream()
                .anyMatch(home -> (type.getPackageName() + ".").startsWith(home + "."));
    }

    private static List<Path> files(String part) {
        return Sources.javaFiles().stream()
                .filter(file -> file.toString()
                        .matches(".*/sdk-(core|servicefabric|huawei-ims|yandex-desktop|alibaba-ecs)/src/main/.*"))
                .filter(file -> Pattern.compile(part).matcher(file.toString()).find())
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
