package dev.imagecopy.cli.plan;

import static dev.imagecopy.cli.plan.SamplePlans.LEAST;
import static dev.imagecopy.cli.plan.SamplePlans.violations;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan holds no secret, and no message shows one. */
class PlanSecretsTest {
    private static final String CANARY = "Qx7Canary3Zz9Wd5";

    private static final List<String> SECRETS = List.of(
            "-----BEGIN PRIVATE KEY-----" + CANARY,
            Base64.getEncoder().encodeToString(("-----BEGIN PRIVATE KEY-----" + CANARY).getBytes(UTF_8)),
            Base64.getEncoder().encodeToString(("{\"id\": \"" + CANARY + "\"}").getBytes(UTF_8)),
            "{\"private_key\": \"" + CANARY + "\"}",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0." + CANARY,
            "Bearer " + CANARY + CANARY,
            "LTAI5t" + CANARY,
            "STS.NU" + CANARY,
            "t1.9eu" + CANARY + CANARY + ".sig",
            "y0_AgAAAA" + CANARY + CANARY + CANARY,
            "AQVN" + CANARY + CANARY + "Ab3",
            "YC" + CANARY + CANARY + "Ab3dEf",
            "YCAJE" + CANARY + "abcd",
            CANARY + "Ab3dEfGhIjKlMn",
            CANARY + "Ab3dEfGhIjKlMnOpQrStUv1X",
            CANARY + "Ab3dEfGhIjKlMnOpQrStUv1XyZ2w",
            "golden-" + CANARY + "Ab3dEfGhIjKlMn.vhd",
            "Bearer " + CANARY,
            "Authorization: Basic aW1hZ2Vjb3B5OmNhbmFyeQ==",
            "Basic aW1hZ2Vjb3B5OmNhbmFyeQ==",
            "X-Auth-Token: " + CANARY,
            "ghp_" + CANARY + CANARY);

    static Stream<String> secrets() {
        return SECRETS.stream();
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void parse_whenAValueIsASecret_refusesItWhereverItIs_withoutShowingIt(String secret) {
        String quoted = "'" + secret + "'";
        List<String> plans = List.of(
                LEAST.replace("name: golden", "name: " + quoted),
                LEAST.replace("imageId: m-1", "imageId: " + quoted),
                LEAST.replace("account: ali", "account: " + quoted),
                LEAST.replace("region: eu-west-101", "region: " + quoted),
                LEAST.replace("'https://cluster:19080'", quoted),
                LEAST.replace("- account: ali", "- {account: ali, tags: {a: " + quoted + "}}"),
                LEAST.replace("- account: ali", "- {account: ali, tags: {" + quoted + ": a}}"),
                LEAST.replace("- account: ali", "- {account: ali, " + quoted + ": a}"),
                LEAST.replace("- account: ali", "- {account: ali, regions: [" + quoted + "]}"),
                LEAST.replace("  ali:", "  " + quoted + ":"),
                LEAST.replace("version: 1", "version: " + quoted),
                LEAST + "x-a: [{b: " + quoted + "}]\n",
                LEAST + "environment: [" + quoted + "]\n",
                LEAST + "policies: {deadline: " + quoted + "}\n",
                LEAST + "defaults: {description: '" + "Made with " + secret.replace("'", "") + " today'}\n");

        for (String plan : plans) {
            PlanException refusal = catchThrowableOfType(PlanException.class, () -> SamplePlans.parse(plan));
            assertThat(refusal).as(plan).isNotNull();
            assertThat(refusal.getMessage())
                    .as(plan)
                    .contains(", and a plan must not hold one")
                    .doesNotContain(secret, CANARY, secret.substring(0, Math.min(12, secret.length())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accessKeySecret",
                "access_key_secret",
                "secretKey",
                "sk",
                "ak",
                "token",
                "iamToken",
                "security-token",
                "password",
                "private_key",
                "PrivateKey",
                "apiKey",
                "credentials",
                "serviceAccountKey",
                "oauth",
                "passphrase",
                "pwd"
            })
    void parse_whenAKeyAsksForASecret_refusesIt_withoutShowingItsValue(String key) {
        String plan = LEAST.replace("region: cn-hangzhou", "region: cn-hangzhou, " + key + ": plain-value-7");

        assertThat(violations(plan))
                .singleElement()
                .asString()
                .startsWith("3:46: accounts.ali." + key + ": this key is for a secret, and a plan must not hold one")
                .doesNotContain("plain-value-7");
    }

    @Test
    void parse_whenATagIsNamedLikeASecret_refusesIt_butNotWhatOnlyMentionsOne() {
        String plan = LEAST.replace("- account: ali", "- {account: ali, tags: {db-password: x, secret-scan: passed}}");

        assertThat(violations(plan))
                .singleElement()
                .asString()
                .startsWith("11:27: images[0].targets[0].tags.db-password: ");
    }

    @Test
    void parse_whenACommentHoldsASecret_refusesIt_butNotAnExample() {
        assertThat(violations(
                        LEAST + "# the old one: LTAI5t" + CANARY + "\r\nname: a # t1.9eu" + CANARY + CANARY + "\n"))
                .allSatisfy(violation -> assertThat(violation)
                        .contains(": this looks like a key or token of a vendor, and a plan must not hold one")
                        .doesNotContain(CANARY))
                .extracting(violation -> violation.substring(0, 5))
                .containsExactly("12:1:", "13:9:");
        assertThat(violations(LEAST + "# {\"a\": \"b\"} is JSON, and this a#b is not a comment\n"))
                .isEmpty();
    }

    @Test
    void parse_whenAVariableOfTheEnvironmentHoldsASecret_refusesIt_withoutShowingIt() {
        String plan =
                LEAST.replace("- account: ali", "- {account: ali, name: 'a-${env:BUILD}'}") + "environment: [BUILD]\n";

        for (String secret : SECRETS) {
            PlanException refusal = catchThrowableOfType(
                    PlanException.class,
                    () -> Plan.parse(
                            plan.getBytes(UTF_8),
                            Path.of("plan.yaml"),
                            new PlanContext(SamplePlans.CONTEXT.now(), Map.of("BUILD", secret))));
            assertThat(refusal.getMessage())
                    .startsWith(
                            "plan.yaml:11:26: images[0].targets[0].name: the variable BUILD of the environment holds ")
                    .doesNotContain(secret, CANARY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m-bp1g7004ksh0oeuc7hsb",
                "465076de-dc36-4aec-80f5-ef9d8009428f",
                "0605767b4a9c4e2fb5d2a6a8d8f2c111",
                "fd8aigj3eb5sf7jm5g5k",
                "b1gjivcc3iu5hnpfu4p6",
                "Ubuntu 20.04 LTS (2024-12-03)",
                "GOLDEN-2026-11-29",
                "YCDESKTOP_golden_image_2026_11",
                "BACKUP20261130120000",
                "WINSRV2019DATACENTER",
                "FABRICAPP2026RELEASE",
                "RHEL9X86X64GOLDENIMG",
                "ASIAWINDOWSPRODIMAGE",
                "t1.micro-ubuntu-golden-2026-11",
                "t1.medium-windows-server-2022",
                "y0_golden_image_for_production_eu",
                "y1_2026_quarterly_golden_images",
                "STS.SecurityTokenService",
                "STS.WindowsServer2019",
                "TMP.20261130120000",
                "YCMyGoldenImageForProductionEuropeWest12",
                "LTAImageProductionBuild",
                "W2K19R2SP1EnterpriseX64BuildV2Rev3Final5",
                "Visual Basic CalculatorServicePkg",
                "golden basic windows-server-2022",
                "basic windows-server-2022",
                "My OAuth IdentityServiceType",
                "OAuth IdentityServiceType",
                "Authorization: see the wiki of the platform team",
                "x-large: windows-server-2022-golden",
                "PLEASE DO NOT DELETE: golden image of the platform team",
                "golden-image-of-the-platform-team-for-production-in-europe"
            })
    void parse_takesOrdinaryIdsAndNamesForWhatTheyAre(String value) {
        assertThat(violations(LEAST.replace("- account: ali", "- {account: ali, description: '" + value + "'}")))
                .isEmpty();
    }

    @Test
    void parse_takesThumbprintsForWhatTheyAre() {
        String thumbprints = "A909502DD82AE41433E6F83886B00D4277A32A7B, '"
                + "a909502dd82ae41433e6f83886b00d4277a32a7ba909502dd82ae41433e6f838'";

        assertThat(violations(LEAST.replace(
                        "endpoint: 'https://cluster:19080'",
                        "endpoint: 'https://cluster:19080', serverThumbprints: [" + thumbprints + "]")))
                .isEmpty();
    }
}
