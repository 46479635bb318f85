package dev.imagecopy.testing.junit;

import dev.imagecopy.testing.StartOptions;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the simulators for {@link Simulator} parameters and closes them after the test; registered by that annotation. */
@SuppressWarnings("exports") // its users require JUnit themselves
public final class SimulatorExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(SimulatorExtension.class);

    /** Called by JUnit. */
    public SimulatorExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.isAnnotated(Simulator.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        if (test.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("@Simulator " + type.getSimpleName()
                    + " is fresh for every test: it is for parameters of test methods, @BeforeEach and @AfterEach");
        }
        Simulator wanted = parameter.findAnnotation(Simulator.class).orElseThrow();
        dev.imagecopy.testing.Simulator simulator = started(test)
                .simulators
                .computeIfAbsent(type.getName() + " " + wanted.value(), key -> start(type, wanted));
        if (simulator.endpoint().getScheme().equals("https") != wanted.tls()) {
            throw new ParameterResolutionException("@Simulator " + type.getSimpleName() + " of this test was started "
                    + (wanted.tls() ? "without" : "with")
                    + " TLS for another parameter: they need the same tls, or names");
        }
        return simulator;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        started(test).simulators.values().forEach(dev.imagecopy.testing.Simulator::close);
    }

    private static dev.imagecopy.testing.Simulator start(Class<?> type, Simulator wanted) {
        StartOptions options = wanted.tls() ? StartOptions.defaults().tls() : StartOptions.defaults();
        try {
            return (dev.imagecopy.testing.Simulator)
                    type.getMethod("start", StartOptions.class).invoke(null, options);
        } catch (InvocationTargetException failure) {
            throw new ParameterResolutionException("Cannot start " + type.getName(), failure);
        } catch (ReflectiveOperationException | ClassCastException unsuitable) {
            throw new ParameterResolutionException(
                    type.getName() + " is no simulator with a public static method start(StartOptions)", unsuitable);
        }
    }

    private static Started started(ExtensionContext test) {
        Store store = test.getStore(NAMESPACE);
        Started started = store.get(test.getUniqueId(), Started.class);
        if (started == null) {
            started = new Started();
            store.put(test.getUniqueId(), started);
        }
        return started;
    }

    /** The simulators of one test, in a separate type because the store finds values by type. */
    private static final class Started {
        private final Map<String, dev.imagecopy.testing.Simulator> simulators = new LinkedHashMap<>();
    }
}
