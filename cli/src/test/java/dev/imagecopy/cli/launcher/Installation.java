package dev.imagecopy.cli.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The launcher with its jar in a folder of a test, and a cache folder; with the Java of this test, or with one that pretends. */
final class Installation {
    /** Makes an "archive" and prints how it was called; refuses to make one if the file {@code cannot} is beside it. */
    private static final String PRETENDER =
            """
            #!/bin/sh
            echo "$@" >> "${0%/*}/calls"
            for argument in "$@"; do
              case $argument in
                -XX:DumpLoadedClassList=*) echo classes > "${argument#*=}" ;;
                -Xshare:dump)
                  echo "a warning of Java"
                  [ ! -e "${0%/*}/cannot" ] || exit 1
                  for other in "$@"; do
                    case $other in -XX:SharedArchiveFile=*) echo archive > "${other#*=}" ;; esac
                  done
                  exit 0
                  ;;
                wait)
                  echo $$
                  exec sleep 600
                  ;;
                exit=*) exit "${argument#exit=}" ;;
              esac
            done
            echo pretended
            """;

    final Path folder;
    final Path launcher;
    final Path jar;
    final Path cache;
    final Map<String, String> environment = new LinkedHashMap<>();

    record Result(int exit, String out, String err) {}

    private Installation(Path folder, Path launcher, Path jar, Path cache) {
        this.folder = folder;
        this.launcher = launcher;
        this.jar = jar;
        this.cache = cache;
    }

    /** Installs what the build has made. */
    static Installation real(Path folder) throws IOException {
        Path built = Path.of(System.getProperty("imagecopy.jar"));
        Installation installation = install(folder, built.resolveSibling("imagecopy"));
        Files.copy(built, installation.jar);
        installation.environment.put("JAVA_HOME", System.getProperty("java.home"));
        return installation;
    }

    /** Installs the launcher with a Java that only pretends. */
    static Installation pretended(Path folder, String version) throws IOException {
        Path built = Path.of(System.getProperty("imagecopy.jar"));
        Installation installation = install(folder, built.resolveSibling("imagecopy"));
        Files.writeString(installation.jar, "not a jar");
        Path home = Files.createDirectories(folder.resolve("java home"));
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, PRETENDER);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_RUNTIME_VERSION=\"" + version + "\"\n");
        installation.environment.put("JAVA_HOME", home.toString());
        return installation;
    }

    private static Installation install(Path folder, Path script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path launcher = bin.resolve("imagecopy");
        Files.copy(script, launcher, StandardCopyOption.COPY_ATTRIBUTES);
        return new Installation(folder, launcher, bin.resolve("imagecopy.jar"), folder.resolve("cache"));
    }

    Path pretendedHome() {
        return folder.resolve("java home");
    }

    Process start(Path command, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(command.toString()), Stream.of(arguments))
                .toList());
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("JDK_"));
        variables.put("XDG_CACHE_HOME", cache.toString());
        variables.putAll(environment);
        return builder.start();
    }

    Result run(String... arguments) throws Exception {
        return result(start(launcher, arguments));
    }

    static Result result(Process process) throws Exception {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("still running after a minute: " + out + err);
        }
        return new Result(process.exitValue(), out, err);
    }

    /** The archives, and marks of those that could not be made, in the cache folder. */
    List<Path> cached() throws IOException {
        Path own = cache.resolve("imagecopy");
        if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(own)) {
            return files.filter(file -> file.toString().matches(".*\\.(archive|failed|lock)"))
                    .sorted()
                    .toList();
        }
    }

    /** The only archive. */
    Path archive() throws IOException {
        return cached().stream()
                .filter(folder -> folder.toString().endsWith(".archive"))
                .reduce((one, other) -> {
                    throw new AssertionError(one + " and " + other);
                })
                .orElseThrow()
                .resolve("classes.jsa");
    }

    /** How the pretending Java was called, in order. */
    List<String> calls() throws IOException {
        return Files.readAllLines(pretendedHome().resolve("bin/calls"));
    }
}
