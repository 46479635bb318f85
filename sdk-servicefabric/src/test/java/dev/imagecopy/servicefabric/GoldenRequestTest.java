package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.servicefabric.ServiceFabricCalls.PageOf;
import dev.imagecopy.servicefabric.model.CopyFlag;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.servicefabric.model.ServiceFabricApiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every request on the wire, byte by byte. */
class GoldenRequestTest {
    private static CopyImageStoreContentRequest.Builder calcApp() {
        return CopyImageStoreContentRequest.builder()
                .remoteSource("CalcAppV1\\CalcService\\Data")
                .remoteDestination("CalcAppV3\\CalcService\\Data");
    }

    @Tag("SF-17")
    @Test
    void copy_whenNothingOptionalIsSet_sendsTheTwoPathsOnly() {
        assertGolden("copy-6.0", ServiceFabricCalls.COPY, calcApp().build());
    }

    @Tag("SF-17")
    @Test
    void copy_whenEverythingIsSet_sendsEverything() {
        assertGolden(
                "copy-all-members",
                ServiceFabricCalls.COPY,
                CopyImageStoreContentRequest.builder()
                        .remoteSource("パス/a&b")
                        .remoteDestination("some/path")
                        .pathSeparator(PathSeparator.SLASH)
                        .skipFiles("a.pdb", "𝔘.txt")
                        .checkMarkFile(true)
                        .copyFlag(CopyFlag.ECHO)
                        .serverTimeout(Duration.ofSeconds(4_294_967_295L))
                        .build());
    }

    @Tag("SF-17")
    @Test
    void copy_inVersion1_sendsNoTimeoutAndNoneOfThePagesQuirks() {
        assertGolden(
                "copy-1.0",
                ServiceFabricCalls.COPY,
                calcApp()
                        .apiVersion(ServiceFabricApiVersion.V1_0)
                        .skipFiles(List.of())
                        .checkMarkFile(false)
                        .build());
    }

    @Tag("SF-6")
    @Tag("SF-30")
    @Test
    void listContent_encodesEveryPartAndTheToken() {
        assertGolden(
                "list-content",
                ServiceFabricCalls.Content.LIST,
                new PageOf(ImageStorePath.of("パス 100%/a#b?c+d&e/$x").segments(), "App%5Cv1%20+"));
    }

    @Test
    void theOtherCalls_goOutAsTheVendorDocumentsThem() {
        assertGolden("list-root", ServiceFabricCalls.Content.LIST_ROOT, "");
        assertGolden("delete", ServiceFabricCalls.Content.DELETE, ImageStorePath.of("App\\v1"));
        assertGolden("folder-size", ServiceFabricCalls.Content.FOLDER_SIZE, ImageStorePath.of("store/mypath"));
        assertGolden("store-info", ServiceFabricCalls.Cluster.STORE_INFO, true);
        assertGolden("aad-metadata", ServiceFabricCalls.Cluster.AAD_METADATA, true);
    }

    private static <R> void assertGolden(String name, ApiCall<R, ?> call, R request) {
        HttpRequest encoded = call.encode(request, URI.create("https://cluster.test:19080"), "");
        StringBuilder text = new StringBuilder(encoded.method())
                .append(' ')
                .append(encoded.uri().getRawPath())
                .append('?')
                .append(encoded.uri().getRawQuery())
                .append('\n');
        encoded.headers()
                .forEach((header, value) ->
                        text.append(header).append(": ").append(value).append('\n'));
        text.append('\n')
                .append(new String(encoded.body(), StandardCharsets.UTF_8))
                .append('\n');
        assertThat(text).hasToString(golden(name));
    }

    private static String golden(String name) {
        try (InputStream file = GoldenRequestTest.class.getResourceAsStream("/golden/" + name + ".txt")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
