package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.HuaweiImsSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as people write them: what is signed is what is sent, and what cannot be used is named. */
class AddressFormTest {
    private static final HuaweiImageQuery ALL = HuaweiImageQuery.builder().build();

    @ParameterizedTest
    @CsvSource({
        "https://IMS.Private.Example, ims.private.example",
        "HTTPS://IMS.PRIVATE.EXAMPLE:0443/base, ims.private.example:443",
        "https://ims.private.example:08443, ims.private.example:8443",
        "https://ims.private.example:, ims.private.example",
        "https://[0:0:0:0:0:0:0:1]:8443, [::1]:8443",
        "https://[::0001], [::1]",
        "https://[2001:DB8:0:0:1:0:0:1], [2001:db8::1:0:0:1]",
        "https://[::ffff:10.0.0.1], 10.0.0.1",
        "https://10.0.0.1, 10.0.0.1"
    })
    void request_isSentAndSignedForTheAddressAsTransportsWriteIt(String written, String sent, @TempDir Path folder)
            throws IOException {
        String regions = "IMS:\n  - id: eu-west-101\n    endpoint: '" + written + "'\n";
        Path file = Files.writeString(folder.resolve("regions.yaml"), regions);
        for (Map<String, String> variables : List.of(
                Map.of("HUAWEICLOUD_SDK_REGION_IMS_EU_WEST_101", written),
                Map.of("HUAWEICLOUD_SDK_REGIONS_FILE", file.toString()))) {
            assertThat(asked(new FakeIms(builder -> builder.environment(variables::get))))
                    .isEqualTo(sent);
        }
        assertThat(asked(new FakeIms(builder -> builder.endpoint(URI.create(written)))))
                .isEqualTo(sent);
        Map<String, String> iam = Map.of("HUAWEICLOUD_SDK_IAM_ENDPOINT", written);
        assertThat(asked(FakeIms.withoutProject(builder -> builder.environment(iam::get))))
                .isEqualTo(sent);
        assertThat(asked(FakeIms.withoutProject(builder -> builder.iamEndpoint(URI.create(written)))))
                .isEqualTo(sent);
        assertThat(asked(FakeIms.withoutProject(builder -> builder.credentials(
                        HuaweiCredentials.accessKey("AK", "s").askingIam(URI.create(written.replace("/base", "")))))))
                .isEqualTo(sent);
    }

    /** The authority of the first request. */
    private static String asked(FakeIms ims) {
        try (ims) {
            ims.transport.answer(200, "{\"projects\":[{\"id\":\"p1\",\"name\":\"eu-west-101\"}],\"images\":[]}");
            ims.transport.answer(200, "{\"images\":[]}");
            assertThat(ims.client.listImages(ALL)).isEmpty();
            return ims.transport.requests().get(0).uri().getRawAuthority();
        }
    }

    @Test
    void signature_ofARequestToACapitalHost_isAccepted() {
        try (HuaweiImsSimulator simulator = HuaweiImsSimulator.start();
                HuaweiImsClient client = HuaweiImsClient.builder()
                        .endpoint(URI.create(
                                "http://LOCALHOST:0" + simulator.endpoint().getPort() + "/"))
                        .region(HuaweiImsSimulator.REGION)
                        .projectId(HuaweiImsSimulator.PROJECT_ID)
                        .credentials(HuaweiCredentials.accessKey(
                                HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                        .build()) {
            assertThat(client.listImages(ALL)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://canary:pw@ims.example | must not contain user info",
                "https://ims.canary.example:99999 | must have a port from 1 to 65535",
                "https://ims.canary.example:port | must have a port from 1 to 65535",
                "https://ims_canary.example | underscore",
            })
    void address_thatCannotBeUsed_isRefusedWithWhatIsWrong(String address, String flaw) {
        for (String name : List.of("HUAWEICLOUD_SDK_REGION_IMS_EU_WEST_101", "HUAWEICLOUD_SDK_IAM_ENDPOINT")) {
            Map<String, String> variables = Map.of(name, address);
            assertThatThrownBy(() -> new FakeIms(builder -> builder.environment(variables::get)))
                    .hasMessageContainingAll(name, flaw)
                    .hasMessageNotContaining("canary");
        }
        assertThatThrownBy(() -> new FakeIms(builder -> builder.iamEndpoint(URI.create(address))))
                .hasMessageContainingAll("iamEndpoint", flaw)
                .hasMessageNotContaining("canary");
        HuaweiCredentials key = HuaweiCredentials.accessKey("AK", "s");
        assertThatThrownBy(() -> key.askingIam(URI.create(address)))
                .hasMessageContainingAll("iamEndpoint", flaw)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>",
                "Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
                "Client sent an HTTP request to an HTTPS server.\n"
            })
    void call_whenHttpIsSpokenToAnHttpsPort_saysSo(String page) {
        try (FakeIms ims = new FakeIms()) {
            for (int i = 0; i < 4; i++) {
                ims.transport.answer(FakeIms.response(400, "text/html", page.getBytes(StandardCharsets.UTF_8)));
            }
            Throwable failure = catchThrowable(() -> ims.client.listImages(ALL).toList());

            assertThat(failure)
                    .isInstanceOf(ResponseFormatException.class)
                    .hasMessageContaining("plain http was sent to a port that speaks https");
        }
    }
}
