package dev.imagecopy.testsupport.logs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The logger for tests: prints nothing, and passes every line of every level to a test that captures them. One test at a time.
 */
public final class CapturedLog implements SLF4JServiceProvider {
    private static volatile @Nullable Consumer<String> sink;

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new NOPMDCAdapter();

    /**
     * Returns what is logged while a task runs.
     *
     * @param work the task
     * @return the lines, in order
     */
    public static List<String> of(Runnable work) {
        List<String> lines = new CopyOnWriteArrayList<>();
        watch(lines::add, work);
        return List.copyOf(lines);
    }

    /**
     * Passes on each line that is logged while a task runs.
     *
     * @param lines receives the lines, on the thread that logs
     * @param work the task
     */
    public static void watch(Consumer<String> lines, Runnable work) {
        sink = lines;
        try {
            work.run();
        } finally {
            sink = null;
        }
    }

    /**
     * Hands over each line that is logged from now on.
     *
     * @param lines takes them, on the thread that logs
     * @return ends that
     */
    public static AutoCloseable to(Consumer<String> lines) {
        sink = lines;
        return () -> sink = null;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return Capture::new;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // everything is created with the object
    }

    private static final class Capture extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        Capture(String name) {
            this.name = name;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
            Consumer<String> lines = sink;
            if (lines != null) {
                lines.accept(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments)
                        + (thrown == null ? "" : " " + thrown));
            }
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return name;
        }

        @Override
        public boolean isTraceEnabled() {
            return sink != null;
        }

        @Override
        public boolean isDebugEnabled() {
            return sink != null;
        }

        @Override
        public boolean isInfoEnabled() {
            return sink != null;
        }

        @Override
        public boolean isWarnEnabled() {
            return sink != null;
        }

        @Override
        public boolean isErrorEnabled() {
            return sink != null;
        }
    }
}
