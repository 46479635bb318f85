package dev.imagecopy.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.cli.launcher.Installation.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherProcessTest {
    @TempDir
    private Path folder;

    private Installation pretended() throws IOException {
        return Installation.pretended(folder, "17.0.15+6-Test");
    }

    @Test
    void firstStart_makesAnArchiveThatTheNextOneUses() throws Exception {
        Installation installation = pretended();

        assertThat(installation.run("list", "a b")).isEqualTo(new Result(0, "pretended\n", ""));
        assertThat(installation.run("list", "a b")).isEqualTo(new Result(0, "pretended\n", ""));

        assertThat(installation.cached()).singleElement().asString().contains("java-17.0.15+6-Test", ".jsa");
        assertThat(installation.calls()).hasSize(4);
        assertThat(installation.calls().get(0)).contains("-XX:DumpLoadedClassList=", "--help");
        assertThat(installation.calls().get(1)).contains("-Xshare:dump");
        assertThat(installation.calls().subList(2, 4)).allSatisfy(call -> assertThat(call)
                .contains("-XX:SharedArchiveFile=" + installation.archive())
                .endsWith("-jar " + installation.jar.toRealPath() + " list a b"));
    }

    @Test
    void realJava_runsTheSameWithAndWithoutTheArchive() throws Exception {
        Installation installation = Installation.real(folder);
        Result first = installation.run("--help");
        Result second = installation.run("--help");
        installation.environment.put("IMAGECOPY_ARCHIVE", "off");
        Result without = installation.run("--help");

        assertThat(first.out()).contains("Usage: imagecopy");
        assertThat(first)
                .isEqualTo(second)
                .isEqualTo(without)
                .extracting(Result::err)
                .isEqualTo("");
        assertThat(installation.cached()).hasSize(1);
        assertThat(Files.size(installation.archive())).isGreaterThan(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncated", "overwritten", "garbage", "empty"})
    void damagedArchive_isReplacedWithoutAWord(String damage) throws Exception {
        Installation installation = Installation.real(folder);
        Result sound = installation.run("--version");
        Path archive = installation.archive();
        byte[] bytes = Files.readAllBytes(archive);
        Files.delete(archive);
        switch (damage) {
            case "truncated" -> Files.write(archive, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            case "overwritten" -> {
                java.util.Arrays.fill(bytes, bytes.length / 4, bytes.length / 2, (byte) 0x5a);
                Files.write(archive, bytes);
            }
            case "garbage" -> Files.writeString(archive, "garbage");
            default -> Files.createFile(archive);
        }

        assertThat(installation.run("--version")).isEqualTo(sound);
        assertThat(installation.cached()).hasSize(1);
        assertThat(Files.size(installation.archive())).isGreaterThan(1_000_000);
    }

    @Test
    void cacheFolderThatCannotBeMade_isDoneWithout() throws Exception {
        Installation installation = pretended();
        Files.writeString(installation.cache, "a file, not a folder");

        assertThat(installation.run("list")).isEqualTo(new Result(0, "pretended\n", ""));
        assertThat(installation.calls()).singleElement().asString().doesNotContain("Archive");
    }

    @Test
    void javaThatCannotMakeArchives_isTriedOnceADay() throws Exception {
        Installation installation = pretended();
        Files.createFile(installation.pretendedHome().resolve("bin/cannot"));

        assertThat(installation.run("list")).isEqualTo(new Result(0, "pretended\n", ""));
        assertThat(installation.run("list")).isEqualTo(new Result(0, "pretended\n", ""));

        assertThat(installation.calls())
                .filteredOn(call -> call.contains("-Xshare:dump"))
                .hasSize(1);
        assertThat(installation.cached()).singleElement().asString().endsWith(".failed");

        Files.delete(installation.pretendedHome().resolve("bin/cannot"));
        Files.setLastModifiedTime(
                installation
                        .cache
                        .resolve("imagecopy")
                        .resolve(installation.cached().get(0)),
                FileTime.from(Instant.now().minus(2, ChronoUnit.DAYS)));
        installation.run("list");

        assertThat(installation.cached()).singleElement().asString().endsWith(".jsa");
    }

    @Test
    void javaThatDoesNotDescribeItself_runsWithoutAnArchive() throws Exception {
        Installation installation = pretended();
        Files.delete(installation.pretendedHome().resolve("release"));

        assertThat(installation.run("list")).isEqualTo(new Result(0, "pretended\n", ""));
        assertThat(installation.cached()).isEmpty();
    }

    @Test
    void anotherJar_getsAnotherArchiveInPlaceOfTheOld() throws Exception {
        Installation installation = pretended();
        installation.run("list");
        List<String> old = installation.cached();
        Files.writeString(installation.jar, "another jar");
        installation.run("list");

        assertThat(installation.cached()).hasSize(1).isNotEqualTo(old);
    }

    @Test
    void anotherJava_getsItsOwnArchive() throws Exception {
        Installation installation = pretended();
        installation.run("list");
        Files.writeString(installation.pretendedHome().resolve("release"), "JAVA_RUNTIME_VERSION=\"25.0.3+9-Test\"\n");
        installation.run("list");

        assertThat(installation.cached()).hasSize(2);
    }

    @Test
    void archivesOfAMonthAgo_areRemovedWithTheNextNewOne() throws Exception {
        Installation installation = pretended();
        Path old =
                Files.createDirectories(installation.cache.resolve("imagecopy")).resolve("imagecopy-1-java-17-1-1.jsa");
        Path other = old.resolveSibling("notes");
        Files.writeString(old, "old");
        Files.writeString(other, "not ours");
        FileTime longAgo = FileTime.from(Instant.now().minus(40, ChronoUnit.DAYS));
        Files.setLastModifiedTime(old, longAgo);
        Files.setLastModifiedTime(other, longAgo);

        installation.run("list");

        assertThat(old).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void severalFirstStartsAtOnce_allRunAndMakeOneArchive() throws Exception {
        Installation installation = Installation.real(folder);
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(installation.start(installation.launcher, "--version"));
        }
        List<Result> results = new ArrayList<>();
        for (Process process : processes) {
            results.add(Installation.result(process));
        }

        assertThat(results).allSatisfy(result -> {
            assertThat(result.exit()).isZero();
            assertThat(result.out()).startsWith("imagecopy ");
            assertThat(result.err()).isEmpty();
        });
        assertThat(installation.cached()).singleElement().asString().endsWith(".jsa");
    }

    @Test
    void lockOfAStartThatWasKilled_isTakenAway() throws Exception {
        Installation installation = pretended();
        installation.run("list");
        String name = installation.cached().get(0);
        Files.delete(installation.archive());
        Path lock = Files.createDirectories(
                installation.cache.resolve("imagecopy").resolve(name.substring(0, name.lastIndexOf('-')) + ".lock"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock.resolve("owner"), gone.pid() + "\n");

        installation.run("list");
        installation.run("list");

        assertThat(installation.cached()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"link to it", "relative", "chain"})
    void links_leadToTheJar(String kind) throws Exception {
        Installation installation = pretended();
        Path elsewhere = Files.createDirectories(folder.resolve("some where"));
        Path link = elsewhere.resolve("imagecopy-link");
        switch (kind) {
            case "relative" -> Files.createSymbolicLink(link, Path.of("../bin/imagecopy"));
            case "chain" -> {
                Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("bin/imagecopy"));
                Files.createSymbolicLink(link, first);
            }
            default -> Files.createSymbolicLink(link, installation.launcher);
        }

        assertThat(Installation.result(installation.start(link, "list"))).isEqualTo(new Result(0, "pretended\n", ""));
        assertThat(installation.calls()).last().asString().endsWith(installation.jar.toRealPath() + " list");
    }

    @Test
    void pathsWithBlanks_work() throws Exception {
        Path blank = Files.createDirectories(folder.resolve("a folder with blanks"));
        Installation installation = Installation.real(blank);

        assertThat(installation.run("--version").out()).startsWith("imagecopy ");
        assertThat(installation.run("--version").err()).isEmpty();
        assertThat(installation.cached()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 130})
    void exitCode_isTheProgramsOwn(int code) throws Exception {
        assertThat(pretended().run("exit=" + code).exit()).isEqualTo(code);
    }

    @Test
    void signals_reachTheProgram_sinceItReplacesTheScript() throws Exception {
        Installation installation = pretended();
        installation.run("list");
        Process process = installation.start(installation.launcher, "wait");
        String pid = process.inputReader().readLine();

        assertThat(pid).isEqualTo(String.valueOf(process.pid()));

        process.destroy();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    @Test
    void withoutAnyJava_saysWhatIsNeeded() throws Exception {
        Installation installation = pretended();
        installation.environment.put("JAVA_HOME", "");
        installation.environment.put("PATH", folder.toString());

        Result result = installation.run("list");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("no Java was found", "JAVA_HOME", "17");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void javaThatIsTooOld_isNamed() throws Exception {
        Result result = Installation.pretended(folder, "11.0.2+9").run("list");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("Java 11.0.2+9 is too old", "17");
    }

    @Test
    void withoutTheJar_saysSo() throws Exception {
        Installation installation = pretended();
        Files.delete(installation.jar);

        Result result = installation.run("list");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("there is no imagecopy.jar beside");
    }
}
