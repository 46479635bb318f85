package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulator keeps to the vendor's rules, asked without our client: requests are written and signed by hand. */
class SimulatedImsTest {
    private static final String IMS = "https://ims.eu-west-101.myhuaweicloud.eu";
    private static final String IAM = "https://iam.eu-west-101.myhuaweicloud.eu";
    private static final String COPY = "/v1/cloudimages/" + HuaweiImsSimulator.SOURCE_IMAGE + "/copy";
    private static final String COPY_TO_REGION =
            "/v1/cloudimages/" + HuaweiImsSimulator.SOURCE_IMAGE + "/cross_region_copy";
    private static final HuaweiCredentials KEY =
            HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY);

    private final ManualTimeSource time = new ManualTimeSource();
    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
    private final HttpTransport transport = simulator.transport();

    @AfterEach
    void close() {
        transport.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/cloudimages/job/%s", "/v1/" + HuaweiImsSimulator.PROJECT_ID + "/jobs/%s"})
    void job_atBothEndpoints_showsItsTimelineInPercent(String path) {
        simulator.script(Timeline.polls(4).queuedFor(1));
        String job = path.formatted(
                LenientJson.text(json(post(COPY, "{\"name\":\"n\"}")).path("job_id")));

        JsonNode queued = json(get(job));
        assertThat(LenientJson.text(queued.path("status"))).isEqualTo("INIT");
        assertThat(queued.path("end_time").getNodeType()).isEqualTo(JsonNodeType.STRING);
        for (double done : new double[] {0, 0.25, 0.5, 0.75}) {
            JsonNode running = json(get(job));
            assertThat(LenientJson.text(running.path("status"))).isEqualTo("RUNNING");
            assertThat(LenientJson.asDouble(running.path("entities").path("process_percent")))
                    .hasValue(done);
            assertThat(LenientJson.nonEmptyText(running.path("entities").path("image_id")))
                    .isPresent();
        }
        JsonNode success = json(get(job));
        assertThat(LenientJson.text(success.path("status"))).isEqualTo("SUCCESS");
        assertThat(LenientJson.asDouble(success.path("entities").path("process_percent")))
                .hasValue(1);
        assertThat(LenientJson.nonEmptyText(success.path("end_time"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"description\":\"d\"}                                             | IMG.0013",
                "{\"name\":\" n\"}                                                   | IMG.0003",
                "{\"name\":\"n\",\"description\":\"a<b\"}                            | IMG.0054",
                "{\"name\":\"golden\"}                                               | IMG.0009",
                "{\"name\":\"n\",\"cmk_id\":\"no-key\"}                              | IMG.0095",
                "{\"name\":\"n\",\"cmk_id\":\"disabled\"}                            | IMG.0097",
                "{\"name\":\"n\",\"enterprise_project_id\":\"mine\"}                 | IMG.0154",
                "{\"name\":\"n\",\"unheard\":\"of\"}                                 | IMG.0001",
                "{\"name\":7}                                                        | IMG.0001",
                "``                                                                  | IMG.0007",
            })
    void copy_thatIsWrong_isRefusedWithTheServicesCodeAndMakesNothing(String body, String code) {
        simulator.refuseTakenNames();
        simulator.addKmsKey("disabled", false);
        assertThat(refusal(post(COPY, body))).isEqualTo("400 " + code);
        assertThat(simulator.copies()).isEmpty();
    }

    @Test
    void copy_ofAnEncryptedImageUnderItsOwnKey_isRefused() {
        simulator.addEncryptedImage(HuaweiImsSimulator.PROJECT_ID, "secret-image", "s", HuaweiImsSimulator.KMS_KEY);
        String body = "{\"name\":\"n\",\"cmk_id\":\"" + HuaweiImsSimulator.KMS_KEY + "\"}";
        assertThat(refusal(post("/v1/cloudimages/secret-image/copy", body))).isEqualTo("400 IMG.0096");
        assertThat(refusal(post("/v2.1/cloudimages/secret-image/copy", body))).isEqualTo("400 IMG.0096");
        assertThat(refusal(post("/v1/cloudimages/nowhere/copy", body))).isEqualTo("400 IMG.0027");
    }

    @Test
    void copy_beyondTheQuota_isRefused() {
        simulator.limitImages(2);
        assertThat(post(COPY, "{\"name\":\"a\"}").status()).isEqualTo(200);
        assertThat(refusal(post(COPY, "{\"name\":\"b\"}"))).isEqualTo("400 IMG.0015");
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-101, ap-southeast-3, ims_copy_image, IMG.0142",
        "nowhere-1, ap-southeast-3, ims_copy_image, IMG.0147",
        "ap-southeast-3, nobody, ims_copy_image, IMG.0145",
        "ap-southeast-3, ap-southeast-3, stranger, IMG.0151",
    })
    void copyToRegion_thatIsWrong_isRefused(String region, String project, String agency, String code) {
        assertThat(refusal(post(COPY_TO_REGION, toRegion(region, project, agency))))
                .isEqualTo("400 " + code);
    }

    @Test
    void copiesToRegions_beyondFive_areRefusedUntilOneEnds() {
        simulator.script(Timeline.lasting(Duration.ofMinutes(5)));
        String body =
                toRegion(HuaweiImsSimulator.TARGET_REGION, HuaweiImsSimulator.TARGET_REGION, HuaweiImsSimulator.AGENCY);
        for (int n = 0; n < 5; n++) {
            assertThat(post(COPY_TO_REGION, body).status()).isEqualTo(200);
        }
        assertThat(refusal(post(COPY_TO_REGION, body))).isEqualTo("400 IMG.0149");
        time.advance(Duration.ofMinutes(5));
        assertThat(post(COPY_TO_REGION, body).status()).isEqualTo(200);
    }

    @Test
    void calls_thatAreThrottled_areToldSoByTheGateway() {
        simulator.failNext(HuaweiImsSimulator.gatewayError(429, "APIGW.0308", "too many calls"));
        HttpResponse throttled = get("/v2/cloudimages");
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(LenientJson.text(json(throttled).path("error_code"))).isEqualTo("APIGW.0308");
        assertThat(get("/v2/cloudimages").status()).isEqualTo(200);
    }

    @Test
    void signatures_thatAreOldForgedOrIncomplete_areRefused() {
        HttpRequest request = request("GET", IMS + "/v2/cloudimages?limit=1", "");
        HttpRequest signed = new HuaweiImsSigner().sign(request, KEY, time.now());

        assertThat(send(signed).status()).isEqualTo(200);
        assertThat(gateway(send(signed.withUri(URI.create(IMS + "/v2/cloudimages?limit=2")))))
                .isEqualTo("401 APIGW.0301 verify aksk signature fail");
        assertThat(gateway(send(signed.withHeaders(signed.headers().toBuilder()
                        .set("X-Project-Id", HuaweiImsSimulator.TARGET_PROJECT_ID)
                        .build()))))
                .isEqualTo("401 APIGW.0301 verify aksk signature fail");
        assertThat(gateway(
                        send(new HuaweiImsSigner().sign(request, KEY, time.now().minusSeconds(16 * 60)))))
                .isEqualTo(
                        "401 APIGW.0301 signature expired, signature time:20251231T234400Z,server time:20260101T000000Z");
        assertThat(gateway(send(request))).isEqualTo("401 APIGW.0301 Unauthorized");
    }

    @Test
    void images_thatAreBeingMade_cannotBeDeleted() {
        simulator.script(Timeline.lasting(Duration.ofMinutes(5)));
        post(COPY, "{\"name\":\"n\"}");
        String image = "/v2/images/" + simulator.copies().get(0).imageId();

        assertThat(refusal(call("DELETE", image, ""))).isEqualTo("400 IMG.0090");
        time.advance(Duration.ofMinutes(5));
        assertThat(call("DELETE", image, "").status()).isEqualTo(204);
        assertThat(call("DELETE", image, "").status()).isEqualTo(404);
    }

    @Test
    void identityService_givesTokensAndTellsProjects() {
        simulator.addUser("domain", "user", "pass-word");
        String login = "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"user\","
                + "\"password\":\"pass-word\",\"domain\":{\"name\":\"domain\"}}}},\"scope\":{\"project\":{\"name\":\""
                + HuaweiImsSimulator.REGION + "\"}}}}";

        HttpResponse issued = send(request("POST", IAM + "/v3/auth/tokens", login));
        assertThat(issued.status()).isEqualTo(201);
        String token = issued.headers().first("X-Subject-Token").orElseThrow();
        HttpResponse projects = send(request("GET", IAM + "/v3/projects?name=" + HuaweiImsSimulator.REGION, "")
                .withHeaders(HttpHeaders.builder().add("X-Auth-Token", token).build()));
        assertThat(LenientJson.text(LenientJson.items(json(projects).path("projects"))
                        .get(0)
                        .path("id")))
                .isEqualTo(HuaweiImsSimulator.PROJECT_ID);
        assertThat(send(request("POST", IAM + "/v3/auth/tokens", login.replace("pass-word", "wrong")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void metadataService_wantsATokenWhereItHasVersion2() {
        HttpRequest key = HttpRequest.of(
                "GET", URI.create("http://169.254.169.254/openstack/latest/securitykey"), HttpHeaders.empty());
        HttpRequest token = HttpRequest.of(
                "PUT",
                URI.create("http://169.254.169.254/meta-data/latest/api/token"),
                HttpHeaders.builder()
                        .add("X-Metadata-Token-Ttl-Seconds", "21600")
                        .build());

        assertThat(send(key).status()).isEqualTo(401);
        String given = new String(send(token).body(), StandardCharsets.UTF_8);
        JsonNode credential = json(send(key.withHeaders(
                        HttpHeaders.builder().add("X-Metadata-Token", given).build())))
                .path("credential");
        assertThat(Instant.parse(LenientJson.text(credential.path("expires_at"))))
                .isAfter(time.now());
        simulator.instance(true, false);
        assertThat(send(token).status()).isEqualTo(405);
        assertThat(send(key).status()).isEqualTo(200);
    }

    private static String toRegion(String region, String project, String agency) {
        return "{\"name\":\"n\",\"region\":\"" + region + "\",\"project_name\":\"" + project + "\",\"agency_name\":\""
                + agency + "\"}";
    }

    private HttpResponse post(String path, String body) {
        return call("POST", path, body);
    }

    private HttpResponse get(String path) {
        return call("GET", path, "");
    }

    private HttpResponse call(String method, String path, String body) {
        return send(new HuaweiImsSigner().sign(request(method, IMS + path, body), KEY, time.now()));
    }

    private HttpResponse send(HttpRequest request) {
        return transport.send(request, Duration.ofSeconds(5));
    }

    private static HttpRequest request(String method, String address, String body) {
        HttpHeaders.Builder headers = HttpHeaders.builder().add("X-Project-Id", HuaweiImsSimulator.PROJECT_ID);
        if (method.equals("POST")) {
            headers.add("Content-Type", "application/json");
        }
        return HttpRequest.of(method, URI.create(address), headers.build())
                .withBody(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(HttpResponse answer) {
        return answer.status() + " "
                + LenientJson.text(json(answer).path("error").path("code"));
    }

    private static String gateway(HttpResponse answer) {
        JsonNode body = json(answer);
        return answer.status() + " " + LenientJson.text(body.path("error_code")) + " "
                + LenientJson.text(body.path("error_msg")).replace("Incorrect IAM authentication information: ", "");
    }

    private static JsonNode json(HttpResponse answer) {
        return Json.parse(answer.body());
    }
}
