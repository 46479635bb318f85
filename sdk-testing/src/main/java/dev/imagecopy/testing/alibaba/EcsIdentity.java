package dev.imagecopy.testing.alibaba;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedRequest;
import dev.imagecopy.testing.SimulatedResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Security Token Service and the metadata service of an instance. Guarded by the simulator's lock. */
public final class EcsIdentity {
    private static final Pattern ROLE = Pattern.compile("acs:ram::([0-9]{1,18}):role/.+");
    private static final String METADATA = "/latest/";

    private final EcsSignatures signatures;
    private final long instanceAccount;
    private final Set<String> oidcTokens = new HashSet<>();
    /** When the tokens of the metadata service expire. */
    private final Map<String, Instant> sessions = new HashMap<>();

    private String instanceRole = "";
    private boolean needsSession = true;
    private int minted;

    /**
     * Creates the services.
     *
     * @param signatures accepts the keys that they issue
     * @param instanceAccount the account of the instance
     */
    public EcsIdentity(EcsSignatures signatures, long instanceAccount) {
        this.signatures = signatures;
        this.instanceAccount = instanceAccount;
    }

    /**
     * Returns whether a request is for the metadata service.
     *
     * @param wire the request
     * @return true if it has such a path
     */
    public static boolean isMetadata(SimulatedRequest wire) {
        return wire.path().startsWith(METADATA);
    }

    /**
     * Accepts a token of an identity provider.
     *
     * @param token the token
     */
    public void acceptOidcToken(String token) {
        oidcTokens.add(token);
    }

    /**
     * Attaches a role to the instance.
     *
     * @param role the role's name; empty for none
     * @param onlyWithSession whether version 1 of the metadata service is disabled
     */
    public void instanceRole(String role, boolean onlyWithSession) {
        instanceRole = role;
        needsSession = onlyWithSession;
    }

    /**
     * Answers a request for metadata.
     *
     * @param wire the request
     * @param now the service's time
     * @return the response
     */
    public SimulatedResponse metadata(SimulatedRequest wire, Instant now) {
        if (wire.path().equals(METADATA + "api/token")) {
            String ttl = wire.header("X-aliyun-ecs-metadata-token-ttl-seconds").orElse("");
            boolean fits =
                    wire.method().equals("PUT") && ttl.matches("[1-9][0-9]{0,4}") && Integer.parseInt(ttl) <= 21600;
            if (!fits) {
                return SimulatedResponse.empty(400);
            }
            String session = "session-" + (sessions.size() + 1);
            sessions.put(session, now.plusSeconds(Integer.parseInt(ttl)));
            return SimulatedResponse.text(200, "text/plain", session);
        }
        String session = wire.header("X-aliyun-ecs-metadata-token").orElse("");
        if (session.isEmpty() ? needsSession : !now.isBefore(sessions.getOrDefault(session, Instant.MIN))) {
            return SimulatedResponse.empty(403);
        }
        String folder = METADATA + "meta-data/ram/security-credentials/";
        if (!wire.method().equals("GET") || instanceRole.isEmpty()) {
            return SimulatedResponse.empty(404);
        }
        if (wire.path().equals(folder)) {
            return SimulatedResponse.text(200, "text/plain", instanceRole);
        }
        if (!wire.path().equals(folder + instanceRole)) {
            return SimulatedResponse.empty(404);
        }
        Map<String, @Nullable Object> key = mint(now, Duration.ofHours(6), instanceAccount);
        key.put("LastUpdated", now.truncatedTo(ChronoUnit.SECONDS).toString());
        key.put("Code", "Success");
        return SimulatedResponse.json(200, key);
    }

    /**
     * Answers AssumeRole and AssumeRoleWithOIDC.
     *
     * @param request the request, whose signature has been checked if required
     * @param requestId its id
     * @param now the service's time
     * @return the response
     */
    public Map<String, @Nullable Object> assumeRole(EcsRequest request, String requestId, Instant now) {
        Matcher role = ROLE.matcher(request.required("RoleArn"));
        if (!role.matches()) {
            throw new EcsRefusal(400, "InvalidParameter.RoleArn", "The parameter RoleArn is wrongly formed.");
        }
        String session = request.required("RoleSessionName");
        if (session.length() < 2 || session.length() > 64) {
            throw EcsRequest.invalid("RoleSessionName");
        }
        String text = request.optional("DurationSeconds").orElse("3600");
        int seconds = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (seconds < 900 || seconds > 43200) {
            throw EcsRequest.invalid("DurationSeconds");
        }
        boolean oidc = request.action().equals("AssumeRoleWithOIDC");
        if (oidc && !oidcTokens.contains(request.required("OIDCToken"))) {
            throw new EcsRefusal(400, "AuthenticationFail.OIDCToken.Invalid", "This JWT token is invalid.");
        }
        return Json.map(
                "RequestId", requestId,
                "Credentials", mint(now, Duration.ofSeconds(seconds), Long.parseLong(role.group(1))),
                "AssumedRoleUser", Json.map("Arn", request.get("RoleArn") + "/" + session));
    }

    private Map<String, @Nullable Object> mint(Instant now, Duration life, long accountId) {
        int number = ++minted;
        EcsSignatures.Key key = new EcsSignatures.Key(
                "STS.key" + number,
                "temporary-secret-" + number,
                "CAIS+token/" + number + "==",
                now.plus(life).truncatedTo(ChronoUnit.SECONDS),
                accountId);
        signatures.accept(key);
        return Json.map(
                "AccessKeyId", key.id(),
                "AccessKeySecret", key.secret(),
                "SecurityToken", key.token(),
                "Expiration", key.endsAt().toString());
    }
}
