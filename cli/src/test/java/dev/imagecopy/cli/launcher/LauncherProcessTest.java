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

        assertThat(installation.cached()).singleElement().asString().endsWith("java-17.0.15+6-Test.archive");
        assertThat(installation.calls()).hasSize(5);
        assertThat(installation.calls().get(0)).contains("-XX:DumpLoadedClassList=", "--help");
        assertThat(installation.calls().get(1)).contains("-XX:DumpLoadedClassList=", "check --simulate");
        assertThat(installation.calls().get(2)).contains("-Xshare:dump");
        assertThat(installation.calls().subList(3, 5)).allSatisfy(call -> assertThat(call)
                .contains("-XX:SharedArchiveFile=" + installation.archive())
                .endsWith("-cp " + installation.jar.toRealPath() + " dev.imagecopy.cli.Main list a b"));
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
    @ValueSource(strings = {"truncated", "overwritten", "empty", "missing"})
    void damagedArchive_isMadeAgain(String damage) throws Exception {
        Installation installation = pretended();
        installation.run("list");
        Path archive = installation.archive();
        switch (damage) {
            case "truncated" -> Files.writeString(archive, "arch");
            case "overwritten" -> Files.writeString(archive, "ARCHIVE\n");
            case "empty" -> Files.write(archive, new byte[0]);
            default -> Files.delete(archive);
        }

        assertThat(installation.run("list")).isEqualTo(new Result(0, "pretended\n", ""));
        assertThat(Files.readString(installation.archive())).isEqualTo("archive\n");
    }

    @Test
    void realJava_withADamagedArchive_runsAndReplacesItWithoutAWord() throws Exception {
        Installation installation = Installation.real(folder);
        Result sound = installation.run("--version");
        Path archive = installation.archive();
        byte[] bytes = Files.readAllBytes(archive);
        java.util.Arrays.fill(bytes, bytes.length / 4, bytes.length / 2, (byte) 0x5a);
        Files.delete(archive);
        Files.write(archive, bytes);

        assertThat(installation.run("--version")).isEqualTo(sound);
        assertThat(Files.readAllBytes(installation.archive())).isNotEqualTo(bytes);
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
                installation.cached().get(0), FileTime.from(Instant.now().minus(2, ChronoUnit.DAYS)));
        installation.run("list");

        assertThat(installation.cached()).singleElement().asString().endsWith(".archive");
    }

    @Test
    void javaThatDoesNotDescribeItself_runsWithoutAnArchive() throws Exception {
        Installation installation = pretended();
        Files.delete(installation.pretendedHome().resolve("release"));

        assertThat(installation.run("list")).isEqualTo(new Result(0, "pretended\n", ""));
        assertThat(installation.cached()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void anotherJar_newerOrOlder_getsAnotherArchiveInPlaceOfTheOld(long secondsLater) throws Exception {
        Installation installation = pretended();
        installation.run("list");
        Files.writeString(installation.jar, "another jar");
        Files.setLastModifiedTime(installation.jar, FileTime.from(Instant.now().plusSeconds(secondsLater)));
        installation.run("list");
        installation.run("list");

        assertThat(installation.cached()).hasSize(1);
        assertThat(installation.calls())
                .filteredOn(call -> call.contains("-Xshare:dump"))
                .hasSize(2);
    }

    @Test
    void javaBuiltAgain_getsAnotherArchiveInPlaceOfTheOld() throws Exception {
        Installation installation = pretended();
        installation.run("list");
        Files.setLastModifiedTime(
                installation.pretendedHome().resolve("release"),
                FileTime.from(Instant.now().minus(2, ChronoUnit.DAYS)));
        installation.run("list");
        installation.run("list");

        assertThat(installation.cached()).hasSize(1);
        assertThat(installation.calls())
                .filteredOn(call -> call.contains("-Xshare:dump"))
                .hasSize(2);
    }

    @Test
    void javaAndScriptBehindLinks_areRemembered_untilTheyLeadElsewhere() throws Exception {
        Installation installation = pretended();
        Path bin = Files.createDirectories(folder.resolve("links"));
        Path java = Files.createSymbolicLink(
                bin.resolve("java"), installation.pretendedHome().resolve("bin/java"));
        Path link = Files.createSymbolicLink(bin.resolve("imagecopy"), installation.launcher);
        installation.environment.put("JAVA_HOME", "");
        installation.environment.put("PATH", bin + ":" + System.getenv("PATH"));
        for (int i = 0; i < 3; i++) {
            assertThat(Installation.result(installation.start(link, "list")))
                    .isEqualTo(new Result(0, "pretended\n", ""));
        }
        Installation other = Installation.pretended(Files.createDirectories(folder.resolve("other")), "21.0.1+1-Test");
        Files.delete(java);
        Files.createSymbolicLink(java, other.pretendedHome().resolve("bin/java"));
        Files.delete(link);
        Files.createSymbolicLink(link, other.launcher);

        assertThat(Installation.result(installation.start(link, "list"))).isEqualTo(new Result(0, "pretended\n", ""));

        assertThat(Files.readAllLines(bin.resolve("calls")))
                .last()
                .asString()
                .contains(other.jar.toRealPath() + " ", "21.0.1+1-Test");
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
        Path old = Files.createDirectories(
                installation.cache.resolve("imagecopy/archives/old/imagecopy.jar/java-17-1.archive"));
        Path other = old.resolveSibling("notes");
        Files.writeString(old.resolve("classes.jsa"), "old");
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
        assertThat(installation.cached()).singleElement().asString().endsWith(".archive");
    }

    @Test
    void lockOfAStartThatWasKilled_isTakenAway() throws Exception {
        Installation installation = pretended();
        installation.run("list");
        Path archive = installation.cached().get(0);
        Files.delete(installation.archive());
        Path lock = Files.createDirectories(archive.resolveSibling(archive.getFileName() + ".lock"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock.resolve("owner"), gone.pid() + "\n");

        installation.run("list");
        installation.run("list");

        assertThat(installation.cached()).containsExactly(archive);
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
        assertThat(installation.calls())
                .last()
                .asString()
                .endsWith(installation.jar.toRealPath() + " dev.imagecopy.cli.Main list");
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
