package dev.imagecopy.testing;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.huawei.IamService;
import dev.imagecopy.testing.huawei.ImsAccounts;
import dev.imagecopy.testing.huawei.ImsCalls;
import dev.imagecopy.testing.huawei.ImsCopies;
import dev.imagecopy.testing.huawei.ImsImage;
import dev.imagecopy.testing.huawei.ImsImages;
import dev.imagecopy.testing.huawei.ImsRefusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The copy functions of Huawei Cloud IMS: both copies inside a region (v1 and v2.1), the copy across regions, both job queries,
 * the list of images and their deletion; and everything that issues credentials for them: the identity service, an instance's
 * metadata service and a pod's identity agent, all behind one address.
 *
 * <ul>
 *   <li>It checks the SDK-HMAC-SHA256 signature and its date, or an IAM token; temporary keys require their security token.
 *   <li>A token that was issued for a project is rejected in others: in those of its region with IMG.0030, elsewhere with
 *       APIGW.0307.
 *   <li>{@code X-Project-Id} determines the project and thereby the region of a call; a request to a region's own host name
 *       must be for that region.
 *   <li>There is no idempotency: each copy that arrives creates an image. Several images may have the same name, unless
 *       {@link #refuseTakenNames} was called, since it is not documented whether the service allows this.
 *   <li>A new image is listed from the start, first as {@code queued}, then as {@code saving}.
 *   <li>Keys, agencies, configured quotas and the limit of five copies across regions per tenant are enforced; there may be
 *       several tenants ({@link #addTenant}) and projects.
 * </ul>
 *
 * <p>The image {@link #SOURCE_IMAGE} exists in {@link #PROJECT_ID} of {@link #REGION}; add others with
 * {@link #addImage(String)}. The names of the calls, for faults, are {@code copyImage}, {@code copyImageToRegion},
 * {@code describeJob}, {@code describeJobLegacy}, {@code listImages}, {@code deleteImage}; {@code issueToken},
 * {@code assumeAgency}, {@code exchangeIdToken}, {@code listProjects}, {@code metadataToken}, {@code metadataKey} and
 * {@code podKey}.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class HuaweiImsSimulator extends Simulator {
    /** The access key that is accepted from the start. */
    public static final String ACCESS_KEY = "SIMULATORACCESSKEY01";

    /** The secret of {@link #ACCESS_KEY}. */
    public static final String SECRET_KEY = "simulatorSecretAccessKey0000000000000001";

    /** The domain name of the tenant that owns everything that exists from the start. */
    public static final String DOMAIN = "simulator";

    /** An IAM token that is accepted from the start and does not expire. */
    public static final String IAM_TOKEN = "MIISimulatorIamToken" + "0".repeat(40);

    /** A temporary access key that is accepted from the start and does not expire. */
    public static final String TEMPORARY_KEY = "SIMULATORTEMPKEY0001";

    /** The secret of {@link #TEMPORARY_KEY}. */
    public static final String TEMPORARY_SECRET = "simulatorTemporarySecretKey0000000000001";

    /** The security token of {@link #TEMPORARY_KEY}. */
    public static final String SECURITY_TOKEN = "simulatorSecurityToken" + "0".repeat(40);

    /** A user of {@link #DOMAIN}. */
    public static final String USER = "copier";

    /** The password of {@link #USER}. */
    public static final String PASSWORD = "simulator-Passw0rd";

    /** An agency that {@link #DOMAIN} has created, which callers may assume. */
    public static final String ASSUMED_AGENCY = "image_copiers";

    /** An identity provider whose {@link #ID_TOKEN} can be exchanged. */
    public static final String IDENTITY_PROVIDER = "simulator-idp";

    /** The token of {@link #IDENTITY_PROVIDER}. */
    public static final String ID_TOKEN = "simulator.id.token";

    /** The region that {@link #PROJECT_ID} belongs to. */
    public static final String REGION = "eu-west-101";

    /** The project that {@link #SOURCE_IMAGE} is in. */
    public static final String PROJECT_ID = "0123456789abcdef0123456789abcdef";

    /** A region to copy to; its project has the same name. */
    public static final String TARGET_REGION = "ap-southeast-3";

    /** The project of {@link #TARGET_REGION}. */
    public static final String TARGET_PROJECT_ID = "fedcba9876543210fedcba9876543210";

    /** An agency that lets the service copy across regions. */
    public static final String AGENCY = "ims_copy_image";

    /** A KMS key that can be used. */
    public static final String KMS_KEY = "bd66288c-9081-460a-8227-4cbd0c814cb4";

    /** The path of the identity agent of a pod. */
    public static final String POD_PATH = ImsCalls.POD_PATH;

    /** The authorization that the identity agent of a pod requires. */
    public static final String POD_TOKEN = IamService.POD_TOKEN;

    /** An image that can be copied. */
    public static final String SOURCE_IMAGE = "465076de-dc36-4aec-80f5-ef9d8009428f";

    /** The calls that issue credentials to callers who have none yet. */
    private static final Set<String> ANONYMOUS =
            Set.of("issueToken", "exchangeIdToken", "metadataToken", "metadataKey", "podKey");

    private static final Pattern REGION_HOST = Pattern.compile("ims\\.([a-z0-9-]+)\\.[a-z].*");

    /**
     * A copy that was accepted.
     *
     * @param jobId its job
     * @param imageId the new image
     * @param sourceImageId the source
     * @param region the region of the new image
     * @param name the new image's name
     */
    public record Copy(String jobId, String imageId, String sourceImageId, String region, String name)
            implements ExecutedCopy {
        @Override
        public String summary() {
            return sourceImageId + " -> " + region + "/" + name;
        }
    }

    private final ImsAccounts accounts = new ImsAccounts(DOMAIN);
    private final ImsImages images = new ImsImages();
    private final ImsCopies copies = new ImsCopies(accounts, images, Set.of(AGENCY));
    private final IamService iam = new IamService(accounts);
    private Set<String> unpublished = Set.of();
    private int requestCount;

    private HuaweiImsSimulator(@Nullable TimeSource time) {
        super(time);
        prepare();
    }

    private void prepare() {
        accounts.accept(ACCESS_KEY, new ImsAccounts.Key(SECRET_KEY, "", Instant.MAX, DOMAIN));
        accounts.accept(TEMPORARY_KEY, new ImsAccounts.Key(TEMPORARY_SECRET, SECURITY_TOKEN, Instant.MAX, DOMAIN));
        accounts.acceptToken(IAM_TOKEN, Instant.MAX, DOMAIN, "");
        accounts.add(new ImsAccounts.Project(PROJECT_ID, REGION, REGION, DOMAIN));
        accounts.add(new ImsAccounts.Project(TARGET_PROJECT_ID, TARGET_REGION, TARGET_REGION, DOMAIN));
        iam.addUser(DOMAIN, USER, PASSWORD);
        iam.addAgency(ASSUMED_AGENCY, DOMAIN);
        iam.addIdToken(IDENTITY_PROVIDER, ID_TOKEN);
        copies.addKey(KMS_KEY, true);
        putImage(PROJECT_ID, SOURCE_IMAGE, "golden", "", "");
    }

    /**
     * Starts a simulator that listens on a free port of this machine.
     *
     * @return the running simulator
     */
    public static HuaweiImsSimulator start() {
        return start(StartOptions.defaults());
    }

    /**
     * Starts a simulator that listens on a free port of this machine.
     *
     * @param time its clock
     * @return the running simulator
     */
    public static HuaweiImsSimulator start(TimeSource time) {
        return start(StartOptions.defaults().time(time));
    }

    /**
     * Starts a simulator with the given options.
     *
     * @param options port, TLS and clock
     * @return the running simulator
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static HuaweiImsSimulator start(StartOptions options) {
        return listening(new HuaweiImsSimulator(options.time()), options);
    }

    /**
     * Creates a simulator without an HTTP port, which only {@link #transport()} reaches.
     *
     * @param time its clock
     * @return the simulator
     */
    public static HuaweiImsSimulator inProcess(TimeSource time) {
        return new HuaweiImsSimulator(time);
    }

    /**
     * Accepts another access key.
     *
     * @param accessKey its id
     * @param secretKey its secret
     */
    public void acceptKey(String accessKey, String secretKey) {
        acceptTemporaryKey(accessKey, secretKey, "", Instant.MAX);
    }

    /**
     * Accepts another temporary access key.
     *
     * @param accessKey its id
     * @param secretKey its secret
     * @param securityToken its token; empty for a permanent key
     * @param endsAt when it expires
     */
    public void acceptTemporaryKey(String accessKey, String secretKey, String securityToken, Instant endsAt) {
        Input.required("accessKey", accessKey, "secretKey", secretKey);
        Objects.requireNonNull(securityToken, "securityToken");
        Objects.requireNonNull(endsAt, "endsAt");
        change(() -> accounts.accept(accessKey, new ImsAccounts.Key(secretKey, securityToken, endsAt, DOMAIN)));
    }

    /**
     * Forgets an access key.
     *
     * @param accessKey its id
     */
    public void forgetKey(String accessKey) {
        Input.required("accessKey", accessKey);
        change(() -> accounts.forgetKey(accessKey));
    }

    /**
     * Accepts an IAM token, for all projects of {@link #DOMAIN}.
     *
     * @param token the token
     * @param endsAt when it expires
     */
    public void acceptToken(String token, Instant endsAt) {
        Input.required("token", token);
        Objects.requireNonNull(endsAt, "endsAt");
        change(() -> accounts.acceptToken(token, endsAt, DOMAIN, ""));
    }

    /**
     * Revokes an IAM token: from now on the gateway requires another one (APIGW.0307).
     *
     * @param token the token
     */
    public void revokeToken(String token) {
        Input.required("token", token);
        change(() -> accounts.revokeToken(token));
    }

    /**
     * Adds a user of the identity service, who is locked after five wrong passwords.
     *
     * @param domain the account's name
     * @param user the user's name
     * @param password the user's password
     */
    public void addUser(String domain, String user, String password) {
        Input.required("domain", domain, "user", user, "password", password);
        change(() -> iam.addUser(domain, user, password));
    }

    /**
     * Adds an agency that callers may assume.
     *
     * @param agency its name
     * @param domain the name of the account that created it
     */
    public void addAgency(String agency, String domain) {
        Input.required("agency", agency, "domain", domain);
        change(() -> iam.addAgency(agency, domain));
    }

    /**
     * Adds an id token that the identity service exchanges.
     *
     * @param identityProvider the id of the identity provider
     * @param idToken the token that it issued
     */
    public void addIdToken(String identityProvider, String idToken) {
        Input.required("identityProvider", identityProvider, "idToken", idToken);
        change(() -> iam.addIdToken(identityProvider, idToken));
    }

    /**
     * Configures the instance behind the metadata service.
     *
     * @param hasAgency whether an agency is bound to it; true by default
     * @param version2 whether version 2, which requires tokens, is offered; true by default
     */
    public void instance(boolean hasAgency, boolean version2) {
        change(() -> iam.instance(hasAgency, version2));
    }

    /**
     * Sets how long the keys of instances and pods are valid.
     *
     * @param life the lifetime, 0 to 100 years; 6 hours by default
     */
    public void temporaryKeyLife(Duration life) {
        Input.duration("life", life);
        change(() -> iam.keyLife(life));
    }

    /**
     * Adds a project, and its region with it.
     *
     * @param region the region's id
     * @param projectId the project's id
     * @param name the project's name
     */
    public void addProject(String region, String projectId, String name) {
        addProject(DOMAIN, region, projectId, name);
    }

    /**
     * Adds a project of a tenant, and its region with it.
     *
     * @param domain the tenant, added with {@link #addTenant}
     * @param region the region's id
     * @param projectId the project's id
     * @param name the project's name, which may be that of another tenant's project
     * @throws IllegalArgumentException if there is no such tenant
     */
    public void addProject(String domain, String region, String projectId, String name) {
        Input.required("domain", domain, "region", region, "projectId", projectId, "name", name);
        change(() -> {
            if (!accounts.tenantOf(domain).equals(domain)) {
                throw new IllegalArgumentException("There is no tenant " + domain);
            }
            accounts.add(new ImsAccounts.Project(projectId, region, name, domain));
        });
    }

    /**
     * Adds a tenant, without projects. Its keys, users and agencies only have access to its own projects, and its copies across
     * regions are counted separately.
     *
     * @param domain the name of its domain
     * @param accessKey the id of an access key of its own
     * @param secretKey the key's secret
     */
    public void addTenant(String domain, String accessKey, String secretKey) {
        Input.required("domain", domain, "accessKey", accessKey, "secretKey", secretKey);
        change(() -> {
            accounts.addTenant(domain);
            accounts.accept(accessKey, new ImsAccounts.Key(secretKey, "", Instant.MAX, domain));
        });
    }

    /**
     * Adds an image that can be copied to {@link #PROJECT_ID}.
     *
     * @param imageId its id
     */
    public void addImage(String imageId) {
        addImage(PROJECT_ID, imageId, "golden");
    }

    /**
     * Adds an image that can be copied, in the status active.
     *
     * @param projectId the id of the project
     * @param imageId its id
     * @param name its name
     * @throws IllegalArgumentException if there is no such project
     */
    public void addImage(String projectId, String imageId, String name) {
        locked(() -> putImage(projectId, imageId, name, "", ""));
    }

    /**
     * Adds an image that is encrypted.
     *
     * @param projectId the id of the project
     * @param imageId its id
     * @param name its name
     * @param kmsKeyId the key that it is encrypted with
     */
    public void addEncryptedImage(String projectId, String imageId, String name, String kmsKeyId) {
        Input.required("kmsKeyId", kmsKeyId);
        locked(() -> putImage(projectId, imageId, name, kmsKeyId, ""));
    }

    /**
     * Adds an image of a whole server, which only the copy across regions accepts.
     *
     * @param projectId the id of the project
     * @param imageId its id
     * @param name its name
     */
    public void addFullServerImage(String projectId, String imageId, String name) {
        locked(() -> putImage(projectId, imageId, name, "", "whole"));
    }

    private ImsImage putImage(String projectId, String imageId, String name, String kmsKeyId, String traits) {
        Input.required("imageId", imageId);
        Objects.requireNonNull(name, "name");
        requireProject(projectId);
        ImsImage image = new ImsImage(
                imageId,
                projectId,
                name,
                "",
                kmsKeyId,
                "0",
                "",
                time().now().minus(Duration.ofDays(30)),
                traits,
                Optional.empty(),
                "active");
        images.put(image);
        return image;
    }

    private void requireProject(String projectId) {
        Input.required("projectId", projectId);
        if (!accounts.projects().containsKey(projectId)) {
            throw new IllegalArgumentException("There is no project " + projectId);
        }
    }

    /**
     * Changes the status of an image.
     *
     * @param projectId the id of the project
     * @param imageId its id
     * @param status the status, by the service's name
     */
    public void setImageStatus(String projectId, String imageId, String status) {
        Input.required("status", status);
        change(() -> images.put(image(projectId, imageId).in(status)));
    }

    /**
     * Changes an attribute of an image. A "protected" image cannot be deleted.
     *
     * @param projectId the image's project
     * @param imageId its id
     * @param name the service's name for the attribute, for example {@code tags}, {@code visibility}, {@code disk_format},
     *     "protected" or {@code min_disk}
     * @param value its value: a string, a number, a boolean or a list of strings
     */
    public void setImageAttribute(String projectId, String imageId, String name, Object value) {
        Input.required("name", name);
        Objects.requireNonNull(value, "value");
        change(() -> images.tell(image(projectId, imageId).id(), name, value));
    }

    private ImsImage image(String projectId, String imageId) {
        ImsImage image = images.get(projectId, imageId);
        if (image == null) {
            throw new IllegalArgumentException("There is no image " + imageId + " in " + projectId);
        }
        return image;
    }

    /**
     * Returns all existing images of a project, whatever their status.
     *
     * @param projectId the project
     * @return their ids
     * @throws IllegalArgumentException if there is no such project
     */
    public List<String> imageIds(String projectId) {
        return locked(() -> {
            requireProject(projectId);
            return images.in(projectId)
                    .filter(image -> !image.status().isEmpty())
                    .map(ImsImage::id)
                    .toList();
        });
    }

    /**
     * Adds a KMS key.
     *
     * @param keyId its id
     * @param enabled whether it can be used
     */
    public void addKmsKey(String keyId, boolean enabled) {
        Input.required("keyId", keyId);
        change(() -> copies.addKey(keyId, enabled));
    }

    /**
     * Limits the private images of each project.
     *
     * @param most the maximum number, 0 or more; no limit by default
     */
    public void limitImages(int most) {
        Input.atLeast(0, "most", most);
        change(() -> copies.quota(most));
    }

    /**
     * Limits the copies across regions that a tenant may have in progress (IMG.0149).
     *
     * @param most the maximum number, 0 or more; 5 by default
     */
    public void limitCopiesAcrossRegions(int most) {
        Input.atLeast(0, "most", most);
        change(() -> copies.maxAcrossRegions(most));
    }

    /** Rejects copies whose name is taken in the destination's project (IMG.0009). */
    public void refuseTakenNames() {
        change(() -> copies.refuseTakenNames());
    }

    /**
     * Lets lists show deleted images for a while, like the service.
     *
     * @param lists how many lists still show a deleted image, 0 or more; 0 by default
     */
    public void lingerAfterDelete(int lists) {
        Input.atLeast(0, "lists", lists);
        change(() -> images.linger(lists));
    }

    /**
     * Disables calls, as in regions that do not offer them: they are answered with 404 APIGW.0101.
     *
     * @param calls the calls' names; {@code copyImageV1} and {@code copyImageV21} are only the copies of that version
     * @throws IllegalArgumentException if this service has no such call; the message lists those that it has
     */
    public void unpublish(String... calls) {
        Set<String> known = new HashSet<>(ImsCalls.NAMES);
        known.addAll(Set.of("copyImageV1", "copyImageV21"));
        Input.oneOf(known, "calls", calls);
        locked(() -> unpublished = Set.copyOf(List.of(calls)));
    }

    /**
     * Returns a fault that answers with an error of the image service.
     *
     * @param code the service's code, for example {@code IMG.0060}
     * @param message the service's message
     * @return a fault that answers 400 instead of executing the request
     */
    public static Fault error(String code, String message) {
        return fault(400, ImsRefusal.service(code, message));
    }

    /**
     * Returns a fault that answers with an error of the API gateway.
     *
     * @param status the HTTP status
     * @param code the gateway's code, for example {@code APIGW.0308}
     * @param message the gateway's message
     * @return a fault that answers with this error instead of executing the request
     */
    public static Fault gatewayError(int status, String code, String message) {
        return fault(status, ImsRefusal.gateway(status, code, message));
    }

    private static Fault fault(int status, ImsRefusal refusal) {
        String id = "7d1a6d0dcdbf8d54b2b8b1f5f1a7e9c3";
        SimulatedResponse answer = refusal.answer(id);
        return Fault.status(status)
                .header("X-Request-Id", id)
                .body("application/json", new String(answer.body(), StandardCharsets.UTF_8));
    }

    @Override
    public List<Copy> copies() {
        return locked(() -> copies.accepted().stream()
                .map(entry -> new Copy(
                        entry.jobId(),
                        entry.image().id(),
                        entry.sourceImageId(),
                        Optional.ofNullable(
                                        accounts.projects().get(entry.image().projectId()))
                                .map(ImsAccounts.Project::region)
                                .orElse(""),
                        entry.image().name()))
                .toList());
    }

    @Override
    protected Set<String> callNames() {
        return ImsCalls.NAMES;
    }

    @Override
    protected String callName(SimulatedRequest request) {
        return ImsCalls.nameOf(request).orElse(UNKNOWN_CALL);
    }

    @Override
    protected SimulatedResponse handle(SimulatedRequest request) {
        String requestId = String.format(Locale.ROOT, "5f2c9a00d4e84d7a9d3b%012x", ++requestCount);
        Instant now = now();
        SimulatedResponse answer;
        try {
            answer = execute(request, now);
        } catch (ImsRefusal refusal) {
            answer = refusal.answer(requestId);
        }
        return answer.header("X-Request-Id", requestId).header("Server", "api-gateway");
    }

    @Override
    protected SimulatedResponse throttled(SimulatedRequest request, Duration left) {
        String requestId = String.format(Locale.ROOT, "5f2c9a00d4e84d7a9d3b%012x", ++requestCount);
        return ImsRefusal.gateway(
                        429, "APIGW.0308", "The throttling threshold has been reached: policy api over ratelimit")
                .answer(requestId)
                .header("X-Request-Id", requestId);
    }

    private SimulatedResponse execute(SimulatedRequest request, Instant now) {
        String call = callName(request);
        String version = request.segments().get(0).equals("v2.1") ? "V21" : "V1";
        if (call.equals(UNKNOWN_CALL) || unpublished.contains(call) || unpublished.contains(call + version)) {
            throw ImsRefusal.gateway(
                    404, "APIGW.0101", "The API does not exist or has not been published in the environment");
        }
        if (ANONYMOUS.contains(call)) {
            return switch (call) {
                case "issueToken" -> iam.issueToken(request, now);
                case "exchangeIdToken" -> iam.exchangeIdToken(request, now);
                case "metadataToken" -> iam.metadataToken(request);
                case "metadataKey" -> iam.metadataKey(request, now);
                default -> iam.podKey(request, now);
            };
        }
        String tenant = accounts.authenticate(request, now);
        return switch (call) {
            case "listProjects" -> iam.listProjects(request, tenant);
            case "assumeAgency" -> iam.assumeAgency(request, now);
            default -> image(call, request, accounts.projectOf(request, tenant), now);
        };
    }

    private SimulatedResponse image(String call, SimulatedRequest request, ImsAccounts.Project project, Instant now) {
        Matcher host = REGION_HOST.matcher(request.host());
        if (host.matches() && !host.group(1).equals(project.region())) {
            throw ImsRefusal.gateway(401, "APIGW.0307", "The token must be updated.");
        }
        List<String> path = request.segments();
        return switch (call) {
            case "copyImage" -> copies.copy(request, project, path.get(2), now, this::newJob);
            case "copyImageToRegion" -> copies.copyToRegion(request, project, path.get(2), now, this::newJob);
            case "describeJob" -> copies.job(project.id(), path.get(3));
            case "describeJobLegacy" -> {
                if (!path.get(1).equals(project.id())) {
                    throw ImsRefusal.service("IMG.0030", "The project of the path is not that of the token.");
                }
                yield copies.job(project.id(), path.get(3));
            }
            case "listImages" -> images.list(request, project.id());
            default -> images.delete(project.id(), path.get(2), request);
        };
    }
}
