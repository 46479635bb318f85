package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings by name: environment variables, system properties, a section of a profile file. An empty setting counts as unset,
 * since shells make the two hard to distinguish. Spaces and characters that cannot be seen are ignored around a value, and so is one
 * pair of quotes: files of variables, as containers and services read them, keep the quotes that a shell would remove.
 */
@FunctionalInterface
public interface NamedSettings {

    /** Returns the raw value of a setting, or null if there is none. */
    @Nullable
    String lookUp(String name);

    /** Returns the names of all settings, where there is a list of them; otherwise none. */
    default Set<String> names() {
        return Set.of();
    }

    /** Returns the value of a setting; empty if it is not set. */
    default Optional<String> value(String name) {
        String found = lookUp(name);
        String bare = found == null ? "" : HiddenCharacters.stripped(Quotes.removed(HiddenCharacters.stripped(found)));
        return bare.isEmpty() ? Optional.empty() : Optional.of(bare);
    }

    /** Returns the value of a setting; empty if it is not set. */
    default Optional<String> value(Setting setting) {
        return value(setting.key());
    }

    /**
     * Returns the value of a mandatory setting.
     *
     * @throws CredentialsException if it is not set; the message names it, and the source counts as absent
     */
    default String required(String name) {
        return value(name).orElseThrow(() -> CredentialsException.absent(name + " is not set", false));
    }

    /** Like {@link #required(String)}. */
    default String required(Setting setting) {
        return required(setting.key());
    }

    /**
     * Returns whether a switch is on: {@code true}, {@code yes}, {@code on} or {@code 1}, in any case.
     *
     * @throws CredentialsException if the value is neither one of these nor its opposite; it would otherwise count as off
     */
    default boolean isOn(String name) {
        return switch (value(name).orElse("false").toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new CredentialsException(name + " must be true or false", ErrorContext.none(false), null);
        };
    }

    /** Like {@link #isOn(String)}. */
    default boolean isOn(Setting setting) {
        return isOn(setting.key());
    }
}
