package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator.Copy;
import dev.imagecopy.testing.ServiceFabricSimulator.Role;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The peculiarities of a gateway and its store, asked for with bare requests and no client of ours. */
class ServiceFabricSimulatorTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).remove("CalcApp").addFolder("App\\v1", "a.txt", "Code\\b.dll");
    private final HttpTransport wire = cluster.transport();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void listing_hasOneLevelAndEveryNumberAsText() {
        HttpResponse listed = get("/ImageStore/App%5Cv1?api-version=6.2");

        assertThat(listed.bodyAsText())
                .contains("\"StoreRelativePath\":\"App\\\\v1\\\\a.txt\"", "\"FileSize\":\"100\"")
                .contains("\"StoreRelativePath\":\"App\\\\v1\\\\Code\",\"FileCount\":\"1\"")
                .contains("\"VersionNumber\":\"2", "_.dir")
                .doesNotContain("b.dll", "ContinuationToken");
        assertThat(get("/ImageStore/App/v1?api-version=6.2").bodyAsText()).isEqualTo(listed.bodyAsText());
    }

    @Test
    void listing_whenItIsLongerThanAPage_goesOnAtTheTokenExceptInOldVersions() {
        cluster.pageSize(2);
        HttpResponse first = get("/ImageStore/App%5Cv1?api-version=6.2");
        String token = (String) Json.object(first.bodyAsText()).get("ContinuationToken");

        assertThat(first.bodyAsText()).contains("_.dir", "a.txt").doesNotContain("Code");
        assertThat(get("/ImageStore/App%5Cv1?api-version=6.2&ContinuationToken=" + token)
                        .bodyAsText())
                .contains("Code")
                .doesNotContain("a.txt", "ContinuationToken");
        assertThat(get("/ImageStore/App%5Cv1?api-version=3.0").bodyAsText())
                .contains("a.txt", "Code")
                .doesNotContain("ContinuationToken");
    }

    @Test
    void nothing_isTold_inThreeWays() {
        cluster.addEmptyFolder("Empty");

        assertThat(get("/ImageStore/Absent?api-version=6.2").status()).isEqualTo(404);
        assertThat(get("/ImageStore/Absent?api-version=6.2").body()).isEmpty();
        assertThat(get("/ImageStore/Empty?api-version=6.2").status()).isEqualTo(204);
        cluster.remove("App").remove("Empty");
        assertRefused(get("/ImageStore?api-version=6.0"), 404, "FABRIC_E_NAME_DOES_NOT_EXIST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ImageStore/App",
                "/ImageStore/App?api-version=new",
                "/ImageStore/App?api-version=0.5",
                "/ImageStore/App?api-version=12.0",
                "/ImageStore/$/Info?api-version=6.0",
                "/Elsewhere?api-version=6.0"
            })
    void calls_thatTheGatewayDoesNotKnow_areBadRequestsAndNotMissing(String target) {
        assertRefused(get(target), 400, "E_INVALIDARG");
    }

    @Test
    void copy_answers200WithAJsonTypeAndNothingInIt() {
        HttpResponse copied = copy("App\\v1", "App\\v2", "");

        assertThat(copied.status()).isEqualTo(200);
        assertThat(copied.body()).isEmpty();
        assertThat(copied.headers().first("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(cluster.files()).containsKeys("App\\v2\\a.txt", "App\\v2\\Code\\b.dll", "App\\v2\\_.dir");
    }

    @Test
    void copy_deletesItsDestinationFirstAndWritesTheMarkerLast() {
        cluster.addFolder("App\\v2", "old").script(Timeline.lasting(Duration.ofSeconds(30)));
        CompletableFuture<HttpResponse> open = copyAsync("App\\v1", "App\\v2", "&timeout=60");

        time.advance(Duration.ofSeconds(20));
        assertThat(open).isNotDone();
        assertThat(cluster.files()).containsKey("App\\v2\\a.txt").doesNotContainKeys("App\\v2\\old", "App\\v2\\_.dir");
        time.advance(Duration.ofSeconds(11));
        assertThat(open.join().status()).isEqualTo(200);
        assertThat(cluster.files()).containsKey("App\\v2\\_.dir");
    }

    @Test
    void copy_whenItsTimeIsOver_isAnswered504AndGoesOn() {
        cluster.script(Timeline.lasting(Duration.ofSeconds(30)));
        CompletableFuture<HttpResponse> open = copyAsync("App\\v1", "App\\v2", "&timeout=10");

        time.advance(Duration.ofSeconds(10));
        assertRefused(open.join(), 504, "FABRIC_E_TIMEOUT");
        assertThat(cluster.files()).doesNotContainKey("App\\v2\\_.dir");
        time.advance(Duration.ofSeconds(21));
        assertThat(cluster.files()).containsKey("App\\v2\\_.dir");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 60",
        "&timeout=soon, 60",
        "&timeout=-1, 60",
        "&timeout=4294967296, 60",
        "&timeout=4294967295, 4294967295"
    })
    void copy_whenItsTimeoutCannotBeRead_silentlyHasAMinute(String parameter, long seconds) {
        assertThat(copy("App\\v1", "App\\v2", parameter).status()).isEqualTo(200);

        assertThat(cluster.copies()).extracting(Copy::timeout).containsExactly(Duration.ofSeconds(seconds));
    }

    @Test
    void copy_whenASeparatorFollowsTheSource_gluesTheNamesAndSays200() {
        assertThat(copy("App\\v1\\", "App\\v2", "").status()).isEqualTo(200);

        assertThat(cluster.files()).containsKeys("App\\v2a.txt", "App\\v2Code\\b.dll", "App\\v2\\_.dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "App/v1", "\\App\\v1", " App\\v1", "App", "Absent"})
    void copy_whenTheSourceIsSpelledOtherwiseOrHasNoMarker_findsNothing(String source) {
        assertRefused(copy(source, "App\\v2", ""), 404, "FABRIC_E_FILE_NOT_FOUND");
        assertThat(cluster.copies()).isEmpty();
    }

    @Test
    void copy_onLinux_findsASourceWithSlashes() {
        cluster.onLinux();

        assertThat(copy("App/v1", "App/v2", "").status()).isEqualTo(200);
        assertThat(get("/ImageStore/App?api-version=6.2").bodyAsText()).contains("\"App/v2\"");
    }

    @Test
    void copy_ofAFolderOntoItsParent_destroysTheSource() {
        assertThat(copy("App\\v1", "App", "").status()).isEqualTo(200);

        assertThat(cluster.files()).doesNotContainKey("App\\v1\\a.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400, E_INVALIDARG",
        "Store, 400, FABRIC_E_IMAGEBUILDER_RESERVED_DIRECTORY_ERROR",
        "windowsfabricstore, 400, FABRIC_E_IMAGEBUILDER_RESERVED_DIRECTORY_ERROR"
    })
    void copy_whenTheDestinationIsNone_isRefused(String destination, int status, String code) {
        assertRefused(copy("App\\v1", destination, ""), status, code);
    }

    @Test
    void copyBody_isReadByExactNames() {
        assertRefused(
                post("{\" RemoteSource\":\"App\\\\v1\",\"RemoteDestination\":\"App\\\\v2\",\"Future\":{}}"),
                404,
                "FABRIC_E_FILE_NOT_FOUND");
        assertRefused(post("{\"RemoteSource\":\"App\\v1\"}"), 400, "E_INVALIDARG"); // \v is no JSON escape
        assertRefused(
                post("{\"RemoteSource\":\"App\\\\v1\",\"RemoteDestination\":\"D\",\"SkipFiles\":\"a\"}"),
                400,
                "E_INVALIDARG");
        assertThat(post("{\"RemoteSource\":\"App\\\\v1\",\"RemoteDestination\":\"D\",\"SkipFiles\":[\"B.DLL\"],"
                                + "\"CheckMarkFile\":null}")
                        .status())
                .isEqualTo(200);
        assertThat(cluster.files()).containsKey("D\\a.txt").doesNotContainKey("D\\Code\\b.dll");
    }

    @Test
    void copyFlagEcho_leavesACompleteDestinationAlone() {
        cluster.addFolder("D", "old");

        assertThat(post("{\"RemoteSource\":\"App\\\\v1\",\"RemoteDestination\":\"D\",\"CopyFlag\":\"Echo\"}")
                        .status())
                .isEqualTo(200);
        assertThat(cluster.files()).containsKey("D\\old").doesNotContainKey("D\\a.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "null"})
    void copy_ofAFolderWithoutMarker_isRefusedWhateverCheckMarkFileSays(String checkMarkFile) {
        cluster.remove("App\\v1\\_.dir");

        assertRefused(post(checking("App\\\\v1", checkMarkFile)), 404, "FABRIC_E_FILE_NOT_FOUND");
    }

    @Test
    void copy_ofAFolderWithoutMarker_isSkippedWithCheckMarkFileAsDocumented() {
        cluster.remove("App\\v1\\_.dir").addFolder("D", "old").checkingMarkFile();

        assertThat(post(checking("App\\\\v1", "true")).status()).isEqualTo(200);
        assertThat(cluster.files()).containsKey("D\\old").doesNotContainKey("D\\a.txt");
        assertThat(cluster.copies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "null"})
    void copy_ofAFolderWithoutMarker_isDoneWithoutCheckMarkFileAsDocumented(String checkMarkFile) {
        cluster.remove("App\\v1\\_.dir").addFolder("D", "old").checkingMarkFile();

        assertThat(post(checking("App\\\\v1", checkMarkFile)).status()).isEqualTo(200);
        assertThat(cluster.files()).containsKeys("D\\a.txt", "D\\Code\\b.dll").doesNotContainKeys("D\\old", "D\\_.dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "null"})
    void copy_ofAnAbsentSource_isRefusedAlsoAsDocumented(String checkMarkFile) {
        cluster.checkingMarkFile();

        assertRefused(post(checking("Absent", checkMarkFile)), 404, "FABRIC_E_FILE_NOT_FOUND");
        assertRefused(post(checking("App/v1", checkMarkFile)), 404, "FABRIC_E_FILE_NOT_FOUND");
    }

    @Test
    void errors_withoutWordsSayNull() {
        cluster.script(Timeline.immediate().failing("FABRIC_E_IMAGESTORE_IOERROR", ""));

        HttpResponse failed = copy("App\\v1", "App\\v2", "");
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.bodyAsText())
                .isEqualTo("{\"Error\":{\"Code\":\"FABRIC_E_IMAGESTORE_IOERROR\",\"Message\":\"Null\"}}");
        assertThat(failed.headers().first("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void tokens_areAskedForWithoutAWordAndAllowWhatTheirRoleDoes() {
        cluster.acceptBearer("admin").acceptBearer("reader", Role.USER);
        String list = "/ImageStore/App?api-version=6.2";

        assertThat(get(list).status()).isEqualTo(403);
        assertThat(get(list).body()).isEmpty();
        assertThat(send("GET", list, "", "Authorization", "Bearer wrong").status())
                .isEqualTo(403);
        assertThat(send("GET", list, "", "Authorization", "Bearer reader").status())
                .isEqualTo(200);
        String delete = "/ImageStore/App?api-version=6.0";
        assertRefused(send("DELETE", delete, "", "Authorization", "Bearer reader"), 403, "E_ACCESSDENIED");
        assertThat(send("DELETE", delete, "", "Authorization", "Bearer admin").status())
                .isEqualTo(200);
        cluster.revokeBearer("admin").revokeBearer("reader");
        assertThat(send("GET", list, "", "Authorization", "Bearer admin").status())
                .isEqualTo(403);
        assertThat(get("/$/GetAadMetadata?api-version=6.0").status()).isEqualTo(200);
    }

    @Test
    void windowsSecurity_challengesWhoeverShowsNoAcceptedToken() {
        cluster.windowsSecurity();

        HttpResponse challenged = get("/ImageStore?api-version=6.0");
        assertThat(challenged.status()).isEqualTo(401);
        assertThat(challenged.headers().first("WWW-Authenticate")).hasValue("Negotiate");
        assertThat(challenged.body()).isEmpty();
        cluster.acceptBearer("token");
        assertThat(send("GET", "/ImageStore?api-version=6.0", "", "Authorization", "Bearer token")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void clusterId_ofAnotherCluster_isRefused() {
        cluster.clusterId("East");
        String list = "/ImageStore?api-version=6.0";

        assertThat(get(list).status()).isEqualTo(200);
        assertThat(send("GET", list, "", "ClusterId", "eAST").status()).isEqualTo(200);
        assertRefused(send("GET", list, "", "ClusterId", "west"), 403, "E_ACCESSDENIED");
    }

    @Test
    void bodies_beyond4MiB_andClustersWithoutAStore_areRefused() {
        assertRefused(post("{\"RemoteSource\":\"" + "a".repeat(4_194_304) + "\"}"), 413, "FABRIC_E_MESSAGE_TOO_LARGE");
        cluster.withoutImageStore();
        assertRefused(get("/ImageStore?api-version=6.0"), 404, "FABRIC_E_SERVICE_DOES_NOT_EXIST");
    }

    @Test
    void sizes_areToldFromVersion65On() {
        assertThat(get("/ImageStore/App/$/FolderSize?api-version=6.5").bodyAsText())
                .isEqualTo("{\"StoreRelativePath\":\"App\",\"FolderSize\":\"300\"}");
        assertThat(get("/ImageStore/$/Info?api-version=6.5").bodyAsText()).contains("\"AvailableSpace\":\"99999700\"");
        cluster.runtime(6.4);
        assertRefused(get("/ImageStore/$/Info?api-version=6.5"), 400, "E_INVALIDARG");
    }

    @Test
    void copies_tellWhetherAnotherRanInTheSamePlace() {
        cluster.addFolder("Other", "x").script(Timeline.lasting(Duration.ofSeconds(30)));
        List<CompletableFuture<HttpResponse>> open = List.of(
                copyAsync("App\\v1", "D", ""), copyAsync("Other", "d\\in", ""), copyAsync("Other", "Elsewhere", ""));
        time.advance(Duration.ofSeconds(31));

        assertThat(open).allSatisfy(each -> assertThat(each.join().status()).isEqualTo(200));
        assertThat(cluster.copies()).extracting(Copy::whileAnotherRan).containsExactly(false, true, false);
    }

    @Test
    void copy_inStatusQueries_isCompleteAtTheQueryThatSeesItsEnd() {
        cluster.script(Timeline.polls(2));
        CompletableFuture<HttpResponse> open = copyAsync("App\\v1", "App\\v2", "");

        assertThat(get("/ImageStore/App%5Cv2?api-version=6.2").bodyAsText()).doesNotContain("_.dir");
        assertThat(get("/ImageStore/App%5Cv2?api-version=6.2").bodyAsText()).doesNotContain("_.dir");
        assertThat(get("/ImageStore/App%5Cv2?api-version=6.2").bodyAsText()).contains("_.dir");
        assertThat(open).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void copy_whoseTimeEndsWhileAnotherRequestIsHandled_isComplete(int readings) {
        try (ServiceFabricSimulator busy = ServiceFabricSimulator.inProcess(new TimeThatPasses())) {
            busy.addFolder("App\\v1", "a.txt").script(Timeline.lasting(Duration.ofNanos(readings)));
            CompletableFuture<HttpResponse> lost = busy.transport().sendAsync(copyRequest("App\\v1", "D", ""), LONG);

            for (int look = 0; look < 10; look++) {
                busy.files();
            }

            assertThat(busy.files()).containsKeys("D\\a.txt", "D\\_.dir");
            assertThat(lost).isNotDone();
        }
    }

    /** A nanosecond passes from one reading to the next, so that a copy can end between any two; its timers never run. */
    private static final class TimeThatPasses implements TimeSource {
        private long nanos;

        @Override
        public Instant now() {
            return ManualTimeSource.START.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return ++nanos;
        }

        @Override
        public void sleep(Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public void close() {}
    }

    private HttpResponse get(String target) {
        return send("GET", target, "");
    }

    private HttpResponse post(String body) {
        return send("POST", "/ImageStore/$/Copy?api-version=6.0", body, "Content-Type", "application/json");
    }

    private static String checking(String source, String checkMarkFile) {
        return "{\"RemoteSource\":\"" + source + "\",\"RemoteDestination\":\"D\",\"CheckMarkFile\":" + checkMarkFile
                + "}";
    }

    private HttpResponse copy(String source, String destination, String parameters) {
        return wire.send(copyRequest(source, destination, parameters), LONG);
    }

    private CompletableFuture<HttpResponse> copyAsync(String source, String destination, String parameters) {
        return wire.sendAsync(copyRequest(source, destination, parameters), LONG);
    }

    private static HttpRequest copyRequest(String source, String destination, String parameters) {
        String body = Json.write(Json.map("RemoteSource", source, "RemoteDestination", destination));
        return request(
                "POST", "/ImageStore/$/Copy?api-version=6.0" + parameters, body, "Content-Type", "application/json");
    }

    private HttpResponse send(String method, String target, String body, String... header) {
        return wire.send(request(method, target, body, header), LONG);
    }

    private static HttpRequest request(String method, String target, String body, String... header) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        if (header.length == 2) {
            headers.add(header[0], header[1]);
        }
        return HttpRequest.of(method, URI.create("https://cluster.test" + target), headers.build())
                .withBody(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(HttpResponse answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.bodyAsText()).contains("\"Code\":\"" + code + "\"");
    }
}
