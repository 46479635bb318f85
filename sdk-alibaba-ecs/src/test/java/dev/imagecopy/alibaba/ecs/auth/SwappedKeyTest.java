package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access keys with the id and the secret in each other's place, wherever they come from. */
@EnabledOnOs({OS.LINUX, OS.MAC}) // a program that prints a file is another one elsewhere
class SwappedKeyTest {
    private static final int SAMPLES = 200_000;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String ID = "LTAI5tCanaryCanaryCanary";
    private static final String SECRET = "Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT";

    private final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final FakeTransport transport = new FakeTransport(time)
            .otherwise(request -> new HttpResponse(
                    200,
                    HttpHeaders.empty(),
                    ("{\"Code\":\"Success\",\"AccessKeyId\":\"" + SECRET + "\",\"AccessKeySecret\":\"" + ID
                                    + "\",\"SecurityToken\":\"t\",\"Expiration\":\"2026-01-01T01:00:00Z\"}")
                            .getBytes(StandardCharsets.UTF_8)));

    @TempDir
    private Path home;

    @Test
    void accessKey_ofOrdinaryParts_isMade_andOfSwappedOnesNever() {
        Random random = new Random(20261130);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            String id = i % 3 == 0 ? text(random, 16) : "LTAI" + text(random, i % 3 == 1 ? 12 : 20);
            String secret = text(random, 30);
            AlibabaCredentials key = AlibabaCredentials.accessKey(id, secret);
            if (!key.accessKeyId().equals(id)) {
                wrong.add(id);
            }
            Throwable refused = catchThrowable(() -> AlibabaCredentials.accessKey(secret, id));
            boolean isTold = refused instanceof IllegalArgumentException
                    && refused.getMessage().contains("accessKeyId")
                    && refused.getMessage().contains("accessKeySecret")
                    && refused.getMessage().contains("swapped")
                    && !refused.getMessage().contains(secret)
                    && !refused.getMessage().contains(id);
            if (!isTold) {
                wrong.add(secret);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void token_thatIsTheKeysOwnSecretOrId_isRefused() {
        assertThatThrownBy(() -> AlibabaCredentials.sts("STS.canary", SECRET, SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AlibabaCredentials: securityToken is the same as accessKeySecret");
        assertThatThrownBy(() -> AlibabaCredentials.sts(ID, SECRET, ID))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AlibabaCredentials: securityToken is the same as accessKeyId");
        assertThat(AlibabaCredentials.sts("test", "test", "test").securityToken())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, "LTAIcanarycanary", "STS.NUcanarycanary", "CANARYCANARYCANARY12"})
    void secret_thatIsAnId_isRefusedBesideAnyId(String secret) {
        for (String id : List.of("testid", ID)) {
            assertThatThrownBy(() -> AlibabaCredentials.accessKey(id, secret))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("AlibabaCredentials: accessKeySecret holds the id of an access key, which belongs in"
                            + " accessKeyId: perhaps the two are swapped");
            assertThatThrownBy(() -> AlibabaCredentials.sts(id, secret, "token"))
                    .hasMessageContaining("perhaps the two are swapped");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            property:alibabacloud.accessKeyId=%S;property:alibabacloud.accessKeySecret=%I       | alibabacloud.accessKeyId and alibabacloud.accessKeySecret
            property:alibabacloud.accessKeyId=%S;property:alibabacloud.accessKeyIdSecret=%I     | alibabacloud.accessKeyId and alibabacloud.accessKeyIdSecret
            ALIBABA_CLOUD_ACCESS_KEY_ID=%S;ALIBABA_CLOUD_ACCESS_KEY_SECRET=%I                   | ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET
            ALIBABA_CLOUD_ACCESS_KEY_ID="%S";ALIBABA_CLOUD_ACCESS_KEY_SECRET='%I'               | ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET
            ALIBABA_CLOUD_ACCESS_KEY_ID=%S;ALIBABA_CLOUD_ACCESS_KEY_SECRET=%I;ALIBABA_CLOUD_SECURITY_TOKEN=t | ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET
            ALICLOUD_ACCESS_KEY=%S;ALICLOUD_SECRET_KEY=%I                                       | ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY
            ALIBABACLOUD_ACCESS_KEY_ID=%S;ALICLOUD_ACCESS_KEY_SECRET=%I                         | ALIBABACLOUD_ACCESS_KEY_ID and ALICLOUD_ACCESS_KEY_SECRET
            cli:"mode":"AK","access_key_id":"%S","access_key_secret":"%I"                       | access_key_id and access_key_secret
            cli:"mode":"StsToken","access_key_id":"%S","access_key_secret":"%I","sts_token":"t" | access_key_id and access_key_secret
            cli:"mode":"RamRoleArn","access_key_id":"%S","access_key_secret":"%I","ram_role_arn":"acs:ram::1:role/r" | access_key_id and access_key_secret
            cli:"mode":"OAuth","access_key_id":"%S","access_key_secret":"%I","sts_token":"t","sts_expiration":1893456000 | access_key_id and access_key_secret
            cli:"mode":"CloudSSO","access_key_id":"%S","access_key_secret":"%I","sts_token":"t","sts_expiration":1893456000 | access_key_id and access_key_secret
            cli:"mode":"External","process_command":"/bin/cat FILE"                                 | the program printed a key that cannot be used: access_key_id and access_key_secret
            ini:type = access_key,access_key_id = %S,access_key_secret = %I                     | access_key_id and access_key_secret
            ini:type = sts,access_key_id = %S,access_key_secret = %I,security_token = t         | access_key_id and access_key_secret
            ini:type = ram_role_arn,access_key_id = %S,access_key_secret = %I,role_arn = acs:ram::1:role/r | access_key_id and access_key_secret
            ALIBABA_CLOUD_CREDENTIALS_URI=https://keys.example/                                     | the response contains no usable key: AccessKeyId and AccessKeySecret
            """)
    void key_whosePartsAreSwapped_isRefusedByTheNamesOfItsSource(String settings, String names) throws IOException {
        variables.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
        for (String setting : settings.split(";", -1)) {
            set(setting.replace("%S", SECRET).replace("%I", ID));
        }

        for (boolean async : List.of(true, false)) {
            assertThatThrownBy(() -> MachineWithARole.resolved(
                            Connected.to(
                                    transport,
                                    time,
                                    AlibabaCredentialsProviders.chain(
                                            new CredentialLookup(properties::get, variables::get, home))),
                            async))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining(
                            names + " are swapped: the first holds the secret of an access key, the second its id")
                    .hasMessageNotContainingAny(SECRET, ID);
        }
    }

    private void set(String text) throws IOException {
        if (text.startsWith("cli:")) {
            Path printed =
                    write("printed", "{\"access_key_id\":\"" + SECRET + "\",\"access_key_secret\":\"" + ID + "\"}");
            write(
                    ".aliyun/config.json",
                    "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\","
                            + text.substring(4).replace("FILE", printed.toString()) + "}]}");
        } else if (text.startsWith("ini:")) {
            write(
                    ".alibabacloud/credentials.ini",
                    "[default]\nenable = true\n" + text.substring(4).replace(',', '\n') + "\n");
        } else if (text.startsWith("property:")) {
            properties.put(text.substring(9, text.indexOf('=')), text.substring(text.indexOf('=') + 1));
        } else {
            variables.put(text.substring(0, text.indexOf('=')), text.substring(text.indexOf('=') + 1));
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
