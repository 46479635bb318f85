package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.client.ClientBuilder;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages name in their sentences and tables exists: members of classes, settings, constants, calls. */
class DocsNamesTest {
    private static final List<Path> MODULES = Stream.of(
                    "sdk-core",
                    "sdk-servicefabric",
                    "sdk-huawei-ims",
                    "sdk-yandex-desktop",
                    "sdk-alibaba-ecs",
                    "sdk-bulk",
                    "sdk-fleet",
                    "sdk-testing")
            .map(Page.ROOT::resolve)
            .toList();
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern MEMBER = Pattern.compile("\\b([A-Z][A-Za-z]+)\\.([A-Za-z]\\w*)");

    /** Our public classes by their simple names; null where two have the same. */
    private static final Map<String, Class<?>> CLASSES = new HashMap<>();

    @BeforeAll
    static void findClasses() throws IOException {
        for (Path source : MessageTemplates.sourcesOf(MODULES)) {
            String name =
                    source.toString().replaceFirst(".*/src/main/java/", "").replaceFirst("\\.java$", "");
            String simple = name.substring(name.lastIndexOf('/') + 1);
            if (simple.contains("-")) {
                continue;
            }
            try {
                Class<?> type = Class.forName(name.replace('/', '.'), false, DocsNamesTest.class.getClassLoader());
                if (Modifier.isPublic(type.getModifiers())) {
                    CLASSES.put(simple, CLASSES.containsKey(simple) ? null : type);
                }
            } catch (ClassNotFoundException e) {
                throw new AssertionError(name, e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void membersThatAPageNames_exist(Page page) {
        for (String code : all(CODE, page.prose())) {
            MEMBER.matcher(code).results().forEach(found -> {
                Class<?> type = CLASSES.get(found.group(1));
                if (type != null) {
                    assertThat(members(type)).as(code).contains(found.group(2));
                }
            });
        }
    }

    @Test
    void gettingStarted_namesEverySettingThatAllClientsShare() {
        String table = section("docs/getting-started.md", "| setting of the builder |");

        assertThat(all(CODE, table))
                .containsAll(Stream.of(ClientBuilder.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                        .map(Method::getName)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "service-fabric.md, dev.imagecopy.servicefabric.ServiceFabricClient",
        "huawei-ims.md, dev.imagecopy.huawei.ims.HuaweiImsClient",
        "yandex-desktop.md, dev.imagecopy.yandex.desktop.YandexDesktopClient",
        "alibaba-ecs.md, dev.imagecopy.alibaba.ecs.AlibabaEcsClient"
    })
    void pageOfAService_namesTheSettingsOfItsClient(String page, Class<?> client) {
        String text = Page.of(Path.of("docs", page)).text();

        assertThat(settings(client)).isNotEmpty().allSatisfy(name -> assertThat(text)
                .contains(name + "("));
    }

    @ParameterizedTest
    @CsvSource({
        "service-fabric.md, dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest",
        "huawei-ims.md, dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest",
        "huawei-ims.md, dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest",
        "yandex-desktop.md, dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest",
        "yandex-desktop.md, dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest",
        "alibaba-ecs.md, dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest"
    })
    void pageOfAService_namesTheFieldsOfARequest(String page, Class<?> request) {
        List<String> named = all(CODE, section("docs/" + page, "| `" + request.getSimpleName() + "` |"));

        assertThat(named).containsAll(settings(request));
    }

    /** What the builder of a client or request has of its own; a transport belongs to all clients. */
    private static List<String> settings(Class<?> built) {
        return Stream.of(built.getClasses())
                .filter(nested -> nested.getSimpleName().equals("Builder"))
                .flatMap(builder -> Stream.of(builder.getMethods()))
                .filter(method -> method.getDeclaringClass() != Object.class
                        && method.getDeclaringClass() != ClientBuilder.class
                        && !method.isSynthetic())
                .map(Method::getName)
                .filter(name -> !List.of("build", "transport", "connectTimeout").contains(name))
                .distinct()
                .toList();
    }

    @Test
    void constantsOfTheSimulators_exist() {
        section("docs/testing-your-application.md", "| simulator | what it knows")
                .lines()
                .skip(2)
                .forEach(row -> {
                    List<String> names = all(CODE, row);
                    assertThat(members(CLASSES.get(names.get(0))))
                            .containsAll(names.stream()
                                    .filter(name -> name.matches("[A-Z][A-Z_]+"))
                                    .toList());
                });
    }

    @Test
    void callsOfTheSimulators_exist() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path source : MessageTemplates.sourcesOf(List.of(Page.ROOT.resolve("sdk-testing")))) {
            sources.append(Files.readString(source).toLowerCase(Locale.ROOT));
        }
        String calls = section("docs/testing-your-application.md", "| simulator | calls |");

        assertThat(all(CODE, calls))
                .filteredOn(name -> !name.endsWith("Simulator"))
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(sources).contains("\"" + name.toLowerCase(Locale.ROOT) + "\""));
    }

    /** The table that begins with a line. */
    private static String section(String page, String first) {
        return Page.of(Path.of(page))
                .text()
                .lines()
                .dropWhile(line -> !line.startsWith(first))
                .takeWhile(line -> line.startsWith("|"))
                .reduce((one, other) -> one + "\n" + other)
                .orElseThrow();
    }

    private static List<String> members(Class<?> type) {
        return Stream.of(
                        Stream.of(type.getMethods()).map(Method::getName),
                        Stream.of(type.getDeclaredMethods()).map(Method::getName),
                        Stream.of(type.getFields()).map(Field::getName),
                        Stream.of(type.getClasses()).map(Class::getSimpleName))
                .flatMap(names -> names)
                .toList();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** All pages but the messages, which are compared with the sources. */
    private static List<Page> pages() throws IOException {
        return Page.all().stream()
                .filter(page -> !page.path().endsWith("errors.md"))
                .toList();
    }
}
