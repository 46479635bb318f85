package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings by name: environment variables, system properties, a section of a profile file. One that is set to nothing counts
 * as unset, since shells make the two hard to tell apart; spaces around a value do not belong to it.
 */
@FunctionalInterface
public interface NamedSettings {

    /** Looks a name up; null when there is no such setting. */
    @Nullable
    String lookUp(String name);

    /** The value of a setting, empty when it is not set. */
    default Optional<String> value(String name) {
        String found = lookUp(name);
        return found == null || found.isBlank() ? Optional.empty() : Optional.of(found.strip());
    }

    /**
     * The value of a setting that must be there.
     *
     * @throws CredentialsException if it is not set; the message names it
     */
    default String required(String name) {
        return value(name)
                .orElseThrow(() -> new CredentialsException(name + " is not set", ErrorContext.none(false), null));
    }

    /** Whether a setting says {@code true}, in whatever case. */
    default boolean isOn(String name) {
        return value(name).map("true"::equalsIgnoreCase).orElse(false);
    }
}
