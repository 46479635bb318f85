package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked for: names, descriptions, keys, ids. */
abstract class RequestQuirks {
    private static HuaweiCopyImageRequest.Builder copy() {
        return HuaweiCopyImageRequest.builder().imageId("source").name("golden");
    }

    // names

    @ParameterizedTest
    @ValueSource(strings = {"", " leading", "trailing ", "a\tb", "a/b", "a:b"})
    void name_outsideTheDocumentedForm_isRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> copy().name(name).build());
    }

    @Test
    void name_of128Characters_isFineAndOf129_isNot() {
        assertThat(copy().name("n".repeat(128)).build().name()).hasSize(128);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().name("n".repeat(129)).build())
                .withMessageContaining("IMG.0002");
    }

    @Test
    void name_withCharactersBeyondAscii_isLeftToTheServiceAndCountedByCodePoints() {
        assertThat(copy().name("镜像 v1.0_a-b").build().name()).isEqualTo("镜像 v1.0_a-b");
        assertThat(copy().name("🚀".repeat(128)).build().name()).hasSize(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().name("🚀".repeat(129)).build());
    }

    @Test
    void limits_whenNotChecked_areLeftToTheServiceButForControlCharacters() {
        assertThat(copy().name("n".repeat(129) + "/")
                        .limitsIgnored(true)
                        .build()
                        .name())
                .hasSize(130);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().name("a\nb").limitsIgnored(true).build());
    }

    // descriptions

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a<b", "a>b"})
    void description_withForbiddenCharacters_isRefused(String description) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().description(description).build());
    }

    @Test
    void description_of1024Characters_isFineAndOf1025_isNot() {
        assertThat(copy().description("d".repeat(1024)).build().description()).isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().description("d".repeat(1025)).build())
                .withMessageContaining("IMG.0004");
    }

    @Test
    void description_empty_isSentAndAbsent_isNot() {
        assertThat(FakeIms.bodyOf(copy().description("").build()))
                .isEqualTo("{\"name\":\"golden\",\"description\":\"\"}");
        assertThat(FakeIms.bodyOf(copy().build())).isEqualTo("{\"name\":\"golden\"}");
    }

    @Test
    void description_beyondAscii_isSentAsUtf8() {
        assertThat(FakeIms.bodyOf(copy().description("描述 ü").build())).contains("描述 ü");
    }

    @ParameterizedTest
    @ValueSource(strings = {"描述 ü 🚀", "\\u63cf\\u8ff0 \\\"quoted\\\" \\\\"})
    void description_howeverItIsEscaped_isSignedAsItIsSent(String description) {
        ManualTimeSource time = new ManualTimeSource();
        String body = "{\"name\":\"golden\",\"description\":\"" + description + "\"}";
        try (HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
                HttpTransport transport = simulator.transport()) {
            HttpRequest request = HttpRequest.of(
                            "POST",
                            URI.create("https://ims.eu-west-101.myhuaweicloud.eu/v1/cloudimages/"
                                    + HuaweiImsSimulator.SOURCE_IMAGE + "/copy"),
                            HttpHeaders.builder()
                                    .add("Content-Type", "application/json")
                                    .add("X-Project-Id", HuaweiImsSimulator.PROJECT_ID)
                                    .build())
                    .withBody(body.getBytes(StandardCharsets.UTF_8));
            HttpRequest signed = new HuaweiImsSigner()
                    .sign(
                            request,
                            HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY),
                            time.now());
            assertThat(transport.send(signed, Duration.ofSeconds(1)).status()).isEqualTo(200);
        }
    }

    // keys and enterprise projects

    @Test
    void cmkIdAndEnterpriseProject_areSentAsGiven() {
        assertThat(FakeIms.bodyOf(copy().cmkId("").build())).contains("\"cmk_id\":\"\"");
        assertThat(FakeIms.bodyOf(copy().cmkId("bd66288c-9081-460a-8227-4cbd0c814cb4")
                        .enterpriseProjectId("0")
                        .build()))
                .contains("\"cmk_id\":\"bd66288c-9081-460a-8227-4cbd0c814cb4\"", "\"enterprise_project_id\":\"0\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().enterpriseProjectId("mine").build());
    }

    @Test
    void cmkId_sameAsTheSources_isTheServicesToRefuse() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(400, "{\"error\":{\"message\":\"same key\",\"code\":\"IMG.0096\"}}");
            assertThatThrownBy(() -> ims.client.copyImage(copy().cmkId("k").build()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("IMG.0096 \"same key\"");
        }
    }

    // image_id and job_id

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".", "a/b", "a%2Fb", "%2e%2e", "a?x", "a#b", "a\\b", "a b", "ü", "a\rb", "a\nb"})
    void id_thatWouldLeadElsewhere_isRefusedBeforeAnythingIsSent(String id) {
        try (FakeIms ims = new FakeIms()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> copy().imageId(id).build());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HuaweiImageQuery.builder().imageId(id).build());
            assertThatIllegalArgumentException().isThrownBy(() -> ims.client.describeJob(id));
            assertThatIllegalArgumentException().isThrownBy(() -> ims.client.findImage(id));
            assertThatIllegalArgumentException().isThrownBy(() -> ims.client.deleteImage(id));
            assertThatIllegalArgumentException().isThrownBy(() -> ims.client.deleteImageUntilGone(id));
            assertThat(ims.transport.sent()).isEmpty();
        }
    }
}
