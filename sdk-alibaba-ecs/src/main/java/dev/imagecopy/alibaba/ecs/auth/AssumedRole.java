package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.alibaba.ecs.signing.Acs3Signature;
import dev.imagecopy.alibaba.ecs.signing.CanonicalQuery;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.core.spi.IsoTimes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Keys of roles, from the Security Token Service. */
final class AssumedRole {
    private static final String VERSION = "2015-04-01";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String SERVICE = "the Security Token Service";

    private AssumedRole() {}

    /** AssumeRole, signed with another key. */
    static CredentialsProvider<AlibabaCredentials> with(
            Surroundings surroundings, CredentialsProvider<AlibabaCredentials> source, AlibabaRole role) {
        KeyService service = new KeyService(surroundings, SERVICE, TIMEOUT, 2);
        return () -> {
            Map<String, String> parameters = parameters(role);
            role.externalId().ifPresent(id -> parameters.put("ExternalId", id));
            HttpRequest request = HttpRequest.of(
                    "POST",
                    URI.create("https://" + role.host() + "/?"
                            + CanonicalQuery.of(parameters).encoded()),
                    HttpHeaders.builder()
                            .add("Accept", "application/json")
                            .add("x-acs-action", "AssumeRole")
                            .add("x-acs-version", VERSION)
                            .build());
            Instant now = surroundings.time().now();
            String nonce = UUID.randomUUID().toString();
            return service.key(service.json(Acs3Signature.sign(request, source.resolve(), now, nonce)
                            .request())
                    .path("Credentials"));
        };
    }

    /** AssumeRoleWithOIDC, unsigned: the token of the identity provider is the proof. Its file changes, so it is read anew. */
    static CredentialsProvider<AlibabaCredentials> withOidc(
            Surroundings surroundings, String providerArn, Path tokenFile, AlibabaRole role) {
        KeyService service = new KeyService(surroundings, SERVICE, TIMEOUT, 2);
        return () -> {
            Map<String, String> form = parameters(role);
            form.put("OIDCProviderArn", providerArn);
            form.put("OIDCToken", Surroundings.read(tokenFile).strip());
            CanonicalQuery query = CanonicalQuery.of(new TreeMap<>(Map.of(
                    "Action",
                    "AssumeRoleWithOIDC",
                    "Version",
                    VERSION,
                    "Format",
                    "JSON",
                    "Timestamp",
                    IsoTimes.seconds(surroundings.time().now()),
                    "SignatureNonce",
                    UUID.randomUUID().toString())));
            HttpRequest request = HttpRequest.of(
                            "POST",
                            URI.create("https://" + role.host() + "/?" + query.encoded()),
                            HttpHeaders.builder()
                                    .add("Accept", "application/json")
                                    .add("Content-Type", "application/x-www-form-urlencoded")
                                    .build())
                    .withBody(Digests.utf8(CanonicalQuery.of(form).encoded()));
            return service.key(service.json(request).path("Credentials"));
        };
    }

    private static Map<String, String> parameters(AlibabaRole role) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("RoleArn", role.arn());
        parameters.put("RoleSessionName", role.sessionName());
        parameters.put("DurationSeconds", String.valueOf(role.duration().toSeconds()));
        role.policy().ifPresent(policy -> parameters.put("Policy", policy));
        return parameters;
    }
}
