package dev.imagecopy.verification.values;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of parameters as the sources have them: class files do not keep them. */
final class ParameterNames {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Map<String, String> SOURCES = new ConcurrentHashMap<>();

    private ParameterNames() {}

    /** Whether a message names a parameter, or the setter or member that it is for. */
    static boolean anyIn(String message, Executable executable) {
        return !message.startsWith("->")
                && names(executable).stream().anyMatch(name -> Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                        .matcher(message)
                        .find());
    }

    private static List<String> names(Executable executable) {
        List<String> names = new ArrayList<>();
        String name = executable instanceof Constructor<?>
                ? executable.getDeclaringClass().getSimpleName()
                : executable.getName();
        if (executable.getParameterCount() == 1) {
            names.add(name);
            if (name.matches("with[A-Z].*")) {
                names.add(Character.toLowerCase(name.charAt(4)) + name.substring(5));
            }
        }
        Matcher declared = Pattern.compile("\\b" + name + "(?:<[^(]*>)?\\(((?:[^()]|\\([^()]*\\))*)\\)")
                .matcher(source(executable.getDeclaringClass()));
        while (declared.find()) {
            Matcher parameter = Pattern.compile("(\\w+)\\s*(?:,|$)").matcher(declared.group(1));
            while (parameter.find()) {
                names.add(parameter.group(1));
            }
        }
        return names;
    }

    private static String source(Class<?> type) {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        return SOURCES.computeIfAbsent("src/main/java/" + outermost.getName().replace('.', '/') + ".java", file -> {
            try (Stream<Path> modules = Files.list(ROOT)) {
                return modules.map(module -> module.resolve(file))
                        .filter(Files::exists)
                        .map(ParameterNames::read)
                        .findFirst()
                        .orElse("");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
