package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a {@link Watch}, closes it, and notes what it saw in the report of the run. */
final class WatchExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace HERE = Namespace.create(WatchExtension.class);
    private static final String ROW = "FAULT-";

    @Override
    public void beforeEach(ExtensionContext test) {
        test.getStore(HERE).put(Watch.class, new Watch());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Watch.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return watch(test);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Watch watch = watch(test);
        watch.end();
        if (test.getExecutionException().isEmpty()) {
            assertThat(watch.sights()).as("what was seen").isNotEmpty();
            rows(test).forEach(row -> watch.sights()
                    .forEach(sight -> report(test).saw(test.getRequiredTestClass(), row, sight)));
        }
    }

    private static Watch watch(ExtensionContext test) {
        return test.getStore(HERE).get(Watch.class, Watch.class);
    }

    private static Stream<Integer> rows(ExtensionContext test) {
        return test.getTags().stream()
                .filter(tag -> tag.startsWith(ROW))
                .map(tag -> Integer.valueOf(tag.substring(ROW.length())));
    }

    /** One for the classes of a process: it is written when the last of them has ended. */
    private static FaultReport report(ExtensionContext test) {
        return test.getRoot()
                .getStore(HERE)
                .computeIfAbsent(FaultReport.class, type -> new FaultReport(), FaultReport.class);
    }
}
