package dev.imagecopy.testing;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.alibaba.EcsAnswers;
import dev.imagecopy.testing.alibaba.EcsCopies;
import dev.imagecopy.testing.alibaba.EcsIdentity;
import dev.imagecopy.testing.alibaba.EcsImage;
import dev.imagecopy.testing.alibaba.EcsQueries;
import dev.imagecopy.testing.alibaba.EcsRefusal;
import dev.imagecopy.testing.alibaba.EcsRegions;
import dev.imagecopy.testing.alibaba.EcsRequest;
import dev.imagecopy.testing.alibaba.EcsSignatures;
import dev.imagecopy.testing.alibaba.EcsThrottle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The copy functions of Alibaba Cloud ECS: CopyImage, DescribeImages, CancelCopyImage and DeleteImage of version 2014-05-26, in
 * many regions behind one address.
 *
 * <ul>
 *   <li>It checks both signatures (ACS3-HMAC-SHA256 in headers, HMAC-SHA1 of version 1.0 in the query), with date, nonce and
 *       security token.
 *   <li>At most five copies run at the same time in a region; the others are Waiting, and start when another one ends.
 *   <li>Accounts do not see each other's images: {@link #addAccount}.
 *   <li>By default, DescribeImages only shows Available images, ten per page; it finds names by a part of them.
 *   <li>A request with a known ClientToken is answered in the same way again, and rejected with other parameters.
 *   <li>Copies of an encrypted image must be encrypted; those of an unencrypted image can be encrypted only inside its region. A KMS
 *       key must be one of the destination's region: {@link #addEncryptedImage}, {@link #addKmsKey}.
 *   <li>A dry run passes all checks, changes nothing, and is answered with DryRunOperation.
 *   <li>A request to a region's own host name must be for that region.
 *   <li>The Security Token Service (AssumeRole, AssumeRoleWithOIDC) and an instance's metadata service issue keys that are
 *       accepted until they expire.
 * </ul>
 *
 * <p>The image {@link #SOURCE_IMAGE} exists in {@link #SOURCE_REGION}; add others with {@link #addImage(String)}. The names of
 * the calls, for faults, are {@code copyImage}, {@code describeImages}, {@code cancelCopyImage} and {@code deleteImage}; a dry
 * run counts as {@code copyImage}; {@code assumeRole}, {@code assumeRoleWithOidc} and {@code metadata} are the others.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class AlibabaEcsSimulator extends Simulator {
    /** The access key that is accepted from the start. */
    public static final String ACCESS_KEY_ID = "LTAI5tSimulatorKey";

    /** The secret of {@link #ACCESS_KEY_ID}. */
    public static final String ACCESS_KEY_SECRET = "simulator-access-key-secret";

    /** The account that {@link #ACCESS_KEY_ID} belongs to. */
    public static final long ACCOUNT_ID = 1234567890123456L;

    /** A temporary access key that is accepted from the start and does not expire. */
    public static final String TEMPORARY_KEY_ID = "STS.SimulatorTemporaryKey";

    /** The secret of {@link #TEMPORARY_KEY_ID}. */
    public static final String TEMPORARY_KEY_SECRET = "simulator-temporary-secret";

    /** The security token of {@link #TEMPORARY_KEY_ID}. */
    public static final String SECURITY_TOKEN = "CAISsimulator+security/token==";

    /** A role of {@link #ACCOUNT_ID} that can be assumed. */
    public static final String ROLE_ARN = "acs:ram::" + ACCOUNT_ID + ":role/image-copier";

    /** A token of an identity provider that is accepted for {@link #ROLE_ARN}. */
    public static final String OIDC_TOKEN = "simulator.oidc.token";

    /** A role that can be attached to an instance with {@link #setInstanceRole}. */
    public static final String INSTANCE_ROLE = "image-copier";

    /** The region of {@link #SOURCE_IMAGE}. */
    public static final String SOURCE_REGION = "cn-hangzhou";

    /** An image that can be copied. */
    public static final String SOURCE_IMAGE = "m-bp1h46wfpjsjastc0001";

    private static final Set<String> CALLS = Set.of(
            "copyImage",
            "describeImages",
            "cancelCopyImage",
            "deleteImage",
            "assumeRole",
            "assumeRoleWithOidc",
            "metadata");

    private static final String VERSION = "2014-05-26";
    private static final String STS_VERSION = "2015-04-01";
    private static final Pattern REGION_HOST =
            Pattern.compile("ecs(?:-vpc)?\\.([a-z0-9-]+)\\.aliyuncs\\.com", Pattern.CASE_INSENSITIVE);

    /**
     * A copy that was accepted.
     *
     * @param imageId the new image
     * @param sourceRegion the region of the source
     * @param sourceImageId the source
     * @param destinationRegion the destination region
     * @param name the copy's name; empty if it has none
     * @param clientToken the idempotency key of the request; empty if there was none
     */
    public record Copy(
            String imageId,
            String sourceRegion,
            String sourceImageId,
            String destinationRegion,
            String name,
            String clientToken)
            implements ExecutedCopy {
        @Override
        public String summary() {
            return sourceRegion + "/" + sourceImageId + " -> " + destinationRegion + "/" + name;
        }
    }

    /** What one account sees. */
    private record Account(long id, EcsRegions regions, EcsCopies copies) {
        static Account of(long id, List<EcsCopies.Accepted> accepted) {
            EcsRegions regions = new EcsRegions();
            return new Account(id, regions, new EcsCopies(regions, accepted));
        }
    }

    private final EcsSignatures signatures = new EcsSignatures();
    private final EcsIdentity identity = new EcsIdentity(signatures, ACCOUNT_ID);
    private final List<EcsCopies.Accepted> accepted = new ArrayList<>();
    private final Map<Long, Account> accounts = new TreeMap<>();
    private final Account account = Account.of(ACCOUNT_ID, accepted);
    private final EcsThrottle throttle = new EcsThrottle();
    private int requestCount;

    private AlibabaEcsSimulator(@Nullable TimeSource time) {
        super(time);
        prepare();
    }

    private void prepare() {
        accounts.put(ACCOUNT_ID, account);
        acceptKey(ACCESS_KEY_ID, ACCESS_KEY_SECRET);
        acceptTemporaryKey(TEMPORARY_KEY_ID, TEMPORARY_KEY_SECRET, SECURITY_TOKEN, Instant.MAX);
        acceptOidcToken(OIDC_TOKEN);
        addImage(SOURCE_IMAGE);
    }

    /**
     * Starts a simulator that listens on a free port of this machine.
     *
     * @return the running simulator
     */
    public static AlibabaEcsSimulator start() {
        return start(StartOptions.defaults());
    }

    /**
     * Starts a simulator that listens on a free port of this machine.
     *
     * @param time its clock
     * @return the running simulator
     */
    public static AlibabaEcsSimulator start(TimeSource time) {
        return start(StartOptions.defaults().time(time));
    }

    /**
     * Starts a simulator with the given options.
     *
     * @param options port, TLS and clock
     * @return the running simulator
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static AlibabaEcsSimulator start(StartOptions options) {
        return listening(new AlibabaEcsSimulator(options.time()), options);
    }

    /**
     * Creates a simulator without an HTTP port, which only {@link #transport()} reaches.
     *
     * @param time its clock
     * @return the simulator
     */
    public static AlibabaEcsSimulator inProcess(TimeSource time) {
        return new AlibabaEcsSimulator(time);
    }

    /**
     * Accepts another access key.
     *
     * @param accessKeyId its id
     * @param accessKeySecret its secret
     */
    public void acceptKey(String accessKeyId, String accessKeySecret) {
        acceptTemporaryKey(accessKeyId, accessKeySecret, "", Instant.MAX);
    }

    /**
     * Adds another account with an access key. Accounts share neither images nor idempotency keys nor places in a region's
     * queue.
     *
     * @param accountId the account's id, 1 or more, which is the owner id of its images
     * @param accessKeyId the key's id
     * @param accessKeySecret the key's secret
     */
    public void addAccount(long accountId, String accessKeyId, String accessKeySecret) {
        Input.atLeast(1, "accountId", accountId);
        Input.required("accessKeyId", accessKeyId, "accessKeySecret", accessKeySecret);
        change(() -> {
            accounts.computeIfAbsent(accountId, id -> Account.of(id, accepted));
            signatures.accept(new EcsSignatures.Key(accessKeyId, accessKeySecret, "", Instant.MAX, accountId));
        });
    }

    /**
     * Accepts another temporary access key.
     *
     * @param accessKeyId its id
     * @param accessKeySecret its secret
     * @param securityToken its token; empty for a permanent key
     * @param endsAt when it expires
     */
    public void acceptTemporaryKey(String accessKeyId, String accessKeySecret, String securityToken, Instant endsAt) {
        Input.required("accessKeyId", accessKeyId, "accessKeySecret", accessKeySecret);
        Objects.requireNonNull(securityToken, "securityToken");
        Objects.requireNonNull(endsAt, "endsAt");
        change(() -> signatures.accept(
                new EcsSignatures.Key(accessKeyId, accessKeySecret, securityToken, endsAt, ACCOUNT_ID)));
    }

    /**
     * Forgets an access key.
     *
     * @param accessKeyId its id
     */
    public void forgetKey(String accessKeyId) {
        Input.required("accessKeyId", accessKeyId);
        change(() -> signatures.forget(accessKeyId));
    }

    /**
     * Adds an image that can be copied to {@link #SOURCE_REGION} of {@link #ACCOUNT_ID}.
     *
     * @param imageId its id
     */
    public void addImage(String imageId) {
        addImage(SOURCE_REGION, imageId, "golden");
    }

    /**
     * Adds an image that can be copied, in the status Available.
     *
     * @param region the id of the region, which is added if it does not exist
     * @param imageId its id
     * @param name its name, may be empty
     */
    public void addImage(String region, String imageId, String name) {
        addImage(ACCOUNT_ID, region, imageId, name);
    }

    /**
     * Adds an image that can be copied to an account.
     *
     * @param accountId the account, added with {@link #addAccount}
     * @param region the id of the region, which is added if it does not exist
     * @param imageId its id
     * @param name its name, may be empty
     */
    public void addImage(long accountId, String region, String imageId, String name) {
        Input.required("region", region, "imageId", imageId);
        Objects.requireNonNull(name, "name");
        change(() -> {
            Account owner = accounts.get(accountId);
            if (owner == null) {
                throw new IllegalArgumentException("There is no account " + accountId);
            }
            putImage(owner, region, imageId, name, false);
        });
    }

    /**
     * Adds an image that is encrypted to {@link #ACCOUNT_ID}, in the status Available. Its copies must be encrypted, too.
     *
     * @param region the id of the region, which is added if it does not exist
     * @param imageId its id
     * @param name its name, may be empty
     */
    public void addEncryptedImage(String region, String imageId, String name) {
        Input.required("region", region, "imageId", imageId);
        Objects.requireNonNull(name, "name");
        change(() -> putImage(account, region, imageId, name, true));
    }

    private void putImage(Account owner, String region, String imageId, String name, boolean encrypted) {
        owner.regions().add(region);
        Instant madeAt = now().minus(Duration.ofDays(30));
        owner.regions().put(region, new EcsImage(imageId, region, name, "", Map.of(), encrypted, "", madeAt, false));
    }

    /**
     * Adds a KMS key to {@link #ACCOUNT_ID}. It encrypts copies whose destination is its region.
     *
     * @param region the id of the region, which is added if it does not exist
     * @param keyId its id
     */
    public void addKmsKey(String region, String keyId) {
        Input.required("region", region, "keyId", keyId);
        change(() -> {
            account.regions().add(region);
            account.regions().addKey(region, keyId);
        });
    }

    /**
     * Changes the status of an image that was added to {@link #ACCOUNT_ID}.
     *
     * @param region the id of the region
     * @param imageId its id
     * @param status the status, by the vendor's name
     */
    public void setImageStatus(String region, String imageId, String status) {
        Input.required("status", status);
        change(() -> image(region, imageId).status(status));
    }

    private Map<String, EcsImage> images(String region) {
        Input.required("region", region);
        if (!account.regions().has(region)) {
            throw new IllegalArgumentException("There is no region " + region);
        }
        return account.regions().images(region);
    }

    private EcsImage image(String region, String imageId) {
        EcsImage image = images(region).get(imageId);
        if (image == null) {
            throw new IllegalArgumentException("There is no image " + imageId + " in " + region);
        }
        return image;
    }

    /**
     * Changes an attribute of an image of {@link #ACCOUNT_ID}. An image whose {@code Usage} is {@code instance} can only be
     * deleted with {@code Force}.
     *
     * @param region the image's region
     * @param imageId its id
     * @param name the vendor's name for the attribute, for example {@code ImageFamily}, {@code OSType}, {@code IsPublic},
     *     {@code Usage} or {@code SnapshotId}
     * @param value its value as text
     */
    public void setImageAttribute(String region, String imageId, String name, String value) {
        Input.required("name", name);
        Objects.requireNonNull(value, "value");
        change(() -> image(region, imageId).attribute(name, value));
    }

    /**
     * Returns all existing images of {@link #ACCOUNT_ID} in a region, whatever their status.
     *
     * @param region the region's id
     * @return their ids
     * @throws IllegalArgumentException if there is no such region
     */
    public List<String> imageIds(String region) {
        return locked(() -> images(region).values().stream()
                .filter(EcsImage::exists)
                .map(EcsImage::id)
                .toList());
    }

    /**
     * Makes the service check the name of a copy before its ClientToken, so that a repeat of a named copy is rejected as a
     * duplicate of itself.
     *
     * @param first whether names are checked first; initially false
     */
    public void checkNamesFirst(boolean first) {
        change(() -> accounts.values().forEach(each -> each.copies().checkNamesFirst(first)));
    }

    /**
     * Limits how many copies run at the same time in each region of each account; the others are Waiting.
     *
     * @param most how many, 0 or more; 5 by default
     */
    public void limitRunningCopies(int most) {
        Input.atLeast(0, "most", most);
        change(() -> accounts.values().forEach(each -> each.regions().maxRunning(most, time().nanoTime())));
    }

    /**
     * Limits the images in each region of each account (QuotaExceed.Image).
     *
     * @param most the maximum number, 0 or more; no limit by default
     */
    public void limitImages(int most) {
        Input.atLeast(0, "most", most);
        change(() -> accounts.values().forEach(each -> each.copies().maxImages(most)));
    }

    /**
     * Limits calls like the service: per action, region and minute of the wall clock.
     *
     * @param calls the maximum number of calls per minute; 0 for no limit
     * @param hints whether the error says how long to wait, in {@code x-acs-retry-after}
     */
    public void limitCallsPerMinute(int calls, boolean hints) {
        Input.atLeast(0, "calls", calls);
        change(() -> throttle.limit(calls, hints));
    }

    /**
     * Returns a fault that answers with an error of the service.
     *
     * @param status the HTTP status
     * @param code the service's code, for example {@code InternalError}
     * @param message the service's message
     * @return a fault that answers with this error instead of executing the request
     */
    public static Fault error(int status, String code, String message) {
        return Fault.status(status)
                .body(
                        "application/json",
                        Json.write(Json.map(
                                "RequestId",
                                "C8B26B44-0189-443E-9816-D951F59623A9",
                                "HostId",
                                "ecs.aliyuncs.com",
                                "Code",
                                code,
                                "Message",
                                message,
                                "Recommend",
                                "https://api.aliyun.com/troubleshoot?q=" + code + "&product=Ecs")));
    }

    @Override
    public List<Copy> copies() {
        return locked(() -> accepted.stream()
                .map(copy -> new Copy(
                        copy.imageId(),
                        copy.sourceRegion(),
                        copy.sourceImageId(),
                        copy.destinationRegion(),
                        copy.name(),
                        copy.clientToken()))
                .toList());
    }

    /**
     * Accepts a token of an identity provider, for AssumeRoleWithOIDC.
     *
     * @param token the token
     */
    public void acceptOidcToken(String token) {
        Input.required("token", token);
        change(() -> identity.acceptOidcToken(token));
    }

    /**
     * Attaches a role to the instance behind the metadata service.
     *
     * @param role the role's name; empty for none
     * @param onlyWithSession whether version 1 of the metadata service is disabled
     */
    public void setInstanceRole(String role, boolean onlyWithSession) {
        Objects.requireNonNull(role, "role");
        change(() -> identity.instanceRole(role, onlyWithSession));
    }

    @Override
    protected Set<String> callNames() {
        return CALLS;
    }

    @Override
    protected String callName(SimulatedRequest request) {
        if (EcsIdentity.isMetadata(request)) {
            return "metadata";
        }
        String action = request.header("x-acs-action").orElseGet(() -> new EcsRequest(request).action());
        return switch (action) {
            case "CopyImage", "DescribeImages", "CancelCopyImage", "DeleteImage" ->
                Character.toLowerCase(action.charAt(0)) + action.substring(1);
            case "AssumeRole" -> "assumeRole";
            case "AssumeRoleWithOIDC" -> "assumeRoleWithOidc";
            default -> UNKNOWN_CALL;
        };
    }

    @Override
    protected SimulatedResponse handle(SimulatedRequest wire) {
        if (EcsIdentity.isMetadata(wire)) {
            return identity.metadata(wire, now());
        }
        EcsRequest request = new EcsRequest(wire);
        String requestId = "5A1B0C0D-0000-4000-8000-" + digits(12, ++requestCount);
        Instant now = now();
        SimulatedResponse answer;
        try {
            answer = EcsAnswers.success(request, execute(request, requestId, now));
        } catch (EcsRefusal refusal) {
            answer = EcsAnswers.error(request, refusal, requestId);
            answer = refusal.code().startsWith("Throttling") ? throttle.hinted(answer, now) : answer;
        }
        return answer.header("x-acs-request-id", requestId);
    }

    private Map<String, @Nullable Object> execute(EcsRequest request, String requestId, Instant now) {
        requireForm(request);
        String call = callName(request.wire());
        Account caller = call.equals("assumeRoleWithOidc")
                ? account
                : accounts.getOrDefault(signatures.check(request, now), account);
        if (call.startsWith("assumeRole") && request.version().equals(STS_VERSION)) {
            return identity.assumeRole(request, requestId, now);
        }
        if (call.equals(UNKNOWN_CALL) || !request.version().equals(VERSION)) {
            throw new EcsRefusal(
                    404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
        }
        String region = request.required("RegionId");
        Matcher host = REGION_HOST.matcher(request.wire().host());
        if (host.matches() && !host.group(1).equalsIgnoreCase(region)) {
            throw new EcsRefusal(404, "InvalidRegionId.NotFound", "The specified RegionId does not exist.");
        }
        throttle.count(caller.id() + "/" + call + "/" + region, now);
        return switch (call) {
            case "copyImage" -> caller.copies().copy(request, requestId, now, time().nanoTime(), jobStartedLater());
            case "describeImages" ->
                EcsQueries.describe(request, caller.regions().images(region).values(), caller.id(), requestId);
            case "cancelCopyImage" -> caller.copies().cancel(request, requestId);
            default -> caller.copies().delete(request, requestId);
        };
    }

    @Override
    protected SimulatedResponse throttled(SimulatedRequest wire, Duration left) {
        String requestId = "5A1B0C0D-0000-4000-8000-" + digits(12, ++requestCount);
        EcsRefusal refusal = new EcsRefusal(400, "Throttling.User", "Request was denied due to user flow control.");
        return EcsAnswers.error(new EcsRequest(wire), refusal, requestId)
                .header("x-acs-retry-after", String.valueOf(left.toMillis()))
                .header("x-acs-request-id", requestId);
    }

    private static String digits(int length, int number) {
        String text = String.valueOf(number);
        return "0".repeat(length - text.length()) + text;
    }

    private static void requireForm(EcsRequest request) {
        String method = request.wire().method();
        if (!request.wire().path().equals("/") || !(method.equals("POST") || method.equals("GET"))) {
            throw new EcsRefusal(
                    404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
        }
    }
}
