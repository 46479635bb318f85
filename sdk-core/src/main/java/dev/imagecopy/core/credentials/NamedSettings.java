package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings by name: environment variables, system properties, a section of a profile file. An empty setting counts as unset,
 * since shells make the two hard to distinguish; spaces around a value are ignored.
 */
@FunctionalInterface
public interface NamedSettings {

    /** Returns the raw value of a setting, or null if there is none. */
    @Nullable
    String lookUp(String name);

    /** Returns the value of a setting; empty if it is not set. */
    default Optional<String> value(String name) {
        String found = lookUp(name);
        return found == null || found.isBlank() ? Optional.empty() : Optional.of(found.strip());
    }

    /**
     * Returns the value of a mandatory setting.
     *
     * @throws CredentialsException if it is not set; the message names it
     */
    default String required(String name) {
        return value(name)
                .orElseThrow(() -> new CredentialsException(name + " is not set", ErrorContext.none(false), null));
    }

    /** Returns whether a setting is {@code true}, case-insensitively. */
    default boolean isOn(String name) {
        return value(name).map("true"::equalsIgnoreCase).orElse(false);
    }
}
