package dev.imagecopy.testing;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.SimulatedJob.Phase;
import dev.imagecopy.testing.servicefabric.CopyOrder;
import dev.imagecopy.testing.servicefabric.CopySource;
import dev.imagecopy.testing.servicefabric.CopyWork;
import dev.imagecopy.testing.servicefabric.FabricErrors;
import dev.imagecopy.testing.servicefabric.ImageStore;
import dev.imagecopy.testing.servicefabric.Listing;
import dev.imagecopy.testing.servicefabric.Route;
import dev.imagecopy.testing.servicefabric.RunningCopies;
import dev.imagecopy.testing.servicefabric.StoredFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The gateway of a Service Fabric cluster with an image store: it lists, copies and deletes content according to the vendor's
 * pages and published server source. Call names: {@code copyImage}, {@code listContent}, {@code deleteContent},
 * {@code folderSize}, {@code storeInfo}, {@code aadMetadata}.
 *
 * <p>It has these peculiarities of a real cluster:
 *
 * <ul>
 *   <li>A copy is one request that is answered when the copy is done, after the time from {@link #script} (in which a status
 *       query counts as a second). If that is longer than the request's {@code timeout}, the response is a 504 at that time,
 *       and the copy continues.
 *   <li>The destination is deleted first, then the files are copied one by one, then the marker {@code _.dir}.
 *   <li>A folder without that marker cannot be copied: 404, unless {@link #checkingMarkFile} was called. A Windows cluster does
 *       not find sources with slashes; a separator after the source joins destination and file names.
 *   <li>A missing path is a 404 without a body, a folder without content a 204, an empty store a 404 with a code.
 *   <li>Listings have pages with tokens; every number is a string; a missing message is {@code Null}.
 *   <li>A missing or wrong token is a 403 without a body or, with Windows security, a 401 with {@code WWW-Authenticate:
 *       Negotiate} and no body; a call that the token's role does not permit is a 403 with {@code E_ACCESSDENIED}.
 * </ul>
 *
 * <p>The folder {@link #SOURCE_FOLDER} exists; add others with {@link #addImage(String)} and {@link #addFolder}. The cluster
 * has no security until it is {@link #secured}.
 */
public final class ServiceFabricSimulator extends Simulator {
    /** A folder that can be copied, which exists from the start. */
    public static final String SOURCE_FOLDER = "CalcApp\\v1";

    /** A bearer token that permits everything once the cluster is {@link #secured}. */
    public static final String ADMIN_TOKEN = "simulator-admin-token";

    /** A bearer token that permits reading once the cluster is {@link #secured}. */
    public static final String USER_TOKEN = "simulator-user-token";

    private static final int MAX_BODY = 4_194_304;

    /**
     * A copy that was accepted.
     *
     * @param source the source as sent
     * @param destination the destination as sent
     * @param apiVersion the version of the call as sent
     * @param timeout the server's timeout for it
     * @param startedAt when it was accepted
     * @param whileAnotherRan whether an earlier copy to an overlapping destination was still running
     */
    public record Copy(
            String source,
            String destination,
            String apiVersion,
            Duration timeout,
            Instant startedAt,
            boolean whileAnotherRan)
            implements ExecutedCopy {
        @Override
        public String summary() {
            return source + " -> " + destination;
        }
    }

    /** What a token permits. */
    public enum Role {
        /** Everything. */
        ADMIN,
        /** Reading. */
        USER
    }

    private final ImageStore store = new ImageStore();
    private final List<Copy> copies = new ArrayList<>();
    private final RunningCopies running = new RunningCopies();
    private final Map<String, Role> tokens = new LinkedHashMap<>();
    private Map<String, @Nullable Object> aadMetadata = Json.map("type", "none", "metadata", Json.map());
    private String clusterId = "";
    private double runtime = 11.0;
    private int pageSize = 1000;
    private boolean windows = true;
    private boolean hasImageStore = true;
    private boolean windowsSecurity;
    private boolean checksMarkFile;

    private ServiceFabricSimulator(@Nullable TimeSource time) {
        super(time);
        addFolder(SOURCE_FOLDER, "ApplicationManifest.xml", "CalcService\\Code\\calc.exe");
    }

    /**
     * Starts a cluster on the system's clock that listens on a free port.
     *
     * @return the simulator; close it after use
     */
    public static ServiceFabricSimulator start() {
        return start(StartOptions.defaults());
    }

    /**
     * Starts a cluster that listens on a free port.
     *
     * @param time its clock
     * @return the simulator; close it after use
     */
    public static ServiceFabricSimulator start(TimeSource time) {
        return start(StartOptions.defaults().time(time));
    }

    /**
     * Starts a simulator with the given options.
     *
     * @param options port, TLS and clock
     * @return the running simulator
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static ServiceFabricSimulator start(StartOptions options) {
        return listening(new ServiceFabricSimulator(options.time()), options);
    }

    /**
     * Creates a simulator without an HTTP port, which only {@link #transport()} reaches.
     *
     * @param time its clock
     * @return the simulator
     */
    public static ServiceFabricSimulator inProcess(TimeSource time) {
        return new ServiceFabricSimulator(time);
    }

    /**
     * Adds an image that can be copied: a complete folder.
     *
     * @param folder its path
     */
    public void addImage(String folder) {
        addImage("", folder, "ApplicationManifest.xml");
    }

    /**
     * Adds an image that can be copied: a complete folder.
     *
     * @param parent the folder that it is in; empty for none
     * @param folder its path below that
     * @param name the name of the file in it
     */
    public void addImage(String parent, String folder, String name) {
        Objects.requireNonNull(parent, "parent");
        Input.required("folder", folder, "name", name);
        ServiceFabricSimulator unused = addFolder(parent.isEmpty() ? folder : parent + "\\" + folder, name);
    }

    /**
     * Adds a file to the store.
     *
     * @param path its path, with slashes or backslashes
     * @param size its size in bytes, 0 or more
     * @return this simulator
     */
    public ServiceFabricSimulator addFile(String path, long size) {
        Input.required("path", path);
        Input.atLeast(0, "size", size);
        return changed(() -> store.put(ImageStore.normal(path), size, now()));
    }

    /**
     * Adds a complete folder to the store: small files, and the marker.
     *
     * @param path the folder's path
     * @param files file names, possibly with folders, which get no marker
     * @return this simulator
     */
    public ServiceFabricSimulator addFolder(String path, String... files) {
        Input.required("path", path);
        for (int i = 0; i < files.length; i++) {
            addFile(path + "\\" + files[i], 100L * (i + 1));
        }
        return addFile(path + "\\" + StoredFile.MARKER, 0);
    }

    /**
     * Adds a folder without content to the store.
     *
     * @param path the folder's path
     * @return this simulator
     */
    public ServiceFabricSimulator addEmptyFolder(String path) {
        Input.required("path", path);
        return changed(() -> store.putEmptyFolder(ImageStore.normal(path)));
    }

    /**
     * Removes a file or folder from the store.
     *
     * @param path its path
     * @return this simulator
     */
    public ServiceFabricSimulator remove(String path) {
        Input.required("path", path);
        return changed(() -> {
            boolean unused = store.delete(ImageStore.normal(path));
        });
    }

    /**
     * Returns the files in the store.
     *
     * @return paths with backslashes, and sizes, in order
     */
    public Map<String, Long> files() {
        return locked(() -> {
            advance("");
            Map<String, Long> files = new TreeMap<>();
            store.all().forEach(file -> files.put(file.path(), file.size()));
            return files;
        });
    }

    /**
     * Secures the cluster: from now on it requires {@link #ADMIN_TOKEN} or {@link #USER_TOKEN}.
     *
     * @return this simulator
     */
    public ServiceFabricSimulator secured() {
        return acceptBearer(ADMIN_TOKEN, Role.ADMIN).acceptBearer(USER_TOKEN, Role.USER);
    }

    /**
     * Secures the cluster: from now on it requires one of the accepted bearer tokens.
     *
     * @param token a token
     * @param role what it permits
     * @return this simulator
     */
    public ServiceFabricSimulator acceptBearer(String token, Role role) {
        Input.required("token", token);
        Objects.requireNonNull(role, "role");
        return changed(() -> tokens.put(token, role));
    }

    /**
     * Secures the cluster, with a token that permits everything.
     *
     * @param token a token
     * @return this simulator
     */
    public ServiceFabricSimulator acceptBearer(String token) {
        return acceptBearer(token, Role.ADMIN);
    }

    /**
     * Revokes a token; the cluster remains secured.
     *
     * @param token the token
     * @return this simulator
     */
    public ServiceFabricSimulator revokeBearer(String token) {
        Input.required("token", token);
        return changed(() -> {
            tokens.remove(token);
            tokens.putIfAbsent("", Role.USER);
        });
    }

    /**
     * Secures the cluster with Windows authentication: a request without an accepted token is challenged to negotiate, which
     * the simulator never completes.
     *
     * @return this simulator
     */
    public ServiceFabricSimulator windowsSecurity() {
        return changed(() -> windowsSecurity = true);
    }

    /**
     * Sets the cluster's id, which requests may contain to be sure that it is the right cluster.
     *
     * @param id the id; empty for none
     * @return this simulator
     */
    public ServiceFabricSimulator clusterId(String id) {
        Objects.requireNonNull(id, "id");
        return changed(() -> clusterId = id);
    }

    /**
     * Sets what the cluster publishes about its sign-in.
     *
     * @param metadata the content of the member {@code metadata}
     * @return this simulator
     */
    public ServiceFabricSimulator aadMetadata(Map<String, @Nullable Object> metadata) {
        Objects.requireNonNull(metadata, "metadata");
        return changed(() -> aadMetadata = Json.map("type", "aad", "metadata", metadata));
    }

    /**
     * Sets the number of entries per page of a listing.
     *
     * @param entries 1 or more; default 1000
     * @return this simulator
     */
    public ServiceFabricSimulator pageSize(int entries) {
        Input.atLeast(1, "entries", entries);
        return changed(() -> pageSize = entries);
    }

    /**
     * Makes it a Linux cluster, which uses slashes and finds sources with either separator.
     *
     * @return this simulator
     */
    public ServiceFabricSimulator onLinux() {
        return changed(() -> windows = false);
    }

    /**
     * Sets the cluster's version. It does not support calls of a higher version.
     *
     * @param version for example 6.4; 1.0 or more, default 11.0
     * @return this simulator
     */
    public ServiceFabricSimulator runtime(double version) {
        if (!(version >= 1 && Double.isFinite(version))) {
            throw new IllegalArgumentException("version must be 1.0 or more, not " + version);
        }
        return changed(() -> runtime = version);
    }

    /**
     * Makes it a development cluster, whose image store is a file share that this API does not support.
     *
     * @return this simulator
     */
    public ServiceFabricSimulator withoutImageStore() {
        return changed(() -> hasImageStore = false);
    }

    /**
     * Follows the documentation of {@code CheckMarkFile}, unlike runtime 6.4, which never reads it: if it is true, a folder
     * without a marker is skipped, with a 200; if it is false or absent, such a folder is copied, and the copy has no marker
     * either. A source that does not exist is a 404 in any case.
     *
     * @return this simulator
     */
    public ServiceFabricSimulator checkingMarkFile() {
        return changed(() -> checksMarkFile = true);
    }

    @Override
    public List<Copy> copies() {
        return locked(() -> List.copyOf(copies));
    }

    @Override
    protected Set<String> callNames() {
        return Route.CALLS;
    }

    @Override
    protected String callName(SimulatedRequest request) {
        Route route = Route.of(request);
        return route == null ? UNKNOWN_CALL : route.call();
    }

    @Override
    protected SimulatedResponse throttled(SimulatedRequest request, Duration left) {
        return FabricErrors.of("FABRIC_E_SERVICE_TOO_BUSY", "");
    }

    @Override
    protected SimulatedResponse handle(SimulatedRequest request) {
        Route route = Route.of(request);
        double version = version(request);
        if (route == null || version < route.minVersion() || version > runtime) {
            return FabricErrors.of("E_INVALIDARG", "The path or the api-version is none of this gateway's");
        }
        if (route.call().equals("aadMetadata")) {
            return SimulatedResponse.json(200, aadMetadata);
        }
        SimulatedResponse refusal = refusal(request, route);
        if (refusal != null) {
            return refusal;
        }
        boolean looks = route.call().equals("listContent");
        advance(looks ? route.content() : "");
        return switch (route.call()) {
            case "copyImage" -> copy(request);
            case "deleteContent" -> delete(route.content());
            case "folderSize" -> folderSize(route.content());
            case "storeInfo" -> storeInfo();
            default ->
                new Listing(store, windows ? '\\' : '/', pageSize)
                        .page(route.content(), request.parameter("ContinuationToken"), version >= 4);
        };
    }

    private static double version(SimulatedRequest request) {
        String text = request.parameter("api-version").orElse("").replace("-preview", "");
        return text.matches("[0-9]+(\\.[0-9]+)?") ? Double.parseDouble(text) : -1;
    }

    /** The checks of a gateway that apply to all calls. */
    private @Nullable SimulatedResponse refusal(SimulatedRequest request, Route route) {
        if (!tokens.isEmpty() || windowsSecurity) {
            String header = request.header("Authorization").orElse("");
            Role role = header.startsWith("Bearer ") && header.length() > 7 ? tokens.get(header.substring(7)) : null;
            if (role == null) {
                return windowsSecurity
                        ? SimulatedResponse.empty(401).header("WWW-Authenticate", "Negotiate")
                        : SimulatedResponse.empty(403);
            }
            if (role == Role.USER && route.needsAdmin()) {
                return FabricErrors.of("E_ACCESSDENIED", "");
            }
        }
        String wanted = request.header("ClusterId").orElse("");
        if (!clusterId.isEmpty() && !wanted.isEmpty() && !clusterId.equalsIgnoreCase(wanted)) {
            return FabricErrors.of("E_ACCESSDENIED", "");
        }
        if (request.body().length > MAX_BODY) {
            return FabricErrors.of("FABRIC_E_MESSAGE_TOO_LARGE", "");
        }
        return hasImageStore ? null : FabricErrors.of("FABRIC_E_SERVICE_DOES_NOT_EXIST", "The service does not exist");
    }

    private SimulatedResponse copy(SimulatedRequest request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        CopyOrder order;
        try {
            order = CopyOrder.of(request);
        } catch (IllegalArgumentException malformed) {
            return FabricErrors.of("E_INVALIDARG", "The body is no copy description");
        }
        String destination = ImageStore.normal(order.destination());
        if (!type.matches("(application|text)/json.*") || destination.isEmpty() || isMalformed(destination)) {
            return FabricErrors.of("E_INVALIDARG", "");
        }
        if (destination.equalsIgnoreCase("Store") || destination.equalsIgnoreCase("WindowsFabricStore")) {
            return FabricErrors.of("FABRIC_E_IMAGEBUILDER_RESERVED_DIRECTORY_ERROR", "");
        }
        CopySource source = CopySource.find(store, order.source(), windows).orElse(null);
        if (source == null || (source.lacksMarker() && !checksMarkFile)) {
            return FabricErrors.of("FABRIC_E_FILE_NOT_FOUND", "The source or its marker does not exist");
        }
        boolean isSkipped = source.lacksMarker() && order.checkMarkFile();
        if (isSkipped
                || (order.echo()
                        && store.file(destination + "\\" + StoredFile.MARKER).isPresent())) {
            return done(Duration.ZERO);
        }
        SimulatedJob job = newJob();
        return accept(request, order, source.work(order, store, job), job);
    }

    private SimulatedResponse accept(SimulatedRequest request, CopyOrder order, CopyWork work, SimulatedJob job) {
        Duration budget = CopyOrder.timeout(request);
        boolean another = running.overlap(work.destination());
        copies.add(new Copy(
                order.source(),
                order.destination(),
                request.parameter("api-version").orElse(""),
                budget,
                now(),
                another));
        Duration length = job.peek().remaining();
        SimulatedJob.Status end = job.scriptedEnd();
        boolean late = length.compareTo(budget) > 0 || end.phase() == Phase.VANISHED;
        boolean answersDone = !late && end.phase() == Phase.SUCCEEDED;
        work.advance(false, answersDone && length.isZero(), now());
        // After a 504 the gateway never reports the end.
        running.add(
                work,
                job::changesAt,
                answersDone ? OptionalLong.of(time().nanoTime() + length.toNanos()) : OptionalLong.empty());
        if (late) {
            return FabricErrors.of("FABRIC_E_TIMEOUT", "Operation timed out").after(budget);
        }
        return answersDone
                ? done(length)
                : FabricErrors.of(end.code(), end.message()).after(length);
    }

    private static boolean isMalformed(String destination) {
        return destination.startsWith("\\")
                || destination.endsWith("\\")
                || !destination.equals(destination.strip())
                || destination.contains("\\\\")
                || ("\\" + destination + "\\").contains("\\.\\")
                || ("\\" + destination + "\\").contains("\\..\\");
    }

    /** Advances all copies to the current time; for a copy whose destination is listed, that counts as a status query. */
    private void advance(String listed) {
        running.advance(listed, time().nanoTime(), now());
    }

    private SimulatedResponse delete(String path) {
        if (path.equalsIgnoreCase("Store") || path.equalsIgnoreCase("WindowsFabricStore")) {
            return FabricErrors.of("FABRIC_E_IMAGEBUILDER_RESERVED_DIRECTORY_ERROR", "");
        }
        return store.delete(path) ? done(Duration.ZERO) : FabricErrors.of("FABRIC_E_FILE_NOT_FOUND", "");
    }

    private SimulatedResponse folderSize(String path) {
        if (!path.isEmpty() && !store.exists(path)) {
            return FabricErrors.of("FABRIC_E_DIRECTORY_NOT_FOUND", "");
        }
        long size = store.below(path).stream().mapToLong(StoredFile::size).sum();
        return SimulatedResponse.json(
                200,
                Json.map(
                        "StoreRelativePath",
                        path.replace('\\', windows ? '\\' : '/'),
                        "FolderSize",
                        String.valueOf(size)));
    }

    private SimulatedResponse storeInfo() {
        long used = store.all().stream().mapToLong(StoredFile::size).sum();
        Map<String, @Nullable Object> none = Json.map("UsedSpace", "0", "FileCount", "0");
        return SimulatedResponse.json(
                200,
                Json.map(
                        "DiskInfo",
                                Json.map("Capacity", "100000000", "AvailableSpace", String.valueOf(100_000_000 - used)),
                        "UsedByMetadata", none,
                        "UsedByStaging", none,
                        "UsedByCopy",
                                Json.map(
                                        "UsedSpace",
                                        String.valueOf(used),
                                        "FileCount",
                                        String.valueOf(store.all().size())),
                        "UsedByRegister", none));
    }

    /** A 200 with a JSON content type and an empty body. */
    private static SimulatedResponse done(Duration after) {
        return SimulatedResponse.text(200, "application/json; charset=utf-8", "")
                .after(after);
    }

    private ServiceFabricSimulator changed(Runnable change) {
        return locked(() -> {
            change.run();
            return this;
        });
    }
}
