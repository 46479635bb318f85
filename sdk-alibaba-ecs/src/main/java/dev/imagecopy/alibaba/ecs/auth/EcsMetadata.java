package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.PercentEncoding;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The key of the RAM role of the instance that this program runs on: first with a session token (version 2 of the metadata
 * service), then without, unless that is switched off. Each question is bounded to one second, since elsewhere nobody answers.
 */
final class EcsMetadata implements CredentialsProvider<AlibabaCredentials> {
    private static final String BASE = "http://100.100.100.200/latest/";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String LIFETIME_SECONDS = "21600";

    private final Surroundings surroundings;
    private final Optional<String> role;
    private final KeyService service;

    /**
     * Makes the provider.
     *
     * @param surroundings where the switches are
     * @param role the role's name, empty to ask for it
     */
    EcsMetadata(Surroundings surroundings, Optional<String> role) {
        this.surroundings = surroundings;
        this.role = role;
        this.service = new KeyService(surroundings, "the instance metadata service", TIMEOUT, 1);
    }

    @Override
    public AlibabaCredentials resolve() {
        if (surroundings.isOn("ALIBABA_CLOUD_ECS_METADATA_DISABLED")) {
            throw Surroundings.failure("switched off by ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        }
        HttpHeaders session = session();
        String path = "meta-data/ram/security-credentials/";
        String name = role.or(() -> surroundings.variable("ALIBABA_CLOUD_ECS_METADATA"))
                .orElseGet(() ->
                        service.text(get(path, session)).lines().findFirst().orElse(""));
        if (name.isBlank()) {
            throw Surroundings.failure("the instance has no RAM role");
        }
        return service.key(service.json(get(path + PercentEncoding.encode(name.strip()), session)));
    }

    private HttpHeaders session() {
        HttpHeaders asking = HttpHeaders.builder()
                .add("X-aliyun-ecs-metadata-token-ttl-seconds", LIFETIME_SECONDS)
                .build();
        try {
            String token = service.text(HttpRequest.of("PUT", URI.create(BASE + "api/token"), asking));
            return HttpHeaders.builder()
                    .add("X-aliyun-ecs-metadata-token", token)
                    .build();
        } catch (CredentialsException | IllegalArgumentException noSession) {
            if (surroundings.isOn("ALIBABA_CLOUD_IMDSV1_DISABLED")) {
                throw Surroundings.failure("there is no metadata session, and version 1 is switched off by"
                        + " ALIBABA_CLOUD_IMDSV1_DISABLED: " + noSession.getMessage());
            }
            return HttpHeaders.empty();
        }
    }

    private static HttpRequest get(String path, HttpHeaders session) {
        return HttpRequest.of("GET", URI.create(BASE + path), session);
    }
}
