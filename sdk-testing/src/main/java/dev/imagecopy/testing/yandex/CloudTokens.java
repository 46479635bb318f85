package dev.imagecopy.testing.yandex;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedRequest;
import dev.imagecopy.testing.SimulatedResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** IAM tokens: how they are issued, and which are valid. Guarded by the simulator's lock. */
public final class CloudTokens {
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final long LONGEST_JWT_LIFE = 3600;
    private static final Set<String> AUDIENCES =
            Set.of("https://iam.api.cloud.yandex.net/iam/v1/tokens", "https://iam.api.yandexcloud.kz/iam/v1/tokens");
    private static final String SIGNATURE = "A".repeat(86);

    private record Key(String serviceAccountId, PublicKey publicKey) {}

    private record Valid(Instant endsAt, Set<String> folders) {}

    private record Issued(String token, Instant issuedAt) {}

    private final Map<String, Valid> valid = new HashMap<>();
    private final Map<String, Key> keys = new HashMap<>();
    private final Map<String, String> subjects = new HashMap<>();
    private final Map<String, Issued> issued = new HashMap<>();
    private Duration life = Duration.ofHours(12);
    private boolean repeated;
    private boolean attached;
    private int numbers;

    /**
     * Accepts a token.
     *
     * @param token the token
     * @param endsAt when it expires
     */
    public void accept(String token, Instant endsAt) {
        accept(token, endsAt, Set.of());
    }

    /**
     * Accepts a token for some folders.
     *
     * @param token the token
     * @param endsAt when it expires
     * @param folders the folders that it may be used for; if none, all
     */
    public void accept(String token, Instant endsAt, Set<String> folders) {
        valid.put(token, new Valid(endsAt, folders));
    }

    /**
     * Returns whether the token of a call may be used for a folder.
     *
     * @param request the call, whose token has been checked
     * @param folderId the folder
     * @return false if the token is for other folders
     */
    public boolean allows(SimulatedRequest request, String folderId) {
        Valid token = valid.get(token(request));
        return token != null && (token.folders().isEmpty() || token.folders().contains(folderId));
    }

    /**
     * Returns the account of a call: a token for some folders is that of another account, all others are those of one.
     *
     * @param request the call, whose token has been checked
     * @return identifies the account
     */
    public String account(SimulatedRequest request) {
        String token = token(request);
        Valid known = valid.get(token);
        return known == null || known.folders().isEmpty() ? "" : token;
    }

    private static String token(SimulatedRequest request) {
        String header = request.header("Authorization").orElse("");
        return header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : "";
    }

    /**
     * Rejects a token.
     *
     * @param token the token
     */
    public void revoke(String token) {
        valid.remove(token);
        issued.values().removeIf(each -> each.token().equals(token));
    }

    /**
     * Accepts an authorized key.
     *
     * @param keyId its id
     * @param serviceAccountId the service account that owns the key
     * @param publicKey the key that verifies its signatures
     */
    public void acceptKey(String keyId, String serviceAccountId, PublicKey publicKey) {
        keys.put(keyId, new Key(serviceAccountId, publicKey));
    }

    /**
     * Accepts a token of an identity provider.
     *
     * @param token the token
     * @param serviceAccountId the service account that it stands for
     */
    public void acceptSubject(String token, String serviceAccountId) {
        subjects.put(token, serviceAccountId);
    }

    /**
     * Attaches a service account to the metadata service, or detaches it.
     *
     * @param present whether it has one
     */
    public void attached(boolean present) {
        attached = present;
    }

    /**
     * Sets how long new tokens are valid.
     *
     * @param value the lifetime
     * @param again whether a new token is issued again
     */
    public void life(Duration value, boolean again) {
        life = value;
        repeated = again;
    }

    /**
     * Rejects a call without a valid token.
     *
     * @param request the call
     * @param now the time
     */
    public void check(SimulatedRequest request, Instant now) {
        String header = request.header("Authorization").orElse("");
        if (header.isEmpty()) {
            throw new CloudRefusal(16, "Authorization header is missing");
        }
        Valid token = valid.get(token(request));
        if (token == null) {
            throw new CloudRefusal(16, "The token is invalid");
        }
        if (!now.isBefore(token.endsAt())) {
            throw new CloudRefusal(16, "The token has expired");
        }
    }

    /**
     * Exchanges a signed JWT for a token.
     *
     * @param request the call
     * @param now the time
     * @return the response
     */
    public SimulatedResponse create(SimulatedRequest request, Instant now) {
        if (request.header("Authorization").isPresent()) {
            throw new CloudRefusal(3, "Authorization is not expected");
        }
        String jwt = DesktopRequest.of(request, Set.of("jwt")).required("jwt", 8000);
        String account = verified(jwt, now);
        Issued token = issue(account, now);
        return SimulatedResponse.json(
                200,
                Json.map(
                        "iamToken", token.token(), "expiresAt", token.issuedAt().plus(life)));
    }

    private String verified(String jwt, Instant now) {
        String[] parts = jwt.split("\\.", -1);
        if (parts.length != 3) {
            throw new CloudRefusal(16, "JWT is malformed");
        }
        Map<String, @Nullable Object> header = decoded(parts[0]);
        Map<String, @Nullable Object> claims = decoded(parts[1]);
        Key key = keys.get(String.valueOf(header.get("kid")));
        if (!"PS256".equals(header.get("alg")) || key == null) {
            throw new CloudRefusal(16, "JWT header is invalid: alg must be PS256 and kid a known key");
        }
        if (!signed(parts, key.publicKey())) {
            throw new CloudRefusal(16, "JWT signature is invalid");
        }
        long issuedAt = seconds(claims.get("iat"));
        long expires = seconds(claims.get("exp"));
        if (issuedAt > now.plus(SKEW).getEpochSecond()
                || expires <= now.getEpochSecond()
                || expires - issuedAt > LONGEST_JWT_LIFE) {
            throw new CloudRefusal(16, "JWT is expired, not yet valid, or valid for more than an hour");
        }
        if (!key.serviceAccountId().equals(claims.get("iss"))
                || !AUDIENCES.contains(String.valueOf(claims.get("aud")))) {
            throw new CloudRefusal(16, "JWT issuer or audience is invalid");
        }
        return key.serviceAccountId();
    }

    private static Map<String, @Nullable Object> decoded(String part) {
        try {
            return Json.object(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            throw new CloudRefusal(16, "JWT is malformed");
        }
    }

    private static boolean signed(String[] parts, PublicKey key) {
        try {
            Signature verifier = Signature.getInstance("RSASSA-PSS");
            verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            verifier.initVerify(key);
            verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }

    private static long seconds(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw new CloudRefusal(16, "JWT claims are invalid");
    }

    /**
     * Exchanges an identity provider's token, in the form of RFC 8693.
     *
     * @param request the call
     * @param now the time
     * @return the response
     */
    public SimulatedResponse exchange(SimulatedRequest request, Instant now) {
        Map<String, String> form = new LinkedHashMap<>();
        request.form().forEach(field -> form.put(field.name(), field.value()));
        boolean wellFormed = request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")
                && "urn:ietf:params:oauth:grant-type:token-exchange".equals(form.get("grant_type"))
                && "urn:ietf:params:oauth:token-type:access_token".equals(form.get("requested_token_type"))
                && "urn:ietf:params:oauth:token-type:id_token".equals(form.get("subject_token_type"));
        if (!wellFormed) {
            return SimulatedResponse.json(
                    400, Json.map("error", "invalid_request", "error_description", "malformed token exchange"));
        }
        String account = subjects.get(form.getOrDefault("subject_token", ""));
        if (account == null || !account.equals(form.get("audience"))) {
            return SimulatedResponse.json(
                    401, Json.map("error", "invalid_grant", "error_description", "subject token is not trusted"));
        }
        return accessToken(issue(account, now), now);
    }

    /**
     * Answers as the metadata service of a virtual machine.
     *
     * @param request the call
     * @param now the time
     * @return the response
     */
    public SimulatedResponse metadata(SimulatedRequest request, Instant now) {
        if (!"Google".equals(request.header("Metadata-Flavor").orElse(""))) {
            return SimulatedResponse.text(403, "text/plain", "Missing Metadata-Flavor:Google header");
        }
        return attached ? accessToken(issue("metadata", now), now) : SimulatedResponse.empty(404);
    }

    private SimulatedResponse accessToken(Issued token, Instant now) {
        long left = Duration.between(now, token.issuedAt().plus(life)).toSeconds();
        return SimulatedResponse.json(
                200, Json.map("access_token", token.token(), "expires_in", left, "token_type", "Bearer"));
    }

    private Issued issue(String account, Instant now) {
        Issued before = issued.get(account);
        if (repeated && before != null && now.isBefore(before.issuedAt().plus(life.dividedBy(2)))) {
            return before;
        }
        Issued token = new Issued("t1.simulated-" + ++numbers + "." + SIGNATURE, now);
        accept(token.token(), now.plus(life));
        issued.put(account, token);
        return token;
    }
}
