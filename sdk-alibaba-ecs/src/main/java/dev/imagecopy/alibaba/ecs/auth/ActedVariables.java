package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.credentials.NamedSettings;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The variables on which a profile has not acted, so that nobody is told that one was ignored whose value is in use.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
final class ActedVariables implements NamedSettings {
    private final NamedSettings variables;
    private final Set<String> acted = ConcurrentHashMap.newKeySet();

    ActedVariables(NamedSettings variables) {
        this.variables = variables;
    }

    /** Notes that a profile's entry is used: the variable is too if the entry is missing, or says the same. */
    void note(Optional<String> entry, AlibabaSetting variable) {
        if (entry.isEmpty() || entry.equals(variables.value(variable))) {
            acted.add(variable.key());
        }
    }

    @Override
    public @Nullable String lookUp(String name) {
        return acted.contains(name) ? null : variables.lookUp(name);
    }
}
