package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where providers look: names, files, network, clock.
 *
 * @param properties system properties
 * @param variables environment variables
 * @param home the user's home directory
 * @param transports makes a transport for one exchange, which is closed after it: keys are fetched about once an hour, so
 *     nothing is kept open in between
 * @param time the clocks
 */
record Surroundings(
        NamedValues.Source properties,
        NamedValues.Source variables,
        Path home,
        Supplier<HttpTransport> transports,
        TimeSource time) {
    static Surroundings real() {
        return new Surroundings(
                System::getProperty,
                System::getenv,
                Path.of(System.getProperty("user.home", ".")),
                OkHttpTransport::create,
                TimeSource.system());
    }

    /** A variable that is set to nothing is as good as unset. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.value(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    String required(String name) {
        return variable(name).orElseThrow(() -> failure(name + " is not set"));
    }

    boolean isOn(String name) {
        return variable(name).map("true"::equalsIgnoreCase).orElse(false);
    }

    /** Reads a whole file, however it arrives. The message tells the file's name but not what is in it. */
    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            String kind = Files.exists(file) ? "cannot be read" : "does not exist";
            throw new CredentialsException(file.getFileName() + " " + kind, ErrorContext.none(false), e);
        }
    }

    static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
