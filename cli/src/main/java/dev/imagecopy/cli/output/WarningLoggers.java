package dev.imagecopy.cli.output;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPLogger;

/**
 * Hands the SDK's warnings to the command that runs, each as one line and once: several accounts of a cloud would repeat them.
 * What other libraries log is not shown.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
final class WarningLoggers implements ILoggerFactory {
    private static final String SDK = "dev.imagecopy";
    private static final int MOST_REMEMBERED = 10_000;

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Consumer<String> listener;

    /** Shows warnings to a listener, each as a line, and returns the listener that there was. */
    @Nullable
    Consumer<String> listen(@Nullable Consumer<String> now) {
        Consumer<String> before = listener;
        told.clear();
        listener = now;
        return before;
    }

    @Override
    public Logger getLogger(String name) {
        boolean ours = name.equals(SDK) || name.startsWith(SDK + ".");
        return ours ? new WarningLogger(name, this) : NOPLogger.NOP_LOGGER;
    }

    private void tell(String text) {
        Consumer<String> to = listener;
        String line = text.replaceAll("\\s+", " ").strip();
        if (to != null && told.size() < MOST_REMEMBERED && told.add(line)) {
            to.accept(line);
        }
    }

    /** A logger of which only warnings and errors get anywhere. */
    private static final class WarningLogger extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1;

        private final transient WarningLoggers loggers;

        WarningLogger(String name, WarningLoggers loggers) {
            this.name = name;
            this.loggers = loggers;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String pattern,
                @Nullable Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            String text = MessageFormatter.basicArrayFormat(pattern, arguments);
            loggers.tell(thrown == null ? text : text + ": " + thrown);
        }
    }
}
