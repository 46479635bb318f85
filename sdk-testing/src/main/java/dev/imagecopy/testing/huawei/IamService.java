package dev.imagecopy.testing.huawei;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedRequest;
import dev.imagecopy.testing.SimulatedResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identity service, the metadata service of an instance and the identity agent of a pod: everything that issues
 * credentials.
 */
public final class IamService {
    /** The token that the agent of a pod requires. */
    public static final String POD_TOKEN = "simulator-pod-token";

    private static final Duration TOKEN_LIFE = Duration.ofHours(24);
    private static final int TRIES_BEFORE_LOCK = 5;
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private final ImsAccounts accounts;
    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, Integer> wrongTries = new HashMap<>();
    private final Set<String> agencies = new HashSet<>();
    private final Map<String, String> idTokens = new HashMap<>();
    private final Set<String> metadataTokens = new HashSet<>();
    private Duration keyLife = Duration.ofHours(6);
    private boolean instanceHasAgency = true;
    private boolean metadataVersion2 = true;
    private int issued;

    /**
     * Creates a service without users.
     *
     * @param accounts accepts what it issues
     */
    public IamService(ImsAccounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Adds a user.
     *
     * @param domain the account's name
     * @param user the user's name
     * @param password the password
     */
    public void addUser(String domain, String user, String password) {
        passwords.put(domain + "/" + user, password);
    }

    /**
     * Adds an agency that callers may assume.
     *
     * @param name its name
     * @param domain the name of the account that created it
     */
    public void addAgency(String name, String domain) {
        agencies.add(domain + "/" + name);
    }

    /**
     * Adds an id token.
     *
     * @param identityProvider the id of the identity provider
     * @param idToken the token that it issued
     */
    public void addIdToken(String identityProvider, String idToken) {
        idTokens.put(identityProvider, idToken);
    }

    /**
     * Configures the instance.
     *
     * @param hasAgency whether an agency is bound to it
     * @param version2 whether its metadata service offers version 2
     */
    public void instance(boolean hasAgency, boolean version2) {
        instanceHasAgency = hasAgency;
        metadataVersion2 = version2;
    }

    /**
     * Sets how long temporary keys are valid.
     *
     * @param life the lifetime
     */
    public void keyLife(Duration life) {
        keyLife = life;
    }

    /**
     * Answers a login by password.
     *
     * @param request the request
     * @param now the service's clock
     * @return a token
     */
    public SimulatedResponse issueToken(SimulatedRequest request, Instant now) {
        Map<String, @Nullable Object> auth = object(json(request), "auth");
        Map<String, @Nullable Object> user = object(object(object(auth, "identity"), "password"), "user");
        String name = text(object(user, "domain"), "name") + "/" + text(user, "name");
        if (wrongTries.getOrDefault(name, 0) >= TRIES_BEFORE_LOCK) {
            throw ImsRefusal.iam(401, "Unauthorized", "The user is locked.");
        }
        String password = passwords.get(name);
        if (password == null || !password.equals(text(user, "password"))) {
            wrongTries.merge(name, 1, Integer::sum);
            throw ImsRefusal.iam(401, "Unauthorized", "The username or password is wrong.");
        }
        String tenant = accounts.tenantOf(text(object(user, "domain"), "name"));
        Map<String, @Nullable Object> project = object(object(auth, "scope"), "project");
        String id = text(project, "id");
        String projectName = text(project, "name");
        Optional<String> scope = id.isEmpty()
                ? accounts.project(tenant, projectName, projectName).map(ImsAccounts.Project::id)
                : Optional.of(id).filter(accounts.projects()::containsKey);
        if (scope.isEmpty()) {
            throw ImsRefusal.iam(401, "Unauthorized", "The project is unknown.");
        }
        return token(now, tenant, scope.get());
    }

    /**
     * Answers the exchange of an id token.
     *
     * @param request the request
     * @param now the service's clock
     * @return a token
     */
    public SimulatedResponse exchangeIdToken(SimulatedRequest request, Instant now) {
        String provider = request.header("X-Idp-Id").orElse("");
        Map<String, @Nullable Object> auth = object(json(request), "auth");
        String idToken = text(object(auth, "id_token"), "id");
        if (!idToken.equals(idTokens.get(provider))) {
            throw ImsRefusal.iam(401, "Unauthorized", "The id token is not accepted.");
        }
        return token(now, accounts.tenantOf(""), text(object(object(auth, "scope"), "project"), "id"));
    }

    /**
     * Answers a request for temporary keys.
     *
     * @param request the request, whose caller has been authenticated
     * @param now the service's clock
     * @return a temporary key
     */
    public SimulatedResponse assumeAgency(SimulatedRequest request, Instant now) {
        Map<String, @Nullable Object> role = object(object(object(json(request), "auth"), "identity"), "assume_role");
        if (!agencies.contains(text(role, "domain_name") + "/" + text(role, "agency_name"))) {
            throw ImsRefusal.iam(403, "Forbidden", "The agency cannot be taken on.");
        }
        long seconds = role.get("duration_seconds") instanceof Long given ? given : 900;
        if (seconds < 900 || seconds > 86_400) {
            throw ImsRefusal.iam(400, "Bad Request", "duration_seconds is out of range.");
        }
        return key(201, now, Duration.ofSeconds(seconds), accounts.tenantOf(text(role, "domain_name")));
    }

    /**
     * Answers a search for projects.
     *
     * @param request the request, whose caller has been authenticated
     * @param tenant the caller's tenant
     * @return the tenant's projects
     */
    public SimulatedResponse listProjects(SimulatedRequest request, String tenant) {
        String name = request.parameter("name").orElse("");
        List<Map<String, @Nullable Object>> found = accounts.projects().values().stream()
                .filter(project -> project.tenant().equals(tenant))
                .filter(project -> name.isEmpty() || project.name().equals(name))
                .map(project -> Json.map(
                        "id",
                        project.id(),
                        "name",
                        project.name(),
                        "domain_id",
                        "d78cbac186b744899480f25bd0220bd8",
                        "parent_id",
                        "d78cbac186b744899480f25bd0220bd8",
                        "is_domain",
                        false,
                        "enabled",
                        true))
                .toList();
        return SimulatedResponse.json(200, Json.map("projects", found, "links", Json.map()));
    }

    /**
     * Answers a request for a token of the metadata service.
     *
     * @param request the request
     * @return the token, as text
     */
    public SimulatedResponse metadataToken(SimulatedRequest request) {
        if (!metadataVersion2) {
            return SimulatedResponse.empty(405);
        }
        if (request.header("X-Metadata-Token-Ttl-Seconds").isEmpty()) {
            return SimulatedResponse.empty(400);
        }
        String token = "metadata-token-" + ++issued;
        metadataTokens.add(token);
        return SimulatedResponse.text(200, "text/plain", token);
    }

    /**
     * Answers a request for the key of the instance's agency.
     *
     * @param request the request
     * @param now the service's clock
     * @return a temporary key
     */
    public SimulatedResponse metadataKey(SimulatedRequest request, Instant now) {
        if (metadataVersion2
                && !metadataTokens.contains(request.header("X-Metadata-Token").orElse(""))) {
            return SimulatedResponse.text(401, "text/plain", "Unauthorized");
        }
        if (!instanceHasAgency) {
            return SimulatedResponse.text(401, "text/plain", "A Cloud Service Agency must be configured.");
        }
        return key(200, now, keyLife, accounts.tenantOf(""));
    }

    /**
     * Answers a request for the key of the pod's agency.
     *
     * @param request the request
     * @param now the service's clock
     * @return a temporary key
     */
    public SimulatedResponse podKey(SimulatedRequest request, Instant now) {
        return request.header("Authorization").filter(POD_TOKEN::equals).isPresent()
                ? key(200, now, keyLife, accounts.tenantOf(""))
                : SimulatedResponse.empty(401);
    }

    private SimulatedResponse token(Instant now, String tenant, String projectId) {
        String token = "MIISsimulated" + ++issued;
        Instant end = now.plus(TOKEN_LIFE);
        accounts.acceptToken(token, end, tenant, projectId);
        return SimulatedResponse.json(201, Json.map("token", Json.map("expires_at", micros(end))))
                .header("X-Subject-Token", token);
    }

    private SimulatedResponse key(int status, Instant now, Duration life, String tenant) {
        issued++;
        String accessKey = "TEMPORARYKEY" + issued;
        String secret = "temporarySecret" + issued;
        String token = "temporaryToken" + issued;
        Instant end = now.plus(life);
        accounts.accept(accessKey, new ImsAccounts.Key(secret, token, end, tenant));
        return SimulatedResponse.json(
                status,
                Json.map(
                        "credential",
                        Json.map(
                                "access",
                                accessKey,
                                "secret",
                                secret,
                                "securitytoken",
                                token,
                                "expires_at",
                                micros(end))));
    }

    private static String micros(Instant time) {
        return MICROS.format(time.atOffset(ZoneOffset.UTC));
    }

    private static Map<String, @Nullable Object> json(SimulatedRequest request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json")) {
            throw ImsRefusal.iam(400, "Bad Request", "The content type is not JSON.");
        }
        try {
            return request.json();
        } catch (IllegalArgumentException notJson) {
            throw ImsRefusal.iam(400, "Bad Request", "The body is not JSON.");
        }
    }

    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> parent, String name) {
        Map<String, @Nullable Object> object = new HashMap<>();
        if (parent.get(name) instanceof Map<?, ?> members) {
            members.forEach((key, value) -> object.put(String.valueOf(key), value));
        }
        return object;
    }

    private static String text(Map<String, @Nullable Object> parent, String name) {
        return parent.get(name) instanceof String text ? text : "";
    }
}
