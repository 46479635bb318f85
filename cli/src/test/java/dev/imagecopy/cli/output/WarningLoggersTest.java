package dev.imagecopy.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class WarningLoggersTest {
    private final WarningLoggers loggers = new WarningLoggers();
    private final Logger sdk = loggers.getLogger("dev.imagecopy");
    private final List<String> shown = new ArrayList<>();

    @Test
    void warnings_areLines_eachOnce() {
        loggers.listen(shown::add);
        sdk.warn("{} ignores {},\n which is set: {}", "Client", "VARIABLE", "unset it");
        sdk.warn("{} ignores {}, which is set: {}", "Client", "VARIABLE", "unset it");
        sdk.error("It failed", new IllegalStateException("with a\nreason"));

        assertThat(shown)
                .containsExactly(
                        "Client ignores VARIABLE, which is set: unset it",
                        "It failed: java.lang.IllegalStateException: with a reason");
    }

    @Test
    void anotherCommand_isWarnedAgain() {
        loggers.listen(shown::add);
        sdk.warn("once");
        loggers.listen(shown::add);
        sdk.warn("once");

        assertThat(shown).containsExactly("once", "once");
    }

    @Test
    void otherLevels_otherLibraries_andWarningsOutsideOfACommand_areNotShown() {
        sdk.warn("before");
        loggers.listen(shown::add);
        sdk.info("info");
        sdk.debug("debug");
        sdk.trace("trace");
        loggers.getLogger("com.example").warn("of a library");
        loggers.getLogger("dev.imagecopyist").warn("of a namesake");
        loggers.listen(null);
        sdk.warn("after");

        assertThat(shown).isEmpty();
        assertThat(sdk.isInfoEnabled() || sdk.isDebugEnabled() || sdk.isTraceEnabled())
                .isFalse();
    }

    @Test
    void slf4j_findsThem() {
        assertThat(LoggerFactory.getILoggerFactory()).isInstanceOf(WarningLoggers.class);
    }
}
