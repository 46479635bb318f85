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

    /** An IAM token; its project is empty if it is accepted for all projects of its tenant. */
    private record Token(Instant endsAt, String tenant, String projectId) {}

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

    /** Lets a further tenant, named by its domain, own keys and projects. */
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

    /** From now on, calls that are signed with this key are accepted until it ends; a key of the same id is replaced. */
    public void accept(String accessKey, Key key) {
        keys.put(accessKey, key);
    }

    /** Calls that are signed with this key are refused as if it had never existed. */
    public void forgetKey(String accessKey) {
        keys.remove(accessKey);
    }

    /**
     * From now on, calls with this IAM token are accepted as the tenant's.
     *
     * @param endsAt from when on they are refused again, as calls with an expired token
     * @param projectId the project of its scope; empty to accept it for all projects of the tenant
     */
    public void acceptToken(String token, Instant endsAt, String tenant, String projectId) {
        tokens.put(token, new Token(endsAt, tenant, projectId));
    }

    /** Calls with this IAM token are refused from now on, as the service refuses those with an expired one. */
    public void revokeToken(String token) {
        tokens.put(token, new Token(Instant.MIN, ownTenant, ""));
    }

    /** Makes a project exist, and with it its region. */
    public void add(Project project) {
        projects.put(project.id(), project);
    }

    /** All projects by their ids, in the order in which they were added; the map itself, not a copy. */
    public Map<String, Project> projects() {
        return projects;
    }

    /** The project that a tenant knows by a name in a region: names are unique only there. */
    public Optional<Project> project(String tenant, String region, String name) {
        return projects.values().stream()
                .filter(project -> project.tenant().equals(tenant)
                        && project.region().equals(region)
                        && project.name().equals(name))
                .findFirst();
    }

    /** Whether a region exists: those that a project, no matter whose, belongs to. */
    public boolean hasRegion(String region) {
        return projects.values().stream().anyMatch(project -> project.region().equals(region));
    }

    /**
     * Tells whose call it is, as the gateway in front of the service does: by the signature, or else by the IAM token.
     *
     * @param now what the service's clock shows, by which signatures and tokens expire
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
     * Tells by its header {@code X-Project-Id} which project a call is for.
     *
     * @param tenant the caller's tenant
     * @throws ImsRefusal if it has none, or one of another tenant, or one outside the scope of its IAM token
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
        checkScope(request, project);
        return project;
    }

    private void checkScope(SimulatedRequest request, Project project) {
        Token token = tokens.get(request.header("X-Auth-Token").orElse(""));
        if (token == null || request.header("Authorization").isPresent()) {
            return;
        }
        Project scope = projects.get(token.projectId());
        if (scope != null && !scope.equals(project)) {
            throw scope.region().equals(project.region())
                    ? ImsRefusal.service("IMG.0030", "The project of the request is not that of the token.")
                    : ImsRefusal.gateway(401, "APIGW.0307", "The token must be updated.");
        }
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
