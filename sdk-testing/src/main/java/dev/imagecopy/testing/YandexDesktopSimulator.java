package dev.imagecopy.testing;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.yandex.AuthorizedKey;
import dev.imagecopy.testing.yandex.CloudAnswers;
import dev.imagecopy.testing.yandex.CloudRefusal;
import dev.imagecopy.testing.yandex.CloudTokens;
import dev.imagecopy.testing.yandex.DesktopCalls;
import dev.imagecopy.testing.yandex.DesktopImages;
import dev.imagecopy.testing.yandex.DesktopRequest;
import dev.imagecopy.testing.yandex.ListQuery;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The images of Yandex Cloud Desktop (copy, copy from a desktop, get, list, update, delete), their operations, and what a
 * client needs around them: IAM tokens, the metadata service, the token exchange for workload identity and the list of
 * endpoints; all behind one address.
 *
 * <ul>
 *   <li>A call without a valid IAM token is refused with code 16.
 *   <li>Fields and limits are those of the vendor's API description; an unknown field is rejected.
 *   <li>A request with a known {@code Idempotency-Key} is answered with the operation that the key has started, in its current
 *       state; another request with the same key is rejected. Each account has keys of its own.
 *   <li>A copy that fails is ROLLING_BACK first if its {@link Timeline} says so; afterwards its image no longer exists.
 *   <li>Updates and deletions happen when their {@link Timeline} ends. Until a deletion does, its image is DELETING, and other
 *       changes of it are refused with code 10.
 *   <li>A request to one of the vendor's own host names must be for that service.
 * </ul>
 *
 * <p>The image {@link #SOURCE_IMAGE} and the desktop {@link #DESKTOP} exist in {@link #FOLDER}. Add other images with
 * {@link #addImage(String)}, and accounts that only see some folders with {@link #acceptTokenFor}.
 *
 * <p>The names of the calls, for faults, are {@code copyImage}, {@code copyImageFromDesktop}, {@code getImage},
 * {@code listImages}, {@code updateImage}, {@code deleteImage}, {@code getOperation}, {@code cancelOperation},
 * {@code createToken}, {@code exchangeToken}, {@code metadataToken} and {@code listEndpoints}.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class YandexDesktopSimulator extends Simulator {
    /** A token that is accepted from the start and does not expire. */
    public static final String IAM_TOKEN =
            "t1.simulator-token.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /**
     * A service account whose {@link #SUBJECT_TOKEN} and {@link #authorizedKeyJson() authorized key} can be exchanged for
     * tokens.
     */
    public static final String SERVICE_ACCOUNT = "ajesimulatoraccount1";

    /** A token of an identity provider that stands for {@link #SERVICE_ACCOUNT}. */
    public static final String SUBJECT_TOKEN = "simulator.subject.token";

    /** A folder that exists. */
    public static final String FOLDER = "b1gsimulatorfolder01";

    /** A compute image that can be copied. */
    public static final String SOURCE_IMAGE = "fd8simulatorimage001";

    /** A stopped desktop. */
    public static final String DESKTOP = "e3vsimulatordesktop1";

    private static final String UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final Pattern VENDOR_HOST =
            Pattern.compile("([a-z-]+)\\.api\\.(cloud\\.yandex\\.net|yandexcloud\\.kz)(:443)?");

    /**
     * A copy that was accepted.
     *
     * @param operationId its operation
     * @param imageId the new image
     * @param sourceId the compute image, or the desktop
     * @param folderId the folder of the new image; empty if the request had none
     * @param name the new image's name; empty if the request had none
     * @param idempotencyKey the idempotency key of the request; empty if there was none
     */
    public record Copy(
            String operationId, String imageId, String sourceId, String folderId, String name, String idempotencyKey)
            implements ExecutedCopy {
        @Override
        public String summary() {
            return sourceId + " -> " + folderId + "/" + name;
        }
    }

    private final DesktopImages images = new DesktopImages(this::newJob);
    private final CloudTokens tokens = new CloudTokens();
    private final List<Copy> copies = new ArrayList<>();
    private final Set<String> computeImages = new HashSet<>(Set.of(SOURCE_IMAGE));
    private final Set<String> folders = new HashSet<>(Set.of(FOLDER));
    private Set<String> cancelMethods = Set.of("GET");
    private String pollInterval = "";
    private int requestCount;

    private YandexDesktopSimulator(@Nullable TimeSource time) {
        super(time);
        tokens.accept(IAM_TOKEN, Instant.MAX);
        tokens.acceptSubject(SUBJECT_TOKEN, SERVICE_ACCOUNT);
    }

    /**
     * Starts a simulator that listens on a free port of this machine.
     *
     * @return the running simulator
     */
    public static YandexDesktopSimulator start() {
        return start(StartOptions.defaults());
    }

    /**
     * Starts a simulator that listens on a free port of this machine.
     *
     * @param time its clock
     * @return the running simulator
     */
    public static YandexDesktopSimulator start(TimeSource time) {
        return start(StartOptions.defaults().time(time));
    }

    /**
     * Starts a simulator with the given options.
     *
     * @param options port, TLS and clock
     * @return the running simulator
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static YandexDesktopSimulator start(StartOptions options) {
        return listening(new YandexDesktopSimulator(options.time()), options);
    }

    /**
     * Creates a simulator without an HTTP port, which only {@link #transport()} reaches.
     *
     * @param time its clock
     * @return the simulator
     */
    public static YandexDesktopSimulator inProcess(TimeSource time) {
        return new YandexDesktopSimulator(time);
    }

    /**
     * Accepts another IAM token.
     *
     * @param token the token
     * @param endsAt when it expires
     */
    public void acceptToken(String token, Instant endsAt) {
        Input.required("token", token);
        Objects.requireNonNull(endsAt, "endsAt");
        change(() -> tokens.accept(token, endsAt));
    }

    /**
     * Rejects a token from now on.
     *
     * @param token the token
     */
    public void revokeToken(String token) {
        Input.required("token", token);
        change(() -> tokens.revoke(token));
    }

    /**
     * Accepts tokens signed with an authorized key of a service account, which are then exchanged for IAM tokens.
     *
     * @param keyId the key's id
     * @param serviceAccountId the service account that owns the key
     * @param publicKey the key that verifies signatures
     */
    public void acceptAuthorizedKey(String keyId, String serviceAccountId, PublicKey publicKey) {
        Input.required("keyId", keyId, "serviceAccountId", serviceAccountId);
        Objects.requireNonNull(publicKey, "publicKey");
        change(() -> tokens.acceptKey(keyId, serviceAccountId, publicKey));
    }

    /**
     * Trusts an identity provider's token for a service account, as a workload identity federation does.
     *
     * @param subjectToken the identity provider's token
     * @param serviceAccountId the service account that it stands for
     */
    public void acceptSubjectToken(String subjectToken, String serviceAccountId) {
        Input.required("subjectToken", subjectToken, "serviceAccountId", serviceAccountId);
        change(() -> tokens.acceptSubject(subjectToken, serviceAccountId));
    }

    /**
     * Attaches a service account to the metadata service, or detaches it.
     *
     * @param present whether the metadata service issues tokens; initially it does not
     */
    public void attachServiceAccount(boolean present) {
        change(() -> tokens.attached(present));
    }

    /**
     * Sets how long new IAM tokens are valid, and whether the service returns the same one again.
     *
     * @param life the lifetime, 0 to 100 years; initially 12 hours
     * @param repeated whether an account gets the same token again during the first half of its lifetime
     */
    public void tokenLife(Duration life, boolean repeated) {
        Input.duration("life", life);
        change(() -> tokens.life(life, repeated));
    }

    /**
     * Chooses the format of operations.
     *
     * @param typed whether metadata and responses contain their {@code @type}, as in the service (the default) but not on its
     *     page
     */
    public void typedAnswers(boolean typed) {
        change(() -> images.typed(typed));
    }

    /**
     * Limits the number of desktop images.
     *
     * @param most the maximum number, 0 or more
     */
    public void limitImages(int most) {
        Input.atLeast(0, "most", most);
        change(() -> images.quota(most));
    }

    /**
     * Sets the HTTP methods that cancel operations: the vendor documents two.
     *
     * @param methods GET, POST or both, initially GET; none for a service that cannot cancel
     */
    public void cancelWith(String... methods) {
        Input.oneOf(Set.of("GET", "POST"), "methods", methods);
        locked(() -> cancelMethods = Set.copyOf(List.of(methods)));
    }

    /**
     * Sends the header that suggests a poll interval to clients.
     *
     * @param value the header's value; empty for none
     */
    public void suggestPollInterval(String value) {
        Objects.requireNonNull(value, "value");
        locked(() -> pollInterval = value);
    }

    /**
     * Adds an image that can be copied to {@link #FOLDER}.
     *
     * @param imageId its id
     */
    public void addImage(String imageId) {
        addImage(FOLDER, imageId, "golden");
    }

    /**
     * Adds an image to the compute service that can be copied, in a folder.
     *
     * @param folderId the id of the folder, which is added if it does not exist
     * @param imageId its id
     * @param name its name, which this service never shows
     */
    public void addImage(String folderId, String imageId, String name) {
        Input.required("folderId", folderId, "imageId", imageId);
        Objects.requireNonNull(name, "name");
        change(() -> {
            folders.add(folderId);
            computeImages.add(imageId);
        });
    }

    /**
     * Adds a folder to copy to.
     *
     * @param folderId its id
     */
    public void addFolder(String folderId) {
        Input.required("folderId", folderId);
        change(() -> folders.add(folderId));
    }

    /**
     * Accepts an IAM token only for some folders, like that of another account. Every call for another folder, or for an image
     * or operation in one, is refused with code 7.
     *
     * @param token the token
     * @param folderIds the folders, 1 or more, which are added if they do not exist
     */
    public void acceptTokenFor(String token, String... folderIds) {
        Input.required("token", token);
        Input.atLeast(1, "the number of folderIds", folderIds.length);
        for (String folderId : folderIds) {
            Input.required("folderIds", folderId);
        }
        change(() -> {
            folders.addAll(List.of(folderIds));
            tokens.accept(token, Instant.MAX, Set.of(folderIds));
        });
    }

    /**
     * Creates an authorized key of {@link #SERVICE_ACCOUNT} and accepts it.
     *
     * @return the key in the file format of the console
     */
    public String authorizedKeyJson() {
        AuthorizedKey key = AuthorizedKey.make("ajksimulatorkey00001", SERVICE_ACCOUNT);
        acceptAuthorizedKey(key.id(), SERVICE_ACCOUNT, key.publicKey());
        return key.json();
    }

    /**
     * Adds a desktop image in the status ACTIVE, to get, list, update and delete.
     *
     * @param folderId the id of the folder, which is added if it does not exist
     * @param name its name
     * @param labels its labels
     * @return its id
     */
    public String addDesktopImage(String folderId, String name, Map<String, String> labels) {
        Input.required("folderId", folderId, "name", name);
        return locked(() -> {
            folders.add(folderId);
            return images.add(folderId, name, Map.copyOf(labels), now());
        });
    }

    /**
     * Returns all existing desktop images, whatever their status.
     *
     * @return their ids
     */
    public List<String> imageIds() {
        return locked(images::ids);
    }

    /**
     * Makes the service forget an operation, but not its effect.
     *
     * @param operationId the id of the operation
     */
    public void forgetOperation(String operationId) {
        Input.required("operationId", operationId);
        change(() -> images.forget(operationId));
    }

    /**
     * Returns a fault that answers with an error of the service.
     *
     * @param status the HTTP status
     * @param code the number of the gRPC code
     * @param message the service's message
     * @return a fault that answers with this error instead of executing the request
     */
    public static Fault error(int status, int code, String message) {
        return Fault.status(status).body("application/json", Json.write(CloudAnswers.status(code, message, List.of())));
    }

    @Override
    public List<Copy> copies() {
        return locked(() -> List.copyOf(copies));
    }

    @Override
    protected Set<String> callNames() {
        return DesktopCalls.NAMES;
    }

    @Override
    protected String callName(SimulatedRequest request) {
        return DesktopCalls.nameOf(request).orElse(UNKNOWN_CALL);
    }

    @Override
    protected SimulatedResponse handle(SimulatedRequest request) {
        String requestId = String.format(Locale.ROOT, "5a1b0c0d-0000-4000-8000-%012x", ++requestCount);
        String call = callName(request);
        SimulatedResponse answer;
        try {
            requireHost(request, call);
            answer = switch (call) {
                case "createToken" -> tokens.create(request, now());
                case "exchangeToken" -> tokens.exchange(request, now());
                case "metadataToken" -> tokens.metadata(request, now());
                case "listEndpoints" -> endpoints();
                default -> SimulatedResponse.json(200, execute(request, call));
            };
        } catch (CloudRefusal refusal) {
            answer = CloudAnswers.error(refusal, requestId);
        }
        if (call.equals("getOperation") && !pollInterval.isEmpty()) {
            answer = answer.header("x-operation-poll-interval", pollInterval);
        }
        return answer.header("x-request-id", requestId).header("x-server-trace-id", "trace-" + requestCount);
    }

    private Map<String, @Nullable Object> execute(SimulatedRequest request, String call) {
        if (call.equals(UNKNOWN_CALL)) {
            throw new CloudRefusal(5, "Not Found");
        }
        tokens.check(request, now());
        String last = request.segments().get(request.segments().size() - 1);
        return switch (call) {
            case "getOperation" -> {
                requireMethod(request, Set.of("GET"));
                requireFolder(request, images.folderOfOperation(last));
                yield images.poll(last);
            }
            case "cancelOperation" -> {
                requireMethod(request, cancelMethods);
                String operationId = last.substring(0, last.length() - ":cancel".length());
                requireFolder(request, images.folderOfOperation(operationId));
                yield images.cancel(operationId);
            }
            case "getImage" -> {
                requireFolder(request, images.folderOf(last));
                yield images.get(last);
            }
            case "listImages" -> {
                ListQuery query = ListQuery.of(request);
                requireFolder(request, query.folderId());
                yield images.list(query);
            }
            default -> once(request, call, last);
        };
    }

    /** The folder is empty if the image or operation does not exist. */
    private void requireFolder(SimulatedRequest request, String folderId) {
        if (!folderId.isEmpty() && !tokens.allows(request, folderId)) {
            throw new CloudRefusal(7, "Permission denied to folder " + folderId);
        }
    }

    @Override
    protected SimulatedResponse throttled(SimulatedRequest request, Duration left) {
        String requestId = String.format(Locale.ROOT, "5a1b0c0d-0000-4000-8000-%012x", ++requestCount);
        return CloudAnswers.error(new CloudRefusal(8, "Request rate limit exceeded"), requestId)
                .header("Retry-After", String.valueOf(left.toSeconds() + 1))
                .header("x-request-id", requestId);
    }

    /** Runs a call that changes something once for each key. */
    private Map<String, @Nullable Object> once(SimulatedRequest request, String call, String imageId) {
        String key = request.header("Idempotency-Key").orElse("");
        if (!key.isEmpty() && !key.matches(UUID_FORM)) {
            throw new CloudRefusal(3, "Idempotency-Key must be a UUID");
        }
        String account = tokens.account(request);
        String fingerprint = request.method() + request.path() + request.bodyText();
        Optional<String> before = images.asked(account, key, fingerprint);
        if (before.isPresent()) {
            requireFolder(request, images.folderOfOperation(before.get()));
            return images.replayed(before.get());
        }
        String operationId =
                switch (call) {
                    case "copyImage", "copyImageFromDesktop" -> copy(request, call, key);
                    case "updateImage" -> update(request, imageId);
                    default -> {
                        requireFolder(request, images.folderOf(imageId));
                        yield images.delete(imageId, now());
                    }
                };
        images.keep(account, key, fingerprint, operationId);
        return images.started(operationId);
    }

    private String copy(SimulatedRequest request, String call, String key) {
        boolean fromDesktop = call.equals("copyImageFromDesktop");
        String source = fromDesktop ? "desktopId" : "imageId";
        DesktopRequest body = DesktopRequest.of(request, Set.of("folderId", "name", source, "labels", "description"));
        String folderId = fromDesktop ? body.optional("folderId", 50) : body.required("folderId", 50);
        String name = fromDesktop ? body.optional("name", 50) : body.required("name", 50);
        String sourceId = body.required(source, 50);
        if (!folderId.isEmpty() && !folders.contains(folderId)) {
            throw new CloudRefusal(7, "Permission denied to folder " + folderId);
        }
        requireFolder(request, folderId.isEmpty() ? FOLDER : folderId);
        boolean exists = fromDesktop ? sourceId.equals(DESKTOP) : computeImages.contains(sourceId);
        if (!exists) {
            throw new CloudRefusal(5, (fromDesktop ? "Desktop " : "Image ") + sourceId + " not found");
        }
        String operationId = images.create(
                fromDesktop ? "CopyFromDesktop" : "CopyDesktopImage",
                folderId.isEmpty() ? FOLDER : folderId,
                body,
                now());
        copies.add(new Copy(operationId, images.imageOf(operationId), sourceId, folderId, name, key));
        return operationId;
    }

    private String update(SimulatedRequest request, String imageId) {
        requireFolder(request, images.folderOf(imageId));
        DesktopRequest body = DesktopRequest.of(request, Set.of("updateMask", "name", "labels", "description"));
        String mask = body.optional("updateMask", 1000);
        List<String> fields =
                mask.isEmpty() ? List.of("name", "labels", "description") : Arrays.asList(mask.split(",", -1));
        return images.update(imageId, fields, body, now());
    }

    private static SimulatedResponse endpoints() {
        List<Object> list = new ArrayList<>();
        for (String id : List.of("clouddesktops", "operation", "iam", "endpoint")) {
            list.add(Json.map("id", id, "address", id + ".api.cloud.yandex.net:443"));
        }
        return SimulatedResponse.json(200, Json.map("endpoints", list));
    }

    private static void requireMethod(SimulatedRequest request, Set<String> methods) {
        if (!methods.contains(request.method())) {
            throw new CloudRefusal(12, "Method Not Allowed");
        }
    }

    /** Each service has hosts of its own. */
    private static void requireHost(SimulatedRequest request, String call) {
        Matcher host = VENDOR_HOST.matcher(request.host());
        if (!host.matches()) {
            return;
        }
        Set<String> right =
                switch (call) {
                    case "getOperation", "cancelOperation" -> Set.of("operation");
                    case "createToken" -> Set.of("iam");
                    default -> Set.of("clouddesktops", "cloud-desktop");
                };
        if (!right.contains(host.group(1))) {
            throw new CloudRefusal(5, "Not Found");
        }
    }
}
