package dev.imagecopy.fleet.internal.page;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.fleet.FleetCopy;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.FleetStatus;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes the page of a fleet, one row at a time. */
public final class PageWriter {
    /** A browser shows so many rows well. */
    private static final int MOST_COPIES = 50_000;

    private final String fleet;
    private final FleetStatus status;
    private final int most;

    /**
     * Creates an instance.
     *
     * @param fleet the fleet's name
     * @param status its numbers
     */
    public PageWriter(String fleet, FleetStatus status) {
        this(fleet, status, MOST_COPIES);
    }

    PageWriter(String fleet, FleetStatus status, int most) {
        this.fleet = fleet;
        this.status = status;
        this.most = most;
    }

    /**
     * Writes the page. If there are too many copies for a browser, the ones submitted first among those that succeeded or wait are
     * only counted.
     *
     * @param copies the copies, in the order of their submission
     * @param out where it is written
     */
    public void write(Iterator<FleetCopy> copies, Appendable out) throws IOException {
        List<String> around = PageTemplate.around(Map.of("fleet", html(fleet), "numbers", html(numbers())));
        out.append(around.get(0));
        writeData(copies, out);
        out.append(around.get(1));
    }

    private void writeData(Iterator<FleetCopy> copies, Appendable out) throws IOException {
        Columns columns = new Columns(status.at());
        out.append("{\"fleet\":").append(ScriptJson.string(fleet));
        out.append(",\"at\":").append(Long.toString(status.at().toEpochMilli()));
        out.append(",\"lag\":").append(Long.toString(status.lag().toSeconds()));
        out.append(",\"oldestWaiting\":")
                .append(Long.toString(status.oldestWaiting().toSeconds()));
        out.append(",\"mostWords\":").append(Integer.toString(Columns.MOST_WORDS));
        out.append(",\"columns\":");
        columns.writeHead(out);
        out.append(",\"rows\":[");
        long surplus = status.total() - most;
        Map<FleetState, Long> omitted = new EnumMap<>(FleetState.class);
        String separator = "\n";
        while (copies.hasNext()) {
            FleetCopy copy = copies.next();
            if (surplus > 0 && isUneventful(copy)) {
                surplus--;
                omitted.merge(copy.state(), 1L, Long::sum);
            } else {
                out.append(separator);
                columns.write(out, copy);
                separator = ",\n";
            }
        }
        out.append("\n],\"omitted\":{\"SUCCEEDED\":");
        out.append(Long.toString(omitted.getOrDefault(FleetState.ENDED, 0L)));
        out.append(",\"WAITING\":");
        out.append(Long.toString(omitted.getOrDefault(FleetState.WAITING, 0L))).append("}}");
    }

    private static boolean isUneventful(FleetCopy copy) {
        return copy.state() == FleetState.WAITING
                || (copy.state() == FleetState.ENDED && copy.outcome().status() == CopyStatus.SUCCEEDED);
    }

    /** For readers without JavaScript. */
    private String numbers() {
        long succeeded = status.ended(CopyStatus.SUCCEEDED);
        return status.total() + " copies: " + status.waiting() + " waiting, "
                + (status.ready() + status.sending() + status.running()) + " under way, " + succeeded + " succeeded, "
                + (status.ended() - succeeded) + " ended otherwise, " + status.setAside() + " set aside.";
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
