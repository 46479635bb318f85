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
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Alibaba Cloud ECS as far as copying images goes: CopyImage, DescribeImages, CancelCopyImage and DeleteImage of version
 * 2014-05-26, in many regions behind one address.
 *
 * <ul>
 *   <li>Both signatures are checked (ACS3-HMAC-SHA256 in headers, HMAC-SHA1 of version 1.0 in the query), with date, nonce
 *       and security token.
 *   <li>Five copies run at the same time in a region, the others are Waiting.
 *   <li>DescribeImages shows Available images only unless asked, ten on a page unless asked, and finds names by a part of
 *       them.
 *   <li>A ClientToken is answered again the same way, and refused with other parameters.
 *   <li>A request to a region's own host name must be about that region.
 *   <li>The Security Token Service (AssumeRole, AssumeRoleWithOIDC) and an instance's metadata service give out keys that
 *       are accepted until they end.
 * </ul>
 *
 * <p>The image {@link #SOURCE_IMAGE} is there, in {@link #SOURCE_REGION}; others come with {@link #addImage}. The calls' names
 * for faults are {@code copyImage}, {@code describeImages}, {@code cancelCopyImage} and {@code deleteImage}; a dry run counts
 * as {@code copyImage}; {@code assumeRole}, {@code assumeRoleWithOidc} and {@code metadata} are the others.
 *
 * <p>Thread safety: safe for use by many threads.
 */
public final class AlibabaEcsSimulator extends Simulator {
    /** The access key that is accepted from the start. */
    public static final String ACCESS_KEY_ID = "LTAI5tSimulatorKey";

    /** The secret of {@link #ACCESS_KEY_ID}. */
    public static final String ACCESS_KEY_SECRET = "simulator-access-key-secret";

    /** Where {@link #SOURCE_IMAGE} is. */
    public static final String SOURCE_REGION = "cn-hangzhou";

    /** An image that can be copied. */
    public static final String SOURCE_IMAGE = "m-bp1h46wfpjsjastc0001";

    private static final String VERSION = "2014-05-26";
    private static final String STS_VERSION = "2015-04-01";
    private static final Pattern REGION_HOST =
            Pattern.compile("ecs(?:-vpc)?\\.([a-z0-9-]+)\\.aliyuncs\\.com", Pattern.CASE_INSENSITIVE);

    /**
     * A copy that was accepted.
     *
     * @param imageId the new image
     * @param sourceRegion where the source is
     * @param sourceImageId the source
     * @param destinationRegion where the copy goes
     * @param name the copy's name, empty when it has none
     * @param clientToken the key under which it was asked for, empty when there was none
     */
    public record Copy(
            String imageId,
            String sourceRegion,
            String sourceImageId,
            String destinationRegion,
            String name,
            String clientToken) implements ExecutedCopy {
        @Override
        public String summary() {
            return sourceRegion + "/" + sourceImageId + " -> " + destinationRegion + "/" + name;
        }
    }

    private final EcsSignatures signatures = new EcsSignatures();
    private final EcsIdentity identity = new EcsIdentity(signatures);
    private final EcsRegions regions = new EcsRegions();
    private final EcsCopies copies = new EcsCopies(regions);
    private final EcsThrottle throttle = new EcsThrottle();
    private int requestCount;

    private AlibabaEcsSimulator(@Nullable TimeSource time) {
        super(time);
        prepare();
    }

    private void prepare() {
        signatures.accept(new EcsSignatures.Key(ACCESS_KEY_ID, ACCESS_KEY_SECRET, "", Instant.MAX));
        putImage(SOURCE_REGION, SOURCE_IMAGE, "golden");
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
     * Starts a simulator that listens as it is told.
     *
     * @param options port, TLS and clock
     * @return the running simulator
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static AlibabaEcsSimulator start(StartOptions options) {
        return listening(new AlibabaEcsSimulator(options.time()), options);
    }

    /**
     * Makes a simulator that is reached by {@link #transport()} only.
     *
     * @param time its clock
     * @return the simulator
     */
    public static AlibabaEcsSimulator inProcess(TimeSource time) {
        return new AlibabaEcsSimulator(time);
    }

    /**
     * Accepts a further access key.
     *
     * @param accessKeyId its id
     * @param accessKeySecret its secret
     */
    public void acceptKey(String accessKeyId, String accessKeySecret) {
        acceptTemporaryKey(accessKeyId, accessKeySecret, "", Instant.MAX);
    }

    /**
     * Accepts a further temporary access key.
     *
     * @param accessKeyId its id
     * @param accessKeySecret its secret
     * @param securityToken its token
     * @param endsAt when it ends
     */
    public void acceptTemporaryKey(String accessKeyId, String accessKeySecret, String securityToken, Instant endsAt) {
        change(() -> signatures.accept(new EcsSignatures.Key(accessKeyId, accessKeySecret, securityToken, endsAt)));
    }

    /**
     * Forgets an access key.
     *
     * @param accessKeyId its id
     */
    public void forgetKey(String accessKeyId) {
        change(() -> signatures.forget(accessKeyId));
    }

    /**
     * Adds an image that is Available.
     *
     * @param region where; a region that the simulator does not have yet is added
     * @param imageId its id
     * @param name its name, may be empty
     */
    public void addImage(String region, String imageId, String name) {
        locked(() -> putImage(region, imageId, name));
    }

    private EcsImage putImage(String region, String imageId, String name) {
        regions.add(region);
        EcsImage image = new EcsImage(
                imageId, region, name, "", Map.of(), false, "", time().now().minus(Duration.ofDays(30)), false);
        regions.images(region).put(imageId, image);
        return image;
    }

    /**
     * Changes the status of an image that was added.
     *
     * @param region where it is
     * @param imageId its id
     * @param status the vendor's word
     */
    public void setImageStatus(String region, String imageId, String status) {
        locked(() -> {
            EcsImage image = regions.images(region).get(imageId);
            if (image == null) {
                throw new IllegalArgumentException("There is no image " + imageId + " in " + region);
            }
            image.status(status);
            return image;
        });
    }

    /**
     * Lists the images of a region that are there, whatever their status.
     *
     * @param region the region's id
     * @return their ids
     */
    public List<String> imageIds(String region) {
        return locked(() -> regions.images(region).values().stream()
                .filter(EcsImage::exists)
                .map(EcsImage::id)
                .toList());
    }

    /**
     * Lets the service look at the name of a copy before it looks at its ClientToken, so that a repeat of a named copy is
     * refused as a duplicate of itself.
     *
     * @param first whether names are looked at first; false at the start
     */
    public void checkNamesFirst(boolean first) {
        change(() -> copies.checkNamesFirst(first));
    }

    /**
     * Limits calls as the service does: for each action and region, in minutes of the wall clock.
     *
     * @param calls how many calls a minute may have; 0 for no limit
     * @param hints whether a refusal says when to come back, in {@code x-acs-retry-after}
     */
    public void limitCallsPerMinute(int calls, boolean hints) {
        change(() -> throttle.limit(calls, hints));
    }

    /**
     * Makes the service's error answer as a fault.
     *
     * @param status the HTTP status
     * @param code the service's code, for example {@code InternalError}
     * @param message the service's message
     * @return a fault that answers so instead of executing the request
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
        return locked(copies::accepted);
    }

    /**
     * Accepts a token of an identity provider, for AssumeRoleWithOIDC.
     *
     * @param token the token
     */
    public void acceptOidcToken(String token) {
        change(() -> identity.acceptOidcToken(token));
    }

    /**
     * Gives the instance that the metadata service speaks for a role.
     *
     * @param role the role's name, empty for none
     * @param onlyWithSession whether version 1 of the metadata service is switched off
     */
    public void setInstanceRole(String role, boolean onlyWithSession) {
        change(() -> identity.instanceRole(role, onlyWithSession));
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
            return identity.metadata(wire, time().now());
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
        if (!call.equals("assumeRoleWithOidc")) {
            signatures.check(request, now);
        }
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
        throttle.count(call + "/" + region, now);
        return switch (call) {
            case "copyImage" -> copies.copy(request, requestId, now, this::newJob);
            case "describeImages" -> {
                if (!regions.has(region)) {
                    throw new EcsRefusal(404, "InvalidRegionId.NotFound", "The specified RegionId does not exist.");
                }
                copies.moveOn(region, this::newJob);
                yield EcsQueries.describe(request, regions.images(region).values(), requestId);
            }
            case "cancelCopyImage" -> copies.cancel(request, requestId);
            default -> copies.delete(request, requestId);
        };
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
