package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.ListedSettings;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
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
import java.util.concurrent.atomic.AtomicReference;

/** An instance with an agency, on which settings say who somebody is. The identity service refuses everything. */
final class ConfiguredMachine {
    private static final String KOO = ".hcloud/config.json";
    private static final String FILE = ".huaweicloud/credentials";

    private final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, String> variables = new HashMap<>();
    private final FakeTransport transport = new FakeTransport(time).otherwise(ConfiguredMachine::answer);
    private final Path home;

    ConfiguredMachine(Path home) {
        this.home = home;
    }

    List<HttpRequest> requests() {
        return transport.requests();
    }

    /** Sets what is separated by semicolons; a file's lines are separated by commas. */
    void setAll(String settings) throws IOException {
        for (String setting : settings.split(";", -1)) {
            set(setting.startsWith("file:") ? setting.replace(',', ';') : setting);
        }
    }

    /** Sets a variable ({@code NAME=value}), writes a file ({@code file:line;line}) or a profile of KooCLI ({@code koo:…}). */
    void set(String setting) throws IOException {
        if (setting.startsWith("koo:")) {
            write(KOO, "{\"current\":\"default\",\"profiles\":[{\"name\":\"default\"," + setting.substring(4) + "}]}");
        } else if (setting.startsWith("file:")) {
            write(FILE, setting.substring(5).replace(';', '\n') + "\n");
        } else {
            String value = setting.substring(setting.indexOf('=') + 1);
            String path =
                    switch (value) {
                        case "JSON" -> write("x.json", "{\"profiles\":[]}").toString();
                        case "TOKEN" ->
                            write("token", "eyJhbGciOiJub25lIn0.e30.x").toString();
                        case "SECTIONS" ->
                            write("x.ini", "[basic]\nak = canary\n").toString();
                        default -> value;
                    };
            variables.put(setting.substring(0, setting.indexOf('=')), path);
        }
    }

    void remove(String variable) {
        variables.remove(variable);
    }

    /** What a client says that asks for credentials a few times. */
    List<String> warnings(boolean async, int times) {
        return CapturedLog.of(() -> {
                    CredentialsProvider<HuaweiCredentials> chain = chain();
                    for (int i = 0; i < times; i++) {
                        resolved(chain, async);
                    }
                })
                .stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }

    static HuaweiCredentials resolved(CredentialsProvider<HuaweiCredentials> chain, boolean async) {
        try {
            return async ? chain.resolveAsync().join() : chain.resolve();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    CredentialsProvider<HuaweiCredentials> chain() {
        AtomicReference<CredentialsProvider<HuaweiCredentials>> connected = new AtomicReference<>();
        HuaweiImsClient.builder()
                .region("eu-west-101")
                .transport(transport)
                .timeSource(time)
                .credentials(connection -> {
                    connected.set(HuaweiCredentialsProviders.chain(
                                    new CredentialLookup(name -> null, variables::get, home), true)
                            .connect(connection));
                    return connected.get();
                })
                .build();
        return connected.get();
    }

    /** What a client says about the variables, where they are listed, before it looks for credentials. */
    List<String> saidAboutVariables() {
        CredentialLookup listed = new CredentialLookup(name -> null, new ListedSettings(variables), home);
        return CapturedLog.of(() -> HuaweiImsClient.builder()
                        .region("eu-west-101")
                        .transport(transport)
                        .timeSource(time)
                        .credentials(connection ->
                                HuaweiCredentialsProviders.chain(listed, true).connect(connection))
                        .build())
                .stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }

    private static HttpResponse answer(HttpRequest request) {
        boolean instance = request.uri().getHost().equals("169.254.169.254");
        String body = instance
                ? "{\"credential\":{\"access\":\"TEMPORARY\",\"secret\":\"s\",\"securitytoken\":\"t\","
                        + "\"expires_at\":\"2026-01-01T01:00:00.000000Z\"}}"
                : "{\"error\":{\"code\":403,\"message\":\"no\"}}";
        return new HttpResponse(instance ? 200 : 403, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
