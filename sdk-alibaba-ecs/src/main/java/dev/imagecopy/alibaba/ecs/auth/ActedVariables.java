package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.credentials.NamedSettings;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a chain, without those that a profile has used or repeats: a client that uses the value of a variable must not
 * say that it ignores it.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
final class ActedVariables implements NamedSettings {
    private final NamedSettings variables;
    private final Set<String> acted = ConcurrentHashMap.newKeySet();

    ActedVariables(NamedSettings variables) {
        this.variables = variables;
    }

    /** Notes that a profile's entry is used. If it is missing, or has the same value, the variable counts as used. */
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
