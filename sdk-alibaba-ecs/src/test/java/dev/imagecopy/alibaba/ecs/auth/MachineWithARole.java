package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * A machine with a role of its own, whose key is {@code machine}.
 *
 * @param home the user's home folder
 * @param variables the environment variables
 */
record MachineWithARole(Path home, Map<String, String> variables, ManualTimeSource time, FakeTransport transport) {
    static final String CLI = ".aliyun/config.json";
    private static final String INI = ".alibabacloud/credentials.ini";
    private static final String BASE =
            "{\"name\":\"base\",\"mode\":\"AK\",\"access_key_id\":\"base\",\"access_key_secret\":\"s\"}";

    MachineWithARole(Path home) {
        this(home, new HashMap<>(), new ManualTimeSource());
    }

    private MachineWithARole(Path home, Map<String, String> variables, ManualTimeSource time) {
        this(home, variables, time, new FakeTransport(time).otherwise(MachineWithARole::answer));
    }

    /** What a new client warns about while it resolves its credentials twice, to the key of an id. */
    List<String> warnings(boolean async, String id) {
        return CapturedLog.of(() -> {
                    CredentialsProvider<AlibabaCredentials> chain = chain();
                    for (int i = 0; i < 2; i++) {
                        assertThat(resolved(chain, async).accessKeyId()).isEqualTo(id);
                    }
                })
                .stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }

    static AlibabaCredentials resolved(CredentialsProvider<AlibabaCredentials> chain, boolean async) {
        try {
            return async ? chain.resolveAsync().join() : chain.resolve();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    CredentialsProvider<AlibabaCredentials> chain() {
        return Connected.to(
                transport,
                time,
                AlibabaCredentialsProviders.chain(new CredentialLookup(name -> null, variables::get, home)));
    }

    void key() {
        variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "env");
        variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s");
    }

    void profile(String members) throws IOException {
        write(CLI, "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\"," + members + "}," + BASE + "]}");
    }

    void section(String lines) throws IOException {
        write(INI, "[default]\n" + lines + "\n");
    }

    Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** The machine has a role; one service gives two keys at once, and one more than a key: what its path names. */
    private static HttpResponse answer(HttpRequest request) {
        String more = request.uri().getHost().equals("twice.example") ? "\"accesskeyid\":\"canary\"," : "";
        String path = request.uri().getPath();
        if (request.uri().getHost().equals("more.example")) {
            more = "\"" + path.substring(1) + "\":\"canary\",";
        }
        String key = "\"AccessKeyId\":\"machine\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t\","
                + "\"Expiration\":\"2026-01-01T01:00:00Z\"";
        String body = path.endsWith("/token")
                ? "session"
                : path.endsWith("security-credentials/")
                        ? "worker"
                        : "{\"Code\":\"Success\"," + more + key + ",\"Credentials\":{" + key + "}}";
        return new HttpResponse(200, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }
}
