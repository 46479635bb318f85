package dev.imagecopy.testing.huawei;

import dev.imagecopy.testing.SimulatedRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may call: access keys, temporary keys, IAM tokens; and the existing projects. */
public final class ImsAccounts {
    private static final Duration MAX_SKEW = Duration.ofMinutes(15);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
    private static final String UNAUTHENTICATED = "Incorrect IAM authentication information: ";

    /**
     * An access key.
     *
     * @param secret its secret
     * @param securityToken the token that must be sent with it; empty for a permanent key
     * @param endsAt when it expires
     * @param tenant the tenant that owns it
     */
    public record Key(String secret, String securityToken, Instant endsAt, String tenant) {}

    private record Token(Instant endsAt, String tenant) {}

    /**
     * Where images live: in one region, owned by one tenant.
     *
     * @param id as in the path of calls
     * @param region the region that it belongs to
     * @param name as users know it
     * @param tenant the tenant that owns it
     */
    public record Project(String id, String region, String name, String tenant) {}

    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final Map<String, Project> projects = new LinkedHashMap<>();
    private final Set<String> tenants = new LinkedHashSet<>();
    private final String ownTenant;

    /**
     * Starts with one tenant that has neither keys nor projects.
     *
     * @param ownTenant the name of its domain
     */
    public ImsAccounts(String ownTenant) {
        this.ownTenant = ownTenant;
        tenants.add(ownTenant);
    }

    /**
     * Lets a further tenant own keys and projects.
     *
     * @param tenant the name of its domain
     */
    public void addTenant(String tenant) {
        tenants.add(tenant);
    }

    /**
     * Finds the tenant of a domain.
     *
     * @param domain the domain's name
     * @return that domain if it is a tenant, or else the one that exists from the start
     */
    public String tenantOf(String domain) {
        return tenants.contains(domain) ? domain : ownTenant;
    }

    /**
     * Accepts an access key.
     *
     * @param accessKey its id
     * @param key its secrets
     */
    public void accept(String accessKey, Key key) {
        keys.put(accessKey, key);
    }

    /**
     * Forgets an access key.
     *
     * @param accessKey its id
     */
    public void forgetKey(String accessKey) {
        keys.remove(accessKey);
    }

    /**
     * Accepts an IAM token.
     *
     * @param token the token
     * @param endsAt when it expires
     * @param tenant the tenant that owns it
     */
    public void acceptToken(String token, Instant endsAt, String tenant) {
        tokens.put(token, new Token(endsAt, tenant));
    }

    /**
     * Revokes an IAM token.
     *
     * @param token the token
     */
    public void revokeToken(String token) {
        tokens.put(token, new Token(Instant.MIN, ownTenant));
    }

    /**
     * Adds a project.
     *
     * @param project the project
     */
    public void add(Project project) {
        projects.put(project.id(), project);
    }

    /**
     * Returns the projects.
     *
     * @return all of them, in the order in which they were added
     */
    public Map<String, Project> projects() {
        return projects;
    }

    /**
     * Finds a project by name.
     *
     * @param tenant the tenant that owns it
     * @param region its region
     * @param name its name
     * @return the project, if there is one
     */
    public Optional<Project> project(String tenant, String region, String name) {
        return projects.values().stream()
                .filter(project -> project.tenant().equals(tenant)
                        && project.region().equals(region)
                        && project.name().equals(name))
                .findFirst();
    }

    /**
     * Returns whether a region exists.
     *
     * @param region its id
     * @return whether a project belongs to it
     */
    public boolean hasRegion(String region) {
        return projects.values().stream().anyMatch(project -> project.region().equals(region));
    }

    /**
     * Authenticates the caller, like the gateway.
     *
     * @param request the request
     * @param now the service's clock
     * @return the caller's tenant
     * @throws ImsRefusal if the caller is not accepted
     */
    public String authenticate(SimulatedRequest request, Instant now) {
        Optional<String> authorization = request.header("Authorization");
        if (authorization.isPresent()) {
            return checkSignature(request, authorization.get(), now).tenant();
        }
        Token token = tokens.get(request.header("X-Auth-Token").orElse(""));
        if (token == null) {
            throw unauthenticated("Unauthorized");
        }
        if (!now.isBefore(token.endsAt())) {
            throw ImsRefusal.gateway(401, "APIGW.0307", "The token must be updated.");
        }
        return token.tenant();
    }

    /**
     * Returns the project that a call is for.
     *
     * @param request the request
     * @param tenant the caller's tenant
     * @return the project in its header
     * @throws ImsRefusal if it has none, or one of another tenant
     */
    public Project projectOf(SimulatedRequest request, String tenant) {
        String id = request.header("X-Project-Id").orElse("");
        if (id.isEmpty()) {
            throw unauthenticated("decrypt token fail, project id is missing");
        }
        Project project = projects.get(id);
        if (project == null || !project.tenant().equals(tenant)) {
            throw ImsRefusal.gateway(403, "APIGW.0310", "The project is unavailable.");
        }
        return project;
    }

    private Key checkSignature(SimulatedRequest request, String authorization, Instant now) {
        SdkHmac claimed =
                SdkHmac.parse(authorization).orElseThrow(() -> unauthenticated("authorization header is malformed"));
        Key key = keys.get(claimed.accessKey());
        if (key == null) {
            throw unauthenticated("Get secretKey failed,ak:" + claimed.accessKey() + ",err:ak not exist");
        }
        String date = request.header("X-Sdk-Date").orElse("");
        Instant signedAt = date(date);
        if (signedAt == null || Duration.between(signedAt, now).abs().compareTo(MAX_SKEW) > 0) {
            throw unauthenticated("signature expired, signature time:" + date + ",server time:"
                    + DATE.format(now.atOffset(ZoneOffset.UTC)));
        }
        checkToken(request, claimed, key, now);
        if (!claimed.isRight(request, key.secret())) {
            throw unauthenticated("verify aksk signature fail");
        }
        return key;
    }

    private static void checkToken(SimulatedRequest request, SdkHmac claimed, Key key, Instant now) {
        String token = request.header("X-Security-Token").orElse("");
        if (!token.equals(key.securityToken())) {
            throw unauthenticated("verify aksk security token fail");
        }
        if (!token.isEmpty() && !claimed.signedHeaders().contains("x-security-token")) {
            throw unauthenticated("verify aksk signature fail");
        }
        if (!now.isBefore(key.endsAt())) {
            throw unauthenticated("the security token has expired");
        }
    }

    private static @Nullable Instant date(String text) {
        try {
            return LocalDateTime.parse(text, DATE).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static ImsRefusal unauthenticated(String reason) {
        return ImsRefusal.gateway(401, "APIGW.0301", UNAUTHENTICATED + reason);
    }
}
