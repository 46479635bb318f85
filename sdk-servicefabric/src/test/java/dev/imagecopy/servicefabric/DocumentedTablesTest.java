package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.OperationException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.servicefabric.ServiceFabricCalls.PageOf;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables in the Javadoc say what the code does. */
class DocumentedTablesTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "imagecopy", "servicefabric");
    private static final Pattern ROW = Pattern.compile("<tr>(<td>.*?</td>)</tr>");

    @Test
    void wireTable_isTheDocumentedOne() {
        List<String> actual = List.of(
                row(ServiceFabricCalls.COPY, TestClients.copy("a", "b")).replace("| 6.0 |", "| 6.0 or 1.0 |"),
                row(ServiceFabricCalls.Content.LIST_ROOT, ""),
                row(ServiceFabricCalls.Content.LIST, new PageOf(List.of("a"), "")),
                row(ServiceFabricCalls.Content.DELETE, ImageStorePath.of("a")),
                row(ServiceFabricCalls.Content.FOLDER_SIZE, ImageStorePath.of("a")),
                row(ServiceFabricCalls.Cluster.STORE_INFO, true),
                row(ServiceFabricCalls.Cluster.AAD_METADATA, true));

        assertThat(documented("ServiceFabricCalls")).isEqualTo(actual);
    }

    @Test
    void statusTable_isTheDocumentedOne() {
        Set<String> seen = new TreeSet<>();
        run(seen, cluster -> {});
        run(seen, cluster -> cluster.script(Timeline.lasting(Duration.ofSeconds(5))));
        run(seen, cluster -> cluster.script(Timeline.lasting(Duration.ofSeconds(70))));
        run(seen, cluster -> cluster.remove("Source"));
        run(seen, cluster -> cluster.remove("Source\\_.dir").checkingMarkFile());
        run(
                seen,
                cluster -> cluster.failNext(
                        Fault.refuseConnection().on("copyImage").times(4)));

        seen.add("QUEUED | QUEUED"); // QueuedCopyTest
        seen.add("NOT_SENT | CANCELLED"); // QueuedCopyTest

        assertThat(documented("ServiceFabricCopyOperation").stream()
                        .map(row -> row.substring(0, row.indexOf(" | ", row.indexOf(" | ") + 1))))
                .containsExactlyInAnyOrderElementsOf(seen);
    }

    private static void run(Set<String> seen, Consumer<ServiceFabricSimulator> scene) {
        ManualTimeSource time = new ManualTimeSource();
        try (ServiceFabricSimulator cluster =
                        ServiceFabricSimulator.inProcess(time).addFolder("Source", "a");
                ServiceFabricClient client =
                        TestClients.inProcess(cluster, time).build()) {
            scene.accept(cluster);
            Operation<CopiedContent> copy = client.copyImage(CopyImageStoreContentRequest.builder()
                    .remoteSource("Source")
                    .remoteDestination("Copy")
                    .checkMarkFile(cluster.files().isEmpty() || !cluster.files().containsKey("Source\\_.dir"))
                    .build());
            seen.add(copy.latest().providerStatus() + " | " + copy.latest().state());
            copy.onProgress(snapshot -> seen.add(snapshot.providerStatus() + " | " + snapshot.state()));
            try {
                new Jumping(time).finish(copy);
            } catch (OperationException expectedInSomeScenes) {
                assertThat(copy.latest().state().isTerminal()).isTrue();
            }
        }
    }

    private static <R> String row(ApiCall<R, ?> call, R request) {
        String query =
                call.encode(request, URI.create("https://c.test"), "").uri().getQuery();
        String version = query.replaceAll(".*api-version=([0-9.]+).*", "$1");
        return String.join(
                " | ", call.name(), call.method(), call.path(), version, String.valueOf(call.repeatability()));
    }

    private static List<String> documented(String type) {
        List<String> rows = new ArrayList<>();
        String text = source(type).replaceAll("\\n \\* ", " ");
        for (MatchResult row : ROW.matcher(text).results().toList()) {
            String cells = row.group(1).replaceAll("</td>\\s*<td>", " | ").replaceAll("</?td>", "");
            rows.add(cells.strip());
        }
        assertThat(rows).as("rows in %s", type).isNotEmpty();
        return rows;
    }

    private static String source(String type) {
        try {
            return Files.readString(SOURCES.resolve(type + ".java"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
