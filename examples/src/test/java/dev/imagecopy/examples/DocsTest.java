package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All code in the pages under docs is compiled: a class as it is printed, other blocks as the body of a method. */
class DocsTest {
    private static final Pattern PROGRAM = Pattern.compile("public class (\\w+)");

    /** What a block may use, in addition to a client of each cloud: a request, the handle of a copy, a store and a fleet. */
    private static final String BEFORE =
            """
            import dev.imagecopy.alibaba.ecs.*;
            import dev.imagecopy.alibaba.ecs.auth.*;
            import dev.imagecopy.alibaba.ecs.model.*;
            import dev.imagecopy.bulk.*;
            import dev.imagecopy.core.*;
            import dev.imagecopy.core.auth.*;
            import dev.imagecopy.core.credentials.*;
            import dev.imagecopy.core.error.*;
            import dev.imagecopy.core.event.*;
            import dev.imagecopy.core.http.*;
            import dev.imagecopy.core.okhttp.*;
            import dev.imagecopy.core.operation.*;
            import dev.imagecopy.core.retry.*;
            import dev.imagecopy.examples.telemetry.*;
            import dev.imagecopy.fleet.*;
            import dev.imagecopy.huawei.ims.*;
            import dev.imagecopy.huawei.ims.auth.*;
            import dev.imagecopy.huawei.ims.model.*;
            import dev.imagecopy.servicefabric.*;
            import dev.imagecopy.servicefabric.auth.*;
            import dev.imagecopy.servicefabric.model.*;
            import dev.imagecopy.testing.*;
            import dev.imagecopy.yandex.desktop.*;
            import dev.imagecopy.yandex.desktop.auth.*;
            import dev.imagecopy.yandex.desktop.model.*;
            import io.micrometer.core.instrument.MeterRegistry;
            import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
            import io.opentelemetry.api.GlobalOpenTelemetry;
            import java.net.InetSocketAddress;
            import java.net.Proxy;
            import java.net.URI;
            import java.nio.file.Path;
            import java.time.Clock;
            import java.time.Duration;
            import java.time.Instant;
            import java.util.List;
            import java.util.stream.Stream;
            import javax.sql.DataSource;
            import okhttp3.Credentials;
            import okhttp3.OkHttpClient;
            class Page {
            AlibabaCopyImageRequest request;
            Operation<AlibabaImage> copy;
            OperationStore store;
            DataSource dataSource;
            Stream<CopyJob> jobs;
            Fleet fleet;
            """;

    /** The parameters of a block's method, unless it declares them itself. */
    private static final Map<String, String> CLIENTS = Map.of(
            "AlibabaEcsClient", "ecs",
            "HuaweiImsClient", "ims",
            "ServiceFabricClient", "fabric",
            "YandexDesktopClient", "desktop");

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("pages")
    void codeOfAPage_compiles(Page page) throws IOException {
        StringBuilder methods = new StringBuilder(BEFORE);
        List<Path> sources = new ArrayList<>();
        int number = 0;
        for (String block : page.blocks("java")) {
            Matcher program = PROGRAM.matcher(block);
            if (program.find()) {
                sources.add(Files.writeString(folder.resolve(program.group(1) + ".java"), block));
            } else {
                methods.append("void block").append(number++).append(parameters(block));
                methods.append(" throws Exception {\n").append(block).append("}\n");
            }
        }
        sources.add(Files.writeString(folder.resolve("Page.java"), methods.append("}\n")));

        assertThat(errorsOf(sources)).isEmpty();
    }

    private String errorsOf(List<Path> sources) throws IOException {
        StringWriter errors = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-d", folder.toString());
            var units = files.getJavaFileObjectsFromPaths(sources);
            boolean compiled =
                    compiler.getTask(errors, files, null, options, null, units).call();
            return compiled ? "" : errors.toString();
        }
    }

    private static String parameters(String block) {
        return CLIENTS.entrySet().stream()
                .map(client -> client.getKey() + " " + client.getValue())
                .filter(declaration -> !block.contains(declaration))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static List<Page> pages() throws IOException {
        return Page.all().stream()
                .filter(page -> !page.blocks("java").isEmpty() && page.path().startsWith("docs"))
                .toList();
    }
}
