package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.servicefabric.model.AadMetadata;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.servicefabric.model.ServiceFabricApiVersion;
import dev.imagecopy.servicefabric.model.StoreEntry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The requests and answers of the vendor's pages, as stubs: the mappings that sdk-testing publishes. */
class VendorPagesTest {
    private static final WireMockServer PAGES = new WireMockServer(
            WireMockConfiguration.options().dynamicPort().usingFilesUnderClasspath("imagecopy-wiremock"));
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final ServiceFabricClient client = ServiceFabricClient.builder()
            .endpoint(URI.create("http://localhost:" + PAGES.port()))
            .retryPolicy(RetryPolicy.none())
            .pollPolicy(TestClients.fast())
            .build();

    @BeforeAll
    static void start() {
        PAGES.start();
    }

    @AfterAll
    static void stop() {
        PAGES.stop();
    }

    @AfterEach
    void close() {
        client.close();
        List<LoggedRequest> unmatched = PAGES.findAllUnmatchedRequests();
        PAGES.resetRequests();
        assertThat(unmatched).isEmpty();
    }

    @Test
    void copy_ofVersion6_isWhatThePageShows() throws Exception {
        CopyImageStoreContentRequest request = CopyImageStoreContentRequest.builder()
                .remoteSource("home")
                .remoteDestination("some/path")
                .pathSeparator(PathSeparator.SLASH)
                .build();

        assertThat(client.copyImage(request).await(BOUND).destination()).isEqualTo("some/path");
    }

    @Test
    void copy_ofVersion1_isWhatThePageShows() throws Exception {
        CopyImageStoreContentRequest request = CopyImageStoreContentRequest.builder()
                .apiVersion(ServiceFabricApiVersion.V1_0)
                .remoteSource("CalcAppV1\\CalcService\\Data")
                .remoteDestination("CalcAppV3\\CalcService\\Data")
                .skipFiles(List.of())
                .checkMarkFile(false)
                .build();

        assertThat(client.copyImage(request).await(BOUND).destination()).isEqualTo("CalcAppV3\\CalcService\\Data");
    }

    @Test
    void listContent_readsTheExample() {
        List<StoreEntry> entries = client.listContent("Store\\CalcServiceApp").toList();

        assertThat(entries).hasSize(3);
        StoreEntry file = entries.get(0);
        assertThat(file.name()).isEqualTo("ApplicationManifest.2.0.xml");
        assertThat(file.sizeBytes()).hasValue(897);
        assertThat(file.version().orElseThrow()).hasToString("131510254310497004:25769803776:23");
        assertThat(file.modifiedAt()).contains(Instant.parse("2017-09-28T17:44:22.609Z"));
        StoreEntry folder = entries.get(2);
        assertThat(folder.isFile()).isFalse();
        assertThat(folder.fileCount()).hasValue(2);
    }

    @Test
    void listContent_ofRootAndOfAnEmptyFolder_readsBoth() {
        assertThat(client.listContent("").map(StoreEntry::path)).containsExactly("Store", "WindowsFabricStore");
        assertThat(client.listContent("empty")).isEmpty();
    }

    @Test
    void deleteContent_isWhatThePageShows() {
        client.deleteContent("CalcAppV3");

        assertThat(PAGES.getAllServeEvents())
                .anyMatch(event -> event.getRequest().getMethod().value().equals("DELETE"));
    }

    @Test
    void aadMetadata_readsTheExample() {
        AadMetadata metadata = client.aadMetadata();

        assertThat(metadata.type()).isEqualTo("aad");
        assertThat(metadata.tokenAuthority())
                .contains("https://login.example.test/3f1c9b6e-0000-4000-8000-000000000001");
        assertThat(metadata.scope()).contains("https://cluster.example.test/.default");
    }

    @Test
    void errors_ofEveryFamily_becomeTheirException() {
        Map<String, Class<? extends ApiException>> families = new TreeMap<>(Map.of(
                "invalid", InvalidRequestException.class,
                "unauthorized", AuthenticationException.class,
                "bodiless-403", AuthenticationException.class,
                "negotiate", AuthenticationException.class,
                "forbidden", PermissionDeniedException.class,
                "not-found", NotFoundException.class,
                "no-store", NotFoundException.class,
                "conflict", ConflictException.class,
                "disk", QuotaExceededException.class,
                "busy", ThrottledException.class));
        families.putAll(Map.of(
                "fail", ServerErrorException.class,
                "timeout", ServerErrorException.class,
                "proxy", ServerErrorException.class));

        families.forEach((name, family) -> assertThat(refusal(name)).as(name).isExactlyInstanceOf(family));
    }

    @Tag("SF-25")
    @Tag("SF-26")
    @Tag("SF-27")
    @Test
    void errors_sayWhatTheyMean() {
        assertThat(refusal("conflict").serviceMessage()).isEmpty(); // the server wrote the word Null
        assertThat(refusal("bodiless-403")).hasMessageContaining("403 \"the gateway sent no body and no error code");
        assertThat(refusal("negotiate")).hasMessageContaining("Windows authentication");
        assertThat(refusal("forbidden")).hasMessageContaining("read-only");
        assertThat(refusal("no-store")).hasMessageContaining("no image store service");
        assertThat(refusal("not-found")).hasMessageContaining("_.dir");
        assertThat(refusal("proxy")).hasMessageContaining("502 without an error code");
        assertThat(refusal("timeout").requestId()).isPresent();
    }

    private ApiException refusal(String name) {
        return catchThrowableOfType(
                ApiException.class, () -> client.listContent("errors/" + name).toList());
    }
}
