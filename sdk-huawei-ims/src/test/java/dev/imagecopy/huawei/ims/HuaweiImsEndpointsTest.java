package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuaweiImsEndpointsTest {

    @ParameterizedTest
    @CsvSource({
        "cn-north-4, ims.cn-north-4.myhuaweicloud.com",
        "my-own-region-9, ims.my-own-region-9.myhuaweicloud.com",
        "eu-west-101, ims.eu-west-101.myhuaweicloud.eu",
        "eu-de, ims.eu-de.otc.t-systems.com",
        "eu-nl, ims.eu-nl.otc.t-systems.com",
        "eu-ch2, ims.eu-ch2.sc.otc.t-systems.com",
        "eu-west-0, ims.eu-west-0.prod-cloud-ocb.orange-business.com",
    })
    void address_ofEachRegion_isInItsCloudsDomain(String region, String host) {
        assertThat(askedHost(builder -> builder.region(region))).isEqualTo(host);
        assertThat(HuaweiImsEndpoints.iam(region)).hasToString("https://" + host.replaceFirst("ims", "iam"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"attacker.example/", "attacker.example#", "a.b", "x@attacker.example", "EU-DE", "a b", "é"})
    void address_ofWhatIsNoRegion_isNeverMade(String region) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> addresses(new HashMap<>()).apply(region))
                .withMessageContaining("region must be 1 to 40 characters");
    }

    @Test
    void address_namedByTheEnvironment_goesBeforeTheTable() {
        Map<String, String> environment =
                Map.of("HUAWEICLOUD_SDK_REGION_IMS_EU_WEST_101", "https://ims.private.example");
        assertThat(askedHost(builder -> builder.environment(environment::get))).isEqualTo("ims.private.example");
    }

    @Test
    void address_ofTheBuilder_goesBeforeTheEnvironment() {
        Map<String, String> environment =
                Map.of("HUAWEICLOUD_SDK_REGION_IMS_EU_WEST_101", "https://ims.private.example");
        assertThat(askedHost(builder ->
                        builder.environment(environment::get).endpoint(URI.create("https://chosen.example"))))
                .isEqualTo("chosen.example");
    }

    @Test
    void address_whenTheEnvironmentNamesSeveral_isTheFirst() {
        Map<String, String> environment =
                Map.of("HUAWEICLOUD_SDK_REGION_IMS_EU_WEST_101", "https://first.example,https://second.example");
        assertThat(askedHost(builder -> builder.environment(environment::get))).isEqualTo("first.example");
    }

    private static final String REGIONS =
            """
            # Service names in any case
            ECS:
              - id: 'eu-west-101'
                endpoint: 'https://ecs.private.example'
            Ims:   # ours
              - id: "eu-west-101"
                endpoints:
                  - 'https://ims.private.example'
                  - 'https://ims.backup.example'
              - endpoint: ims.elsewhere.example # without a scheme
                id: ap-southeast-3
              - id: no-address
            IAM:
            - id: 'eu-west-101'
              endpoint: 'https://iam.private.example'
            """;

    @Test
    void address_inTheVendorsFile_goesBeforeTheTableAndAfterTheEnvironment(@TempDir Path folder) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("HUAWEICLOUD_SDK_REGIONS_FILE", write(folder, REGIONS));
        assertThat(askedHost(builder -> builder.environment(environment::get))).isEqualTo("ims.private.example");

        environment.put("HUAWEICLOUD_SDK_REGION_IMS_EU_WEST_101", "https://named.example");
        assertThat(askedHost(builder -> builder.environment(environment::get))).isEqualTo("named.example");
    }

    @Test
    void address_ofACopysDestination_isNamedInTheSameWays(@TempDir Path folder) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("HUAWEICLOUD_SDK_REGIONS_FILE", write(folder, REGIONS));
        environment.put("HUAWEICLOUD_SDK_REGION_IMS_CN_NORTH_4", "https://four.example");
        UnaryOperator<HuaweiImsClient.Builder> inEnvironment = builder -> builder.environment(environment::get);

        assertThat(addresses(environment).apply("ap-southeast-3")).hasToString("https://ims.elsewhere.example");
        assertThat(addresses(environment).apply("cn-north-4")).hasToString("https://four.example");
        assertThat(addresses(environment).apply("no-address")).hasToString("https://ims.no-address.myhuaweicloud.com");
        assertThat(askedHost(inEnvironment)).isEqualTo("ims.private.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMS:\\n  nonsense                                              | line 2",
                "IMS:\\n  - id: eu-west-101\\n    endpoint: http://ims.example | must be an https address",
                "IMS:\\n  - id: eu-west-101\\n    endpoint: 'a b'             | is not an address",
            })
    void address_inADamagedFile_isRefusedWhenACallIsMade(String text, String reason, @TempDir Path folder)
            throws IOException {
        Map<String, String> environment =
                Map.of("HUAWEICLOUD_SDK_REGIONS_FILE", write(folder, text.replace("\\n", "\n")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> askedHost(builder -> builder.environment(environment::get)))
                .withMessageContaining(reason)
                .withMessageContaining("the regions file");
    }

    @Test
    void address_inAFileThatIsNamedAndMissing_isRefusedWhenACallIsMade(@TempDir Path folder) {
        Map<String, String> environment = Map.of(
                "HUAWEICLOUD_SDK_REGIONS_FILE", folder.resolve("canary.yaml").toString());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> askedHost(builder -> builder.environment(environment::get)))
                .withMessageContaining("the regions file does not exist")
                .withMessageNotContaining("canary");
    }

    private static HuaweiImsEndpoints addresses(Map<String, String> environment) {
        return new HuaweiImsEndpoints("eu-west-101", Optional.empty(), new EndpointOverrides(environment::get));
    }

    private static String write(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("regions.yaml"), text).toString();
    }

    @Test
    void address_namedByTheEnvironmentWithoutTls_isRefusedByName() {
        Map<String, String> environment = Map.of("HUAWEICLOUD_SDK_IAM_ENDPOINT", "http://iam.example");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FakeIms(builder -> builder.environment(environment::get)))
                .withMessageContaining("HUAWEICLOUD_SDK_IAM_ENDPOINT must be an https address");
    }

    @Test
    void identityService_isAskedWhereTheEnvironmentSays() {
        Map<String, String> environment = Map.of("HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://iam.private.example");
        try (FakeIms ims = FakeIms.withoutProject(builder -> builder.environment(environment::get))) {
            ims.transport.answer(200, "{\"projects\":[{\"id\":\"p1\",\"name\":\"eu-west-101\"}]}");
            ims.transport.answer(200, "{\"images\":[]}");
            assertThat(ims.client.listImages(HuaweiImageQuery.builder().build()))
                    .isEmpty();
            assertThat(ims.transport.requests().stream()
                            .map(request -> request.uri().getHost()))
                    .containsExactly("iam.private.example", "ims.eu-west-101.myhuaweicloud.eu");
            HttpRequest list = ims.transport.requests().get(1);
            assertThat(list.headers().first("X-Project-Id")).hasValue("p1");
            assertThat(ims.transport.requests().get(0).headers().first("X-Project-Id"))
                    .isEmpty();
        }
    }

    private static String askedHost(UnaryOperator<HuaweiImsClient.Builder> change) {
        try (FakeIms ims = new FakeIms(change)) {
            ims.transport.answer(200, "{\"images\":[]}");
            assertThat(ims.client.listImages(HuaweiImageQuery.builder().build()))
                    .isEmpty();
            return ims.transport.requests().get(0).uri().getHost();
        }
    }
}
