package dev.imagecopy.testing;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Runs {@link NoLeaks} around every test of a JUnit Jupiter class: {@code @ExtendWith(NoLeaksExtension.class)}. Requires JUnit
 * Jupiter, which is not a dependency of this module.
 */
@SuppressWarnings("exports") // its users require JUnit themselves
public final class NoLeaksExtension implements BeforeEachCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(NoLeaksExtension.class);

    /** Called by JUnit. */
    public NoLeaksExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(context.getUniqueId(), NoLeaks.start());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        NoLeaks leaks = context.getStore(NAMESPACE).remove(context.getUniqueId(), NoLeaks.class);
        if (leaks != null) {
            leaks.close();
        }
    }
}
