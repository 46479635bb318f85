package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of roles as metadata services, and what stands in their place, answer with. */
class RoleOfTheMachineTest {
    private static final String ROLES = "/latest/meta-data/ram/security-credentials/";

    private final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, String> variables = new HashMap<>();
    private String list = "";
    private final FakeTransport transport = new FakeTransport(time).otherwise(this::answer);

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {"worker", "worker\n", "\nworker", "\r\n  \r\nworker\r\n", "worker\nother", "\ufeffworker\n"})
    void role_isTheFirstOneOfTheList(String answered) {
        list = answered;

        assertThat(chain().resolve().accessKeyId()).isEqualTo("machine");
        assertThat(transport.requests())
                .last()
                .satisfies(request -> assertThat(request.uri().getPath()).isEqualTo(ROLES + "worker"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            <html><body>canary</body></html>                                  | a page in HTML or XML
            \ufeff<html>canary</html>                                        | a page in HTML or XML
            <!DOCTYPE html>                                                   | a page in HTML or XML
            {"code":"canary"}                                                 | JSON
            the canary sings                                                  | a line of 16 characters
            canarycanarycanarycanarycanarycanarycanarycanarycanarycanarycanary | a line of 66 characters
            ../canary                                                         | a line of 9 characters
            """)
    void whatIsNoRole_isNotPutIntoAPath(String answered, String what) {
        list = answered;

        assertThatThrownBy(() -> chain().resolve())
                .hasMessageContaining("the instance metadata service answered with " + what
                        + " in place of a role's name, which is 1 to 64 letters, digits, '.', '_' and '-'")
                .hasMessageNotContaining("canary");
        assertThat(transport.requests())
                .noneMatch(request -> request.uri().getPath().length() > ROLES.length());
    }

    @Test
    void emptyList_meansThatThereIsNoRole() {
        list = "\n \n";

        assertThatThrownBy(() -> chain().resolve()).hasMessageContaining("the instance has no RAM role");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT",
                "Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT6uXa1EoM0i",
                "bA9fKe3SecRet0Zx7Qw8Er5Ty6Ui1ObA9fKe3SecX",
                "GVMhqr9S72Vgj8bU7gvDXkdgae27DKG7uXMeQKDH74f9",
            })
    void secretOfAKey_inPlaceOfTheRolesName_isNotPutIntoAPath(String secret) {
        variables.put("ALIBABA_CLOUD_ECS_METADATA", secret);

        assertThatThrownBy(() -> chain().resolve())
                .hasMessageContaining("ALIBABA_CLOUD_ECS_METADATA must be 1 to 64 letters")
                .hasMessageNotContaining(secret);
        assertThat(transport.requests())
                .noneMatch(request -> request.uri().getPath().length() > ROLES.length());
    }

    private CredentialsProvider<AlibabaCredentials> chain() {
        return Connected.to(
                transport,
                time,
                AlibabaCredentialsProviders.chain(new CredentialLookup(name -> null, variables::get, home)));
    }

    private HttpResponse answer(HttpRequest request) {
        String path = request.uri().getPath();
        String body = path.endsWith("/token")
                ? "session"
                : path.equals(ROLES)
                        ? list
                        : "{\"Code\":\"Success\",\"AccessKeyId\":\"machine\",\"AccessKeySecret\":\"s\","
                                + "\"SecurityToken\":\"t\",\"Expiration\":\"2026-01-01T01:00:00Z\"}";
        return new HttpResponse(200, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }
}
