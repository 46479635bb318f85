package dev.imagecopy.testing;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.SimulatedJob.Phase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The example of {@link Simulator}'s documentation. */
public final class ShelfSimulator extends Simulator {
    public record Copy(String id, String source, SimulatedJob job) implements ExecutedCopy {
        @Override
        public String summary() {
            return source;
        }
    }

    private final Map<String, Copy> copies = new LinkedHashMap<>();

    private ShelfSimulator(@Nullable TimeSource time) { // null for the system's clock
        super(time);
    }

    public static ShelfSimulator start() {
        return start(StartOptions.defaults());
    }

    public static ShelfSimulator inProcess(TimeSource time) {
        return new ShelfSimulator(time);
    }

    static ShelfSimulator start(TimeSource time) {
        return start(StartOptions.defaults().time(time));
    }

    static ShelfSimulator start(StartOptions options) {
        return listening(new ShelfSimulator(options.time()), options);
    }

    @Override
    public List<Copy> copies() {
        return locked(() -> List.copyOf(copies.values()));
    }

    @Override
    protected Set<String> callNames() {
        return Set.of("copyImage", "describeCopy");
    }

    @Override
    protected String callName(SimulatedRequest request) {
        return switch (request.method()) {
            case "POST" -> "copyImage";
            case "GET" -> "describeCopy";
            default -> UNKNOWN_CALL;
        };
    }

    @Override
    protected SimulatedResponse handle(SimulatedRequest request) {
        return switch (callName(request)) {
            case "copyImage" -> {
                Copy copy = new Copy(
                        "copy-" + copies.size(), (String) request.json().get("source"), newJob());
                copies.put(copy.id(), copy);
                yield SimulatedResponse.json(200, Json.map("id", copy.id()));
            }
            case "describeCopy" -> {
                Copy copy = copies.get(request.segments().get(0));
                SimulatedJob.Status status = copy == null ? null : copy.job().poll();
                yield status == null || status.phase() == Phase.INVISIBLE
                        ? SimulatedResponse.json(404, Json.map("code", "NotFound"))
                        : SimulatedResponse.json(200, Json.map("state", status.phase(), "percent", status.percent()));
            }
            default -> SimulatedResponse.empty(404);
        };
    }
}
