package dev.imagecopy.cli.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where each operating system keeps the state of a user's programs. */
final class DefaultFolder {
    private DefaultFolder() {}

    static Path ofUser() {
        return of(System::getenv, System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", "")));
    }

    static Path of(Function<String, @Nullable String> variables, String system, Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        Path states = name.startsWith("windows")
                ? folder(variables, "LOCALAPPDATA")
                        .orElse(home.resolve("AppData").resolve("Local"))
                : name.startsWith("mac")
                        ? home.resolve("Library").resolve("Application Support")
                        : folder(variables, "XDG_STATE_HOME")
                                .orElse(home.resolve(".local").resolve("state"));
        return states.resolve("imagecopy");
    }

    /** The specification of the folders says that a relative path is to be ignored. */
    private static Optional<Path> folder(Function<String, @Nullable String> variables, String variable) {
        return Optional.ofNullable(variables.apply(variable))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
