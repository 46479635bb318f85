package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that the pages under docs show is compiled. */
class DocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    /** What a block may use: it stands in a method with a client, a request and the handle of a copy. */
    private static final String BEFORE =
            """
            import dev.imagecopy.alibaba.ecs.*;
            import dev.imagecopy.alibaba.ecs.auth.*;
            import dev.imagecopy.alibaba.ecs.model.*;
            import dev.imagecopy.bulk.*;
            import dev.imagecopy.core.*;
            import dev.imagecopy.core.error.*;
            import dev.imagecopy.core.okhttp.*;
            import dev.imagecopy.core.operation.*;
            import dev.imagecopy.core.retry.*;
            import dev.imagecopy.huawei.ims.*;
            import dev.imagecopy.huawei.ims.auth.*;
            import dev.imagecopy.huawei.ims.model.*;
            import dev.imagecopy.testing.*;
            import java.net.InetSocketAddress;
            import java.net.Proxy;
            import java.nio.file.Path;
            import java.time.Duration;
            import java.util.List;
            import okhttp3.Credentials;
            import okhttp3.OkHttpClient;
            class Page {
            AlibabaCopyImageRequest request;
            Operation<AlibabaImage> copy;
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("pages")
    void codeOfAPage_compiles(Path page) throws IOException {
        StringBuilder methods = new StringBuilder(BEFORE);
        int number = 0;
        for (String block : all(JAVA_BLOCK, page)) {
            boolean hasClient = block.contains("AlibabaEcsClient ecs");
            methods.append("void block").append(number++).append("(");
            methods.append(hasClient ? "" : "AlibabaEcsClient ecs").append(") throws Exception {\n");
            methods.append(block).append("}\n");
        }
        Path source = Files.writeString(folder.resolve("Page.java"), methods.append("}\n"));
        StringWriter errors = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            errors,
                            files,
                            null,
                            List.of("-proc:none", "-d", folder.toString()),
                            null,
                            files.getJavaFileObjects(source))
                    .call();

            assertThat(compiled).as(errors.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksOfAPage_leadToFilesThatExist(Path page) throws IOException {
        assertThat(all(LINK, page))
                .allSatisfy(link ->
                        assertThat(page.resolveSibling(link).normalize()).exists());
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> all(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
