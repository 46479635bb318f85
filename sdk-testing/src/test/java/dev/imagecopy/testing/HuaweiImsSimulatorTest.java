package dev.imagecopy.testing;

import static dev.imagecopy.testing.HuaweiImsSimulator.IAM_TOKEN;
import static dev.imagecopy.testing.HuaweiImsSimulator.PROJECT_ID;
import static dev.imagecopy.testing.HuaweiImsSimulator.REGION;
import static dev.imagecopy.testing.HuaweiImsSimulator.SOURCE_IMAGE;
import static dev.imagecopy.testing.HuaweiImsSimulator.TARGET_PROJECT_ID;
import static dev.imagecopy.testing.HuaweiImsSimulator.TARGET_REGION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lists show when, and where a token is valid, asked for with bare requests and no client of ours. */
class HuaweiImsSimulatorTest {
    private static final String IAM = "https://iam.eu-west-101.myhuaweicloud.eu";
    private static final String OTHER_PROJECT = "00000000000000000000000000000002";
    private static final String PASSWORD_LOGIN =
            "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\""
                    + HuaweiImsSimulator.USER + "\",\"password\":\"" + HuaweiImsSimulator.PASSWORD
                    + "\",\"domain\":{\"name\":\"" + HuaweiImsSimulator.DOMAIN
                    + "\"}}}},\"scope\":{\"project\":{\"id\":\"" + PROJECT_ID + "\"}}}}";
    private static final String ID_TOKEN_LOGIN = "{\"auth\":{\"id_token\":{\"id\":\"" + HuaweiImsSimulator.ID_TOKEN
            + "\"},\"scope\":{\"project\":{\"id\":\"" + PROJECT_ID + "\"}}}}";

    private final HuaweiImsSimulator cloud = HuaweiImsSimulator.inProcess(new ManualTimeSource());
    private final HttpTransport wire = cloud.transport();

    @AfterEach
    void close() {
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void image_thatIsHiddenFromTwoLists_isInTheThird(boolean byId) {
        String image = hiddenCopy(2);
        String query = byId ? "?id=" + image : "?name=copy";

        assertThat(listed(query)).doesNotContain(image);
        assertThat(listed(query)).doesNotContain(image);
        assertThat(listed(query)).contains(image);
    }

    @Test
    void image_thatIsHidden_isNotShownEarlierBecauseOfListsThatDoNotMatchIt() {
        String image = hiddenCopy(1);

        listed("?name=golden");
        listed("?name=copy&__os_type=Windows");
        listed("?id=" + image + "&protected=true");
        listImages(IAM_TOKEN, TARGET_REGION, TARGET_PROJECT_ID, "");

        assertThat(listed("?name=copy")).doesNotContain(image);
        assertThat(listed("?name=copy")).contains(image);
    }

    @Test
    void deletedImage_isGoneAfterTheListsThatShowIt_notAfterOthers() {
        cloud.lingerAfterDelete(1);
        send("DELETE", ims(REGION) + "/v2/images/" + SOURCE_IMAGE, headers(IAM_TOKEN, PROJECT_ID), "");

        listed("?name=other");
        listed("?__os_type=Windows");
        listImages(IAM_TOKEN, TARGET_REGION, TARGET_PROJECT_ID, "");

        assertThat(listed("")).contains(SOURCE_IMAGE);
        assertThat(listed("")).doesNotContain(SOURCE_IMAGE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void token_thatWasIssuedForAProject_isRefusedInOthers(boolean byIdToken) {
        cloud.addProject(REGION, OTHER_PROJECT, "other");
        String token = issuedToken(byIdToken);

        HttpResponse sameRegion = listImages(token, REGION, OTHER_PROJECT, "");
        HttpResponse otherRegion = listImages(token, TARGET_REGION, TARGET_PROJECT_ID, "");

        assertThat(listImages(token, REGION, PROJECT_ID, "").status()).isEqualTo(200);
        assertThat(sameRegion.status()).isEqualTo(400);
        assertThat(sameRegion.bodyAsText()).contains("IMG.0030");
        assertThat(otherRegion.status()).isEqualTo(401);
        assertThat(otherRegion.bodyAsText()).contains("APIGW.0307");
    }

    private String issuedToken(boolean byIdToken) {
        HttpHeaders.Builder headers = HttpHeaders.builder().add("Content-Type", "application/json");
        HttpResponse issued = byIdToken
                ? send(
                        "POST",
                        IAM + "/v3.0/OS-AUTH/id-token/tokens",
                        headers.add("X-Idp-Id", HuaweiImsSimulator.IDENTITY_PROVIDER),
                        ID_TOKEN_LOGIN)
                : send("POST", IAM + "/v3/auth/tokens", headers, PASSWORD_LOGIN);
        return issued.headers().first("X-Subject-Token").orElseThrow();
    }

    /** Starts a copy whose image the first lists do not show, and returns the image's id. */
    private String hiddenCopy(int lists) {
        cloud.script(Timeline.polls(9).invisibleFor(lists));
        send(
                "POST",
                ims(REGION) + "/v1/cloudimages/" + SOURCE_IMAGE + "/copy",
                headers(IAM_TOKEN, PROJECT_ID).add("Content-Type", "application/json"),
                "{\"name\":\"copy\"}");
        return cloud.copies().get(0).imageId();
    }

    private String listed(String query) {
        return listImages(IAM_TOKEN, REGION, PROJECT_ID, query).bodyAsText();
    }

    private HttpResponse listImages(String token, String region, String projectId, String query) {
        return send("GET", ims(region) + "/v2/cloudimages" + query, headers(token, projectId), "");
    }

    private HttpResponse send(String method, String address, HttpHeaders.Builder headers, String body) {
        HttpRequest request = HttpRequest.of(method, URI.create(address), headers.build());
        return wire.send(
                body.isEmpty() ? request : request.withBody(body.getBytes(StandardCharsets.UTF_8)),
                Duration.ofSeconds(5));
    }

    private static HttpHeaders.Builder headers(String token, String projectId) {
        return HttpHeaders.builder().add("X-Auth-Token", token).add("X-Project-Id", projectId);
    }

    private static String ims(String region) {
        return "https://ims." + region + ".myhuaweicloud.com";
    }
}
